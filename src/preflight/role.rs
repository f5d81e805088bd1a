//! Whether EKS can use the role, and the role the volumes.

use super::Wanted;
use super::findings::Findings;
use crate::aws::Look;
use crate::rules::ControlPlaneStorage::Ebs;
use crate::rules::{ebs_encryption, role};

/// Rules A10.1, A10.2 and A3.9.
pub(super) async fn check(look: &Look<'_>, wanted: &Wanted) -> Findings {
    let mut found = Findings::default();
    let Some(kind) = wanted.kind else { return found };
    let trusted = async {
        let arn = wanted.role_arn.as_deref()?;
        let name = arn.rsplit('/').next()?;
        let answer = look.role(name).await?;
        Some(role::cluster_role(kind, wanted.partition, arn, (*answer).as_ref()))
    };
    let encrypted = async {
        if kind != Ebs {
            return None;
        }
        let answer = look.default_key().await?;
        ebs_encryption::default_key((*answer).as_deref())
    };
    let (trusted, encrypted) = tokio::join!(trusted, encrypted);
    found.add("role_arn", trusted.into_iter().flatten());
    found.advise("role_arn", encrypted);
    found
}
