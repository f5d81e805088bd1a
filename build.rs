//! Two things that a linker can do for a small release, where this machine's can.
//!
//! The addresses that the dynamic loader corrects before `main` take a tenth of the space where the C library of this
//! machine reads their packed form (`DT_RELR`): 0.7 MB of the binary. And functions that came out the same are kept once
//! where the linker is LLVM's, as Rust's own is: 0.1 MB. Elsewhere, and for other targets, the build is as it would be.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

/// Since when glibc reads packed relative relocations (its release notes for 2.36, "Support for DT_RELR").
const PACKED_SINCE: (u32, u32) = (2, 36);

/// An environment variable, whatever its value: the binary is for machines with an older glibc than this one too.
const PORTABLE: &str = "EKSOUTPOST_PORTABLE_BUILD";

/// Identical code folding. Safe for code that does not compare the addresses of functions, which Rust does not promise to differ.
const FOLD: &str = "-Wl,--icf=all";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed={PORTABLE}");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    let for_this_machine = env::var("HOST").ok() == env::var("TARGET").ok();
    let linux_gnu = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if is("PROFILE", "release")
        && env::var_os(PORTABLE).is_none()
        && for_this_machine
        && linux_gnu
        && glibc().is_some_and(|it| it >= PACKED_SINCE)
    {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if is("PROFILE", "release") && for_this_machine && linux_gnu && linker_takes(FOLD) {
        println!("cargo:rustc-link-arg-bins={FOLD}");
    }
}

/// Whether a program of one line can be linked with an argument: GNU's linker refuses those that it does not know.
fn linker_takes(argument: &str) -> bool {
    let (Some(rustc), Some(directory)) = (env::var_os("RUSTC"), env::var_os("OUT_DIR")) else { return false };
    let directory = Path::new(&directory);
    let program = directory.join("program.rs");
    let linked = std::fs::write(&program, "fn main() {}").and_then(|()| {
        Command::new(rustc)
            .arg(&program)
            .args(linker())
            .args(["--crate-type", "bin", "-C", &format!("link-arg={argument}"), "-o"])
            .arg(directory.join("program"))
            .stderr(Stdio::null())
            .status()
    });
    linked.is_ok_and(|status| status.success())
}

/// The flags by which the user of this machine chose another linker than Rust's.
fn linker() -> Vec<String> {
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let flags = flags.split('\u{1f}').filter(|flag| !flag.is_empty()).map(str::to_owned);
    let chosen = env::var("RUSTC_LINKER").ok().map(|linker| format!("-Clinker={linker}"));
    flags.chain(chosen).collect()
}

/// The version of this machine's glibc: `getconf GNU_LIBC_VERSION` prints "glibc 2.36".
fn glibc() -> Option<(u32, u32)> {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
