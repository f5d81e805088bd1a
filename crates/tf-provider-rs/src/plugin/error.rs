use std::io;
use std::path::PathBuf;

/// Why the process cannot begin to serve. The text goes to stderr, where Terraform logs it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No directory for the socket.
    #[error("no directory for its socket can be made in {}: {source}. Set TMPDIR to a directory that you can write to.", directory.display())]
    SocketDirectory {
        /// Where the directory was to be.
        directory: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The socket itself could not be made.
    #[error("it cannot listen on the socket {}: {source}. Set TMPDIR to a directory that you can write to.", path.display())]
    Socket {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The host's directory leads to a path that no socket can have.
    #[error("the socket path {} has more than {limit} bytes, or characters that the handshake cannot carry. Set PLUGIN_UNIX_SOCKET_DIR to a shorter path.", path.display())]
    SocketPath {
        /// The socket.
        path: PathBuf,
        /// The system's limit in bytes.
        limit: usize,
    },
    /// The group that shall reach the socket is not known.
    #[error(
        "PLUGIN_UNIX_SOCKET_GROUP names the group {0:?}, which /etc/group does not list. Set it to the number of the group."
    )]
    SocketGroup(String),
    /// One of the port variables is not a port.
    #[error("{variable} is {value:?}. It must be a port number from 0 to 65535.")]
    Port {
        /// `PLUGIN_MIN_PORT` or `PLUGIN_MAX_PORT`.
        variable: &'static str,
        /// Its value.
        value: String,
    },
    /// The range is empty.
    #[error("PLUGIN_MIN_PORT ({min}) is greater than PLUGIN_MAX_PORT ({max}).")]
    PortRange {
        /// The lower end.
        min: u16,
        /// The upper end.
        max: u16,
    },
    /// Every port of the range is taken.
    #[error("no port of 127.0.0.1 from {min} to {max} is free: {source}")]
    NoFreePort {
        /// The lower end.
        min: u16,
        /// The upper end.
        max: u16,
        /// What the system said about the last one.
        source: io::Error,
    },
    /// What Terraform sent as its certificate is none.
    #[error(
        "PLUGIN_CLIENT_CERT holds no PEM certificate. Terraform sets this variable; unset it when starting the provider by other means."
    )]
    HostCertificate,
    /// Our own certificate could not be made.
    #[error("its TLS certificate cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// TLS could not be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// The system refused something that every process may do.
    #[error("{what}: {source}")]
    System {
        /// What was tried.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl StartError {
    /// For `map_err`: names what was tried.
    pub(super) fn system(what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::System { what, source }
    }
}
