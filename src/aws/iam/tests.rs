use std::time::Duration;

use aws_sdk_iam::operation::create_role::CreateRoleInput;
use aws_sdk_iam::operation::create_role::builders::CreateRoleInputBuilder;
use tokio_util::sync::CancellationToken;

use super::{Creation, CreationMark, Deletion, Holders};
use crate::aws::testing::{Answer, LOST, SILENT, TRUST, Wire, patient, query_error, times};
use crate::aws::{Error, Kind, Waiting};

const ARN: &str = "arn:aws:iam::111122223333:role/edge";

fn role(arn: &str) -> Answer {
    role_with(arn, "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D")
}

fn role_with(arn: &str, trust: &str) -> Answer {
    let body = format!(
        "<GetRoleResponse><GetRoleResult><Role><Path>/</Path><RoleName>edge</RoleName><RoleId>AROA1</RoleId><Arn>{arn}</Arn>\
         <CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>{trust}</AssumeRolePolicyDocument>\
         </Role></GetRoleResult></GetRoleResponse>"
    );
    (200, body)
}

fn created() -> Answer {
    let (status, body) = role(ARN);
    (status, body.replace("GetRole", "CreateRole"))
}

fn request() -> CreateRoleInputBuilder {
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}"#;
    CreateRoleInput::builder().role_name("edge").assume_role_policy_document(trust)
}

async fn create(wire: &Wire, waiting: &Waiting) -> Result<Creation, Error> {
    wire.clients().await.iam().create_role(&request(), &CreationMark::random(), waiting).await
}

fn exists() -> Answer {
    query_error(409, "EntityAlreadyExists", "Role with name edge already exists.")
}

