//! Whether EKS offers the Kubernetes version.

use super::Wanted;
use super::findings::Findings;
use crate::aws::Look;
use crate::rules::offered_versions::{cluster_type, offered_version};

/// Rules A2.2 and A2.3.
pub(super) async fn check(look: &Look<'_>, wanted: &Wanted) -> Findings {
    let mut found = Findings::default();
    if let (Some(kind), Some(version)) = (wanted.kind, &wanted.version)
        && let Some(offered) = look.versions(cluster_type(kind)).await
    {
        found.add("version", offered_version(kind, version, &offered));
    }
    found
}
