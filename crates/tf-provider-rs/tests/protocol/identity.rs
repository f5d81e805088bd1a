use tf_provider_rs::proto::tfplugin6::{
    RawState, ResourceIdentityData, get_resource_identity_schemas, import_resource_state, upgrade_resource_identity,
};
use tf_provider_rs::value::Value;

use crate::host::{Host, THING, said};
use crate::vaults::{Answer, VAULT, decoded_identity, identity, identity_message, vault};

const MAIN: &str = r#"{"name": "a", "building": "main"}"#;

fn answer(state: &str, of: &str) -> Answer {
    Answer { state: Some(vault(state)), identity: Some(identity(of)), said: vec![] }
}

#[tokio::test]
async fn the_schema_says_what_an_import_needs() {
    let request = get_resource_identity_schemas::Request {};
    let response = Host::unconfigured().client.get_resource_identity_schemas(request).await.unwrap().into_inner();
    assert_eq!(response.identity_schemas.keys().collect::<Vec<_>>(), [VAULT]);
    let schema = &response.identity_schemas[VAULT];
    assert_eq!(schema.version, 2);
    let attributes = schema.identity_attributes.iter();
    let attributes: Vec<_> = attributes
        .map(|of| (of.name.as_str(), of.r#type.as_slice(), of.required_for_import, of.optional_for_import))
        .collect();
    assert_eq!(
        attributes,
        [("name", &br#""string""#[..], true, false), ("building", &br#""string""#[..], false, true)]
    );
    assert_eq!(schema.identity_attributes[0].description, "Name of the vault.");
}

#[tokio::test]
async fn an_identity_comes_with_creation_read_and_update_and_stays() {
    let mut host = Host::new().await;
    let config = vault(r#"{"name": "a"}"#);
    let (plan, _) = host.plan_vault(&Value::Null, None, &config, &config).await;
    assert_eq!(plan.identity, None, "what does not exist has no identity yet");

    let created = host.apply_vault(&Value::Null, None, &config, &plan.state.unwrap()).await;
    assert_eq!(created, answer(r#"{"name": "a", "floor": 1, "building": "main"}"#, MAIN));

    let (state, main) = (created.state.unwrap(), identity(MAIN));
    let read = host.read_vault(&state, Some(&main)).await;
    assert_eq!((read.identity, read.said), (Some(main.clone()), vec![]));

    let config = vault(r#"{"name": "a", "floor": 2}"#);
    let proposed = vault(r#"{"name": "a", "floor": 2, "building": "main"}"#);
    let (plan, _) = host.plan_vault(&state, Some(&main), &config, &proposed).await;
    assert_eq!(plan.identity, Some(main.clone()));
    let updated = host.apply_vault(&state, Some(&main), &config, &plan.state.unwrap()).await;
    assert_eq!(updated, answer(r#"{"name": "a", "floor": 2, "building": "main"}"#, MAIN));
}

#[tokio::test]
async fn a_state_from_before_there_were_identities_gets_one_from_a_read() {
    let mut host = Host::new().await;
    let state = r#"{"name": "a", "floor": 1, "building": "main"}"#;
    assert_eq!(host.read_vault(&vault(state), None).await, answer(state, MAIN));
    let before = identity(r#"{"name": "a"}"#);
    assert_eq!(host.read_vault(&vault(state), Some(&before)).await, answer(state, MAIN), "null may become known");
}

#[tokio::test]
async fn an_identity_that_changes_is_a_defect_and_the_state_is_kept() {
    let mut host = Host::new().await;
    let (before, main) = (vault(r#"{"name": "a", "floor": 1, "building": "main"}"#), identity(MAIN));
    let odd = vault(r#"{"name": "a", "floor": 13, "building": "main"}"#);
    let moved = vault(r#"{"name": "a", "floor": 13, "building": "elsewhere"}"#);
    let read = host.read_vault(&odd, Some(&main)).await;
    assert_eq!(read.said, ["error: Defect in the provider"]);
    assert_eq!((read.state, read.identity), (Some(moved.clone()), Some(main.clone())));

    let updated = host.apply_vault(&before, Some(&main), &odd, &odd).await;
    assert_eq!(updated.said, ["error: Defect in the provider (at building)"]);
    assert_eq!(updated.state, Some(moved));
}

#[tokio::test]
async fn a_failed_creation_has_an_identity_and_a_deletion_has_none() {
    let mut host = Host::new().await;
    let planned = vault(r#"{"name": "jammed", "floor": 1, "building": "main"}"#);
    let created = host.apply_vault(&Value::Null, None, &planned, &planned).await;
    let jammed = identity(r#"{"name": "jammed", "building": "main"}"#);
    assert_eq!((created.identity, created.said), (Some(jammed.clone()), vec!["error: Failed to shut it".to_owned()]));

    let deleted = host.apply_vault(&planned, Some(&jammed), &Value::Null, &Value::Null).await;
    assert_eq!(deleted, Answer { state: Some(Value::Null), identity: None, said: vec![] });
    let gone = host.read_vault(&vault(r#"{"name": "a", "floor": 99}"#), Some(&jammed)).await;
    assert_eq!(gone, Answer { state: Some(Value::Null), identity: None, said: vec![] });

    let stuck = vault(r#"{"name": "jammed", "floor": 13, "building": "main"}"#);
    let kept = host.apply_vault(&stuck, Some(&jammed), &Value::Null, &Value::Null).await;
    assert_eq!((kept.state, kept.identity), (Some(stuck), Some(jammed)));
}

#[tokio::test]
async fn an_import_names_an_object_by_identifier_or_by_identity() {
    let mut host = Host::new().await;
    let state = r#"{"name": "a", "floor": 1, "building": "main"}"#;
    for (id, asked) in [("a", None), ("", Some(r#"{"name": "a"}"#)), ("", Some(MAIN))] {
        let imported = host.import_vault(id, asked.map(identity).as_ref()).await;
        assert_eq!(imported, answer(state, MAIN), "{id:?} {asked:?}");
    }
    let imports: Vec<_> = host.journal.entries().into_iter().filter(|entry| entry.starts_with("import")).collect();
    assert_eq!(imports, ["import a", "import a", "import main/a"]);
}

#[tokio::test]
async fn an_import_of_what_is_not_there_or_is_another_object_is_refused() {
    let mut host = Host::new().await;
    for (asked, expected) in [
        (r#"{"name": "missing"}"#, "error: Failed to find it"),
        (r#"{"name": ""}"#, "error: Failed to read the identity"),
        (r#"{"name": "mistaken", "building": "main"}"#, "error: Another object than was asked for"),
    ] {
        let imported = host.import_vault("", Some(&identity(asked))).await;
        assert_eq!(imported, Answer { state: None, identity: None, said: vec![expected.to_owned()] }, "{asked}");
    }
    let request = import_resource_state::Request {
        type_name: VAULT.to_owned(),
        identity: Some(identity_message(&identity(r#"{"name": "mistaken", "building": "main"}"#))),
        ..Default::default()
    };
    let response = host.client.import_resource_state(request).await.unwrap().into_inner();
    assert_eq!(
        response.diagnostics[0].detail,
        "The object that was found has another `building` than the `identity` of the import block. Correct the identity, or the provider \
         block: what an identity leaves out comes from there."
    );
}

#[tokio::test]
async fn a_resource_without_an_identity_says_so() {
    let request = import_resource_state::Request {
        type_name: THING.to_owned(),
        identity: Some(ResourceIdentityData::default()),
        ..Default::default()
    };
    let response = Host::new().await.client.import_resource_state(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), ["error: Resource without an identity"]);
    assert_eq!(
        response.diagnostics[0].detail,
        "Objects of type `lab_thing` have no identity in this version of the provider. To import one, give the import block an `id`."
    );
}

async fn upgrade(version: i64, stored: &str) -> (Option<Value>, Vec<String>, Vec<String>) {
    let request = upgrade_resource_identity::Request {
        type_name: VAULT.to_owned(),
        version,
        raw_identity: Some(RawState { json: stored.into(), flatmap: Default::default() }),
    };
    let response = Host::unconfigured().client.upgrade_resource_identity(request).await.unwrap().into_inner();
    let details = response.diagnostics.iter().map(|diagnostic| diagnostic.detail.clone()).collect();
    (response.upgraded_identity.as_ref().map(decoded_identity), said(&response.diagnostics), details)
}

#[tokio::test]
async fn an_identity_of_an_earlier_version_is_upgraded() {
    for (version, stored) in [(1, r#"{"path": "main/a"}"#), (2, r#"{"name": "a", "building": "main", "wing": "west"}"#)]
    {
        assert_eq!(upgrade(version, stored).await, (Some(identity(MAIN)), vec![], vec![]), "{stored}");
    }
}

#[tokio::test]
async fn an_identity_that_cannot_be_upgraded_names_the_version() {
    for (version, stored, summary, detail) in [
        (
            0,
            "{}",
            "error: Identity cannot be upgraded",
            "The stored identity has version 0, and this provider knows version 2. Use the version of the provider that wrote it, or remove \
             the object with `terraform state rm` and import it again.",
        ),
        (
            3,
            "{}",
            "error: Identity cannot be upgraded",
            "The stored identity has version 3, and this provider knows version 2. Use the version of the provider that wrote it, or remove \
             the object with `terraform state rm` and import it again.",
        ),
        (
            1,
            "",
            "error: Identity cannot be upgraded",
            "The stored identity has no attributes in JSON. Use the version of the provider that wrote it, or remove the object with \
             `terraform state rm` and import it again.",
        ),
    ] {
        let expected = (None, vec![summary.to_owned()], vec![detail.to_owned()]);
        assert_eq!(upgrade(version, stored).await, expected, "{version}");
    }
    assert_eq!(upgrade(1, "{}").await.1, ["error: State cannot be read"]);
}