fn conflict() -> Answer {
    query_error(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.")
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
async fn b12_b13_a_new_role_may_be_unknown_or_show_its_unique_id_for_ten_seconds() {
    let arn = "arn:aws:iam::111122223333:role/edge";
    let mut answers = times(4, &no_such_entity());
    answers.extend(times(3, &role("AROA1")));
    answers.push(role(arn));
    let wire = Wire::new(answers);
    let found = wire.clients().await.iam().find_new_role("edge", &patient()).await.unwrap().unwrap();
    assert_eq!((found.arn(), wire.seen().len()), (arn, 8));

    let wire = Wire::new([no_such_entity()]);
    assert!(wire.clients().await.iam().find_new_role("edge", &patient()).await.unwrap().is_none());
    assert_eq!(wire.seen().last().unwrap().at, 10);
}

#[tokio::test(start_paused = true)]
async fn concurrent_changes_are_tried_again_for_two_minutes() {
    let wire = Wire::new(times(5, &concurrent()).into_iter().chain([created()]));
    assert!(matches!(create(&wire, &patient()).await, Ok(Creation::Made(role)) if role.role_name() == "edge"));
    assert_eq!(wire.seen().len(), 6);

    let wire = Wire::new([concurrent()]);
    let error = wire.clients().await.iam().update_trust("edge", "{}", &patient()).await.unwrap_err();
    assert_eq!(*error.kind(), Kind::InUse { in_progress: true });
    assert_eq!(wire.seen().last().unwrap().at, 120);
}

#[tokio::test(start_paused = true)]
async fn a_quota_is_not_mistaken_for_throttling() {
    let wire = Wire::new([query_error(409, "LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1000")]);
    let error = create(&wire, &patient()).await.unwrap_err();
    assert_eq!(*error.kind(), Kind::LimitExceeded);
}

#[tokio::test(start_paused = true)]
async fn d13_the_list_of_policies_is_whole_or_an_error() {
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
    wire.clients().await.iam().attach_policy("edge", "arn:a", &patient()).await.unwrap();
    assert_eq!(wire.seen().len(), 4);
    let wire = Wire::new([no_such_entity()]);
    let error = wire.clients().await.iam().attach_policy("edge", "arn:a", &patient()).await.unwrap_err();
    assert_eq!((error.kind(), wire.seen().last().unwrap().at), (&Kind::NotFound, 10));
}

#[tokio::test(start_paused = true)]
async fn taking_away_what_is_gone_is_success() {
    let clients = Wire::new([no_such_entity()]).clients().await;
    let iam = clients.iam();
    iam.detach_policy("edge", "arn:a", &patient()).await.unwrap();
    iam.delete_inline_policy("edge", "p", &patient()).await.unwrap();
    iam.remove_role_from_instance_profile("edge", "p", &patient()).await.unwrap();
    iam.delete_permissions_boundary("edge", &patient()).await.unwrap();
    assert_eq!(iam.delete_role("edge", |_| false, &patient()).await.unwrap(), Deletion::Done);
    assert_eq!(iam.find_inline_policies("edge").await.unwrap(), Vec::<String>::new());
    assert_eq!(iam.find_instance_profiles("edge").await.unwrap(), Vec::<String>::new());
}

fn nothing_else_holds() -> Vec<(&'static str, Vec<Answer>)> {
    vec![("ListRolePolicies", vec![no_such_entity()]), ("ListInstanceProfilesForRole", vec![no_such_entity()])]
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_held_is_not_deleted_and_its_holders_are_named() {
    let mut scripts = nothing_else_holds();
    scripts.push(("ListAttachedRolePolicies", vec![policies(&["ours", "theirs"], None)]));
    scripts.push(("DeleteRole", vec![conflict()]));
    let wire = Wire::by_request(scripts);
    let held = wire.clients().await.iam().delete_role("edge", |arn| arn == "arn:ours", &patient()).await.unwrap();
    assert_eq!(held, Deletion::Held(Holders { policy_arns: vec!["arn:theirs".to_owned()], ..Holders::default() }));
    assert_eq!(wire.times("DeleteRole"), [0]);
}

#[tokio::test(start_paused = true)]
async fn a_deletion_is_tried_again_while_iam_has_not_seen_that_nothing_holds_the_role() {
    let scripts = |deleted: Vec<Answer>| {
        let mut scripts = nothing_else_holds();
        scripts.push(("ListAttachedRolePolicies", vec![policies(&["ours"], None)]));
        scripts.push(("DeleteRole", deleted));
        Wire::by_request(scripts)
    };
    let wire = scripts(vec![conflict(), conflict(), done()]);
    let deleted = wire.clients().await.iam().delete_role("edge", |_| true, &patient()).await;
    assert_eq!((deleted.unwrap(), wire.times("DeleteRole")), (Deletion::Done, vec![0, 1, 2]));

    let wire = scripts(vec![conflict()]);
    let error = wire.clients().await.iam().delete_role("edge", |_| true, &patient()).await.unwrap_err();
    assert_eq!(error.kind(), &Kind::InUse { in_progress: false });
    assert_eq!(wire.seen().last().unwrap().at, 120);
}

#[tokio::test(start_paused = true)]
async fn a_role_whose_creation_lost_its_answer_is_known_by_its_mark() {
    for answer in
        [(LOST, String::new()), query_error(503, "ServiceUnavailable", "later"), exists(), (200, "<x/>".to_owned())]
    {
        for delay in [0, 3] {
            let mut found = times(delay, &no_such_entity());
            found.push(role_with(ARN, TRUST));
            let wire = Wire::by_request([("CreateRole", vec![answer.clone()]), ("GetRole", found)]);
            let made = create(&wire, &patient()).await;
            assert!(matches!(made, Ok(Creation::Made(role)) if role.arn() == ARN), "{answer:?} after {delay} seconds");
            assert_eq!(wire.times("CreateRole"), [0], "one request, one role");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_of_the_name_without_the_mark_is_never_taken_for_ours() {
    let other = "%7B%22Statement%22%3A%5B%7B%22Sid%22%3A%22eksoutpost0123456789abcdef%22%7D%5D%7D";
    for trust in ["%7B%7D", other] {
        let found = || ("GetRole", vec![role_with(ARN, trust)]);
        let taken = create(&Wire::by_request([("CreateRole", vec![exists()]), found()]), &patient()).await;
        assert!(matches!(taken, Ok(Creation::Taken { by: Some(_), .. })), "{taken:?}");
        let lost = create(&Wire::by_request([("CreateRole", vec![(LOST, String::new())]), found()]), &patient()).await;
        assert!(matches!(lost, Ok(Creation::Unknown(_))), "{lost:?}");
    }
    let denied = query_error(403, "AccessDenied", "no");
    let taken =
        create(&Wire::by_request([("CreateRole", vec![exists()]), ("GetRole", vec![denied])]), &patient()).await;
    assert!(matches!(taken, Ok(Creation::Taken { by: None, .. })), "{taken:?}");
}

#[tokio::test(start_paused = true)]
async fn a_refused_creation_is_no_reason_to_look_for_the_role() {
    let wire = Wire::new([query_error(403, "AccessDenied", "no")]);
    assert!(matches!(create(&wire, &patient()).await.unwrap_err().kind(), Kind::Denied { .. }));
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn every_wait_ends_at_an_interruption_and_at_the_deadline() {
    for interrupted in [true, false] {
        let cancelled = CancellationToken::new();
        let limit = Duration::from_secs(if interrupted { 3600 } else { 3 });
        let waiting = Waiting::at_most(limit, cancelled.clone());
        let later = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(3)).await;
            if interrupted {
                cancelled.cancel();
            }
        });
        let started = tokio::time::Instant::now();
        let clients = Wire::new([concurrent()]).clients().await;
        let ends = |error: Error| assert_eq!(error.kind(), &Kind::InUse { in_progress: true });
        let (one, two, three) = tokio::join!(
            clients.iam().update_trust("edge", "{}", &waiting),
            clients.iam().attach_policy("edge", "arn:a", &waiting),
            clients.iam().delete_role("edge", |_| true, &waiting),
        );
        ends(one.unwrap_err());
        ends(two.unwrap_err());
        ends(three.unwrap_err());
        assert_eq!(started.elapsed().as_secs(), 3);
        later.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn an_interrupt_cuts_off_every_request_whose_answer_does_not_come() {
    let clients = Wire::new([(SILENT, String::new())]).clients().await;
    let iam = clients.iam();
    let cancelled = CancellationToken::new();
    let waiting = &Waiting::at_most(Duration::from_secs(3600), cancelled.clone());
    let started = tokio::time::Instant::now();
    let took = |result: Result<(), Error>| {
        assert_eq!(result.unwrap_err().message(), "no answer before the end of the operation");
        started.elapsed().as_millis()
    };
    let looks = async {
        tokio::join!(
            async { took(iam.find_holders("edge", |_| true, waiting).await.map(drop)) },
            async { took(iam.find_new_role("edge", waiting).await.map(drop)) },
            async { took(iam.find_role_and_policies("edge", waiting).await.map(drop)) },
            async { took(iam.find_role_for_sure("edge", waiting).await.map(drop)) },
        )
    };
    let changes = async {
        tokio::join!(
            async { took(iam.attach_policy("edge", "arn:a", waiting).await) },
            async { took(iam.detach_policy("edge", "arn:a", waiting).await) },
            async { took(iam.delete_inline_policy("edge", "p", waiting).await) },
            async { took(iam.remove_role_from_instance_profile("edge", "p", waiting).await) },
            async { took(iam.delete_role("edge", |_| true, waiting).await.map(drop)) },
            async { took(iam.update_trust("edge", "{}", waiting).await) },
            async { took(iam.update_role("edge", None, Some(3600), waiting).await) },
            async { took(iam.put_permissions_boundary("edge", "arn:a", waiting).await) },
            async { took(iam.delete_permissions_boundary("edge", waiting).await) },
            async { took(iam.tag_role("edge", Vec::new(), waiting).await) },
            async { took(iam.untag_role("edge", Vec::new(), waiting).await) },
        )
    };
    let interrupt = async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        cancelled.cancel();
    };
    let (looks, changes, ()) = tokio::join!(looks, changes, interrupt);
    assert_eq!(looks, (3000, 3000, 3000, 3000));
    assert_eq!(changes, (3500, 3500, 3500, 3500, 3500, 3500, 3500, 3500, 3500, 3500, 3500));
    // Nothing is begun any more.
    let error = iam.detach_policy("edge", "arn:a", waiting).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "iam:DetachRolePolicy on role \"edge\": not asked, because the operation was interrupted"
    );
    assert!(!error.may_have_taken_effect());
}

#[tokio::test(start_paused = true)]
async fn a_role_is_gone_only_when_six_looks_do_not_find_it() {
    let there = || vec![role(ARN)];
    let listed = || vec![policies(&["a"], None)];
    for unknown in 1..=5 {
        let answers = |then: Vec<Answer>| times(unknown, &no_such_entity()).into_iter().chain(then).collect();
        for scripts in [
            [("GetRole", answers(there())), ("ListAttachedRolePolicies", answers(listed()))],
            [("GetRole", there()), ("ListAttachedRolePolicies", answers(listed()))],
            [("GetRole", answers(there())), ("ListAttachedRolePolicies", listed())],
        ] {
            let wire = Wire::by_request(scripts);
            let found = wire.clients().await.iam().find_role_for_sure("edge", &patient()).await.unwrap();
            assert_eq!(found.unwrap().1.len(), 1);
            assert_eq!(wire.seen().last().unwrap().at, 2 * unknown as u64);
        }
    }
    let wire = Wire::new([no_such_entity()]);
    assert!(wire.clients().await.iam().find_role_for_sure("edge", &patient()).await.unwrap().is_none());
    assert_eq!((wire.times("GetRole").len(), wire.seen().last().unwrap().at), (6, 10));
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_learns_nothing_sure_is_an_error() {
    for (got, listed, line) in [
        (role("AROA1"), policies(&[], None), "iam:GetRole on role \"edge\": AWS's answer has no ARN of the role"),
        (
            role(ARN),
            no_such_entity(),
            "iam:ListAttachedRolePolicies on role \"edge\": AWS's answer has no policies, though the role exists",
        ),
        (
            query_error(403, "AccessDenied", "no"),
            no_such_entity(),
            "iam:GetRole on role \"edge\": AccessDenied: no (request ID request-1)",
        ),
    ] {
        let wire = Wire::by_request([("GetRole", vec![got]), ("ListAttachedRolePolicies", vec![listed])]);
        let error = wire.clients().await.iam().find_role_for_sure("edge", &patient()).await.unwrap_err();
        assert_eq!(error.to_string(), line);
    }
}
