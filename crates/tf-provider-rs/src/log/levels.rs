//! Which event is logged, by its target and the environment.

use tracing::Metadata;
use tracing::level_filters::LevelFilter;

/// Events of this crate.
const FRAMEWORK: &str = env!("CARGO_CRATE_NAME");
/// Events about single RPCs.
const PROTOCOL: &str = concat!(env!("CARGO_CRATE_NAME"), "::rpc");
/// Crates whose events show only if they warn: at lower levels they log every frame and every connection.
const DEPENDENCIES: &[&str] = &["aws_", "axum", "h2", "hyper", "rustls", "tokio", "tonic", "tower", "want"];

/// The three levels that practitioners can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Levels {
    provider: LevelFilter,
    framework: LevelFilter,
    protocol: LevelFilter,
}

/// Who logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Provider,
    Framework,
    Protocol,
    Dependency,
}

impl Levels {
    /// The most specific variable that is set wins.
    pub(super) fn from_env(provider: &str, env: &dyn Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| {
            let set = names.iter().find_map(|name| env(name).filter(|value| !value.is_empty()));
            set.map_or(LevelFilter::OFF, |value| level(&value))
        };
        let own = format!("TF_LOG_PROVIDER_{}", provider.to_uppercase().replace('-', "_"));
        Self {
            provider: first(&[&own, "TF_LOG_PROVIDER", "TF_LOG"]),
            framework: first(&["TF_LOG_SDK", "TF_LOG_PROVIDER", "TF_LOG"]),
            protocol: first(&["TF_LOG_SDK_PROTO", "TF_LOG_SDK", "TF_LOG_PROVIDER", "TF_LOG"]),
        }
    }

    pub(super) fn any(&self) -> bool {
        self.max() != LevelFilter::OFF
    }

    pub(super) fn max(&self) -> LevelFilter {
        self.provider.max(self.framework).max(self.protocol)
    }

    pub(super) fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.allows(metadata.target(), *metadata.level())
    }

    fn allows(&self, target: &str, level: tracing::Level) -> bool {
        level
            <= match Source::of(target) {
                Source::Provider => self.provider,
                Source::Framework => self.framework,
                Source::Protocol => self.protocol,
                Source::Dependency => self.provider.min(LevelFilter::WARN),
            }
    }
}

impl Source {
    pub(super) fn of(target: &str) -> Self {
        if is_within(target, PROTOCOL) {
            Self::Protocol
        } else if is_within(target, FRAMEWORK) {
            Self::Framework
        } else if DEPENDENCIES.iter().any(|name| target.starts_with(name)) {
            Self::Dependency
        } else {
            Self::Provider
        }
    }
}

/// Whether a target is a module or one of its submodules.
fn is_within(target: &str, module: &str) -> bool {
    target.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// As Terraform reads its own variables: what it does not know means everything.
fn level(value: &str) -> LevelFilter {
    match value.to_ascii_uppercase().as_str() {
        "OFF" => LevelFilter::OFF,
        "ERROR" => LevelFilter::ERROR,
        "WARN" => LevelFilter::WARN,
        "INFO" => LevelFilter::INFO,
        "DEBUG" => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    }
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    fn levels(variables: &[(&str, &str)]) -> Levels {
        Levels::from_env("aws-outposts", &|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_most_specific_variable_wins() {
        use LevelFilter as L;
        for (variables, provider, framework, protocol) in [
            (&[][..], L::OFF, L::OFF, L::OFF),
            (&[("TF_LOG", "")], L::OFF, L::OFF, L::OFF),
            (&[("TF_LOG", "info")], L::INFO, L::INFO, L::INFO),
            (&[("TF_LOG", "JSON")], L::TRACE, L::TRACE, L::TRACE),
            (&[("TF_LOG", "1")], L::TRACE, L::TRACE, L::TRACE),
            (&[("TF_LOG", "trace"), ("TF_LOG_PROVIDER", "warn")], L::WARN, L::WARN, L::WARN),
            (&[("TF_LOG", "warn"), ("TF_LOG_PROVIDER_AWS_OUTPOSTS", "debug")], L::DEBUG, L::WARN, L::WARN),
            (&[("TF_LOG", "warn"), ("TF_LOG_SDK", "error")], L::WARN, L::ERROR, L::ERROR),
            (&[("TF_LOG", "debug"), ("TF_LOG_SDK_PROTO", "off")], L::DEBUG, L::DEBUG, L::OFF),
        ] {
            assert_eq!(levels(variables), Levels { provider, framework, protocol }, "{variables:?}");
        }
    }

    #[test]
    fn dependencies_show_only_warnings() {
        let levels = levels(&[("TF_LOG", "trace")]);
        assert!(levels.allows("terraform_provider_eksoutpost::aws", Level::TRACE));
        assert!(levels.allows("h2::codec", Level::WARN));
        assert!(!levels.allows("h2::codec", Level::INFO));
        assert!(!levels.allows("aws_config::profile", Level::DEBUG));
    }

    #[test]
    fn targets_tell_who_logs() {
        for (target, source) in [
            ("tf_provider_rs", Source::Framework),
            ("tf_provider_rs::plugin::server", Source::Framework),
            ("tf_provider_rs::rpc", Source::Protocol),
            ("tf_provider_rs::rpc::read_resource", Source::Protocol),
            ("tf_provider_rs::rpcs", Source::Framework),
            ("tf_provider_rs_example", Source::Provider),
            ("terraform_provider_eksoutpost::aws::eks", Source::Provider),
            ("hyper::proto", Source::Dependency),
        ] {
            assert_eq!(Source::of(target), source, "{target}");
        }
    }
}
