use std::ffi::OsString;
use std::os::unix::fs::MetadataExt;

use tempfile::TempDir;

use super::*;

fn bind(variables: &[(&str, &Path)]) -> Result<Socket, StartError> {
    Socket::bind(&|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

fn entries(directory: &Path) -> usize {
    fs::read_dir(directory).unwrap().count()
}

#[test]
fn the_socket_and_its_directory_are_the_owners_alone_and_go_with_it() {
    let temporary = TempDir::new().unwrap();
    let socket = bind(&[("TMPDIR", temporary.path())]).unwrap();
    let path = PathBuf::from(socket.address());
    assert_eq!(path.parent().unwrap().parent(), Some(temporary.path()));
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(&path), 0o600);
    drop(socket);
    assert_eq!(entries(temporary.path()), 0);
}

#[test]
fn a_temporary_directory_too_long_for_a_socket_gives_way_to_a_short_one() {
    let temporary = TempDir::new().unwrap();
    let long = temporary.path().join("x".repeat(150));
    fs::create_dir(&long).unwrap();
    let socket = bind(&[("TMPDIR", &long)]).unwrap();
    assert!(socket.address().starts_with("/tmp/plugin-"), "{}", socket.address());
    assert!(is_usable(Path::new(socket.address())));
}

#[test]
fn a_temporary_directory_that_would_break_the_handshake_line_gives_way_to_a_plain_one() {
    let temporary = TempDir::new().unwrap();
    let barred = temporary.path().join("a|b");
    fs::create_dir(&barred).unwrap();
    let socket = bind(&[("TMPDIR", &barred)]).unwrap();
    assert!(socket.address().starts_with("/tmp/plugin-"), "{}", socket.address());
}

#[test]
fn a_temporary_directory_that_is_missing_is_named() {
    let temporary = TempDir::new().unwrap();
    let missing = temporary.path().join("missing");
    assert_eq!(
        bind(&[("TMPDIR", &missing)]).unwrap_err().to_string(),
        format!(
            "no directory for its socket can be made in {}: No such file or directory (os error 2). Set TMPDIR to a \
             directory that you can write to.",
            missing.display()
        )
    );
}

#[test]
fn the_hosts_directory_holds_the_socket_itself() {
    let host = TempDir::new().unwrap();
    let socket = bind(&[(SOCKET_DIR, host.path()), ("TMPDIR", Path::new("/nonexistent"))]).unwrap();
    let path = PathBuf::from(socket.address());
    assert_eq!(path.parent(), Some(host.path()));
    assert_eq!(mode(&path), 0o600);
    assert_eq!(entries(host.path()), 1);
    std::os::unix::net::UnixStream::connect(&path).unwrap();
    drop(socket);
    assert_eq!(entries(host.path()), 0);
}

#[test]
fn a_host_directory_too_long_for_a_socket_is_refused_and_nothing_is_left() {
    let host = TempDir::new().unwrap();
    let long = host.path().join("x".repeat(150));
    fs::create_dir(&long).unwrap();
    let error = bind(&[(SOCKET_DIR, &long)]).unwrap_err().to_string();
    assert!(error.ends_with("Set PLUGIN_UNIX_SOCKET_DIR to a shorter path."), "{error}");
    assert_eq!(entries(&long), 0);
}

#[test]
fn the_hosts_group_may_write_to_the_socket() {
    let host = TempDir::new().unwrap();
    let group = fs::metadata(host.path()).unwrap().gid();
    for variable in [SOCKET_DIR, "TMPDIR"] {
        let socket = bind(&[(variable, host.path()), (SOCKET_GROUP, Path::new(&group.to_string()))]).unwrap();
        let metadata = fs::metadata(socket.address()).unwrap();
        assert_eq!((metadata.mode() & 0o777, metadata.gid()), (0o660, group));
    }
}

#[test]
fn groups_are_known_by_number_and_by_name() {
    assert_eq!(group_id("4711").unwrap(), 4711);
    assert_eq!(group_id("root").unwrap(), 0);
    assert_eq!(
        group_id("nobody-has-this-group").unwrap_err().to_string(),
        "PLUGIN_UNIX_SOCKET_GROUP names the group \"nobody-has-this-group\", which /etc/group does not list. Set it to \
         the number of the group."
    );
}
