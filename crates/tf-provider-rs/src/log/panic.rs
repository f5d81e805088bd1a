//! Panics: one that ends a handler becomes an error for Terraform; any other shows as the crash that it is.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::pin::Pin;
use std::sync::Once;
use std::task::{Context, Poll};

use super::line;

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panic {
    /// What the code said as it panicked.
    pub message: String,
    /// Source file, line and column.
    pub location: String,
}

/// Runs `future`; a panic in it, at any await, is logged at ERROR and returned instead of ending the process.
pub fn catch_panics<F: Future>(future: F) -> CatchPanics<F> {
    CatchPanics(Box::pin(future))
}

/// As [`catch_panics`], for a closure.
///
/// # Errors
/// If `work` panicked.
pub fn catch_panics_in<T>(work: impl FnOnce() -> T) -> Result<T, Panic> {
    let _caught = Caught::here();
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let seen = LAST.with(RefCell::take);
        seen.unwrap_or_else(|| Panic { message: message(payload.as_ref()).to_owned(), location: "unknown".to_owned() })
    })
}

/// The future of [`catch_panics`].
pub struct CatchPanics<F>(Pin<Box<F>>);

impl<F: Future> Future for CatchPanics<F> {
    type Output = Result<F::Output, Panic>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match catch_panics_in(|| self.0.as_mut().poll(context)) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    }
}

impl<F> std::fmt::Debug for CatchPanics<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CatchPanics").finish_non_exhaustive()
    }
}

thread_local! {
    /// Whether a panic on this thread is caught further up.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
    /// The panic that is on its way to whoever catches it.
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
}

/// Marks the thread for as long as it lives.
struct Caught {
    before: bool,
}

impl Caught {
    fn here() -> Self {
        Self { before: CAUGHT.replace(true) }
    }
}

impl Drop for Caught {
    fn drop(&mut self) {
        CAUGHT.set(self.before);
    }
}

/// Replaces Rust's own text, which Terraform does not recognise as a crash.
pub(super) fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| set_hook(Box::new(report)));
}

fn report(info: &PanicHookInfo<'_>) {
    let message = message(info.payload());
    let location = info.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
    let backtrace = Backtrace::force_capture();
    if CAUGHT.get() {
        tracing::error!(panic_location = location, %backtrace, "a handler panicked: {message}");
        LAST.set(Some(Panic { message: message.to_owned(), location }));
    } else {
        // Terraform collects every line from this prefix on for its crash report.
        line(&format!("panic: {message}\n\n{location}\n{backtrace}\n"));
    }
}

fn message(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a value that is no text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_after_an_await_is_returned_with_its_message_and_place() {
        install_hook();
        let panicked = catch_panics(async {
            tokio::task::yield_now().await;
            panic!("number {}", 7)
        });
        let panic = panicked.await.unwrap_err();
        assert_eq!(panic.message, "number 7");
        assert!(panic.location.contains(concat!(file!(), ":")), "{}", panic.location);
        assert!(!CAUGHT.get());
    }

    #[tokio::test]
    async fn what_does_not_panic_is_returned_as_it_is() {
        assert_eq!(catch_panics(async { 7 }).await, Ok(7));
        assert_eq!(catch_panics_in(|| 7), Ok(7));
    }

    #[test]
    fn a_payload_that_is_no_text_is_caught_too() {
        install_hook();
        let caught = catch_panics_in(|| std::panic::panic_any(7));
        assert_eq!(caught.unwrap_err().message, "a value that is no text");
    }
}
