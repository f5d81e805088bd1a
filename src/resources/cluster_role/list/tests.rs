use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value as Json, json};
use tf_provider_rs::Diagnostics;
use tf_provider_rs::testing::{Listed, Query};

use crate::aws::testing::{Answer, LOST, Wire, query_error};
use crate::resources::cluster_role::testing::{
    CLUSTER_POLICY, EBS_POLICY, EC2_TRUST, EKS_TRUST, FOREIGN_POLICY, SERVICE_POLICY, attached, no_such_entity,
    refused, role,
};
use crate::resources::testing::terraform;

const ROLE: &str = "eksoutpost_cluster_role";
const LIST: &str = "ListEntitiesForPolicy";

/// Roles with a policy, and what asks for more.
fn entities(names: &[&str], marker: Option<&str>) -> Answer {
    let member = |name: &&str| format!("<member><RoleName>{name}</RoleName><RoleId>AROA1</RoleId></member>");
    let roles: String = names.iter().map(member).collect();
    let marker = marker.map(|marker| format!("<Marker>{marker}</Marker>")).unwrap_or_default();
    let result = format!(
        "<PolicyGroups/><PolicyUsers/><PolicyRoles>{roles}</PolicyRoles><IsTruncated>{}</IsTruncated>{marker}",
        !marker.is_empty()
    );
    (200, format!("<{LIST}Response><{LIST}Result>{result}</{LIST}Result></{LIST}Response>"))
}

async fn queried(wire: &Wire, config: Json, include_resource: bool) -> (Vec<Listed>, Diagnostics) {
    let query = Query { config: &config, limit: 100, include_resource };
    terraform(wire).await.query(ROLE, query).await.unwrap()
}

/// The policies that were asked about, and how many roles were looked at.
fn asked(wire: &Wire) -> (Vec<String>, usize) {
    let of_list = |body: &str| {
        let encoded = body.split('&').find_map(|pair| pair.strip_prefix("PolicyArn=")).unwrap().to_owned();
        encoded.rsplit("%2F").next().unwrap().to_owned()
    };
    let seen = wire.seen();
    let lists = seen.iter().filter(|seen| seen.what == LIST).map(|seen| of_list(&seen.body)).collect();
    (lists, seen.iter().filter(|seen| seen.what == "GetRole").count())
}

