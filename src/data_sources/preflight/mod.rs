//! `eksoutpost_preflight`: what a plan says of a new cluster, as data.
//!
//! The arguments become the view of a planned cluster, and from there on it is the plan's own code that looks and judges.

pub mod model;

use tf_provider_rs::model::{Attr, FromValue, ToValue};
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Context, DataSource, Diagnostic, Diagnostics, Result, Severity};

use self::model::{PlanFinding, PlannedAccess, PlannedServices, PreflightFindings, PreflightFindingsArguments};
use super::looking;
use crate::aws::Missed;
use crate::config::Api;
use crate::resources::local_cluster::model::LocalClusterView;
use crate::resources::local_cluster::preflight;

/// The data source `eksoutpost_preflight`.
#[derive(Clone, Copy, Debug, Default)]
pub struct PreflightDataSource;

impl DataSource for PreflightDataSource {
    type Api = Api;
    type Model = PreflightFindings;

    const NAME: &'static str = "preflight";

    async fn read(
        &self,
        cx: &Context<Api, PreflightFindings>,
        arguments: PreflightFindingsArguments,
    ) -> Result<PreflightFindings> {
        let api = cx.api()?;
        let clients = api.clients()?;
        let region = looking::region(clients, arguments.region.as_deref())?.to_owned();
        let data = nothing_found(arguments, &region);
        let planned = planned(&data)?;
        let missed = Missed::default();
        let found = preflight::findings(api, clients, &planned, &region, &missed);
        let findings = in_order(looking::until_stopped(cx, found).await?);
        let count = |severity: &str| {
            let count = findings.iter().filter(|finding| finding.severity == severity).count();
            i64::try_from(count).unwrap_or(i64::MAX)
        };
        let (error_count, warning_count) = (count(ERROR), count(WARNING));
        let not_checked = missed.into_actions();
        Ok(PreflightFindings { ok: error_count == 0, error_count, warning_count, findings, not_checked, ..data })
    }
}

const ERROR: &str = "error";
const WARNING: &str = "warning";

/// The data before anything was looked at.
fn nothing_found(arguments: PreflightFindingsArguments, region: &str) -> PreflightFindings {
    PreflightFindings {
        name: arguments.name,
        role_arn: arguments.role_arn,
        version: arguments.version,
        outpost_config: arguments.outpost_config.map(Into::into),
        vpc_config: arguments.vpc_config.map(Into::into),
        access_config: arguments.access_config.map(|access| PlannedAccess {
            authentication_mode: access.authentication_mode,
            bootstrap_cluster_creator_admin_permissions: access.bootstrap_cluster_creator_admin_permissions,
        }),
        kubernetes_network_config: arguments
            .kubernetes_network_config
            .map(|network| PlannedServices { service_ipv4_cidr: network.service_ipv4_cidr }),
        region: region.to_owned(),
        ok: true,
        error_count: 0,
        warning_count: 0,
        findings: Vec::new(),
        not_checked: std::collections::BTreeSet::new(),
    }
}

/// The cluster as a plan sees it: arguments have the names of the resource's.
fn planned(data: &PreflightFindings) -> Result<LocalClusterView> {
    let mut planned = LocalClusterView::from_value(&data.to_value(), &AttributePath::root())?;
    planned.wait_for_active = Attr::Known(true);
    if let Attr::Known(vpc) = &mut planned.vpc_config {
        vpc.endpoint_private_access = Attr::Known(true);
    }
    Ok(planned)
}

/// Errors first, then by attribute.
fn in_order(found: Diagnostics) -> Vec<PlanFinding> {
    let mut findings: Vec<_> = found.into_iter().map(PlanFinding::from).collect();
    findings.sort_by_cached_key(|finding| {
        (finding.severity == WARNING, finding.attribute.clone(), finding.summary.clone(), finding.detail.clone())
    });
    findings
}

impl From<Diagnostic> for PlanFinding {
    fn from(diagnostic: Diagnostic) -> Self {
        let Diagnostic { severity, summary, detail, attribute } = diagnostic;
        let severity = match severity {
            Severity::Error => ERROR,
            Severity::Warning => WARNING,
        };
        Self {
            code: code(&summary),
            severity: severity.to_owned(),
            attribute: attribute.map(|attribute| attribute.to_string()),
            summary,
            detail,
        }
    }
}

/// `Subnet does not exist` becomes `subnet_does_not_exist`.
fn code(summary: &str) -> String {
    let words = summary.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests;
