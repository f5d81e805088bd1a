//! B. Create: was it accepted?

use serde_json::{Value, json};

use super::{CLUSTER, adjustable, case, converges, count, error, line, spoil, start};
use crate::acceptance::harness::{Journal, Workspace};
use crate::acceptance::scenarios::fleet::Kind;

#[test]
fn b1_a_connection_that_closes_after_the_effect_makes_one_cluster() {
    case(|simulator, workspace| {
        spoil(simulator, "CreateCluster", json!({ "times": 1, "after_effect": true, "reset": true }));
        workspace.apply_and_settle();
        assert_one_token(&simulator.journal(), 1);
        assert_eq!(count(simulator), 1);
        converges(workspace, simulator);
    });
}

#[test]
fn b1_an_answer_that_stays_lost_is_looked_up_until_eks_answers() {
    case(|simulator, workspace| {
        workspace.set_env("AWS_MAX_ATTEMPTS", "1");
        spoil(simulator, "CreateCluster", json!({ "times": 1, "after_effect": true, "reset": true }));
        spoil(simulator, "DescribeCluster", json!({ "times": 2, "error": error("ServerException", 500, "later") }));
        workspace.apply_and_settle();
        assert_eq!(count(simulator), 1);
        converges(workspace, simulator);
    });
}

#[test]
fn b2_an_answer_after_the_read_timeout_makes_one_cluster() {
    case(|simulator, workspace| {
        workspace.set_env("EKSOUTPOST_ATTEMPT_TIMEOUT", "1s");
        spoil(simulator, "CreateCluster", json!({ "times": 1, "after_effect": true, "silence_seconds": 5 }));
        workspace.apply_and_settle();
        assert_one_token(&simulator.journal(), 1);
        converges(workspace, simulator);
    });
}

#[test]
fn b3_errors_before_the_effect_are_tried_again() {
    case(|simulator, workspace| {
        spoil(simulator, "CreateCluster", json!({ "times": 2, "error": error("ServerException", 500, "oops") }));
        spoil(
            simulator,
            "CreateCluster",
            json!({ "times": 1, "error": error("ServiceUnavailableException", 503, "later") }),
        );
        workspace.apply_and_settle();
        assert_one_token(&simulator.journal(), 4);
        converges(workspace, simulator);
    });
}

#[test]
fn b4_an_error_after_the_effect_makes_one_cluster() {
    case(|simulator, workspace| {
        let rule = json!({ "times": 1, "after_effect": true, "error": error("ServerException", 500, "oops") });
        spoil(simulator, "CreateCluster", rule);
        workspace.apply_and_settle();
        assert_one_token(&simulator.journal(), 1);
        converges(workspace, simulator);
    });
}

#[test]
fn b5_a_cluster_of_somebody_else_is_neither_adopted_nor_deleted() {
    case(|simulator, workspace| {
        let mut owner = adjustable(simulator);
        owner.variable("subnet_id", "subnet-0a1b2c3d4e5f67892");
        owner.apply_and_settle();
        simulator.forget_requests();
        let role = owner.state().attributes("eksoutpost_cluster_role.edge")["arn"].clone();
        *workspace = Workspace::of(simulator, &alone(&role));
        let error = workspace.apply().failed().error();
        assert_eq!(error.summary, "Cluster exists already");
        assert!(error.detail.contains("nothing has been changed about it"), "{}", error.detail);
        assert!(error.detail.contains("    id = \"edge@us-west-2\"\n"), "{}", error.detail);
        assert_eq!(simulator.journal().changes(), ["CreateCluster"]);
        assert_eq!(workspace.state().addresses(), Vec::<String>::new());
        owner.assert_empty_plan();
        owner.destroy_and_leave_nothing(simulator);
    });
}

#[test]
fn b7_a_role_that_eks_never_sees_is_told_at_the_deadline() {
    case(|simulator, workspace| {
        simulator.set(json!({ "role_propagation_seconds": 1000 }));
        workspace.variable("create_timeout", "2s");
        let error = workspace.apply().failed().error();
        assert_eq!(error.summary, "EKS did not accept the cluster in time");
        assert!(error.detail.contains("check the role's trust policy and attached policies"), "{}", error.detail);
        assert_eq!(workspace.state().addresses(), ["eksoutpost_cluster_role.edge"]);
        simulator.advance(1001);
        converges(workspace, simulator);
    });
}

#[test]
fn b8_a_parameter_that_eks_refuses_is_not_tried_again_and_told_at_its_attribute() {
    case(|simulator, workspace| {
        let text = "The instance type m5.large is not supported for controlPlaneInstanceType.";
        spoil(simulator, "CreateCluster", json!({ "error": error("InvalidParameterException", 400, text) }));
        let error = workspace.apply().failed().error();
        assert!(error.detail.contains(text), "{}", error.detail);
        assert_eq!(simulator.journal().count("CreateCluster"), 1);
        assert_eq!(workspace.state().addresses(), ["eksoutpost_cluster_role.edge"]);
        assert_eq!(error.address.as_deref(), Some(CLUSTER));
        assert_eq!(error.line, line(workspace, "outpost_config = {"));
        assert_eq!(error.summary, "CreateCluster failed for cluster \"edge\"");
        let place = "`outpost_config.control_plane_instance_type`: eks:CreateCluster on cluster \"edge\": InvalidParameterException: ";
        assert!(error.detail.starts_with(&format!("{place}{text}")), "{}", error.detail);
        converges(workspace, simulator);
    });
}

