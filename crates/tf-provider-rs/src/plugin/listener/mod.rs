//! Where the host connects: a unix socket, or on Windows a TCP port of the loopback interface.

mod tcp;
#[cfg(unix)]
mod unix;

use std::io;

use tokio::io::{AsyncRead, AsyncWrite};

use super::{Environment, StartError};

/// The two kinds of address that go-plugin knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Network {
    #[cfg(unix)]
    Unix,
    #[cfg_attr(all(unix, not(feature = "testing")), expect(dead_code, reason = "for Windows and for tests"))]
    Tcp,
}

impl Network {
    /// What go-plugin uses on this system.
    #[cfg(unix)]
    pub(super) const NATIVE: Self = Self::Unix;
    /// What go-plugin uses on this system.
    #[cfg(not(unix))]
    pub(super) const NATIVE: Self = Self::Tcp;

    /// As the handshake and `TF_REATTACH_PROVIDERS` spell it.
    pub(super) fn name(self) -> &'static str {
        match self {
            #[cfg(unix)]
            Self::Unix => "unix",
            Self::Tcp => "tcp",
        }
    }
}

/// An open address. Dropping it removes what it left in the file system.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) network: Network,
    /// As the handshake gives it.
    pub(super) address: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    #[cfg(unix)]
    Unix(unix::Socket),
    Tcp(std::net::TcpListener),
}

impl Listener {
    /// Binds and listens; clients may connect from now on.
    ///
    /// # Errors
    /// If the host's wishes cannot be met or the system refuses.
    pub(super) fn bind(network: Network, env: Environment<'_>) -> Result<Self, StartError> {
        match network {
            #[cfg(unix)]
            Network::Unix => {
                let socket = unix::Socket::bind(env)?;
                Ok(Self { network, address: socket.address().to_owned(), kind: Kind::Unix(socket) })
            }
            Network::Tcp => {
                let listener = tcp::bind(env)?;
                let address = listener.local_addr().map_err(StartError::system("it cannot tell its port"))?;
                Ok(Self { network, address: address.to_string(), kind: Kind::Tcp(listener) })
            }
        }
    }

    /// Makes the address serve the runtime that is entered.
    ///
    /// # Errors
    /// If the system refuses.
    pub(super) fn acceptor(&self) -> io::Result<Acceptor> {
        match &self.kind {
            #[cfg(unix)]
            Kind::Unix(socket) => Ok(Acceptor::Unix(tokio::net::UnixListener::from_std(socket.listener()?)?)),
            Kind::Tcp(listener) => Ok(Acceptor::Tcp(tokio::net::TcpListener::from_std(listener.try_clone()?)?)),
        }
    }
}

/// Takes connections, one after the other.
#[derive(Debug)]
pub(super) enum Acceptor {
    #[cfg(unix)]
    Unix(tokio::net::UnixListener),
    Tcp(tokio::net::TcpListener),
}

impl Acceptor {
    pub(super) async fn accept(&self) -> io::Result<Box<dyn Stream>> {
        match self {
            #[cfg(unix)]
            Self::Unix(listener) => Ok(Box::new(listener.accept().await?.0)),
            Self::Tcp(listener) => {
                let stream = listener.accept().await?.0;
                // Else every small answer waits 40 ms for the host's acknowledgement.
                stream.set_nodelay(true)?;
                Ok(Box::new(stream))
            }
        }
    }
}

/// A connection before or after TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}
