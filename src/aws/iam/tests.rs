use aws_sdk_iam::operation::create_role::CreateRoleInput;

use crate::aws::Kind;
use crate::aws::testing::{Answer, Wire, query_error, times};

fn role(arn: &str) -> Answer {
    let trust = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D";
    let body = format!(
        "<GetRoleResponse><GetRoleResult><Role><Path>/</Path><RoleName>edge</RoleName><RoleId>AROA1</RoleId><Arn>{arn}</Arn>\
         <CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>{trust}</AssumeRolePolicyDocument>\
         </Role></GetRoleResult></GetRoleResponse>"
    );
    (200, body)
}

fn created() -> Answer {
    let (status, body) = role("arn:aws:iam::111122223333:role/edge");
    (status, body.replace("GetRole", "CreateRole"))
}

fn policies(names: &[&str], marker: Option<&str>) -> Answer {
    let members: String = names
        .iter()
        .map(|name| format!("<member><PolicyName>{name}</PolicyName><PolicyArn>arn:{name}</PolicyArn></member>"))
        .collect();
    let more = match marker {
        Some(marker) => format!("<IsTruncated>true</IsTruncated><Marker>{marker}</Marker>"),
        None => "<IsTruncated>false</IsTruncated>".to_owned(),
    };
    let action = "ListAttachedRolePolicies";
    let body = format!(
        "<{action}Response><{action}Result>{more}<AttachedPolicies>{members}</AttachedPolicies></{action}Result></{action}Response>"
    );
    (200, body)
}

fn done() -> Answer {
    (200, "<Response/>".to_owned())
}

fn no_such_entity() -> Answer {
    query_error(404, "NoSuchEntity", "cannot be found")
}

fn concurrent() -> Answer {
    query_error(409, "ConcurrentModification", "another request")
}

#[tokio::test(start_paused = true)]
async fn a_role_is_found_with_its_trust_document_decoded() {
    let wire = Wire::new([role("arn:aws:iam::111122223333:role/edge")]);
    let found = wire.clients().await.iam().find_role("edge").await.unwrap().unwrap();
    assert_eq!(found.assume_role_policy_document(), Some(r#"{"Version":"2012-10-17","Statement":[]}"#));
    let wire = Wire::new([no_such_entity()]);
    assert!(wire.clients().await.iam().find_role("edge").await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_new_role_may_be_unknown_or_show_its_unique_id_for_ten_seconds() {
    let arn = "arn:aws:iam::111122223333:role/edge";
    let mut answers = times(4, &no_such_entity());
    answers.extend(times(3, &role("AROA1")));
    answers.push(role(arn));
    let wire = Wire::new(answers);
    let found = wire.clients().await.iam().find_new_role("edge").await.unwrap().unwrap();
    assert_eq!((found.arn(), wire.seen().len()), (arn, 8));

    let wire = Wire::new([no_such_entity()]);
    assert!(wire.clients().await.iam().find_new_role("edge").await.unwrap().is_none());
    assert_eq!(wire.seen().last().unwrap().at, 10);
}

#[tokio::test(start_paused = true)]
async fn concurrent_changes_are_tried_again_for_two_minutes() {
    let wire = Wire::new(times(5, &concurrent()).into_iter().chain([created()]));
    let request = CreateRoleInput::builder().role_name("edge").assume_role_policy_document("{}");
    let made = wire.clients().await.iam().create_role(&request).await.unwrap();
    assert_eq!((made.role_name(), wire.seen().len()), ("edge", 6));

    let wire = Wire::new([concurrent()]);
    let error = wire.clients().await.iam().update_trust("edge", "{}").await.unwrap_err();
    assert_eq!(*error.kind(), Kind::InUse { in_progress: true });
    assert_eq!(wire.seen().last().unwrap().at, 120);
}

#[tokio::test(start_paused = true)]
async fn a_quota_is_not_mistaken_for_throttling() {
    let wire = Wire::new([query_error(409, "LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1000")]);
    let request = CreateRoleInput::builder().role_name("edge").assume_role_policy_document("{}");
    let error = wire.clients().await.iam().create_role(&request).await.unwrap_err();
    assert_eq!(*error.kind(), Kind::LimitExceeded);
}

#[tokio::test(start_paused = true)]
async fn the_list_of_policies_is_whole_or_an_error() {
    let pages = || vec![policies(&["a", "b"], Some("2")), policies(&["c"], Some("3")), policies(&["d"], None)];
    let wire = Wire::new(pages());
    let found = wire.clients().await.iam().find_attached_policies("edge").await.unwrap().unwrap();
    assert_eq!(
        found.iter().filter_map(|policy| policy.policy_arn()).collect::<Vec<_>>(),
        ["arn:a", "arn:b", "arn:c", "arn:d"]
    );

    let mut broken = pages();
    broken[1] = query_error(400, "Throttling", "Rate exceeded");
    let error = Wire::new(broken).clients().await.iam().find_attached_policies("edge").await.unwrap_err();
    assert_eq!(*error.kind(), Kind::Throttled);

    let wire = Wire::new([no_such_entity()]);
    assert!(wire.clients().await.iam().find_attached_policies("edge").await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn attaching_to_a_new_role_is_tried_again_for_ten_seconds() {
    let wire = Wire::new(times(3, &no_such_entity()).into_iter().chain([done()]));
    wire.clients().await.iam().attach_policy("edge", "arn:a").await.unwrap();
    assert_eq!(wire.seen().len(), 4);
    let wire = Wire::new([no_such_entity()]);
    let error = wire.clients().await.iam().attach_policy("edge", "arn:a").await.unwrap_err();
    assert_eq!((error.kind(), wire.seen().last().unwrap().at), (&Kind::NotFound, 10));
}

#[tokio::test(start_paused = true)]
async fn taking_away_what_is_gone_is_success() {
    let clients = Wire::new([no_such_entity()]).clients().await;
    let iam = clients.iam();
    iam.detach_policy("edge", "arn:a").await.unwrap();
    iam.delete_inline_policy("edge", "p").await.unwrap();
    iam.remove_role_from_instance_profile("edge", "p").await.unwrap();
    iam.delete_permissions_boundary("edge").await.unwrap();
    iam.delete_role("edge").await.unwrap();
    assert_eq!(iam.find_inline_policies("edge").await.unwrap(), Vec::<String>::new());
    assert_eq!(iam.find_instance_profiles("edge").await.unwrap(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_held_is_not_deleted() {
    let wire = Wire::new([query_error(409, "DeleteConflict", "must remove roles from instance profile first")]);
    let error = wire.clients().await.iam().delete_role("edge").await.unwrap_err();
    assert_eq!((error.kind(), wire.seen().len()), (&Kind::InUse { in_progress: false }, 1));
}
