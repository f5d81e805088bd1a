//! Debug mode: how a developer attaches Terraform to a running provider.

use std::io::{self, Write};

use serde_json::json;

use super::Plugin;
use super::handshake::PROTOCOL;
use super::listener::Listener;

/// Tells the developer what to set before running Terraform. The instruction goes to stdout.
///
/// # Errors
/// If stdout is closed.
pub(super) fn print(plugin: &Plugin, listener: &Listener) -> io::Result<()> {
    let text = instruction(plugin, listener.network.name(), &listener.address, std::process::id());
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// One line for each shell of the system.
fn instruction(plugin: &Plugin, network: &str, address: &str, pid: u32) -> String {
    let provider = json!({
        "Addr": { "Network": network, "String": address },
        "Pid": pid,
        "Protocol": "grpc",
        "ProtocolVersion": PROTOCOL,
        // Terraform neither ends nor restarts a process that is marked so.
        "Test": true,
    });
    let value = json!({ plugin.address: provider }).to_string();
    let shells = if cfg!(windows) {
        format!(
            "\tPowerShell: $env:TF_REATTACH_PROVIDERS='{}'\n\tcmd.exe:    set \"TF_REATTACH_PROVIDERS={value}\"\n",
            value.replace('\'', "''")
        )
    } else {
        let quoted = value.replace('\'', r"'\''");
        format!("\tTF_REATTACH_PROVIDERS='{quoted}'\n\nfish:\n\n\tset -x TF_REATTACH_PROVIDERS '{quoted}'\n")
    };
    format!(
        "{} {} is running. To make Terraform use this process, set this in the shell in which you run terraform:\n\n\
         {shells}\nCtrl-C ends it.\n",
        plugin.program(),
        plugin.version,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_instruction_names_the_provider_the_process_and_the_protocol() {
        let plugin =
            Plugin { address: "registry.terraform.io/example/thing", version: "1.2.3", usage: "", secrets: &[] };
        let value = r#"{"registry.terraform.io/example/thing":{"Addr":{"Network":"unix","String":"/tmp/it'\''s"},"Pid":7,"Protocol":"grpc","ProtocolVersion":6,"Test":true}}"#;
        assert_eq!(
            instruction(&plugin, "unix", "/tmp/it's", 7),
            format!(
                "terraform-provider-thing 1.2.3 is running. To make Terraform use this process, set this in the shell \
                 in which you run terraform:\n\n\tTF_REATTACH_PROVIDERS='{value}'\n\nfish:\n\n\tset -x \
                 TF_REATTACH_PROVIDERS '{value}'\n\nCtrl-C ends it.\n"
            )
        );
    }
}
