//! [`serve`]: a provider's whole `main`.

use std::process::ExitCode;

use tonic::service::Routes;

use crate::plugin::{self, Mode, Plugin};
use crate::proto::tfplugin6::provider_server::ProviderServer;
use crate::provider::Provider;
use crate::rpc::{Service, StopSignal};

/// Largest message in either direction, as Terraform itself allows. A plan of one object with a large value must pass.
const MAX_MESSAGE_BYTES: usize = 256 << 20;

/// Serves `provider` until Terraform, or in debug mode the developer, ends the process. `main` returns the exit code.
///
/// `usage` are lines for someone who starts the program by hand.
pub fn serve<P: Provider>(provider: P, mode: Mode, usage: &'static str) -> ExitCode {
    let stop = StopSignal::default();
    let service = Service::new(provider, stop.clone());
    let plugin = Plugin { address: P::ADDRESS, version: P::VERSION, usage, secrets: &[] };
    plugin::serve(&plugin, mode, || routes(service), move || stop.stop())
}

/// `provider` as the gRPC service that Terraform calls, without a process or a socket: for tests in memory.
#[cfg(feature = "testing")]
pub fn service<P: Provider>(provider: P) -> Routes {
    routes(Service::new(provider, StopSignal::default()))
}

fn routes<P: Provider>(service: Service<P>) -> Routes {
    let server = ProviderServer::new(service);
    Routes::new(server.max_decoding_message_size(MAX_MESSAGE_BYTES).max_encoding_message_size(MAX_MESSAGE_BYTES))
}
