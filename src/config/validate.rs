//! Rules across arguments of the provider block. They need neither credentials nor network, and speak only of what is known.

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics};

use super::block::ProviderBlockView;
use crate::rules;

/// Everything that is wrong with a provider block and that its attributes cannot see alone.
pub(crate) fn validate(config: &ProviderBlockView) -> Diagnostics {
    let mut found = Diagnostics::new();
    check_regions(config, &mut found);
    check_keys(config, &mut found);
    check_guards(config, &mut found);
    check_token(config, &mut found);
    found
}

fn check_regions(config: &ProviderBlockView, found: &mut Diagnostics) {
    // What is not known yet may turn out to be true.
    if !matches!(config.skip_region_validation, Attr::Null | Attr::Known(false)) {
        return;
    }
    for (name, region) in [("region", &config.region), ("sts_region", &config.sts_region)] {
        if let Some(Err(violation)) = region.known().map(|region| rules::region(region)) {
            found.push(Diagnostic::from(violation).at(AttributePath::root().attribute(name)));
        }
    }
}

/// Static keys come in pairs.
fn check_keys(config: &ProviderBlockView, found: &mut Diagnostics) {
    let mut need = |is_present: bool, is_missing: bool, name: &str, other: &str| {
        if is_present && is_missing {
            let detail = format!(
                "`{name}` is set and `{other}` is not. Set both, or neither to use another source of credentials."
            );
            found.push(Diagnostic::error("Incomplete credentials", detail).at(AttributePath::root().attribute(name)));
        }
    };
    // What is not known yet may turn out to be null.
    let (access_key, secret_key, token) = (&config.access_key, &config.secret_key, &config.token);
    need(access_key.known().is_some(), secret_key.is_null(), "access_key", "secret_key");
    need(secret_key.known().is_some(), access_key.is_null(), "secret_key", "access_key");
    need(token.known().is_some(), access_key.is_null(), "token", "access_key");
}

fn check_guards(config: &ProviderBlockView, found: &mut Diagnostics) {
    let mut conflict = |name: &str, detail: &str| {
        found.push(Diagnostic::error("Conflicting arguments", detail).at(AttributePath::root().attribute(name)));
    };
    if config.allowed_account_ids.known().is_some() && config.forbidden_account_ids.known().is_some() {
        conflict(
            "forbidden_account_ids",
            "`allowed_account_ids` and `forbidden_account_ids` exclude each other. Keep one of them.",
        );
    }
    if config.skip_requesting_account_id.known() == Some(&true) {
        for (name, ids) in [
            ("allowed_account_ids", &config.allowed_account_ids),
            ("forbidden_account_ids", &config.forbidden_account_ids),
        ] {
            if ids.known().is_some() {
                conflict(
                    "skip_requesting_account_id",
                    &format!("`{name}` can be checked only if the account may be asked for. Remove one of them."),
                );
            }
        }
    }
}

fn check_token(config: &ProviderBlockView, found: &mut Diagnostics) {
    let Some(identity) = config.assume_role_with_web_identity.known() else { return };
    if identity.web_identity_token.known().is_some() && identity.web_identity_token_file.known().is_some() {
        let at = AttributePath::root().attribute("assume_role_with_web_identity").attribute("web_identity_token");
        let detail = "`web_identity_token` and `web_identity_token_file` exclude each other. Keep one of them.";
        found.push(Diagnostic::error("Conflicting arguments", detail).at(at));
    }
}
