mod doubt;

use std::time::Duration;

use serde_json::{Value as Json, json};
use tf_provider_rs::Resource;

use crate::aws::testing::eks_error;
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    ARN, CALLER, CREATE, DESCRIBE, OUTPOST, ROLE, Test, ailing, answer, caller, creation, denied, described,
    described_instance_store, ebs, instance_store,
};
use crate::resources::testing::{tags, with};

/// Creates what `config` asks for.
async fn create(test: &Test, cx: &super::Cx, config: &Json) -> tf_provider_rs::Result<LocalCluster> {
    let arguments = test.arguments(config, None).await;
    LocalClusterResource.create(cx, arguments).await
}

#[tokio::test(start_paused = true)]
async fn eks_is_asked_for_exactly_what_was_set() {
    let everything = with(instance_store(), "version", "1.31");
    let everything = with(everything, "outpost_config.control_plane_placement.spread_level", "rack");
    let everything = with(everything, "outpost_config.etcd_placement.spread_level", "host");
    let everything = with(everything, "vpc_config.security_group_ids", json!(["sg-01234567"]));
    let everything = with(everything, "vpc_config.endpoint_public_access", true);
    let everything = with(everything, "vpc_config.public_access_cidrs", json!(["203.0.113.0/24"]));
    let everything = with(everything, "access_config.authentication_mode", "API");
    let everything = with(everything, "kubernetes_network_config.service_ipv4_cidr", "10.100.0.0/16");
    let everything = with(everything, "enabled_cluster_log_types", json!(["audit", "api"]));
    let everything = with(everything, "upgrade_policy.support_type", "STANDARD");
    let everything = with(everything, "deletion_protection", true);
    let everything = with(everything, "tags", json!({ "a": "1" }));

    let least = json!({
        "name": "edge",
        "roleArn": ROLE,
        "resourcesVpcConfig": {
            "subnetIds": ["subnet-01234567"], "endpointPrivateAccess": true, "endpointPublicAccess": false,
        },
        "outpostConfig": { "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large" },
    });
    let access = |mode: &str| json!({ "authenticationMode": mode, "bootstrapClusterCreatorAdminPermissions": true });
    let on_store = with(least.clone(), "outpostConfig.etcdInstanceType", "c5d.large");
    for (config, expected) in [
        (ebs(), least.clone()),
        // "None" written out is still nothing to send.
        (
            with(
                with(ebs(), "enabled_cluster_log_types", json!([])),
                "outpost_config.control_plane_placement",
                json!({}),
            ),
            least.clone(),
        ),
        (
            with(ebs(), "outpost_config.control_plane_placement.group_name", "spread"),
            with(least, "outpostConfig.controlPlanePlacement", json!({ "groupName": "spread" })),
        ),
        (instance_store(), with(on_store, "accessConfig", access("API_AND_CONFIG_MAP"))),
        (
            everything,
            json!({
                "name": "edge",
                "roleArn": ROLE,
                "version": "1.31",
                "resourcesVpcConfig": {
                    "subnetIds": ["subnet-01234567"],
                    "securityGroupIds": ["sg-01234567"],
                    "endpointPrivateAccess": true,
                    "endpointPublicAccess": true,
                    "publicAccessCidrs": ["203.0.113.0/24"],
                },
                "outpostConfig": {
                    "outpostArns": [OUTPOST],
                    "controlPlaneInstanceType": "m5.large",
                    "controlPlanePlacement": { "spreadLevel": "rack" },
                    "etcdInstanceType": "c5d.large",
                    "etcdPlacement": { "spreadLevel": "host" },
                },
                "accessConfig": access("API"),
                "kubernetesNetworkConfig": { "serviceIpv4Cidr": "10.100.0.0/16" },
                "logging": { "clusterLogging": [{ "enabled": true, "types": ["api", "audit"] }] },
                "upgradePolicy": { "supportType": "STANDARD" },
                "deletionProtection": true,
                "tags": { "a": "1" },
            }),
        ),
    ] {
        let test = Test::new(creation(vec![answer(described("ACTIVE"))])).await;
        create(&test, &test.context(), &config).await.unwrap();
        let sent = test.wire.seen().into_iter().find(|seen| seen.what == CREATE).unwrap();
        let mut body: Json = serde_json::from_str(&sent.body).unwrap();
        let token = body.as_object_mut().unwrap().remove("clientRequestToken").unwrap();
        assert!(token.as_str().unwrap().starts_with("eksoutpost-"), "{token}");
        assert_eq!(body, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn default_tags_are_sent_with_the_clusters_own() {
    let scripts = creation(vec![answer(described("ACTIVE"))]);
    let test = Test::with_default_tags(scripts, tags(&[("team", "edge")])).await;
    create(&test, &test.context(), &with(ebs(), "tags", json!({ "a": "1" }))).await.unwrap();
    let sent = test.wire.seen().into_iter().find(|seen| seen.what == CREATE).unwrap();
    let body: Json = serde_json::from_str(&sent.body).unwrap();
    assert_eq!(body["tags"], json!({ "a": "1", "team": "edge" }));
}

#[tokio::test(start_paused = true)]
async fn a_cluster_is_created_when_it_is_active() {
    for (config, creating, active) in [
        (ebs(), described("CREATING"), described("ACTIVE")),
        (instance_store(), described_instance_store("CREATING"), described_instance_store("ACTIVE")),
    ] {
        let shown = vec![answer(creating.clone()), answer(creating.clone()), answer(active)];
        let test = Test::new(vec![(CALLER, vec![caller()]), (CREATE, vec![answer(creating)]), (DESCRIBE, shown)]).await;
        let cx = test.context();
        let state = create(&test, &cx, &config).await.unwrap();
        assert_eq!(test.calls(), [CALLER, CREATE, DESCRIBE]);
        assert_eq!(test.wire.times(DESCRIBE), [0, 10, 20, 30], "the last look confirms");
        assert_eq!((state.status.as_deref(), state.arn.as_deref()), (Some("ACTIVE"), Some(ARN)));
        assert_eq!(state.creator_principal_arn.as_deref(), Some("arn:aws:iam::111122223333:role/Admin"));
        assert_eq!(state.created_at.as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!((cx.saved_state().unwrap(), cx.warnings().is_empty()), (Some(state), true));
    }
}

#[tokio::test(start_paused = true)]
async fn create_saves_the_cluster_before_it_looks_at_it() {
    let test = Test::new(creation(vec![denied()])).await;
    let cx = test.context();
    let error = create(&test, &cx, &ebs()).await.unwrap_err();
    assert_eq!(test.wire.times(DESCRIBE), [0], "the first look fails");
    let saved = cx.saved_state().unwrap().unwrap();
    assert_eq!((saved.arn.as_deref(), saved.status.as_deref()), (Some(ARN), Some("CREATING")));
    assert_eq!(
        error.to_string(),
        "error: Cluster out of sight\nCluster \"edge\" goes on being created, and EKS can no longer be asked about it: \
         eks:DescribeCluster on cluster \"edge\": AccessDeniedException: no (request ID request-1).\n\nAllow eks:DescribeCluster to the \
         principal that runs Terraform. Permission boundaries, session policies and service control policies count too. The \
         policies of the guide \"IAM permissions\" have it. If \
         Terraform has marked the cluster as tainted, the next apply would destroy it. To go on waiting instead:\n\n  terraform \
         untaint ADDRESS # the resource's address, above\n  terraform apply"
    );
}

#[tokio::test(start_paused = true)]
async fn create_keeps_state_when_the_wait_times_out() {
    let issue = ailing("CREATING", "ResourceLimitExceeded", "There is not enough capacity on the Outpost");
    let test = Test::new(creation(vec![answer(described("CREATING")), answer(issue)])).await;
    let cx = test.ten_minutes();
    let error = create(&test, &cx, &ebs()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Cluster not active in time\nAfter 10 minutes cluster \"edge\" is not active. The cluster's status \
         is CREATING.\n- \
         ResourceLimitExceeded: There is not enough capacity on the Outpost (resources subnet-01234567). Free capacity for the \
         instance type on the Outpost, or check its connection to the Region (CloudWatch metric ConnectedStatus); the cluster then \
         goes on by itself.\n\nEKS goes on creating it. Terraform marks it as tainted, and the next apply would destroy it. To go on \
         waiting instead:\n\n  terraform untaint ADDRESS # the resource's address, above\n  terraform apply\n\nTo wait longer, raise \
         `timeouts.create`."
    );
    let saved = cx.saved_state().unwrap().unwrap();
    assert_eq!(saved.health[0].code.as_deref(), Some("ResourceLimitExceeded"), "what was seen last is saved");
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_creation_succeeds_with_a_warning_in_the_same_instant() {
    let test = Test::new(creation(vec![answer(described("CREATING"))])).await;
    let cx = test.context();
    let (state, seconds) = test.interrupt(17, create(&test, &cx, &ebs())).await;
    let state = state.unwrap();
    assert!((seconds - 17.0).abs() < f64::EPSILON, "{seconds}");
    assert_eq!(state.status.as_deref(), Some("CREATING"));
    assert_eq!(cx.saved_state().unwrap(), Some(state));
    assert_eq!(
        cx.warnings().to_string(),
        "warning: Interrupted while EKS creates the cluster\nCluster \"edge\" exists, its status is CREATING, and \
         EKS goes on \
         creating it. It is in the state and not tainted.\n\nTo wait for it, run `terraform apply` again. To give it up, run \
         `terraform destroy`."
    );
}

#[tokio::test(start_paused = true)]
async fn a_failed_creation_tells_every_issue() {
    let issues = json!([
        { "code": "AccessDenied", "message": "no" },
        { "code": "InternalFailure", "message": "oops", "resourceIds": ["i-1", "i-2"] },
    ]);
    let test = Test::new(creation(vec![answer(with(described("FAILED"), "health.issues", issues))])).await;
    let cx = test.context();
    let error = create(&test, &cx, &ebs()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Cluster cannot become active\nCluster \"edge\" exists, and it cannot become active. The cluster's \
         status is \
         FAILED.\n- AccessDenied: no. Check the policies of the cluster role, and that the tag eks-local:controlplane-name is still on \
         what EKS made; the cluster then goes on by itself.\n- InternalFailure: oops (resources i-1, i-2).\n\nCorrect the \
         configuration and apply: Terraform has marked the cluster as tainted and replaces it."
    );
    assert_eq!(cx.saved_state().unwrap().unwrap().status.as_deref(), Some("FAILED"));
}

#[tokio::test(start_paused = true)]
async fn an_issue_that_cannot_heal_ends_the_wait_after_three_minutes() {
    let issue = ailing("CREATING", "ResourceNotFound", "The subnet ID subnet-01234567 does not exist");
    let test = Test::new(creation(vec![answer(issue)])).await;
    let cx = test.context();
    let error = create(&test, &cx, &ebs()).await.unwrap_err();
    assert_eq!(test.wire.times(DESCRIBE).last(), Some(&180));
    assert_eq!(
        error.to_string(),
        "error: Cluster cannot become active\nCluster \"edge\" exists, and it cannot become active. The cluster's \
         status is \
         CREATING, and it will not heal:\n- ResourceNotFound: The subnet ID subnet-01234567 does not exist (resources \
         subnet-01234567). Correct vpc_config.subnet_ids and replace the cluster: its subnets cannot be changed.\n\nCorrect the \
         configuration and apply: Terraform has marked the cluster as tainted and replaces it."
    );
    assert_eq!(cx.saved_state().unwrap().unwrap().health.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn create_keeps_state_when_the_credentials_are_lost_in_the_wait() {
    let expired = eks_error(403, "ExpiredTokenException", "The security token included in the request is expired");
    let test = Test::new(creation(vec![answer(described("CREATING")), expired])).await;
    let cx = test.context();
    let error = create(&test, &cx, &ebs()).await.unwrap_err().to_string();
    let (head, tail) = error.split_once("\n\n").unwrap();
    assert_eq!(
        head,
        "error: Cluster out of sight\nCluster \"edge\" goes on being created, and EKS can no longer be asked about it: \
         eks:DescribeCluster on cluster \"edge\": ExpiredTokenException: The security token included in the request is expired \
         (request ID request-1)."
    );
    assert!(
        tail.starts_with("Renew the credentials (for example \"aws sso login\") and run the command again."),
        "{tail}"
    );
    assert_eq!(cx.saved_state().unwrap().unwrap().status.as_deref(), Some("CREATING"));
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_disappears_while_it_is_waited_for_is_named() {
    let gone = crate::aws::testing::not_found();
    let test = Test::new(creation(vec![answer(described("CREATING")), gone])).await;
    let error = create(&test, &test.context(), &ebs()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Cluster disappeared\nEKS does not know cluster \"edge\" any more: something else deleted it. Run \
         `terraform apply` \
         again to create it."
    );
}

#[tokio::test(start_paused = true)]
async fn a_new_cluster_that_something_else_deletes_is_told_apart() {
    let test = Test::new(creation(vec![answer(described("DELETING"))])).await;
    let error = create(&test, &test.context(), &ebs()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Cluster is being deleted\nCluster \"edge\" was created, and something else is deleting it. The cluster's status is \
         DELETING.\n\nRun `terraform apply` again: it waits until the cluster is gone, and creates it."
    );
}

#[tokio::test(start_paused = true)]
async fn without_waiting_create_ends_when_eks_has_accepted() {
    let test = Test::new(creation(Vec::new())).await;
    let cx = test.context();
    let state = create(&test, &cx, &with(ebs(), "wait_for_active", false)).await.unwrap();
    assert_eq!(test.calls(), [CALLER, CREATE]);
    assert_eq!((state.status.as_deref(), cx.saved_state().unwrap().as_ref()), (Some("CREATING"), Some(&state)));
}

#[tokio::test(start_paused = true)]
async fn create_takes_from_a_partial_answer_what_is_there() {
    let config = with(ebs(), "wait_for_active", false);
    for (body, status) in [
        (json!({}), Some("CREATING")),
        (json!({ "cluster": {} }), None),
        (json!({ "cluster": { "name": "edge", "resourcesVpcConfig": {} } }), None),
        (json!({ "cluster": { "status": "WARMING_UP", "outpostConfig": {}, "accessConfig": {} } }), Some("WARMING_UP")),
    ] {
        let scripts = vec![(CALLER, vec![caller()]), (CREATE, vec![(200, body.to_string())])];
        let test = Test::new(scripts).await;
        let state = create(&test, &test.context(), &config).await.unwrap();
        assert_eq!((state.name.as_str(), state.status.as_deref()), ("edge", status));
        assert_eq!(state.outpost_config.outpost_arn, OUTPOST);
        assert_eq!((state.vpc_config.endpoint_private_access, state.vpc_config.endpoint_public_access), (true, false));
        let mode = state.access_config.unwrap().authentication_mode;
        assert_eq!(mode.as_deref(), Some("CONFIG_MAP"));
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_saved_when_eks_refuses() {
    let refused = eks_error(400, "InvalidParameterException", "unsupported Kubernetes version");
    let test = Test::new(vec![(CALLER, vec![caller()]), (CREATE, vec![refused])]).await;
    let cx = test.context();
    let error = create(&test, &cx, &ebs()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: CreateCluster failed for cluster \"edge\" (at version)\neks:CreateCluster on cluster \"edge\": \
         InvalidParameterException: \
         unsupported Kubernetes version (request ID request-1)\n\nCorrect the configuration as the message says."
    );
    assert_eq!(cx.saved_state().unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn a_role_that_eks_does_not_see_ends_the_creation_with_nothing_made() {
    let unseen =
        || eks_error(400, "InvalidParameterException", "Role arn:aws:iam::111122223333:role/edge does not exist");
    let scripts = || vec![(CALLER, vec![caller()]), (CREATE, vec![unseen()])];
    let test = Test::new(scripts()).await;
    let cx = test.context();
    let (result, seconds) = test.interrupt(7, create(&test, &cx, &ebs())).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "error: Interrupted before EKS accepted the cluster\nCluster \"edge\" was not created. Run `terraform apply` again."
    );
    assert!((seconds - 7.0).abs() < f64::EPSILON, "{seconds}");

    let test = Test::new(scripts()).await;
    let cx = test.host.context(&test.stop, Duration::from_secs(61));
    let error = create(&test, &cx, &ebs()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: EKS did not accept the cluster in time\nCluster \"edge\" was not created: EKS did not accept it in 61 seconds. If it \
         does not see the cluster's role, check the role's trust policy and attached policies. Run `terraform apply` again, or raise \
         `timeouts.create`."
    );
    assert_eq!(cx.saved_state().unwrap(), None);
}
