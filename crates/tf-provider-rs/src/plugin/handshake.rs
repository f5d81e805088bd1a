//! The cookie that tells Terraform from a person, and the line that tells Terraform where to connect.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::{Environment, Plugin};

const COOKIE: &str = "TF_PLUGIN_MAGIC_COOKIE";
const COOKIE_VALUE: &str = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const MULTIPLEX: &str = "PLUGIN_MULTIPLEX_GRPC";

/// Version of go-plugin's own protocol.
const CORE_PROTOCOL: u8 = 1;
/// Version of Terraform's plugin protocol. Also the answer to a host that does not list it: it then explains the mismatch.
pub(super) const PROTOCOL: u8 = 6;

/// Whether Terraform, or OpenTofu, started the process.
pub(super) fn asked_for_by_terraform(env: Environment<'_>) -> bool {
    env(COOKIE).is_some_and(|value| value == COOKIE_VALUE)
}

/// What someone reads who starts the program by hand.
pub(super) fn by_hand(plugin: &Plugin) -> String {
    let (program, version, name) = (plugin.program(), plugin.version, plugin.name());
    let mut text = format!(
        "{program} {version} is a Terraform provider. Terraform starts it by itself: name {name:?} in the \
         required_providers of a configuration and run `terraform init`.\n"
    );
    if !plugin.usage.is_empty() {
        text.push_str(plugin.usage.trim_end());
        text.push('\n');
    }
    text
}

/// Where and how Terraform connects.
#[derive(Debug)]
pub(super) struct Handshake<'a> {
    /// `unix` or `tcp`.
    pub(super) network: &'static str,
    /// Path of the socket, or `127.0.0.1:port`.
    pub(super) address: &'a str,
    /// DER of our certificate; `None` without TLS.
    pub(super) certificate: Option<&'a [u8]>,
    /// Whether the host asked for the field on multiplexing. Hosts that did not would take it for a part of the certificate.
    pub(super) multiplexing_asked: bool,
}

impl Handshake<'_> {
    /// Whether the host knows the seventh field.
    pub(super) fn multiplexing_asked(env: Environment<'_>) -> bool {
        env(MULTIPLEX).is_some_and(|value| !value.is_empty())
    }

    /// Writes the line, the only bytes that Terraform reads from stdout.
    ///
    /// # Errors
    /// If nobody reads stdout any more: the host is gone.
    pub(super) fn print(&self) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(self.line().as_bytes())?;
        stdout.flush()
    }

    fn line(&self) -> String {
        let Self { network, address, .. } = self;
        let certificate = self.certificate.map(|der| STANDARD_NO_PAD.encode(der)).unwrap_or_default();
        let multiplexing = if self.multiplexing_asked { "|false" } else { "" };
        format!("{CORE_PROTOCOL}|{PROTOCOL}|{network}|{address}|grpc|{certificate}{multiplexing}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLUGIN: Plugin = Plugin {
        address: "registry.terraform.io/example/thing",
        version: "1.2.3",
        usage: "Run it with --help for its subcommands.",
        secrets: &[],
    };

    #[test]
    fn the_line_has_six_fields_and_a_certificate_without_padding() {
        let handshake = Handshake {
            network: "unix",
            address: "/tmp/plugin-1/socket",
            certificate: Some(&[0xfb, 0xff, 0xfe, 0x01]),
            multiplexing_asked: false,
        };
        assert_eq!(handshake.line(), "1|6|unix|/tmp/plugin-1/socket|grpc|+//+AQ\n");
    }

    #[test]
    fn without_tls_the_sixth_field_is_empty() {
        let handshake =
            Handshake { network: "tcp", address: "127.0.0.1:10000", certificate: None, multiplexing_asked: false };
        assert_eq!(handshake.line(), "1|6|tcp|127.0.0.1:10000|grpc|\n");
    }

    #[test]
    fn a_seventh_field_denies_multiplexing_to_hosts_that_ask() {
        let handshake = Handshake { network: "unix", address: "/tmp/s", certificate: None, multiplexing_asked: true };
        assert_eq!(handshake.line(), "1|6|unix|/tmp/s|grpc||false\n");
        assert!(Handshake::multiplexing_asked(&|_| Some("true".into())));
        assert!(!Handshake::multiplexing_asked(&|_| Some("".into())));
        assert!(!Handshake::multiplexing_asked(&|_| None));
    }

    #[test]
    fn only_the_exact_cookie_is_terraforms() {
        assert!(asked_for_by_terraform(&|name| (name == COOKIE).then(|| COOKIE_VALUE.into())));
        assert!(!asked_for_by_terraform(&|name| (name == COOKIE).then(|| "d602".into())));
        assert!(!asked_for_by_terraform(&|_| None));
    }

    #[test]
    fn by_hand_the_program_says_what_it_is_and_what_to_do() {
        assert_eq!(
            by_hand(&PLUGIN),
            "terraform-provider-thing 1.2.3 is a Terraform provider. Terraform starts it by itself: name \"thing\" in the \
             required_providers of a configuration and run `terraform init`.\n\
             Run it with --help for its subcommands.\n"
        );
    }
}
