//! From the start of the process to the line on stdout.

use std::process::Stdio;

use super::certificate::HostCertificate;
use super::host::{COOKIE, Provider, stub, with_certificate};

#[test]
fn the_line_has_six_fields() {
    let provider = Provider::start(with_certificate(stub(), &HostCertificate::new()));
    let fields = provider.fields();
    assert_eq!((fields.len(), &fields[..3], fields[4]), (6, &["1", "6", "unix"][..], "grpc"));
    assert!(fields[3].starts_with(provider.temporary.path().to_str().unwrap()), "{}", fields[3]);
    assert!(!fields[5].contains('=') && provider.certificate().starts_with(&[0x30]), "{}", fields[5]);
}

#[test]
fn a_host_that_asks_about_multiplexing_gets_a_seventh_field() {
    let mut command = with_certificate(stub(), &HostCertificate::new());
    command.env("PLUGIN_MULTIPLEX_GRPC", "true");
    assert_eq!(Provider::start(command).fields()[6..], ["false"]);
}

#[test]
fn a_host_that_does_not_know_protocol_6_gets_6_and_explains_itself() {
    let mut command = stub();
    command.env("PLUGIN_PROTOCOL_VERSIONS", "5");
    assert_eq!(Provider::start(command).fields()[..2], ["1", "6"]);
}

#[test]
fn over_tcp_the_line_names_a_port_of_the_hosts_range() {
    let mut command = stub();
    command.arg("-tcp");
    let provider = Provider::start(command);
    let port = provider.address().strip_prefix("127.0.0.1:").unwrap().parse::<u16>().unwrap();
    assert_eq!(provider.fields()[2], "tcp");
    assert!((10_000..=25_000).contains(&port), "{port}");
}

#[test]
fn by_hand_the_program_explains_itself_on_stderr() {
    for cookie in ["", "d602"] {
        let output = stub().env(COOKIE.0, cookie).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(output.stdout, b"");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "terraform-provider-stub 1.2.3 is a Terraform provider. Terraform starts it by itself: name \"stub\" in the \
             required_providers of a configuration and run `terraform init`.\nIt has no subcommands.\n"
        );
    }
}

#[test]
fn what_prevents_the_start_is_said_on_stderr_and_nothing_on_stdout() {
    for (variable, value, text) in [
        (
            "TMPDIR",
            "/nonexistent",
            "no directory for its socket can be made in /nonexistent: No such file or directory (os error 2). Set TMPDIR \
             to a directory that you can write to.",
        ),
        (
            "PLUGIN_CLIENT_CERT",
            "none",
            "PLUGIN_CLIENT_CERT holds no PEM certificate. Terraform sets this variable; unset it when starting the \
             provider by other means.",
        ),
    ] {
        let output = stub().env(variable, value).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(output.stdout, b"");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            format!("[ERROR] terraform-provider-stub cannot start: {text}\n")
        );
    }
}

#[test]
fn a_process_whose_line_nobody_reads_ends_and_leaves_no_socket() {
    let temporary = tempfile::tempdir().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = stub().env("TMPDIR", temporary.path()).stdout(writer).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(1));
    assert_eq!(temporary.path().read_dir().unwrap().count(), 0);
}
