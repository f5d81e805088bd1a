use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{get_provider_schema, validate_data_resource_config, validate_resource_config};
use tf_provider_rs::value::Value;

use super::{Found, Host, Note, message};

#[tokio::test]
async fn a_deprecated_type_warns_wherever_it_stands_and_says_what_to_use() {
    let mut host = Host::unconfigured();
    let nulls = |names: &[&str]| Value::object(names.iter().map(|name| (*name, Value::Null)));
    let config = message(&nulls(&["name", "text", "id", "read", "copies"]), Note::schema(0).object_type());
    let request = validate_resource_config::Request {
        type_name: "desk_note".to_owned(),
        config: Some(config),
        ..Default::default()
    };
    let of_resource = host.client.validate_resource_config(request).await.unwrap().into_inner().diagnostics;
    let config = message(&nulls(&["name", "place"]), Found::schema(0).object_type());
    let request = validate_data_resource_config::Request { type_name: "desk_look".to_owned(), config: Some(config) };
    let of_data = host.client.validate_data_resource_config(request).await.unwrap().into_inner().diagnostics;
    for (diagnostics, instead) in [(of_resource, "Use `desk_letter`."), (of_data, "Look for yourself.")] {
        let said: Vec<_> = diagnostics.iter().map(|said| (said.severity, &*said.summary, &*said.detail)).collect();
        assert_eq!(said, [(2, "Deprecated", instead)]);
    }
    let schema = host.client.get_provider_schema(get_provider_schema::Request {}).await.unwrap().into_inner();
    for (schema, instead) in [
        (&schema.resource_schemas["desk_note"], "Use `desk_letter`."),
        (&schema.data_source_schemas["desk_look"], "Look for yourself."),
        (&schema.ephemeral_resource_schemas["desk_key"], "Leave it open."),
    ] {
        let block = schema.block.as_ref().unwrap();
        assert_eq!((block.deprecated, block.deprecation_message.as_str()), (true, instead));
    }
}
