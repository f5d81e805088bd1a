//! `install`: this program becomes a provider that a plain `terraform init` finds.
//!
//! Source: Terraform, "CLI Configuration File", implied local mirror directories; OpenTofu has the same with its own registry's host.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use tf_provider_rs::Provider;

use super::Error;
use crate::provider::EksOutpost;

/// The default registries of Terraform and OpenTofu: an implied mirror is searched under the host of the tool that asks.
const HOSTS: [&str; 2] = ["registry.terraform.io", "registry.opentofu.org"];

/// Copies this program into the implied local mirror.
pub(super) fn install() -> Result<String, Error> {
    let program = env::current_exe().map_err(Error::Program)?;
    let mirror = mirror()?;
    let mut text = String::new();
    for host in HOSTS {
        let target = mirror.join(relative(host));
        copy(&program, &target).map_err(|source| Error::Install { path: target.clone(), source })?;
        text.push_str(&format!("installed {}\n", target.display()));
    }
    let source = EksOutpost::ADDRESS.split_once('/').map_or("", |(_, source)| source);
    text.push_str(&format!(
        "\nIn your configuration:\n\n  terraform {{\n    required_providers {{\n      eksoutpost = {{\n        source  = \"{source}\"\n        \
         version = \"{}\"\n      }}\n    }}\n  }}\n\nThen run: terraform init\n",
        EksOutpost::VERSION
    ));
    Ok(text)
}

/// The directory in which Terraform looks for providers by itself.
fn mirror() -> Result<PathBuf, Error> {
    let (variable, directory) =
        if cfg!(windows) { ("APPDATA", "terraform.d/plugins") } else { ("HOME", ".terraform.d/plugins") };
    let home = env::var_os(variable).filter(|home| !home.is_empty()).ok_or(Error::NoHome(variable))?;
    Ok(Path::new(&home).join(directory))
}

/// The program's place in a mirror.
fn relative(host: &str) -> PathBuf {
    let version = EksOutpost::VERSION;
    let source = EksOutpost::ADDRESS.split_once('/').map_or("", |(_, source)| source);
    let suffix = env::consts::EXE_SUFFIX;
    [host, source, version, &platform()]
        .iter()
        .collect::<PathBuf>()
        .join(format!("terraform-provider-{}_v{version}{suffix}", EksOutpost::NAME))
}

/// Operating system and architecture in the words of Go, which are Terraform's.
fn platform() -> String {
    let system = if env::consts::OS == "macos" { "darwin" } else { env::consts::OS };
    let architecture = match env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "386",
        other => other,
    };
    format!("{system}_{architecture}")
}

/// Copies through a neighbour and a rename, so that a running Terraform never starts half a program.
fn copy(program: &Path, target: &Path) -> io::Result<()> {
    if let Some(directory) = target.parent() {
        fs::create_dir_all(directory)?;
    }
    let neighbour = target.with_extension("new");
    fs::copy(program, &neighbour)?;
    fs::rename(&neighbour, target)
}
