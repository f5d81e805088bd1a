//! Roles that clusters have.

use serde_json::json;
use tf_provider_rs::testing::Terraform;

/// ARNs of the roles that clusters may have: two for each kind.
pub(in super::super) struct Roles {
    pub(super) ebs: Vec<String>,
    pub(super) store: Vec<String>,
}

const ROLES: [(&str, &str); 4] =
    [("ebs", "role_a"), ("ebs", "role_b"), ("instance_store", "role_c"), ("instance_store", "role_d")];

/// Makes them.
pub(in super::super) async fn make(terraform: &mut Terraform) -> Roles {
    let mut roles = Roles { ebs: Vec::new(), store: Vec::new() };
    for (kind, name) in ROLES {
        let address = format!("eksoutpost_cluster_role.{name}");
        terraform.run(&address, &json!({ "name": name, "control_plane_storage": kind })).await.unwrap();
        let arn = terraform.object(&address).unwrap()["arn"].as_str().unwrap().to_owned();
        if kind == "ebs" { roles.ebs.push(arn) } else { roles.store.push(arn) }
    }
    roles
}

/// Deletes them.
pub(in super::super) async fn remove(terraform: &mut Terraform) {
    for (_, name) in ROLES {
        terraform.destroy(&format!("eksoutpost_cluster_role.{name}")).await.unwrap();
    }
}