#[tokio::test(start_paused = true)]
async fn roles_of_either_kind_are_listed_and_import_by_their_identity_to_an_empty_plan() {
    for (kind, trust, policies, lists) in [
        ("ebs", EC2_TRUST, vec![EBS_POLICY], vec![entities(&["edge"], None), entities(&[], None)]),
        (
            "instance_store",
            EKS_TRUST,
            vec![CLUSTER_POLICY, SERVICE_POLICY],
            vec![entities(&[], None), entities(&["edge"], None)],
        ),
    ] {
        for include_resource in [false, true] {
            let wire = Wire::by_request([
                (LIST, lists.clone()),
                ("GetRole", vec![role("GetRole", trust, "")]),
                ("ListAttachedRolePolicies", vec![attached(&policies)]),
            ]);
            let mut terraform = terraform(&wire).await;
            let query = Query { config: &json!({}), limit: 100, include_resource };
            let (listed, said) = terraform.query(ROLE, query).await.unwrap();
            assert!(said.is_empty(), "{said}");
            let policies = ["AmazonEKSLocalOutpostClusterPolicy", "AmazonEKSServicePolicy"].map(str::to_owned);
            assert_eq!(asked(&wire), (policies.to_vec(), 1));
            let [found] = &listed[..] else { unreachable!("{listed:?}") };
            assert_eq!(found.display_name, "edge");
            assert_eq!(found.identity, json!({ "name": "edge", "account_id": "111122223333" }));
            terraform.import_by_identity("eksoutpost_cluster_role.edge", &found.identity).await.unwrap();
            assert_eq!(found.object, terraform.object("eksoutpost_cluster_role.edge").filter(|_| include_resource));
            let config = json!({ "name": "edge", "control_plane_storage": kind });
            terraform.settled("eksoutpost_cluster_role.edge", &config).await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_that_a_local_cluster_cannot_use_as_it_is_is_not_listed() {
    let lambda = EC2_TRUST.replace("ec2", "lambda");
    for (trust, policies) in [
        (lambda.as_str(), vec![EBS_POLICY]),
        (EKS_TRUST, vec![EBS_POLICY]),
        (EKS_TRUST, vec![SERVICE_POLICY]),
        (EC2_TRUST, vec![CLUSTER_POLICY, SERVICE_POLICY]),
        (EC2_TRUST, vec![FOREIGN_POLICY]),
    ] {
        let wire = Wire::by_request([
            (LIST, vec![entities(&["edge"], None)]),
            ("GetRole", vec![role("GetRole", trust, "")]),
            ("ListAttachedRolePolicies", vec![attached(&policies)]),
        ]);
        let (listed, said) = queried(&wire, json!({}), true).await;
        assert_eq!((listed, said.to_string()), (vec![], String::new()), "{trust} {policies:?}");
    }
    let wire = Wire::by_request([(LIST, vec![entities(&["edge"], None)]), ("*", vec![no_such_entity()])]);
    assert_eq!(queried(&wire, json!({}), true).await.0, [], "gone meanwhile");
}

#[tokio::test(start_paused = true)]
async fn the_query_says_which_roles_are_looked_at() {
    let wire = || {
        Wire::by_request([
            (LIST, vec![entities(&["a", "edge"], Some("more")), entities(&["b", "edge"], None)]),
            ("GetRole", vec![role("GetRole", EC2_TRUST, "")]),
            ("ListAttachedRolePolicies", vec![attached(&[EBS_POLICY])]),
        ])
    };
    let of_one = wire();
    let config = json!({ "control_plane_storage": "ebs", "name_prefix": "ed", "path_prefix": "/edge/" });
    let (listed, _) = queried(&of_one, config, false).await;
    let policy = "AmazonEKSLocalOutpostClusterPolicy".to_owned();
    assert_eq!((listed.len(), asked(&of_one)), (2, (vec![policy.clone(), policy], 2)));
    let bodies: Vec<String> =
        of_one.seen().into_iter().filter(|seen| seen.what == LIST).map(|seen| seen.body).collect();
    let path = utf8_percent_encode("/edge/", NON_ALPHANUMERIC).to_string();
    for body in &bodies {
        assert!(body.contains("EntityFilter=Role") && body.contains(&format!("PathPrefix={path}")), "{body}");
    }
    assert!(!bodies[0].contains("Marker=") && bodies[1].contains("Marker=more"), "{bodies:?}");

    let refused = terraform(&wire())
        .await
        .query(ROLE, Query { config: &json!({ "path_prefix": "edge/" }), limit: 1, include_resource: false })
        .await
        .unwrap_err();
    assert_eq!(refused.iter().next().unwrap().summary, "Invalid path prefix");
}

#[tokio::test(start_paused = true)]
async fn a_role_that_cannot_be_read_is_a_warning_and_the_others_are_listed() {
    for (call, answer) in [
        ("GetRole", refused()),
        ("ListAttachedRolePolicies", refused()),
        ("GetRole", query_error(400, "Throttling", "Rate exceeded")),
        ("GetRole", (LOST, String::new())),
    ] {
        let read = [("GetRole", role("GetRole", EC2_TRUST, "")), ("ListAttachedRolePolicies", attached(&[EBS_POLICY]))];
        let scripts =
            read.map(|(name, good)| (name, if name == call { vec![answer.clone(), good] } else { vec![good] }));
        let mut scripts = scripts.to_vec();
        scripts.push((LIST, vec![entities(&["other", "edge"], None), entities(&[], None)]));
        let (listed, said) = queried(&Wire::by_request(scripts), json!({}), false).await;
        assert_eq!(listed.len(), 1);
        let said = said.to_string();
        let begin = format!(
            "warning: Some roles are not listed\nThese roles could not be read, so nobody knows whether they belong to the list: \"other\".\n\n\
             iam:{call} on role \"other\": "
        );
        assert!(said.starts_with(&begin), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_that_cannot_be_had_is_an_error_with_the_action_to_allow() {
    for (answer, expected) in [
        (refused(), "Allow iam:ListEntitiesForPolicy to the principal"),
        (query_error(400, "Throttling", "Rate exceeded"), "Throttling: Rate exceeded"),
        (query_error(403, "ExpiredToken", "old"), "ExpiredToken"),
    ] {
        let (listed, said) = queried(&Wire::by_request([(LIST, vec![answer])]), json!({}), false).await;
        assert_eq!((listed, said.has_errors()), (vec![], true));
        assert!(said.to_string().contains(expected), "{said}");
    }
    // A partition without a policy has no role with it.
    let wire = Wire::by_request([(LIST, vec![no_such_entity()])]);
    let (listed, said) = queried(&wire, json!({}), false).await;
    assert_eq!((listed, said.to_string()), (vec![], String::new()));
}
