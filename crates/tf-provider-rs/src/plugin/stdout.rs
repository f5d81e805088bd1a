//! Stray output: whatever writes to stdout after the handshake, a `println!` in a dependency for instance.

use tokio::sync::mpsc;

use super::StartError;

/// Bytes in one message at most.
const CHUNK: usize = 4096;
/// Messages kept for a host that does not listen; what comes after is dropped.
const KEPT: usize = 64;

/// Turns stdout into a pipe and reads it. The host's end of the old stdout stays open until the process ends.
///
/// A thread reads, so that a blocking write of any size cannot stop the runtime, which has only one thread.
///
/// # Errors
/// If the system has no file descriptor or thread left.
#[cfg(unix)]
pub(super) fn capture() -> Result<mpsc::Receiver<Vec<u8>>, StartError> {
    use std::io::Read;
    use std::os::fd::AsFd;

    let (sender, receiver) = mpsc::channel(KEPT);
    let captured = std::io::pipe().and_then(|(mut reader, writer)| {
        let handshake = std::io::stdout().as_fd().try_clone_to_owned()?;
        rustix::stdio::dup2_stdout(&writer)?;
        let read = move || {
            let _open_until_exit = handshake;
            let mut chunk = [0; CHUNK];
            while let Ok(length @ 1..) = reader.read(&mut chunk) {
                // Full or closed: nobody listens.
                drop(sender.try_send(chunk.get(..length).unwrap_or_default().to_vec()));
            }
        };
        std::thread::Builder::new().name("stdout".to_owned()).stack_size(64 * 1024).spawn(read)
    });
    captured.map(|_| receiver).map_err(StartError::system("it cannot redirect its stdout"))
}

/// Not possible without `dup2`: stray output is lost, which harms nobody.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub(super) fn capture() -> Result<mpsc::Receiver<Vec<u8>>, StartError> {
    Ok(silence())
}

/// For debug mode, in which stdout is the developer's terminal.
pub(super) fn silence() -> mpsc::Receiver<Vec<u8>> {
    mpsc::channel(1).1
}
