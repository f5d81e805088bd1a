//! How data sources of clusters look: in which Region, until when, and what they say of a cluster that is not there or not local.

use aws_sdk_eks::types::Cluster;
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

/// The local cluster of this name, with one call.
///
/// # Errors
/// If there is no such cluster, or it is not local; and what AWS refuses.
pub(super) async fn find_local_cluster<M: Model>(
    cx: &Context<Api, M>,
    clients: &Clients,
    region: &str,
    argument: &str,
    name: &str,
) -> Result<Cluster> {
    let found = ask(cx, clients.eks(Some(region)).find_cluster(name)).await?;
    let refused = match found {
        Some(cluster) if cluster.outpost_config.is_some() => return Ok(cluster),
        Some(_) => not_local(name, region),
        None => not_found(name, region),
    };
    Err(refused.at(attribute(argument)).into())
}

fn not_found(name: &str, region: &str) -> Diagnostic {
    Diagnostic::error(
        "No such cluster",
        format!(
            "There is no cluster {} in {region} in this account. Check the name, the Region and the credentials. If a resource of this \
             configuration makes the cluster, add `depends_on` with that resource, so that Terraform reads this afterwards.",
            rules::quote(name)
        ),
    )
}

fn not_local(name: &str, region: &str) -> Diagnostic {
    Diagnostic::error(
        "Not a local cluster",
        format!(
            "Cluster {} in {region} runs in the AWS cloud, not on an Outpost. Read it with the data source `aws_eks_cluster` of the AWS \
             provider, hashicorp/aws.",
            rules::quote(name)
        ),
    )
}

/// A root attribute as an error's place.
pub(super) fn attribute(name: &str) -> AttributePath {
    AttributePath::root().attribute(name)
}
