//! Whole lives of a thing under the Terraform of `testing`, with everything that can come in between.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use tf_provider_rs::testing::{Action, Terraform, UNKNOWN, broken_schema_rules};

use crate::lab::{Journal, LabProvider};

const THING: &str = "lab_thing.a";

async fn start() -> (Terraform, Arc<Journal>) {
    let journal = Arc::new(Journal::default());
    let provider = LabProvider { journal: Arc::clone(&journal) };
    (Terraform::start(provider, &json!({})).await.unwrap(), journal)
}

fn named(name: &str) -> Json {
    json!({ "name": name })
}

fn titles(refused: &tf_provider_rs::Diagnostics) -> Vec<&str> {
    refused.iter().map(|diagnostic| diagnostic.summary.as_str()).collect()
}

#[test]
fn the_schemas_break_no_rule() {
    assert_eq!(broken_schema_rules(LabProvider { journal: Arc::default() }), [""; 0]);
}

#[tokio::test]
async fn a_thing_is_created_updated_replaced_and_deleted() {
    let (mut terraform, _) = start().await;
    assert_eq!(terraform.run(THING, &named("a")).await.unwrap(), Action::Create);
    terraform.settled(THING, &named("a")).await.unwrap();
    let noted = json!({ "name": "a", "note": "n" });
    assert_eq!(terraform.run(THING, &noted).await.unwrap(), Action::Update);
    assert_eq!(terraform.object(THING).unwrap()["note"], "n");
    assert_eq!(terraform.run(THING, &named("b")).await.unwrap(), Action::Replace);
    assert_eq!(terraform.object(THING).unwrap()["id"], "id of b");
    terraform.settled(THING, &named("b")).await.unwrap();
    terraform.destroy(THING).await.unwrap();
    assert_eq!(terraform.object(THING), None);
}

#[tokio::test]
async fn a_replacement_deletes_first_unless_it_is_told_to_create_first() {
    for (creates_first, expected) in [(false, ["delete a", "create b"]), (true, ["create b", "delete a"])] {
        let (mut terraform, journal) = start().await;
        terraform.run(THING, &named("a")).await.unwrap();
        if creates_first {
            terraform.create_before_destroy();
        }
        assert_eq!(terraform.run(THING, &named("b")).await.unwrap(), Action::Replace);
        let entries = journal.entries();
        let order: Vec<_> =
            entries.iter().filter(|e| expected.iter().any(|expected| e.starts_with(expected))).collect();
        assert!(order[0].starts_with(expected[0]) && order[1].starts_with(expected[1]), "{order:?}");
    }
}

#[tokio::test]
async fn a_replacement_that_creates_first_and_fails_keeps_both_and_deletes_the_old_one_with_the_next_apply() {
    let (mut terraform, _) = start().await;
    terraform.create_before_destroy();
    terraform.run(THING, &named("a")).await.unwrap();
    terraform.run(THING, &named("fail before save")).await.unwrap_err();
    assert_eq!((terraform.object(THING).unwrap()["name"].clone(), terraform.deposed(THING)), (json!("a"), None));
    terraform.run(THING, &named("fail after save")).await.unwrap_err();
    assert!(terraform.is_tainted(THING));
    assert_eq!(terraform.deposed(THING).unwrap()["name"], "a");
    terraform.run(THING, &named("b")).await.unwrap();
    assert_eq!((terraform.object(THING).unwrap()["name"].clone(), terraform.deposed(THING)), (json!("b"), None));
}

#[tokio::test]
async fn a_tainted_thing_is_replaced_although_nothing_has_changed() {
    let (mut terraform, _) = start().await;
    terraform.run(THING, &named("a")).await.unwrap();
    terraform.taint(THING);
    terraform.untaint(THING);
    terraform.settled(THING, &named("a")).await.unwrap();
    terraform.taint(THING);
    assert_eq!(terraform.run(THING, &named("a")).await.unwrap(), Action::Replace);
    assert!(!terraform.is_tainted(THING));
}

