use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{
    ClientCapabilities, Deferred, deferred::Reason, import_resource_state, plan_resource_change, read_data_source,
    read_resource,
};
use tf_provider_rs::value::{Type, Value};

use super::{DEFERRAL, Found, Host, Note, message, said, value};

fn note_type() -> Type {
    Note::schema(0).object_type().clone()
}

fn note(name: &str, text: Value) -> Value {
    Value::object([
        ("name", Value::from(name)),
        ("text", text),
        ("id", Value::Null),
        ("read", Value::Null),
        ("copies", Value::Null),
    ])
}

fn reason(deferred: Option<Deferred>) -> Option<Reason> {
    deferred.map(|deferred| deferred.reason())
}

async fn plan(
    host: &mut Host,
    config: &Value,
    client_capabilities: Option<ClientCapabilities>,
) -> (Option<Value>, Vec<String>, Option<Reason>) {
    let config = message(config, &note_type());
    let request = plan_resource_change::Request {
        type_name: "desk_note".to_owned(),
        proposed_new_state: Some(config.clone()),
        config: Some(config),
        client_capabilities,
        ..Default::default()
    };
    let response = host.client.plan_resource_change(request).await.unwrap().into_inner();
    (value(response.planned_state, &note_type()), said(&response.diagnostics), reason(response.deferred))
}

#[tokio::test]
async fn a_plan_is_deferred_if_terraform_allows_it_and_something_is_unknown() {
    let mut host = Host::new().await;
    let refused = vec!["error: Not possible in one step".to_owned()];
    for (name, text, capabilities, expected) in [
        ("a", Value::unknown(), DEFERRAL, Some(Reason::ResourceConfigUnknown)),
        ("a", Value::unknown(), None, None),
        ("hasty", Value::from("known"), DEFERRAL, None),
        ("placeless", Value::from("known"), DEFERRAL, None),
        ("orphan", Value::from("known"), DEFERRAL, Some(Reason::AbsentPrereq)),
        ("orphan", Value::from("known"), None, None),
    ] {
        let (state, said, deferred) = plan(&mut host, &note(name, text), capabilities).await;
        assert_eq!(deferred, expected, "{name}");
        assert_eq!(said, if expected.is_some() { vec![] } else { refused.clone() }, "{name}");
        assert!(state.unwrap().attribute("id").unwrap().is_unknown());
    }
}

#[tokio::test]
async fn a_refusal_says_what_to_apply_first() {
    let config = message(&note("a", Value::unknown()), &note_type());
    let request = plan_resource_change::Request {
        type_name: "desk_note".to_owned(),
        proposed_new_state: Some(config.clone()),
        config: Some(config),
        ..Default::default()
    };
    let response = Host::new().await.client.plan_resource_change(request).await.unwrap().into_inner();
    assert_eq!(
        response.diagnostics[0].detail,
        "Its configuration has values that are known only after other objects are applied. Apply those first, for example with \
         `-target`, and then the rest."
    );
}

async fn read(host: &mut Host, state: &Value, capabilities: Option<ClientCapabilities>) -> read_resource::Response {
    let request = read_resource::Request {
        type_name: "desk_note".to_owned(),
        current_state: Some(message(state, &note_type())),
        private: b"{\"a\": 1}".to_vec(),
        client_capabilities: capabilities,
        ..Default::default()
    };
    host.client.read_resource(request).await.unwrap().into_inner()
}

async fn look(host: &mut Host, name: &str, capabilities: Option<ClientCapabilities>) -> read_data_source::Response {
    let config = Value::object([("name", Value::from(name)), ("place", Value::Null)]);
    let request = read_data_source::Request {
        type_name: "desk_look".to_owned(),
        config: Some(message(&config, Found::schema(0).object_type())),
        client_capabilities: capabilities,
        ..Default::default()
    };
    host.client.read_data_source(request).await.unwrap().into_inner()
}

async fn import(
    host: &mut Host,
    id: &str,
    capabilities: Option<ClientCapabilities>,
) -> import_resource_state::Response {
    let request = import_resource_state::Request {
        type_name: "desk_note".to_owned(),
        id: id.to_owned(),
        client_capabilities: capabilities,
        ..Default::default()
    };
    host.client.import_resource_state(request).await.unwrap().into_inner()
}

fn stored(text: &str) -> Value {
    let mut note = note("a", Value::from(text));
    *note.at_mut(&tf_provider_rs::value::AttributePath::root().attribute("id")).unwrap() = Value::from("note a");
    note
}

