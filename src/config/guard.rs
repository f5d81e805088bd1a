//! Guards against the wrong account, and warnings about credentials that are not those that the practitioner may expect.

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics};

use super::block::ProviderBlockView;
use super::known::{list, secret, text};
use crate::aws::{CallerIdentity, Clients};
use crate::rules::quote_list;

/// Stops everything in an account in which this configuration is not to work. Asks AWS only if there is a guard.
///
/// # Errors
/// If the account is the wrong one, or cannot be asked for.
pub(super) async fn check_account(block: &ProviderBlockView, clients: &Clients) -> Result<(), Diagnostics> {
    let (allowed, forbidden) = (list(&block.allowed_account_ids), list(&block.forbidden_account_ids));
    if allowed.is_empty() && forbidden.is_empty() {
        return Ok(());
    }
    let caller = clients.caller_identity().await?;
    if !allowed.is_empty() && !allowed.contains(&caller.account) {
        return Err(wrong_account(caller, "allowed_account_ids", "is not among", &allowed).into());
    }
    if forbidden.contains(&caller.account) {
        return Err(wrong_account(caller, "forbidden_account_ids", "is among", &forbidden).into());
    }
    Ok(())
}

fn wrong_account(caller: &CallerIdentity, guard: &str, how: &str, ids: &[String]) -> Diagnostic {
    let detail = format!(
        "The credentials are those of {} in account {}, which {how} the accounts of {guard}: {}. Nothing was changed.\n\nUse \
         credentials of another account, for example with profile or assume_role in the provider block, or correct {guard}.",
        caller.arn,
        caller.account,
        quote_list(ids.iter().map(String::as_str))
    );
    Diagnostic::error("Wrong AWS account", detail).at(AttributePath::root().attribute(guard))
}

/// What is allowed and still likely to surprise.
pub(super) fn warnings(block: &ProviderBlockView, variable: impl Fn(&str) -> Option<String>) -> Vec<Diagnostic> {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let mut warnings = Vec::new();
    if text(&block.profile).is_some() && is_set("AWS_ACCESS_KEY_ID") && is_set("AWS_SECRET_ACCESS_KEY") {
        let detail = "profile is set in the provider block, and so are the environment variables AWS_ACCESS_KEY_ID and \
             AWS_SECRET_ACCESS_KEY. The profile is used, the variables are not. Unset them, or remove profile.";
        warnings.push(
            Diagnostic::warning("Profile and access keys", detail).at(AttributePath::root().attribute("profile")),
        );
    }
    let has_https = block.https_proxy.known().is_some() || is_set("HTTPS_PROXY") || is_set("https_proxy");
    if secret(&block.http_proxy).is_some() && !has_https {
        let detail = "http_proxy is set and https_proxy is not. Requests to https endpoints, which all of AWS's are, go through http_proxy \
             too. Set https_proxy to say so, or to an empty string for no proxy.";
        warnings.push(Diagnostic::warning("No HTTPS proxy", detail).at(AttributePath::root().attribute("http_proxy")));
    }
    warnings
}
