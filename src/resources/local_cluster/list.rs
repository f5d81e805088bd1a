//! `list "eksoutpost_local_cluster"`: the local clusters of a Region. EKS lists names alone, so every cluster is looked at, a few at a time.

use aws_sdk_eks::types::Cluster;
use tf_provider_rs::{Diagnostic, Diagnostics, Found, ListResource, Listing, Model, Result};

use super::model::LocalCluster;
use super::{LocalClusterResource, attribute};
use crate::aws::{Eks, Error, InOrder};
use crate::resources::left_out::LeftOut;
use crate::rules;

/// Finds the Amazon EKS local clusters of a Region, whoever made them, with `terraform query` of Terraform 1.14. What is found can be imported, and its
/// configuration be generated.
///
/// Every cluster of the Region is looked at, because EKS lists names alone, five at a time; `name_prefix` leaves out others before
/// that. A cluster that cannot be read is a warning, and the others are listed all the same.
///
/// These calls are made: `eks:ListClusters`, `eks:DescribeCluster`.
#[derive(Clone, Debug, Model)]
pub struct LocalClusterQuery {
    /// ARN of the Outpost that the clusters are on. Default value: every Outpost.
    #[tf(optional, validate = rules::outpost_arn)]
    pub outpost_arn: Option<String>,

    /// How the names of the clusters begin. Default value: every name.
    #[tf(optional)]
    pub name_prefix: Option<String>,

    /// AWS Region of the clusters. Default value: the Region of `outpost_arn`, or else the provider's `region`.
    #[tf(optional, validate = rules::region)]
    pub region: Option<String>,
}

/// The list of `eksoutpost_local_cluster`.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalClusterList;

impl ListResource for LocalClusterList {
    type Resource = LocalClusterResource;
    type Model = LocalClusterQuery;

    fn validate(&self, config: &LocalClusterQueryView) -> Diagnostics {
        let (Some(outpost_arn), Some(region)) = (config.outpost_arn.known(), config.region.known()) else {
            return Diagnostics::new();
        };
        match rules::outpost_region(outpost_arn) {
            Some(home) if home != region => other_region(outpost_arn, home, region).into(),
            _ => Diagnostics::new(),
        }
    }

    async fn list(&self, cx: &Listing<LocalClusterResource>, query: LocalClusterQueryArguments) -> Result<()> {
        let clients = cx.api()?.clients()?;
        let of_outpost = query.outpost_arn.as_deref().and_then(rules::outpost_region);
        let region = query.region.as_deref().or(of_outpost).unwrap_or(clients.region());
        if let Err(violation) = rules::region_beside(region, clients.region()) {
            let argument = if query.region.is_some() { "region" } else { "outpost_arn" };
            return Err(Diagnostic::from(violation).at(attribute(argument)).into());
        }
        let eks = clients.eks(Some(region));
        let mut search = Search { cx, eks, query: &query, asked: InOrder::default(), left_out: LeftOut::default() };
        let asked = search.ask_about_all().await;
        if asked.as_ref().is_err_and(Diagnostics::is_empty) {
            // Terraform has enough.
            return asked;
        }
        while search.take_answer().await? {}
        if let Some(warning) = search.left_out.warning("clusters") {
            cx.warn(warning).await;
        }
        asked
    }
}

fn other_region(outpost_arn: &str, home: &str, region: &str) -> Diagnostic {
    let detail = format!(
        "The Outpost \"{outpost_arn}\" is in {home}, and the list looks for clusters in {region}. Leave region out: then it looks where the \
         Outpost is."
    );
    Diagnostic::error("Outpost in another Region", detail).at(attribute("outpost_arn"))
}

/// One cluster, and what EKS says of it.
type Described = (String, Result<Option<Cluster>, Error>);

struct Search<'a> {
    cx: &'a Listing<LocalClusterResource>,
    eks: Eks,
    query: &'a LocalClusterQueryArguments,
    asked: InOrder<Described>,
    left_out: LeftOut,
}

impl Search<'_> {
    /// Asks about every cluster of every page, and hands on what is answered meanwhile.
    async fn ask_about_all(&mut self) -> Result<()> {
        let prefix = self.query.name_prefix.as_deref().unwrap_or_default();
        let mut after = None;
        loop {
            let page = self.eks.cluster_names(after.as_deref()).await?;
            for name in page.items.into_iter().filter(|name| name.starts_with(prefix)) {
                if self.asked.is_full() {
                    self.take_answer().await?;
                }
                let eks = self.eks.clone();
                self.asked.ask(async move {
                    let found = eks.find_cluster(&name).await;
                    (name, found)
                });
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Hands on the next answer; nothing is left to be answered if it says `false`.
    async fn take_answer(&mut self) -> Result<bool> {
        let Some((name, described)) = self.asked.answer().await else { return Ok(false) };
        match described {
            Ok(Some(cluster)) if self.is_wanted(&cluster) => {
                let state = LocalCluster::found(&cluster, self.eks.region(), &self.cx.api()?.default_tags);
                self.cx.found(Found::object(name, state)).await?;
            }
            // Not a local one, on another Outpost, or gone since its name was listed.
            Ok(_) => {}
            Err(error) => self.left_out.note(name, error)?,
        }
        Ok(true)
    }

    fn is_wanted(&self, cluster: &Cluster) -> bool {
        let Some(outpost) = &cluster.outpost_config else { return false };
        self.query.outpost_arn.as_ref().is_none_or(|wanted| outpost.outpost_arns.contains(wanted))
    }
}

#[cfg(test)]
mod tests;