/// What EKS says about other attributes, and about none.
#[test]
fn b8_what_eks_refuses_is_told_at_the_line_that_it_is_about() {
    case(|simulator, workspace| {
        for (operation, text, place) in [
            ("CreateCluster", "Security group sg-1 is not in the VPC of the subnets", "vpc_config = {"),
            ("CreateCluster", "unsupported Kubernetes version", "version                   = var.kubernetes_version"),
            ("CreateCluster", "Too many tags", "tags                      = var.tags"),
            ("CreateCluster", "Not today.", "resource \"eksoutpost_local_cluster\" \"edge\" {"),
            ("UpdateClusterVersion", "Not today.", "version                   = var.kubernetes_version"),
            ("UpdateClusterConfig", "Not today.", "enabled_cluster_log_types = var.log_types"),
        ] {
            if operation.starts_with("Update") {
                workspace.variable("kubernetes_version", "1.30");
                workspace.variable("log_types", "[]");
                workspace.apply_and_settle();
                match operation {
                    "UpdateClusterVersion" => workspace.variable("kubernetes_version", "1.31"),
                    _ => workspace.variable("log_types", r#"["api"]"#),
                }
            }
            spoil(simulator, operation, json!({ "error": error("InvalidParameterException", 400, text) }));
            let error = workspace.apply().failed().error();
            assert!(error.detail.contains(text), "{}", error.detail);
            assert_eq!(error.line, line(workspace, place), "{operation}: {text}");
            simulator.clear_faults();
            if operation.starts_with("Update") {
                converges(workspace, simulator);
            }
        }
    });
}

#[test]
fn b9_a_limit_is_told_and_not_tried_again() {
    case(|simulator, workspace| {
        let limit = error("ResourceLimitExceededException", 400, "Cluster limit exceeded for account.");
        spoil(simulator, "CreateCluster", json!({ "error": limit }));
        let error = workspace.apply().failed().error();
        assert!(error.detail.contains("Cluster limit exceeded for account."), "{}", error.detail);
        assert!(error.detail.contains("Raise the quota"), "{}", error.detail);
        assert_eq!(simulator.journal().count("CreateCluster"), 1);
        assert_eq!(workspace.state().addresses(), ["eksoutpost_cluster_role.edge"]);
    });
}

#[test]
fn b10_an_answer_without_a_cluster_is_read_again() {
    case(|simulator, workspace| {
        for fields in [json!({}), json!({ "cluster": {} }), json!({ "cluster": { "name": "edge" } })] {
            let answer = json!({ "code": "", "status": 200, "message": "", "fields": fields });
            spoil(simulator, "CreateCluster", json!({ "times": 1, "after_effect": true, "error": answer }));
            workspace.apply_and_settle();
            assert!(workspace.state().attributes(CLUSTER)["arn"].is_string(), "{fields}");
            workspace.destroy_and_leave_nothing(simulator);
            simulator.clear_faults();
        }
    });
}

#[test]
fn b14_of_two_applies_at_once_one_makes_the_cluster_and_the_other_says_so() {
    case(|simulator, workspace| {
        *workspace = Workspace::new(simulator, "role");
        workspace.apply_and_settle();
        let role = workspace.state().attributes("eksoutpost_cluster_role.edge")["arn"].clone();
        let mut both = [Workspace::of(simulator, &alone(&role)), Workspace::of(simulator, &alone(&role))];
        let running = both.each_mut().map(start);
        let runs = running.map(|running| running.finish());
        let (won, lost) = if runs[0].status.success() { (0, 1) } else { (1, 0) };
        assert!(runs[won].status.success(), "{}", runs[won].stdout);
        let error = runs[lost].error();
        assert_eq!(error.summary, "Cluster exists already");
        assert!(error.detail.contains("interrupted run with these very arguments"), "{}", error.detail);
        assert_eq!(both[lost].state().addresses(), Vec::<String>::new());
        assert_eq!(count(simulator), 1);
        both[won].destroy().succeeded();
        workspace.destroy_and_leave_nothing(simulator);
    });
}

#[test]
fn b15_a_denied_tag_names_the_action() {
    case(|simulator, workspace| {
        workspace.variable("tags", r#"{ owner = "edge" }"#);
        let text =
            "User: arn:aws:iam::123456789012:user/a is not authorized to perform: eks:TagResource on resource: edge";
        spoil(simulator, "CreateCluster", json!({ "error": error("AccessDeniedException", 403, text) }));
        let error = workspace.apply().failed().error();
        assert!(error.detail.contains("Allow eks:TagResource"), "{}", error.detail);
        assert_eq!(workspace.state().addresses(), ["eksoutpost_cluster_role.edge"]);
        assert_eq!((count(simulator), simulator.journal().count("CreateCluster")), (json!(0), 1));
        converges(workspace, simulator);
    });
}

/// A cluster whose role is somebody else's business.
fn alone(role_arn: &Value) -> Value {
    let mut cluster = Kind::Ebs.arguments();
    cluster["name"] = json!("edge");
    cluster["role_arn"] = role_arn.clone();
    json!({ "resource": { "eksoutpost_local_cluster": { "edge": cluster } } })
}

/// So many calls of CreateCluster, all with the same client token.
#[track_caller]
fn assert_one_token(journal: &Journal, calls: usize) {
    let tokens: Vec<&Value> =
        journal.calls("CreateCluster").iter().map(|call| &call["parameters"]["clientRequestToken"]).collect();
    assert_eq!(tokens.len(), calls);
    assert!(tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
}
