//! Connections, from accept to the bytes that gRPC reads.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::Connected;

use super::listener::{Acceptor, Stream};

/// How long a client may take over TLS. The host takes milliseconds.
const TLS_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two attempts when the system has no file descriptor left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Counts the connections that are open.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenConnections(Arc<()>);

impl OpenConnections {
    /// Whether nobody is connected.
    pub(super) fn is_empty(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    fn one_more(&self) -> Open {
        Open(Arc::clone(&self.0))
    }
}

/// Held for as long as a connection is open.
#[derive(Debug)]
struct Open(#[expect(dead_code, reason = "its existence is what counts")] Arc<()>);

/// Accepts for as long as the stream is read. A client that stalls in its TLS handshake delays nobody else.
pub(super) fn accept(
    acceptor: Acceptor,
    tls: Option<TlsAcceptor>,
    open: &OpenConnections,
) -> ReceiverStream<io::Result<Connection>> {
    let (connected, connections) = mpsc::channel(1);
    let open = Arc::downgrade(&open.0);
    tokio::spawn(async move {
        loop {
            let stream = tokio::select! {
                stream = acceptor.accept() => stream,
                () = connected.closed() => return,
            };
            let Some(open) = open.upgrade().map(OpenConnections) else { return };
            match stream {
                Ok(stream) => {
                    let (tls, connected, open) = (tls.clone(), connected.clone(), open.one_more());
                    tokio::spawn(async move {
                        if let Some(stream) = secure(stream, tls).await {
                            // An error means that the server has ended.
                            drop(connected.send(Ok(Connection { stream, _open: open })).await);
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    });
    ReceiverStream::new(connections)
}

/// The stream within TLS; nothing if the client is not the host.
async fn secure(stream: Box<dyn Stream>, tls: Option<TlsAcceptor>) -> Option<Box<dyn Stream>> {
    let Some(tls) = tls else { return Some(stream) };
    match timeout(TLS_TIMEOUT, tls.accept(stream)).await {
        Ok(Ok(stream)) => Some(Box::new(stream)),
        Ok(Err(error)) => {
            tracing::warn!(%error, "refused a connection that is not from the process that started this one");
            None
        }
        Err(_) => {
            tracing::warn!("gave up a connection that did not finish its TLS handshake");
            None
        }
    }
}

/// One client.
pub(super) struct Connection {
    stream: Box<dyn Stream>,
    _open: Open,
}

impl Connected for Connection {
    type ConnectInfo = ();

    fn connect_info(&self) {}
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
