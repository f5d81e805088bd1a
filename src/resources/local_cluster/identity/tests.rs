use tf_provider_rs::Identified;

use super::LocalClusterIdentity;
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;

fn identity(region: Option<&str>, account_id: Option<&str>) -> LocalClusterIdentity {
    LocalClusterIdentity {
        name: "edge".to_owned(),
        region: region.map(str::to_owned),
        account_id: account_id.map(str::to_owned),
    }
}

#[test]
fn an_identity_is_an_identifier_of_an_import() {
    for (identity, expected) in [
        (identity(None, None), "edge"),
        (identity(None, Some("123456789012")), "edge"),
        (identity(Some("eu-west-1"), None), "edge@eu-west-1"),
        (identity(Some("us-west-2"), Some("123456789012")), "arn:aws:eks:us-west-2:123456789012:cluster/edge"),
        (identity(Some("cn-north-1"), Some("123456789012")), "arn:aws-cn:eks:cn-north-1:123456789012:cluster/edge"),
    ] {
        assert_eq!(LocalClusterResource::import_id(&identity).unwrap(), expected);
    }
}

#[test]
fn the_account_is_known_once_the_arn_is() {
    let mut state = LocalCluster { name: "edge".to_owned(), region: "us-west-2".to_owned(), ..LocalCluster::blank() };
    assert_eq!(LocalClusterResource::identity(&state), identity(Some("us-west-2"), None));
    state.arn = Some("arn:aws:eks:us-west-2:123456789012:cluster/edge".to_owned());
    assert_eq!(LocalClusterResource::identity(&state), identity(Some("us-west-2"), Some("123456789012")));
}