#[tokio::test]
async fn a_refresh_data_and_an_import_are_deferred_too() {
    let mut host = Host::new().await;
    let answer = read(&mut host, &stored("later"), DEFERRAL).await;
    assert_eq!((said(&answer.diagnostics), reason(answer.deferred)), (vec![], Some(Reason::AbsentPrereq)));
    assert_eq!(value(answer.new_state, &note_type()), Some(stored("later")), "the state stays");
    let answer = look(&mut host, "later", DEFERRAL).await;
    assert_eq!((said(&answer.diagnostics), reason(answer.deferred)), (vec![], Some(Reason::AbsentPrereq)));
    let found = value(answer.state, Found::schema(0).object_type()).unwrap();
    assert!(found.attribute("place").unwrap().is_unknown());
    let answer = import(&mut host, "later", DEFERRAL).await;
    assert_eq!((said(&answer.diagnostics), reason(answer.deferred)), (vec![], Some(Reason::AbsentPrereq)));
    assert_eq!(answer.imported_resources[0].type_name, "desk_note");
    assert_eq!(value(answer.imported_resources[0].state.clone(), &note_type()), Some(Value::Null));

    let refused = ["error: Not possible in one step"];
    let answer = read(&mut host, &stored("later"), None).await;
    assert_eq!((said(&answer.diagnostics), answer.deferred), (refused.map(str::to_owned).to_vec(), None));
    assert_eq!(said(&look(&mut host, "later", None).await.diagnostics), refused);
    assert_eq!(said(&import(&mut host, "later", None).await.diagnostics), refused);
}

#[tokio::test]
async fn a_provider_that_is_not_known_enough_defers_everything_until_it_is() {
    let mut host = Host::unconfigured();
    assert_eq!(host.configure(Value::unknown()).await, [""; 0]);
    let provider = Some(Reason::ProviderConfigUnknown);
    let (state, said_of_plan, deferred) = plan(&mut host, &note("a", Value::Null), DEFERRAL).await;
    assert_eq!((said_of_plan, deferred), (vec![], provider));
    assert!(state.unwrap().attribute("id").unwrap().is_unknown());
    let answer = read(&mut host, &stored("x"), DEFERRAL).await;
    assert_eq!((said(&answer.diagnostics), reason(answer.deferred)), (vec![], provider));
    assert_eq!(value(answer.new_state, &note_type()), Some(stored("x")));
    assert_eq!(answer.private, b"{\"a\": 1}");
    assert_eq!(reason(look(&mut host, "a", DEFERRAL).await.deferred), provider);
    assert_eq!(reason(import(&mut host, "a", DEFERRAL).await.deferred), provider);
    assert_eq!(host.entries(), [""; 0]);

    assert_eq!(said(&look(&mut host, "a", None).await.diagnostics), ["error: Provider not configured"]);

    assert_eq!(host.configure(Value::from("here")).await, [""; 0]);
    assert_eq!(look(&mut host, "a", DEFERRAL).await.deferred, None);
    assert_eq!(host.entries(), ["look for a"]);
}

async fn plan_delete(
    host: &mut Host,
    name: &str,
    client_capabilities: Option<ClientCapabilities>,
) -> plan_resource_change::Response {
    let nothing = message(&Value::Null, &note_type());
    let mut prior = stored("x");
    *prior.at_mut(&tf_provider_rs::value::AttributePath::root().attribute("name")).unwrap() = Value::from(name);
    let request = plan_resource_change::Request {
        type_name: "desk_note".to_owned(),
        prior_state: Some(message(&prior, &note_type())),
        proposed_new_state: Some(nothing.clone()),
        config: Some(nothing),
        prior_private: b"{\"a\":1}".to_vec(),
        client_capabilities,
        ..Default::default()
    };
    host.client.plan_resource_change(request).await.unwrap().into_inner()
}

#[tokio::test]
async fn a_deletion_is_deferred_where_terraform_allows_it_and_keeps_private_state() {
    let mut host = Host::new().await;
    let refused = vec!["error: Not possible in one step".to_owned()];
    for (name, capabilities, expected, expected_said, private) in [
        ("pinned", DEFERRAL, Some(Reason::AbsentPrereq), vec![], r#"{"a":1}"#),
        ("pinned", None, None, refused.clone(), r#"{"a":1}"#),
        ("hasty", DEFERRAL, None, refused, r#"{"a":1}"#),
        ("a", DEFERRAL, None, vec![], r#"{"a":1,"condemned":true}"#),
    ] {
        let answer = plan_delete(&mut host, name, capabilities).await;
        assert_eq!((said(&answer.diagnostics), reason(answer.deferred)), (expected_said, expected), "{name}");
        assert_eq!(value(answer.planned_state, &note_type()), Some(Value::Null), "{name}");
        assert_eq!(String::from_utf8(answer.planned_private).unwrap(), private, "{name}");
    }

    let mut unknown = Host::unconfigured();
    assert_eq!(unknown.configure(Value::unknown()).await, [""; 0]);
    let answer = plan_delete(&mut unknown, "a", DEFERRAL).await;
    assert_eq!((said(&answer.diagnostics), reason(answer.deferred)), (vec![], Some(Reason::ProviderConfigUnknown)));
    assert_eq!(answer.planned_private, b"{\"a\":1}");
}
