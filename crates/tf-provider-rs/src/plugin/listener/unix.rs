//! A socket that only the user who runs Terraform can reach, and that does not outlive the process.

use std::fs::{self, DirBuilder, Permissions};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, chown};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf, absolute};

use super::super::{Environment, StartError};

const SOCKET_DIR: &str = "PLUGIN_UNIX_SOCKET_DIR";
const SOCKET_GROUP: &str = "PLUGIN_UNIX_SOCKET_GROUP";

/// Bytes that a socket's path may have, by the size of `sockaddr_un` without its final NUL.
const PATH_LIMIT: usize = if cfg!(target_os = "linux") { 107 } else { 103 };
/// Takes the place of a temporary directory that is too long for a socket.
const SHORT_DIRECTORY: &str = "/tmp";
/// How often a directory name may turn out to be taken.
const ATTEMPTS: u32 = 16;

/// A listening socket. Dropping it removes the socket and the directory made for it.
#[derive(Debug)]
pub(super) struct Socket {
    listener: UnixListener,
    path: PathBuf,
    /// Ours alone; goes with the socket.
    directory: Option<PathBuf>,
}

impl Socket {
    /// Binds in a directory of our own, below the temporary one, or where the host wants it.
    pub(super) fn bind(env: Environment<'_>) -> Result<Self, StartError> {
        let group = env(SOCKET_GROUP).filter(|group| !group.is_empty());
        let group = group.map(|group| group_id(&group.to_string_lossy())).transpose()?;
        match env(SOCKET_DIR).filter(|directory| !directory.is_empty()) {
            None => Self::bind_below(&temporary_directory(env), group),
            Some(directory) => Self::bind_in(Path::new(&directory), group),
        }
    }

    /// The path, which [`Self::bind`] found to be text.
    pub(super) fn address(&self) -> &str {
        self.path.to_str().unwrap_or_default()
    }

    pub(super) fn listener(&self) -> io::Result<UnixListener> {
        self.listener.try_clone()
    }

    fn bind_below(parent: &Path, group: Option<u32>) -> Result<Self, StartError> {
        let parent = if is_usable(&socket_in(&directory_below(parent))) { parent } else { Path::new(SHORT_DIRECTORY) };
        let directory = make_directory(parent)?;
        let path = socket_in(&directory);
        let socket = listen(&path)
            .map(|listener| Self { listener, path: path.clone(), directory: Some(directory.clone()) })
            .inspect_err(|_| drop(fs::remove_dir(&directory)))
            .map_err(|source| StartError::Socket { path: path.clone(), source })?;
        let shared = match group {
            None => Ok(()),
            Some(group) => open_to_group(&directory, group, 0o710).and_then(|()| open_to_group(&path, group, 0o660)),
        };
        shared.map(|()| socket).map_err(|source| StartError::Socket { path, source })
    }

    /// Binds in the host's own directory. The socket moves there only when its permissions are right.
    fn bind_in(parent: &Path, group: Option<u32>) -> Result<Self, StartError> {
        let mut socket = Self::bind_below(parent, group)?;
        let Some(directory) = socket.directory.take() else { return Ok(socket) };
        let path = directory.with_extension("socket");
        let moved =
            if is_usable(&path) && directory.parent().is_some_and(|now| absolute(parent).is_ok_and(|p| p == now)) {
                fs::rename(&socket.path, &path).map_err(|source| StartError::Socket { path: path.clone(), source })
            } else {
                Err(StartError::SocketPath { path: socket_in(&directory_below(parent)), limit: PATH_LIMIT })
            };
        if moved.is_ok() {
            socket.path = path;
            drop(fs::remove_dir(directory));
        } else {
            socket.directory = Some(directory);
        }
        moved.map(|()| socket)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.path));
        if let Some(directory) = &self.directory {
            drop(fs::remove_dir(directory));
        }
    }
}

/// As [`std::env::temp_dir`], from `env`.
fn temporary_directory(env: Environment<'_>) -> PathBuf {
    env("TMPDIR").filter(|directory| !directory.is_empty()).map_or_else(|| SHORT_DIRECTORY.into(), PathBuf::from)
}

/// A name that nobody can guess, so that nobody can take it before us.
fn directory_below(parent: &Path) -> PathBuf {
    let random = RandomState::new().hash_one(std::process::id());
    absolute(parent).unwrap_or_else(|_| parent.into()).join(format!("plugin-{:08x}", random >> 32))
}

fn socket_in(directory: &Path) -> PathBuf {
    directory.join("socket")
}

/// Whether a socket can have this path and the handshake can carry it.
fn is_usable(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.len() <= PATH_LIMIT && !text.contains(['|', '\n', '\r']))
}

/// Makes a directory that only its owner can enter.
fn make_directory(parent: &Path) -> Result<PathBuf, StartError> {
    let mut attempt = 1;
    loop {
        let directory = directory_below(parent);
        match DirBuilder::new().mode(0o700).create(&directory) {
            Ok(()) => return Ok(directory),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < ATTEMPTS => attempt += 1,
            Err(source) => return Err(StartError::SocketDirectory { directory: parent.into(), source }),
        }
    }
}

fn listen(path: &Path) -> io::Result<UnixListener> {
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o600))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn open_to_group(path: &Path, group: u32, mode: u32) -> io::Result<()> {
    chown(path, None, Some(group))?;
    fs::set_permissions(path, Permissions::from_mode(mode))
}

/// The number of a group that is given by number or by name.
fn group_id(group: &str) -> Result<u32, StartError> {
    let listed = || {
        let groups = fs::read_to_string("/etc/group").ok()?;
        groups.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next() == Some(group)).then(|| fields.nth(1)?.parse().ok())?
        })
    };
    group.parse().ok().or_else(listed).ok_or_else(|| StartError::SocketGroup(group.to_owned()))
}

#[cfg(test)]
mod tests;
