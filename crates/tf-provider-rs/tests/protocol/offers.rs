use std::collections::BTreeSet;

use tf_provider_rs::proto::tfplugin6::{
    ServerCapabilities, apply_resource_change, close_ephemeral_resource, generate_resource_config, get_functions,
    get_metadata, get_provider_schema, import_resource_state, move_resource_state, open_ephemeral_resource,
    plan_action, plan_resource_change, read_data_source, read_resource, renew_ephemeral_resource,
    upgrade_resource_identity, upgrade_resource_state, validate_action_config, validate_data_resource_config,
    validate_ephemeral_resource_config, validate_list_resource_config, validate_resource_config,
};

use crate::host::{Host, said};

const CAPABILITIES: ServerCapabilities = ServerCapabilities {
    plan_destroy: true,
    get_provider_schema_optional: true,
    move_resource_state: true,
    generate_resource_config: true,
};

#[tokio::test]
async fn the_schema_lists_everything_before_the_provider_is_configured() {
    let mut host = Host::unconfigured();
    let schema = host.client.get_provider_schema(get_provider_schema::Request {}).await.unwrap().into_inner();
    assert_eq!(schema.server_capabilities, Some(CAPABILITIES));
    assert!(schema.provider.is_some());
    assert_eq!(
        schema.resource_schemas.keys().collect::<BTreeSet<_>>(),
        BTreeSet::from([&"lab_thing".to_owned(), &"lab_vault".to_owned()])
    );
    assert_eq!(schema.data_source_schemas.keys().collect::<Vec<_>>(), ["lab_found"]);
    assert_eq!(schema.list_resource_schemas.keys().collect::<Vec<_>>(), ["lab_vault"]);
    assert_eq!(schema.action_schemas.keys().collect::<Vec<_>>(), ["lab_announce"]);
    assert!(schema.diagnostics.is_empty() && schema.provider_meta.is_none());
    let thing = &schema.resource_schemas["lab_thing"];
    assert_eq!(thing.version, 3);
    let block = thing.block.as_ref().unwrap();
    let attribute = |name: &str| block.attributes.iter().find(|attribute| attribute.name == name).unwrap();
    let modes = |name| {
        let attribute = attribute(name);
        (attribute.required, attribute.optional, attribute.computed)
    };
    assert_eq!(modes("name"), (true, false, false));
    assert_eq!(modes("note"), (false, true, false));
    assert_eq!(modes("id"), (false, false, true));
    for attribute in &block.attributes {
        assert_eq!(attribute.r#type.is_empty(), attribute.nested_type.is_some(), "{}", attribute.name);
        assert!(!attribute.description.is_empty(), "{}", attribute.name);
    }
    assert_eq!(attribute("name").r#type, br#""string""#);
    let nesting = |name| attribute(name).nested_type.as_ref().unwrap().nesting().as_str_name();
    assert_eq!(["parts", "named", "spare"].map(nesting), ["LIST", "MAP", "SET"]);
    assert_eq!(block.block_types.iter().map(|block| block.type_name.as_str()).collect::<Vec<_>>(), ["kit", "timeouts"]);
}

#[tokio::test]
async fn metadata_names_the_same() {
    let mut host = Host::unconfigured();
    let metadata = host.client.get_metadata(get_metadata::Request {}).await.unwrap().into_inner();
    assert_eq!(metadata.server_capabilities, Some(CAPABILITIES));
    assert_eq!(
        metadata.resources.iter().map(|of| of.type_name.as_str()).collect::<Vec<_>>(),
        ["lab_thing", "lab_vault"]
    );
    assert_eq!(metadata.data_sources.iter().map(|of| of.type_name.as_str()).collect::<Vec<_>>(), ["lab_found"]);
    assert_eq!(metadata.list_resources.iter().map(|of| of.type_name.as_str()).collect::<Vec<_>>(), ["lab_vault"]);
    assert_eq!(metadata.actions.iter().map(|of| of.type_name.as_str()).collect::<Vec<_>>(), ["lab_announce"]);
}

#[tokio::test]
async fn there_are_no_functions() {
    let mut host = Host::unconfigured();
    let functions = host.client.get_functions(get_functions::Request {}).await.unwrap().into_inner();
    assert_eq!(functions, get_functions::Response::default());
}

/// What each call of a type that does not exist says.
macro_rules! unknown_types {
    ($host:ident, $($method:ident $messages:ident,)*) => {
        vec![$({
            let request = $messages::Request { type_name: "lab_ghost".to_owned(), ..Default::default() };
            let response = $host.client.$method(request).await.unwrap().into_inner();
            (stringify!($method), said(&response.diagnostics))
        },)*]
    };
}

#[tokio::test]
async fn a_type_that_does_not_exist_is_named() {
    let mut host = Host::new().await;
    let resources = unknown_types! {
        host,
        validate_resource_config validate_resource_config,
        upgrade_resource_state upgrade_resource_state,
        read_resource read_resource,
        plan_resource_change plan_resource_change,
        apply_resource_change apply_resource_change,
        import_resource_state import_resource_state,
        upgrade_resource_identity upgrade_resource_identity,
        generate_resource_config generate_resource_config,
    };
    for (method, said) in resources {
        assert_eq!(said, ["error: Unknown resource type"], "{method}");
    }
    let request = move_resource_state::Request { target_type_name: "lab_ghost".to_owned(), ..Default::default() };
    let response = host.client.move_resource_state(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), ["error: Unknown resource type"]);
    let data_sources = unknown_types! {
        host,
        validate_data_resource_config validate_data_resource_config,
        read_data_source read_data_source,
    };
    for (method, said) in data_sources {
        assert_eq!(said, ["error: Unknown data source type"], "{method}");
    }
    let lists = unknown_types! { host, validate_list_resource_config validate_list_resource_config, };
    assert_eq!(lists, [("validate_list_resource_config", vec!["error: Unknown list resource type".to_owned()])]);
    let actions = unknown_types! { host, validate_action_config validate_action_config, };
    assert_eq!(actions, [("validate_action_config", vec!["error: Unknown action type".to_owned()])]);
    let request = plan_action::Request { action_type: "lab_ghost".to_owned(), ..Default::default() };
    let response = host.client.plan_action(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), ["error: Unknown action type"]);
    let ephemeral_resources = unknown_types! {
        host,
        validate_ephemeral_resource_config validate_ephemeral_resource_config,
        open_ephemeral_resource open_ephemeral_resource,
        renew_ephemeral_resource renew_ephemeral_resource,
        close_ephemeral_resource close_ephemeral_resource,
    };
    for (method, said) in ephemeral_resources {
        assert_eq!(said, ["error: Unknown ephemeral resource type"], "{method}");
    }
    let request = read_resource::Request { type_name: "lab_ghost".to_owned(), ..Default::default() };
    let response = host.client.read_resource(request).await.unwrap().into_inner();
    assert_eq!(
        response.diagnostics[0].detail,
        "This version of the provider has no resource type `lab_ghost`. Check the spelling, or use another version."
    );
}
