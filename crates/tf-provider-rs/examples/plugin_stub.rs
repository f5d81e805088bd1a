//! The smallest program that keeps the process contract. `tests/plugin` starts it as Terraform would.
//!
//! Its one RPC is `CallFunction`; the function's name says how it behaves.

use std::process::ExitCode;
use std::sync::Arc;

use tf_provider_rs::log;
use tf_provider_rs::plugin::{Mode, Plugin, serve, serve_over_tcp};
use tf_provider_rs::proto::tfplugin6::provider_server::{Provider, ProviderServer};
use tf_provider_rs::proto::tfplugin6::{self, DynamicValue};
use tokio::sync::Notify;
use tokio_stream::Empty;
use tonic::service::Routes;
use tonic::{Request, Response, Status, Streaming};
use tracing::Instrument;

const PLUGIN: Plugin = Plugin {
    address: "registry.terraform.io/example/stub",
    version: "1.2.3",
    usage: "It has no subcommands.",
    secrets: &["pin"],
};

fn main() -> ExitCode {
    let has = |flag| std::env::args().skip(1).any(|argument| argument == flag);
    let mode = if has("-debug") { Mode::Debug } else { Mode::Plugin };
    let stopped = Arc::new(Notify::new());
    let stop = {
        let stopped = Arc::clone(&stopped);
        move || {
            log_line("stop was called");
            stopped.notify_waiters();
        }
    };
    let routes = || Routes::new(ProviderServer::new(Stub { stopped }));
    if has("-tcp") { serve_over_tcp(&PLUGIN, mode, routes, stop) } else { serve(&PLUGIN, mode, routes, stop) }
}

#[derive(Debug)]
struct Stub {
    stopped: Arc<Notify>,
}

impl Stub {
    async fn behave(&self, name: &str) -> Result<String, Status> {
        match name {
            "echo" => {}
            "hang" => {
                log_line("hanging");
                std::future::pending::<()>().await;
            }
            "wait for stop" => {
                let stopped = self.stopped.notified();
                log_line("waiting");
                stopped.await;
            }
            "stray" => write_stray_output(),
            "flood" => (0..10_000).for_each(|_| write_stray_output()),
            "log" => {
                let span = tracing::info_span!("rpc", tf_rpc = "CallFunction", tf_req_id = 7);
                async { tracing::info!(pin = "canary", count = 3, "a message") }.instrument(span).await;
            }
            "panic in handler" => {
                let caught = log::catch_panics(async { fail("in the handler") }).await;
                return Ok(caught.map_or_else(|panic| panic.message, |()| String::new()));
            }
            "panic outside" => {
                // The thread ends with the panic, the process does not.
                drop(std::thread::spawn(|| fail("outside")).join());
            }
            other => return Err(Status::not_found(format!("the stub has no function {other:?}"))),
        }
        Ok(name.to_owned())
    }
}

#[expect(clippy::panic, reason = "what becomes of panics is what is tested")]
fn fail(place: &str) {
    panic!("a test panicked {place}");
}

#[expect(clippy::print_stdout, reason = "what becomes of stray output is what is tested")]
fn write_stray_output() {
    println!("stray output");
}

/// For tests that wait for a moment in the stub's life.
fn log_line(text: &str) {
    use std::io::Write;
    drop(writeln!(std::io::stderr(), "stub: {text}"));
}

/// Everything of the service but `CallFunction`.
macro_rules! stub_provider {
    ($($method:ident $messages:ident,)*) => {
        #[tonic::async_trait]
        impl Provider for Stub {
            type ListResourceStream = Empty<Result<tfplugin6::list_resource::Event, Status>>;
            type InvokeActionStream = Empty<Result<tfplugin6::invoke_action::Event, Status>>;
            type ReadStateBytesStream = Empty<Result<tfplugin6::read_state_bytes::Response, Status>>;

            async fn call_function(
                &self,
                request: Request<tfplugin6::call_function::Request>,
            ) -> Result<Response<tfplugin6::call_function::Response>, Status> {
                let answer = self.behave(&request.into_inner().name).await?;
                let result = DynamicValue { msgpack: answer.into_bytes(), json: Vec::new() };
                Ok(Response::new(tfplugin6::call_function::Response { result: Some(result), error: None }))
            }

            async fn list_resource(
                &self,
                _: Request<tfplugin6::list_resource::Request>,
            ) -> Result<Response<Self::ListResourceStream>, Status> {
                Err(Status::unimplemented("not in the stub"))
            }

            async fn invoke_action(
                &self,
                _: Request<tfplugin6::invoke_action::Request>,
            ) -> Result<Response<Self::InvokeActionStream>, Status> {
                Err(Status::unimplemented("not in the stub"))
            }

            async fn read_state_bytes(
                &self,
                _: Request<tfplugin6::read_state_bytes::Request>,
            ) -> Result<Response<Self::ReadStateBytesStream>, Status> {
                Err(Status::unimplemented("not in the stub"))
            }

            async fn write_state_bytes(
                &self,
                _: Request<Streaming<tfplugin6::write_state_bytes::RequestChunk>>,
            ) -> Result<Response<tfplugin6::write_state_bytes::Response>, Status> {
                Err(Status::unimplemented("not in the stub"))
            }

            $(async fn $method(
                &self,
                _: Request<tfplugin6::$messages::Request>,
            ) -> Result<Response<tfplugin6::$messages::Response>, Status> {
                Err(Status::unimplemented("not in the stub"))
            })*
        }
    };
}

stub_provider! {
    get_metadata get_metadata,
    get_provider_schema get_provider_schema,
    get_functions get_functions,
    get_resource_identity_schemas get_resource_identity_schemas,
    validate_provider_config validate_provider_config,
    configure_provider configure_provider,
    stop_provider stop_provider,
    validate_resource_config validate_resource_config,
    upgrade_resource_state upgrade_resource_state,
    upgrade_resource_identity upgrade_resource_identity,
    read_resource read_resource,
    plan_resource_change plan_resource_change,
    apply_resource_change apply_resource_change,
    import_resource_state import_resource_state,
    move_resource_state move_resource_state,
    generate_resource_config generate_resource_config,
    validate_data_resource_config validate_data_resource_config,
    read_data_source read_data_source,
    validate_ephemeral_resource_config validate_ephemeral_resource_config,
    open_ephemeral_resource open_ephemeral_resource,
    renew_ephemeral_resource renew_ephemeral_resource,
    close_ephemeral_resource close_ephemeral_resource,
    validate_list_resource_config validate_list_resource_config,
    validate_action_config validate_action_config,
    plan_action plan_action,
    validate_state_store_config validate_state_store,
    configure_state_store configure_state_store,
    lock_state lock_state,
    unlock_state unlock_state,
    get_states get_states,
    delete_state delete_state,
}