#[tokio::test]
async fn what_is_unknown_in_a_plan_becomes_known_while_applying() {
    let (mut terraform, _) = start().await;
    let change = terraform.plan(THING, &json!({ "name": UNKNOWN })).await.unwrap();
    assert_eq!((change.action(), &change.planned()["name"]), (Action::Create, &json!(UNKNOWN)));
    terraform.apply_known(change, &named("a")).await.unwrap();
    assert_eq!(terraform.object(THING).unwrap()["name"], "a");
}

#[tokio::test]
async fn a_creation_that_fails_is_tainted_if_something_was_saved_and_otherwise_forgotten() {
    let (mut terraform, _) = start().await;
    let refused = terraform.run(THING, &named("fail after save")).await.unwrap_err();
    assert_eq!(titles(&refused), ["Failed to create"]);
    assert!(terraform.is_tainted(THING));
    let refused = terraform.run("lab_thing.b", &named("fail before save")).await.unwrap_err();
    assert_eq!(titles(&refused), ["Failed to create"]);
    assert_eq!(terraform.object("lab_thing.b"), None);
}

#[tokio::test]
async fn an_interrupt_ends_an_apply_and_keeps_what_there_is() {
    let (mut terraform, journal) = start().await;
    let change = terraform.plan(THING, &named("wait for stop")).await.unwrap();
    let interrupt = terraform.interrupt();
    let (applied, ()) = tokio::join!(terraform.apply(change), async {
        journal.until("saved wait for stop", 1).await;
        interrupt.await.unwrap();
    });
    assert_eq!(titles(&applied.unwrap()), ["Cold place", "Interrupted"]);
    assert_eq!(terraform.object(THING).unwrap()["status"], "being made");
    assert!(!terraform.is_tainted(THING));
}

#[tokio::test]
async fn when_the_connection_breaks_terraform_knows_what_it_knew_and_the_provider_goes_on() {
    let (mut terraform, journal) = start().await;
    let change = terraform.plan(THING, &named("hang")).await.unwrap();
    let refused = terraform.apply_until(change, journal.until("saved hang", 1)).await.unwrap_err();
    assert_eq!(titles(&refused), ["Plugin did not respond"]);
    assert_eq!(terraform.object(THING), None);
    journal.release.add_permits(1);
    journal.until("created hang", 1).await;
}

#[tokio::test]
async fn a_thing_is_imported_moved_and_upgraded() {
    let (mut terraform, _) = start().await;
    terraform.import(THING, "i").await.unwrap();
    assert_eq!(terraform.object(THING).unwrap()["name"], "i");
    let again = terraform.import(THING, "i").await.unwrap_err();
    assert_eq!(titles(&again), ["Resource already managed by Terraform"]);
    let (provider, old) = ("registry.terraform.io/example/attic", json!({ "label": "m", "size": 3 }));
    terraform.move_from(provider, "attic_thing", 1, &old, "lab_thing.m").await.unwrap();
    assert_eq!(terraform.object("lab_thing.m").unwrap()["parts"], json!([{ "size": 3 }]));
    terraform.store("lab_thing.u", 1, &json!({ "title": "u", "size": 4 }));
    terraform.refresh("lab_thing.u").await.unwrap();
    assert_eq!(terraform.object("lab_thing.u").unwrap()["parts"], json!([{ "size": 4 }]));
}

#[tokio::test]
async fn what_the_provider_chooses_in_a_plan_against_the_configuration_is_refused_by_itself() {
    let (mut terraform, _) = start().await;
    let found = terraform.plan(THING, &json!({ "name": "a", "note": "drift" })).await.unwrap();
    terraform.apply(found).await.unwrap();
    let drift = terraform.settled(THING, &json!({ "name": "a", "note": "drift" })).await.unwrap_err();
    assert_eq!(titles(&drift), ["The second plan is not empty"]);
    let data = terraform.read_data("lab_found", &named("d")).await.unwrap();
    assert_eq!(data["limit"], 5);
}
