//! `notebook_lock`: an ephemeral resource.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tf_provider_rs::{Context, Diagnostic, EphemeralResource, Model, Opened, Renewed, Result};

use crate::provider::Directory;

/// Keeps a note for the time of one Terraform run.
///
/// A file beside the note says so. Other programs that edit notes look for it.
#[derive(Clone, Debug, Model)]
pub(crate) struct Lock {
    /// Name of the note.
    #[tf(required)]
    pub(crate) name: String,
    /// After how many seconds the lock is void unless Terraform renews it. Default value: `60`.
    #[tf(default = 60)]
    pub(crate) seconds: i64,
    /// Path of the file that stands for the lock.
    #[tf(computed)]
    pub(crate) path: String,
}

#[derive(Debug)]
pub(crate) struct LockResource;

type Cx = Context<Directory, Lock>;

/// What renew and close must know: the name, how long the lock lasts, and how often it was renewed.
type Private = (String, u64, u64);

impl EphemeralResource for LockResource {
    type Api = Directory;
    type Model = Lock;
    type Private = Private;

    const NAME: &'static str = "lock";

    async fn open(&self, cx: &Cx, arguments: LockArguments) -> Result<Opened<Lock, Private>> {
        let LockArguments { name, seconds } = arguments;
        let path = file(cx, &name)?;
        let mut file = fs::File::create_new(&path).map_err(|error| held(&name, &error))?;
        file.write_all(b"renewed 0 times\n").map_err(|error| held(&name, &error))?;
        let private = (name.clone(), u64::try_from(seconds).unwrap_or(1), 0);
        let renew_at = half_time(&private);
        let lock = Lock { name, seconds, path: path.display().to_string() };
        Ok(Opened::new(lock, private).renew_at(renew_at))
    }

    async fn renew(&self, cx: &Cx, (name, seconds, renewals): Private) -> Result<Renewed<Private>> {
        let private = (name, seconds, renewals + 1);
        let text = format!("renewed {} times\n", private.2);
        fs::write(file(cx, &private.0)?, text).map_err(|error| held(&private.0, &error))?;
        let renew_at = half_time(&private);
        Ok(Renewed::new(private).renew_at(renew_at))
    }

    async fn close(&self, cx: &Cx, (name, ..): Private) -> Result<()> {
        match fs::remove_file(file(cx, &name)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(held(&name, &error).into()),
            _ => Ok(()),
        }
    }
}

fn file(cx: &Cx, name: &str) -> Result<PathBuf> {
    Ok(cx.api()?.file(name).with_extension("lock"))
}

/// Half of the time before the lock is void.
fn half_time((_, seconds, _): &Private) -> SystemTime {
    SystemTime::now() + Duration::from_secs(*seconds) / 2
}

fn held(name: &str, error: &io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::AlreadyExists => {
            let detail = format!("Somebody else works on the note `{name}`. Wait, or remove its `.lock` file.");
            Diagnostic::error("Note is locked", detail)
        }
        _ => Diagnostic::error("Lock cannot be used", format!("Lock of the note `{name}`: {error}.")),
    }
}
