//! Where the programs are that take part.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The provider that was just built.
pub(crate) fn provider() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_terraform-provider-eksoutpost"))
}

/// The directory of the source code.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Terraform on `PATH`.
pub(crate) fn terraform() -> &'static Path {
    static TERRAFORM: LazyLock<PathBuf> = LazyLock::new(|| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found =
            std::env::split_paths(&path).map(|directory| directory.join("terraform")).find(|file| file.is_file());
        found.expect("there is no `terraform` on PATH, and the acceptance tests run it: install Terraform 1.8 or newer")
    });
    &TERRAFORM
}

/// A Python that has the simulator's requirements.
pub(crate) fn python() -> PathBuf {
    let named = std::env::var_os("EKSOUTPOST_SIMULATOR_PYTHON").map(PathBuf::from);
    let python = named.unwrap_or_else(|| repository().join(".venv/bin/python"));
    assert!(
        python.is_file(),
        "there is no {}, and the acceptance tests need a Python with the simulator's requirements: run `make test`, which makes it, or \
         name one in EKSOUTPOST_SIMULATOR_PYTHON",
        python.display()
    );
    python
}

/// The names and contents of everything in an archive.
pub(crate) fn unzip(archive: &Path) -> String {
    const LISTING: &str = "import sys, zipfile\n\
        with zipfile.ZipFile(sys.argv[1]) as archive:\n    \
            for name in archive.namelist():\n        \
                sys.stdout.buffer.write(name.encode() + b'\\n' + archive.read(name) + b'\\n')\n";
    let output = Command::new(python()).arg("-c").arg(LISTING).arg(archive).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
