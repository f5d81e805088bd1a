//! The addresses that the dynamic loader corrects before `main` take a tenth of the space where the C library of
//! this machine reads their packed form (`DT_RELR`): 0.7 MB of the binary. Elsewhere, and for other targets, the build is as it would be.

use std::env;
use std::process::Command;

/// Since when glibc reads packed relative relocations (its release notes for 2.36, "Support for DT_RELR").
const PACKED_SINCE: (u32, u32) = (2, 36);

/// An environment variable, whatever its value: the binary is for machines with an older glibc than this one too.
const PORTABLE: &str = "EKSOUTPOST_PORTABLE_BUILD";

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
}

/// The version of this machine's glibc: `getconf GNU_LIBC_VERSION` prints "glibc 2.36".
fn glibc() -> Option<(u32, u32)> {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
