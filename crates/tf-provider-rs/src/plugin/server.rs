//! The process's life, top to bottom: listen, print the handshake, serve, end.

use std::time::Duration;

use tokio::runtime;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic::transport::Server;
use tonic_health::ServingStatus;

use super::connection::{self, OpenConnections};
use super::controller::{Broker, Controller};
use super::handshake::Handshake;
use super::listener::{Listener, Network};
use super::signals::{Asked, Signals};
use super::stdio::Stdio;
use super::tls::Tls;
use super::{Environment, Mode, Plugin, StartError, host, reattach, stdout};
use crate::proto::plugin::grpc_broker_server::GrpcBrokerServer;
use crate::proto::plugin::grpc_controller_server::GrpcControllerServer;
use crate::proto::plugin::grpc_stdio_server::GrpcStdioServer;

/// The service name that go-plugin's health check asks for.
const HEALTH_SERVICE: &str = "plugin";
/// How long answers that are on their way may take to leave, when the host asks the process to end.
const LAST_ANSWERS: Duration = Duration::from_millis(100);
/// How long cancelled work may take to wind up, when the host has died.
const LAST_WORK: Duration = Duration::from_millis(500);
/// HTTP/2 windows: a message of some megabytes passes without waiting for the host to open them.
const STREAM_WINDOW: u32 = 1 << 20;
const CONNECTION_WINDOW: u32 = 4 << 20;

/// Serves until the end. The socket is gone when this returns.
///
/// # Errors
/// If the process cannot begin to serve.
pub(super) fn run(
    network: Network,
    plugin: &Plugin,
    mode: Mode,
    routes: impl FnOnce() -> Routes,
    stop: impl Fn() + Send + Sync + 'static,
) -> Result<(), StartError> {
    // Before the host learns that we live: it may die at any time after that.
    let host = host::parent_id();
    let env: Environment<'_> = &|name| std::env::var_os(name);
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(StartError::system("its runtime cannot be built"))?;
    // Before the socket exists: a signal in between would leave it behind.
    let signals = {
        let _runtime = runtime.enter();
        Signals::listen(mode).map_err(StartError::system("it cannot listen to signals"))?
    };
    let listener = Listener::bind(network, env)?;
    let tls = if mode == Mode::Plugin { Tls::for_host(env)? } else { None };
    let stray = match mode {
        Mode::Plugin => {
            let handshake = Handshake {
                network: network.name(),
                address: &listener.address,
                certificate: tls.as_ref().map(|tls| tls.certificate.as_ref()),
                multiplexing_asked: Handshake::multiplexing_asked(env),
            };
            handshake.print().map_err(StartError::system("nobody reads its handshake"))?;
            stdout::capture()?
        }
        Mode::Debug => {
            reattach::print(plugin, &listener).map_err(StartError::system("nobody reads its instructions"))?;
            stdout::silence()
        }
    };
    let end = CancellationToken::new();
    let served = runtime.block_on(async {
        let acceptor = listener.acceptor().map_err(StartError::system("it cannot accept connections"))?;
        let open = OpenConnections::default();
        let tls = tls.map(|tls| TlsAcceptor::from(tls.config));
        let incoming = connection::accept(acceptor, tls, &open);
        let routes = with_plugin_services(routes(), Stdio::new(stray, end.clone()), &end).await;
        let server = tokio::spawn(
            Server::builder()
                .initial_stream_window_size(STREAM_WINDOW)
                .initial_connection_window_size(CONNECTION_WINDOW)
                .add_routes(routes)
                .serve_with_incoming_shutdown(incoming, end.clone().cancelled_owned()),
        );
        let orphaned = async {
            match mode {
                Mode::Plugin => host::gone(host, host::parent_id, &open).await,
                Mode::Debug => std::future::pending().await,
            }
        };
        until_asked_to_end(signals, orphaned, &end, stop).await;
        end.cancel();
        // What has not left by now is not waited for; neither is an error on a connection that is closing.
        drop(timeout(LAST_ANSWERS, server).await);
        Ok(())
    });
    // Tasks that block would keep the process alive.
    runtime.shutdown_background();
    served
}

/// Returns when the host asked for the end, has died, or the developer pressed Ctrl-C.
async fn until_asked_to_end(
    mut signals: Signals,
    orphaned: impl Future<Output = ()>,
    end: &CancellationToken,
    stop: impl Fn(),
) {
    tokio::pin!(orphaned);
    loop {
        tokio::select! {
            () = end.cancelled() => return,
            () = &mut orphaned => {
                tracing::warn!("the process that started this one has died; cancelling what still runs");
                stop();
                sleep(LAST_WORK).await;
                return;
            }
            asked = signals.next() => {
                tracing::info!("a signal asks to stop; cancelling what runs");
                stop();
                if asked == Asked::End {
                    return;
                }
            }
        }
    }
}

/// The provider's services and those that go-plugin's hosts expect beside them.
async fn with_plugin_services(provider: Routes, stdio: Stdio, end: &CancellationToken) -> Routes {
    let (health, health_service) = tonic_health::server::health_reporter();
    health.set_service_status(HEALTH_SERVICE, ServingStatus::Serving).await;
    provider
        .add_service(GrpcControllerServer::new(Controller { end: end.clone() }))
        .add_service(GrpcStdioServer::new(stdio))
        .add_service(GrpcBrokerServer::new(Broker { end: end.clone() }))
        .add_service(health_service)
}
