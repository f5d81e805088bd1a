//! Clusters of both kinds, from nothing to nothing.

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace};

const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";

#[test]
fn a_cluster_on_ebs_needs_five_arguments_and_a_role_only_its_name() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply_and_settle();

    let journal = simulator.journal();
    assert_eq!(journal.changes(), ["CreateRole", "AttachRolePolicy", "CreateCluster"]);
    assert_eq!(
        journal.parameters("CreateCluster"),
        [json!({
            "name": "edge",
            "roleArn": "arn:aws:iam::123456789012:role/edge-cluster",
            "outpostConfig": { "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large" },
            "resourcesVpcConfig": {
                "subnetIds": ["subnet-0a1b2c3d4e5f67891"], "endpointPrivateAccess": true, "endpointPublicAccess": false,
            },
        })]
    );
    assert_eq!(
        role_requests(&simulator),
        [json!({ "RoleName": "edge-cluster", "trust": "ec2.amazonaws.com", "MaxSessionDuration": 3600, "Path": "/" })]
    );
    assert_eq!(
        journal.parameters("AttachRolePolicy"),
        [
            json!({ "RoleName": "edge-cluster", "PolicyArn": "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy" })
        ]
    );
    assert_outputs(&mut workspace, &simulator, "edge", "ebs");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_cluster_on_instance_store_gets_another_role_and_another_access_mode() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "store_minimal");
    workspace.apply_and_settle();

    let journal = simulator.journal();
    assert_eq!(
        journal.parameters("CreateCluster"),
        [json!({
            "name": "store",
            "roleArn": "arn:aws:iam::123456789012:role/store-cluster",
            "outpostConfig": { "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large", "etcdInstanceType": "c5.large" },
            "resourcesVpcConfig": {
                "subnetIds": ["subnet-0a1b2c3d4e5f67891"], "endpointPrivateAccess": true, "endpointPublicAccess": false,
            },
            "accessConfig": { "authenticationMode": "API_AND_CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": true },
        })]
    );
    assert_eq!(
        role_requests(&simulator),
        [json!({ "RoleName": "store-cluster", "trust": "eks.amazonaws.com", "MaxSessionDuration": 3600, "Path": "/" })]
    );
    let attached: Vec<Value> = journal.parameters("AttachRolePolicy");
    assert_eq!(
        attached,
        ["AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"].map(|policy| json!({
            "RoleName": "store-cluster",
            "PolicyArn": format!("arn:aws:iam::aws:policy/{policy}"),
        }))
    );
    assert_outputs(&mut workspace, &simulator, "store", "instance_store");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn every_argument_of_a_cluster_on_ebs_and_of_its_role_reaches_aws() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_complete");
    workspace.apply_and_settle();

    let journal = simulator.journal();
    assert_eq!(
        journal.parameters("CreateCluster"),
        [json!({
            "name": "edge",
            "roleArn": "arn:aws:iam::123456789012:role/edge/edge-cluster",
            "version": "1.31",
            "outpostConfig": { "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.xlarge" },
            "resourcesVpcConfig": {
                "subnetIds": ["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"],
                "securityGroupIds": ["sg-0a1b2c3d4e5f67890"],
                "endpointPrivateAccess": true,
                "endpointPublicAccess": false,
            },
            "kubernetesNetworkConfig": { "serviceIpv4Cidr": "10.100.0.0/16" },
            "logging": { "clusterLogging": [{ "types": ["api", "audit"], "enabled": true }] },
            "upgradePolicy": { "supportType": "STANDARD" },
            "deletionProtection": false,
            "tags": { "owner": "clusters" },
        })]
    );
    assert_eq!(
        role_requests(&simulator),
        [json!({
            "RoleName": "edge-cluster",
            "trust": "ec2.amazonaws.com",
            "Path": "/edge/",
            "Description": "Control plane of the edge cluster",
            "MaxSessionDuration": 7200,
            "PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess",
            "Tags": [{ "Key": "owner", "Value": "roles" }],
        })]
    );
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn every_argument_of_a_cluster_on_instance_store_reaches_aws() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "store_complete");
    workspace.apply_and_settle();

    let role_name = workspace.state().attributes("eksoutpost_cluster_role.store")["name"].clone();
    assert!(role_name.as_str().unwrap().starts_with("store-"), "{role_name}");
    assert_eq!(
        simulator.journal().parameters("CreateCluster"),
        [json!({
            "name": "store",
            "roleArn": format!("arn:aws:iam::123456789012:role/{}", role_name.as_str().unwrap()),
            "version": "1.31",
            "outpostConfig": {
                "outpostArns": [OUTPOST],
                "controlPlaneInstanceType": "m5.large",
                "controlPlanePlacement": { "spreadLevel": "host" },
                "etcdInstanceType": "c5.large",
                "etcdPlacement": { "spreadLevel": "rack" },
            },
            "resourcesVpcConfig": {
                "subnetIds": ["subnet-0a1b2c3d4e5f67891"],
                "securityGroupIds": ["sg-0a1b2c3d4e5f67890"],
                "endpointPrivateAccess": true,
                "endpointPublicAccess": true,
                "publicAccessCidrs": ["198.51.100.7/32", "203.0.113.0/24"],
            },
            "accessConfig": { "authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": true },
            "kubernetesNetworkConfig": { "serviceIpv4Cidr": "172.20.0.0/16" },
            "logging": {
                "clusterLogging": [
                    { "types": ["api", "audit", "authenticator", "controllerManager", "scheduler"], "enabled": true }
                ],
            },
            "upgradePolicy": { "supportType": "EXTENDED" },
            "deletionProtection": false,
            "tags": { "owner": "clusters" },
        })]
    );
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn answers_in_any_order_with_members_missing_and_added_plan_no_change() {
    for fixture in ["ebs_minimal", "ebs_complete", "store_minimal", "store_complete"] {
        let simulator = Simulator::borrow();
        simulator.set(json!({ "hostile": true }));
        let mut workspace = Workspace::new(&simulator, fixture);
        workspace.apply_and_settle();
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn a_cluster_on_ebs_with_a_placement_group_asks_for_it() {
    let simulator = Simulator::borrow();
    // The group does not exist, so nothing waits for the cluster to become active.
    simulator.set(json!({ "create_seconds": 1000 }));
    let mut workspace = Workspace::new(&simulator, "ebs_complete");
    workspace.variable("placement_group", "spread-on-hosts");
    let apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for("CreateCluster", 1);
    assert_eq!(
        simulator.journal().parameters("CreateCluster")[0]["outpostConfig"]["controlPlanePlacement"],
        json!({ "groupName": "spread-on-hosts" })
    );
    drop(apply);
}

#[test]
fn provider_block_keys_endpoints_and_default_tags_are_used() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.configure_provider("provider_complete");
    let endpoint = simulator.endpoint().to_owned();
    workspace.variable("endpoint", &endpoint);
    workspace.variable("tags", r#"{ team = "other" }"#);
    // Nothing listens here: whoever looks at it instead of the provider block fails.
    workspace.set_env("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    workspace.apply_and_settle();

    let journal = simulator.journal();
    assert_eq!(journal.parameters("CreateCluster")[0]["tags"], json!({ "stage": "test", "team": "other" }));
    assert_eq!(
        journal.parameters("CreateRole")[0]["Tags"],
        json!([{ "Key": "stage", "Value": "test" }, { "Key": "team", "Value": "edge" }])
    );
    assert!(journal.calls("CreateCluster")[0]["access_key"] == "AKIASIMULATEDKEY0002");
    let state = workspace.state();
    assert_eq!(state.attributes("eksoutpost_local_cluster.edge")["tags"], json!({ "team": "other" }));
    assert_eq!(
        state.attributes("eksoutpost_local_cluster.edge")["tags_all"],
        json!({ "stage": "test", "team": "other" })
    );
    assert_eq!(state.attributes("eksoutpost_cluster_role.edge")["tags"], Value::Null);

    simulator.forget_requests();
    workspace.variable("stage", "production");
    workspace.apply_and_settle();
    let journal = simulator.journal();
    let mut changes = journal.changes();
    changes.sort_unstable();
    assert_eq!(changes, ["TagResource", "TagRole"]);
    assert_eq!(journal.parameters("TagResource")[0]["tags"], json!({ "stage": "production" }));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_cluster_need_not_be_waited_for_and_the_next_apply_catches_up() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("wait_for_active", "false");
    workspace.apply().succeeded();
    let state = workspace.state();
    let cluster = state.attributes("eksoutpost_local_cluster.edge");
    assert_eq!((&cluster["status"], &cluster["endpoint"]), (&json!("CREATING"), &Value::Null));

    simulator.advance(1001);
    workspace.variable("wait_for_active", "true");
    workspace.apply_and_settle();
    let state = workspace.state();
    let cluster = state.attributes("eksoutpost_local_cluster.edge");
    assert_eq!(cluster["status"], "ACTIVE");
    assert_eq!(state.attributes("terraform_data.dependent")["output"]["value"], cluster["endpoint"]);
    assert!(cluster["endpoint"].as_str().unwrap().starts_with("https://"));
    assert_eq!(simulator.journal().count("CreateCluster"), 1);
}

/// What CreateRole was asked for, with the one trusted service instead of the trust policy, which carries the mark of its creation.
fn role_requests(simulator: &Simulator) -> Vec<Value> {
    let mut requests = simulator.journal().parameters("CreateRole");
    for request in &mut requests {
        let request = request.as_object_mut().unwrap();
        let policy = request.remove("AssumeRolePolicyDocument").unwrap();
        let mut policy: Value = serde_json::from_str(policy.as_str().unwrap()).unwrap();
        let mark = policy["Statement"][0].as_object_mut().unwrap().remove("Sid").unwrap();
        assert!(mark.as_str().unwrap().starts_with("eksoutpost"), "{mark}");
        let service = policy["Statement"][0]["Principal"]["Service"].clone();
        assert_eq!(
            policy,
            json!({
                "Version": "2012-10-17",
                "Statement": [{ "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" }],
            })
        );
        request.insert("trust".to_owned(), service);
    }
    requests
}

/// The computed attributes, as outputs, are what EKS and IAM say.
#[track_caller]
fn assert_outputs(workspace: &mut Workspace, simulator: &Simulator, name: &str, storage: &str) {
    let outputs = workspace.outputs();
    let (cluster, role) = (&outputs["cluster"]["value"], &outputs["role"]["value"]);
    let real = simulator.cluster(name)["cluster"].clone();
    for (attribute, expected) in [
        ("id", &json!(name)),
        ("arn", &real["arn"]),
        // Clusters on instance store have none.
        ("cluster_id", if storage == "ebs" { &real["id"] } else { &Value::Null }),
        ("control_plane_storage", &json!(storage)),
        ("status", &json!("ACTIVE")),
        ("version", &real["version"]),
        ("platform_version", &real["platformVersion"]),
        ("endpoint", &real["endpoint"]),
        ("oidc_issuer_url", &real["identity"]["oidc"]["issuer"]),
        ("creator_principal_arn", &json!("arn:aws:iam::123456789012:user/simulated-user")),
        ("role_arn", &role["arn"]),
        ("region", &json!("us-west-2")),
        ("health", &json!([])),
        ("tags", &Value::Null),
        ("tags_all", &json!({})),
        (
            "access_config",
            &json!({
                "authentication_mode": real["accessConfig"]["authenticationMode"],
                "bootstrap_cluster_creator_admin_permissions": true,
            }),
        ),
        (
            "kubernetes_network_config",
            &json!({
                "ip_family": "ipv4",
                "service_ipv4_cidr": real["kubernetesNetworkConfig"]["serviceIpv4Cidr"],
            }),
        ),
        ("upgrade_policy", &json!({ "support_type": real["upgradePolicy"]["supportType"] })),
        ("certificate_authority", &json!({ "data": real["certificateAuthority"]["data"] })),
    ] {
        assert_eq!(&cluster[attribute], expected, "{attribute}");
    }
    assert_eq!(cluster["vpc_config"]["vpc_id"], real["resourcesVpcConfig"]["vpcId"]);
    assert_eq!(
        cluster["vpc_config"]["cluster_security_group_id"],
        real["resourcesVpcConfig"]["clusterSecurityGroupId"]
    );
    assert_eq!(role["id"], role["name"]);
}
