//! The bindings in `src/proto` are what `proto/` says. `UPDATE=1 cargo test -p tf-provider-rs --test codegen` rewrites them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

/// Every file of the repository's `proto` directory.
const PROTOS: [&str; 4] =
    ["tfplugin6.proto", "go_plugin_broker.proto", "go_plugin_controller.proto", "go_plugin_stdio.proto"];

/// One file of bindings for each protobuf package.
const PACKAGES: [&str; 2] = ["tfplugin6", "plugin"];

#[test]
fn every_proto_file_is_compiled() {
    let mut found: Vec<_> =
        proto_dir().read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut listed = PROTOS.to_vec();
    found.sort();
    listed.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn server_bindings_are_up_to_date() {
    let generated = tempfile::tempdir().unwrap();
    tonic_prost_build::configure()
        .build_client(false)
        .build_transport(false)
        .out_dir(generated.path())
        .compile_fds(protox::compile(PROTOS, [proto_dir()]).unwrap())
        .unwrap();
    compare(generated.path(), &bindings_dir());
}

#[test]
fn client_bindings_are_up_to_date() {
    let generated = tempfile::tempdir().unwrap();
    let mut config =
        tonic_prost_build::configure().build_server(false).build_transport(false).out_dir(generated.path());
    for package in PACKAGES {
        config = config.extern_path(format!(".{package}"), format!("crate::proto::{package}"));
    }
    config.compile_fds(protox::compile(PROTOS, [proto_dir()]).unwrap()).unwrap();
    compare(generated.path(), &bindings_dir().join("client"));
}

fn compare(generated: &Path, committed: &Path) {
    for package in PACKAGES {
        let want = std::fs::read_to_string(generated.join(format!("{package}.rs"))).unwrap();
        let file = committed.join(format!("{package}.rs"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &want).unwrap();
        }
        let have = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(have == want, "{} differs from proto/; regenerate with UPDATE=1", file.display());
    }
}

fn proto_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto")
}

fn bindings_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/proto")
}
