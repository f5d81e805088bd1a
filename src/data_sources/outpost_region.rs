//! The Region of an Outpost that is named by its ARN: the ARN tells it, so that `region` need not.

use tf_provider_rs::model::Attr;
use tf_provider_rs::{Diagnostic, Result};

use super::looking::{self, attribute};
use crate::aws::Clients;
use crate::rules;

/// What is wrong with a `region` that is not the one of the ARN.
pub(super) fn mismatch(arn: &Attr<String>, region: &Attr<String>) -> Option<Diagnostic> {
    let (arn, region) = (arn.known()?, region.known()?);
    let home = rules::outpost_region(arn).filter(|home| home != region)?;
    let summary = "Outpost in another Region";
    let detail = format!(
        "The Outpost {} is in {home}, and region is {}. Remove region: the ARN tells where the Outpost is.",
        rules::quote(arn),
        rules::quote(region)
    );
    Some(Diagnostic::error(summary, detail).at(attribute("region")))
}

/// The Region to look at: the one that is named, or that of the ARN in the argument of this name, or the provider's.
///
/// # Errors
/// If the provider's credentials are not good there.
pub(super) fn region<'a>(
    clients: &'a Clients,
    named: Option<&'a str>,
    (argument, arn): (&str, Option<&'a str>),
) -> Result<&'a str, Diagnostic> {
    let home = arn.and_then(rules::outpost_region);
    let region = looking::region(clients, named.or(home));
    // Nobody wrote a Region if the ARN told it.
    if named.is_none() && home.is_some() { region.map_err(|error| error.at(attribute(argument))) } else { region }
}
