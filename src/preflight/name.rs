//! Whether the name is free.

use aws_sdk_eks::types::{Cluster, ClusterStatus};

use super::Wanted;
use super::findings::Findings;
use crate::aws::{ClientToken, Look};
use crate::rules::arn::Arn;
use crate::rules::{Violation, quote};

/// What to do if the cluster that has the name is the one that Terraform replaces. No request to a provider tells which of the two goes
/// first: Terraform looks at `lifecycle` after the provider has planned (internal/terraform/node_resource_abstract_instance.go, functions `plan`
/// and `getAction`), so that a replacement with `create_before_destroy` looks like any other. Only the apply shows it: there Terraform plans the
/// creation once more while the old cluster is still there. If that plan is refused, Terraform leaves the old cluster in the state as
/// deposed (node_resource_apply_instance.go, `managedResourceExecute`); if the creation is refused, it takes it back by itself.
pub(crate) fn before_destroy(name: &str, region: &str) -> String {
    format!(
        "If it is the cluster that Terraform is replacing here, do not add the import block: `create_before_destroy` is in the way, since a \
         name is free only when the cluster that has it is gone. The old cluster is untouched. Remove `create_before_destroy` from the \
         `lifecycle` of this cluster and of what depends on it, which hands it on; or change `name` too. If Terraform has put the old \
         cluster aside (`terraform show` calls it deposed), take it back first:\n\n  terraform state rm ADDRESS # the resource's address, above\n  terraform import ADDRESS \
         {name}@{region}"
    )
}

/// Rule A1.2.
pub(super) async fn check(look: &Look<'_>, wanted: &Wanted) -> Findings {
    let mut found = Findings::default();
    let Some(name) = wanted.name.as_deref().filter(|_| !wanted.takes_over) else { return found };
    if let Some(answer) = look.cluster(name).await
        && let Some(cluster) = &*answer
    {
        found.refuse("name", Err(taken(name, look.region(), cluster, wanted)));
    }
    found
}

fn taken(name: &str, region: &str, cluster: &Cluster, wanted: &Wanted) -> Violation {
    let (summary, there) = ("Cluster exists already", format!("There is a cluster {} in {region}.", quote(name)));
    if cluster.outpost_config.is_none() {
        let detail =
            format!("{there} It runs in the cloud, and names are unique among all clusters. Choose another name.");
        return Violation { summary: summary.to_owned(), detail };
    }
    let whose = if is_ours(cluster, region, wanted) {
        "It was made by an earlier, interrupted run with these very arguments, so it is probably yours."
    } else if cluster.status == Some(ClusterStatus::Deleting) {
        "It is being deleted: when it is gone, this one can be created."
    } else if cluster.client_request_token.is_none() {
        "EKS does not show who asked for it, and nothing has been changed about it."
    } else if is_of_this_provider(cluster) {
        "This provider made it with other arguments, and nothing has been changed about it."
    } else {
        "It was made by something else, and nothing has been changed about it."
    };
    let detail = format!(
        "{there} {whose}\n\nTo manage it here, add this block with the resource's address, and apply:\n\n  import {{\n    to = \
         eksoutpost_local_cluster.example\n    id = \"{name}@{region}\"\n  }}\n\nOtherwise choose another name.\n\n{}",
        before_destroy(name, region)
    );
    Violation { summary: summary.to_owned(), detail }
}

fn is_of_this_provider(cluster: &Cluster) -> bool {
    cluster.client_request_token.as_deref().and_then(ClientToken::parse).is_some()
}

/// Whether this very configuration made the cluster: an earlier run that was interrupted before it could save.
fn is_ours(cluster: &Cluster, region: &str, wanted: &Wanted) -> bool {
    let theirs = cluster.client_request_token.as_deref().and_then(ClientToken::parse);
    let account = cluster.arn.as_deref().and_then(Arn::parse).map(|arn| arn.account);
    match (theirs, account, &wanted.request) {
        (Some(theirs), Some(account), Some(request)) => {
            theirs.same_configuration(&ClientToken::new(account, region, request))
        }
        _ => false,
    }
}
