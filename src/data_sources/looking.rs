//! How data sources look: in which Region, and until when.

use tf_provider_rs::model::Model;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Context, Diagnostic, Result};

use crate::aws::{Clients, Error, Waiting};
use crate::config::Api;
use crate::rules;

/// The Region to look at: the one that is named, or the provider's.
///
/// # Errors
/// If the provider's credentials are not good there.
pub(super) fn region<'a>(clients: &'a Clients, named: Option<&'a str>) -> Result<&'a str, Diagnostic> {
    let region = named.unwrap_or(clients.region());
    rules::region_beside(region, clients.region())
        .map_err(|violation| Diagnostic::from(violation).at(attribute("region")))?;
    Ok(region)
}

/// Asks; an interruption cuts it off at once.
///
/// # Errors
/// What AWS refuses, and the interruption.
pub(super) async fn ask<M: Model, T>(
    cx: &Context<Api, M>,
    question: impl Future<Output = Result<T, Error>>,
) -> Result<T> {
    Ok(until_stopped(cx, question).await??)
}

/// Asks, whatever the answer is; an interruption cuts it off at once.
///
/// # Errors
/// Only the interruption.
pub(super) async fn until_stopped<M: Model, T>(
    cx: &Context<Api, M>,
    question: impl Future<Output = T>,
) -> Result<T, Diagnostic> {
    let waiting = Waiting { deadline: cx.deadline(), cancelled: cx.stop().clone() };
    let cut_off = |_| Diagnostic::error("Interrupted", "AWS had not answered yet. Run the command again.");
    waiting.ask(question).await.map_err(cut_off)
}

/// A root attribute as an error's place.
pub(super) fn attribute(name: &str) -> AttributePath {
    AttributePath::root().attribute(name)
}
