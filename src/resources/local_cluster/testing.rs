//! Clusters for handler tests: configurations of both kinds, and EKS's descriptions of them.

use std::time::Duration;

use serde_json::{Value as Json, json};
use tf_provider_rs::Resource;

use super::LocalClusterResource;
use super::model::{LocalCluster, LocalClusterArguments};
use crate::aws::testing::{Answer, eks_error};
use crate::resources::testing::with;

pub(crate) type Test = crate::resources::testing::Test<LocalClusterResource>;

pub(crate) const ARN: &str = "arn:aws:eks:us-west-2:111122223333:cluster/edge";
pub(crate) const OUTPOST: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";
pub(crate) const ROLE: &str = "arn:aws:iam::111122223333:role/edge";

pub(crate) const CREATE: &str = "POST /clusters";
pub(crate) const DESCRIBE: &str = "GET /clusters/edge";
pub(crate) const DELETE: &str = "DELETE /clusters/edge";
pub(crate) const UPDATE_CONFIG: &str = "POST /clusters/edge/update-config";
pub(crate) const UPDATE_VERSION: &str = "POST /clusters/edge/updates";
pub(crate) const DESCRIBE_UPDATE: &str = "GET /clusters/edge/updates/update-1";
pub(crate) const CALLER: &str = "GetCallerIdentity";

/// The least that a cluster on EBS needs.
pub(crate) fn ebs() -> Json {
    json!({
        "name": "edge",
        "role_arn": ROLE,
        "outpost_config": { "outpost_arn": OUTPOST, "control_plane_instance_type": "m5.large" },
        "vpc_config": { "subnet_ids": ["subnet-01234567"] },
    })
}

/// The least that a cluster on instance store needs.
pub(crate) fn instance_store() -> Json {
    with(ebs(), "outpost_config.etcd_instance_type", "c5d.large")
}

/// What EKS says of a cluster on EBS.
pub(crate) fn described(status: &str) -> Json {
    json!({
        "name": "edge",
        "arn": ARN,
        "id": "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d",
        "status": status,
        "version": "1.31",
        "platformVersion": "eks-local-outposts.1",
        "roleArn": ROLE,
        "createdAt": 1_767_225_600,
        "endpoint": "https://edge.example.com",
        "certificateAuthority": { "data": "Q0E=" },
        "resourcesVpcConfig": {
            "subnetIds": ["subnet-01234567"],
            "securityGroupIds": [],
            "clusterSecurityGroupId": "sg-0123456789abcdef0",
            "vpcId": "vpc-0123456789abcdef0",
            "endpointPrivateAccess": true,
            "endpointPublicAccess": false,
            "publicAccessCidrs": [],
        },
        "kubernetesNetworkConfig": { "serviceIpv4Cidr": "10.100.0.0/16", "ipFamily": "ipv4" },
        "outpostConfig": { "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large" },
        "accessConfig": { "authenticationMode": "CONFIG_MAP" },
        "logging": { "clusterLogging": [{ "types": ["api", "audit"], "enabled": false }] },
        "upgradePolicy": { "supportType": "EXTENDED" },
        "deletionProtection": false,
        "health": { "issues": [] },
        "tags": {},
    })
}

/// What EKS says of a cluster on instance store.
pub(crate) fn described_instance_store(status: &str) -> Json {
    let cluster = with(described(status), "outpostConfig.etcdInstanceType", "c5d.large");
    let cluster = with(cluster, "identity", json!({ "oidc": { "issuer": "https://oidc.example.com/1" } }));
    with(cluster, "accessConfig.authenticationMode", "API_AND_CONFIG_MAP")
}

/// A cluster of this status with one health issue.
pub(crate) fn ailing(status: &str, code: &str, message: &str) -> Json {
    let issue = json!({ "code": code, "message": message, "resourceIds": ["subnet-01234567"] });
    with(described(status), "health.issues", json!([issue]))
}

pub(crate) fn answer(cluster: Json) -> Answer {
    (200, json!({ "cluster": cluster }).to_string())
}

pub(crate) fn update(status: &str) -> Answer {
    let errors = json!([{ "errorCode": "SubnetNotFound", "errorMessage": "gone", "resourceIds": ["subnet-01234567"] }]);
    let errors = if status == "Failed" { errors } else { json!([]) };
    (200, json!({ "update": { "id": "update-1", "status": status, "errors": errors } }).to_string())
}

pub(crate) fn gone() -> Answer {
    crate::aws::testing::not_found()
}

pub(crate) fn denied() -> Answer {
    eks_error(403, "AccessDeniedException", "no")
}

/// The instance profiles with a role.
pub(crate) fn instance_profiles(names: &[&str]) -> Answer {
    let member = |name: &&str| {
        let fields = format!(
            "<InstanceProfileName>{name}</InstanceProfileName><InstanceProfileId>AIPA1</InstanceProfileId><Arn>a</Arn><Path>/</Path>\
             <CreateDate>2026-01-01T00:00:00Z</CreateDate><Roles></Roles>"
        );
        format!("<member>{fields}</member>")
    };
    let members: String = names.iter().map(member).collect();
    let result = format!("<InstanceProfiles>{members}</InstanceProfiles><IsTruncated>false</IsTruncated>");
    let result = format!("<ListInstanceProfilesForRoleResult>{result}</ListInstanceProfilesForRoleResult>");
    (200, format!("<ListInstanceProfilesForRoleResponse>{result}</ListInstanceProfilesForRoleResponse>"))
}

pub(crate) fn busy() -> Answer {
    eks_error(409, "ResourceInUseException", "Update in progress")
}

pub(crate) fn caller() -> Answer {
    let result = "<Arn>arn:aws:sts::111122223333:assumed-role/Admin/me</Arn><UserId>AROA1:me</UserId><Account>111122223333</Account>";
    let result = format!("<GetCallerIdentityResult>{result}</GetCallerIdentityResult>");
    (200, format!("<GetCallerIdentityResponse>{result}</GetCallerIdentityResponse>"))
}

/// The scripts of a creation that EKS accepts, with what it then shows.
pub(crate) fn creation(shown: Vec<Answer>) -> Vec<(&'static str, Vec<Answer>)> {
    vec![(CALLER, vec![caller()]), (CREATE, vec![answer(described("CREATING"))]), (DESCRIBE, shown)]
}

/// The state after `config` was applied and EKS shows `cluster`.
pub(crate) async fn applied(config: &Json, cluster: Json) -> LocalCluster {
    let accepted = with(cluster.clone(), "status", "CREATING");
    let scripts = vec![(CALLER, vec![caller()]), (CREATE, vec![answer(accepted)]), (DESCRIBE, vec![answer(cluster)])];
    let test = Test::new(scripts).await;
    let arguments = test.arguments(config, None).await;
    let waited = arguments.wait_for_active;
    let state = LocalClusterResource.create(&test.context(), arguments).await.unwrap();
    if waited { state } else { LocalClusterResource.read(&test.context(), state).await.unwrap().unwrap() }
}

impl Test {
    /// What create or update is given for `config`.
    pub(super) async fn arguments(&self, config: &Json, prior: Option<&LocalCluster>) -> LocalClusterArguments {
        self.plan(config, prior).await.arguments::<LocalCluster>().unwrap()
    }

    /// The surroundings of an operation that may take ten minutes.
    pub(super) fn ten_minutes(&self) -> super::Cx {
        self.host.context(&self.stop, Duration::from_secs(600))
    }
}
