use tf_provider_rs::proto::tfplugin6::{get_metadata, get_provider_schema};

use super::Host;

#[tokio::test]
async fn schema_and_metadata_list_functions_and_ephemeral_resources() {
    let mut host = Host::unconfigured();
    let schema = host.client.get_provider_schema(get_provider_schema::Request {}).await.unwrap().into_inner();
    assert_eq!(schema.ephemeral_resource_schemas.keys().collect::<Vec<_>>(), ["desk_key"]);
    let mut functions: Vec<_> = schema.functions.keys().map(String::as_str).collect();
    functions.sort_unstable();
    assert_eq!(functions, ["join", "pick", "turn"]);
    let metadata = host.client.get_metadata(get_metadata::Request {}).await.unwrap().into_inner();
    assert_eq!(metadata.functions.iter().map(|of| of.name.as_str()).collect::<Vec<_>>(), functions);
    assert_eq!(metadata.ephemeral_resources[0].type_name, "desk_key");
    assert_eq!(metadata.ephemeral_resources.len(), 1);
}
