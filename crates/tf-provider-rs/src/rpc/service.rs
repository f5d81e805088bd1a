//! The generated service trait, wired to the handlers.

use tokio_stream::{Once, once};
use tonic::{Request, Response, Status, Streaming, async_trait};

use super::{Service, action, list_resource, trace, unsupported};
use crate::proto::tfplugin6 as pb;
use crate::provider::Provider;

type Answer<T> = Result<Response<T>, Status>;
type One<T> = Once<Result<T, Status>>;

#[expect(clippy::unnecessary_wraps, reason = "the shape of every method of the service")]
fn answer<T>(message: T) -> Answer<T> {
    Ok(Response::new(message))
}

#[async_trait]
impl<P: Provider> pb::provider_server::Provider for Service<P> {
    type ListResourceStream = list_resource::Events;
    type InvokeActionStream = action::Events;
    type ReadStateBytesStream = One<pb::read_state_bytes::Response>;

    async fn get_metadata(&self, _request: Request<pb::get_metadata::Request>) -> Answer<pb::get_metadata::Response> {
        answer(trace::rpc::<P, _>("GetMetadata", "", async { self.handle_get_metadata() }).await)
    }

    async fn get_provider_schema(
        &self,
        _request: Request<pb::get_provider_schema::Request>,
    ) -> Answer<pb::get_provider_schema::Response> {
        answer(trace::rpc::<P, _>("GetProviderSchema", "", async { self.handle_get_provider_schema() }).await)
    }

    async fn validate_provider_config(
        &self,
        request: Request<pb::validate_provider_config::Request>,
    ) -> Answer<pb::validate_provider_config::Response> {
        let request = request.into_inner();
        answer(
            trace::rpc::<P, _>("ValidateProviderConfig", "", async { self.handle_validate_provider_config(&request) })
                .await,
        )
    }

    async fn configure_provider(
        &self,
        request: Request<pb::configure_provider::Request>,
    ) -> Answer<pb::configure_provider::Response> {
        let request = request.into_inner();
        answer(
            trace::rpc::<P, _>("ConfigureProvider", "", async { self.handle_configure_provider(request).await }).await,
        )
    }

    async fn stop_provider(
        &self,
        _request: Request<pb::stop_provider::Request>,
    ) -> Answer<pb::stop_provider::Response> {
        answer(trace::rpc::<P, _>("StopProvider", "", async { self.handle_stop_provider() }).await)
    }

    async fn validate_resource_config(
        &self,
        request: Request<pb::validate_resource_config::Request>,
    ) -> Answer<pb::validate_resource_config::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("ValidateResourceConfig", &type_name, async {
                self.handle_validate_resource_config(&request)
            })
            .await,
        )
    }

    async fn upgrade_resource_state(
        &self,
        request: Request<pb::upgrade_resource_state::Request>,
    ) -> Answer<pb::upgrade_resource_state::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("UpgradeResourceState", &type_name, async {
                self.handle_upgrade_resource_state(&request)
            })
            .await,
        )
    }

    async fn read_resource(&self, request: Request<pb::read_resource::Request>) -> Answer<pb::read_resource::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(trace::rpc::<P, _>("ReadResource", &type_name, async { self.read_with_identity(request).await }).await)
    }

    async fn plan_resource_change(
        &self,
        request: Request<pb::plan_resource_change::Request>,
    ) -> Answer<pb::plan_resource_change::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("PlanResourceChange", &type_name, async { self.plan_with_identity(request).await })
                .await,
        )
    }

    async fn apply_resource_change(
        &self,
        request: Request<pb::apply_resource_change::Request>,
    ) -> Answer<pb::apply_resource_change::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("ApplyResourceChange", &type_name, async { self.apply_with_identity(request).await })
                .await,
        )
    }

    async fn import_resource_state(
        &self,
        request: Request<pb::import_resource_state::Request>,
    ) -> Answer<pb::import_resource_state::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("ImportResourceState", &type_name, async { self.import_with_identity(request).await })
                .await,
        )
    }

    async fn move_resource_state(
        &self,
        request: Request<pb::move_resource_state::Request>,
    ) -> Answer<pb::move_resource_state::Response> {
        let request = request.into_inner();
        let type_name = request.target_type_name.clone();
        answer(trace::rpc::<P, _>("MoveResourceState", &type_name, async { self.move_with_identity(&request) }).await)
    }

    async fn validate_data_resource_config(
        &self,
        request: Request<pb::validate_data_resource_config::Request>,
    ) -> Answer<pb::validate_data_resource_config::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("ValidateDataResourceConfig", &type_name, async {
                self.handle_validate_data_resource_config(&request)
            })
            .await,
        )
    }

    async fn read_data_source(
        &self,
        request: Request<pb::read_data_source::Request>,
    ) -> Answer<pb::read_data_source::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("ReadDataSource", &type_name, async { self.handle_read_data_source(request).await })
                .await,
        )
    }

    async fn get_functions(
        &self,
        _request: Request<pb::get_functions::Request>,
    ) -> Answer<pb::get_functions::Response> {
        answer(trace::rpc::<P, _>("GetFunctions", "", async { self.handle_get_functions() }).await)
    }

    // An empty list is a full answer: there are no identities.
    async fn get_resource_identity_schemas(
        &self,
        _request: Request<pb::get_resource_identity_schemas::Request>,
    ) -> Answer<pb::get_resource_identity_schemas::Response> {
        let handler = async { self.handle_get_resource_identity_schemas() };
        answer(trace::rpc::<P, _>("GetResourceIdentitySchemas", "", handler).await)
    }

    async fn call_function(&self, request: Request<pb::call_function::Request>) -> Answer<pb::call_function::Response> {
        let request = request.into_inner();
        answer(trace::rpc::<P, _>("CallFunction", &request.name, async { self.handle_call_function(&request) }).await)
    }

    async fn upgrade_resource_identity(
        &self,
        request: Request<pb::upgrade_resource_identity::Request>,
    ) -> Answer<pb::upgrade_resource_identity::Response> {
        let request = request.into_inner();
        let handler = async { self.handle_upgrade_resource_identity(&request) };
        answer(trace::rpc::<P, _>("UpgradeResourceIdentity", &request.type_name, handler).await)
    }

    async fn generate_resource_config(
        &self,
        request: Request<pb::generate_resource_config::Request>,
    ) -> Answer<pb::generate_resource_config::Response> {
        let request = request.into_inner();
        let handler = async { self.handle_generate_resource_config(&request) };
        answer(trace::rpc::<P, _>("GenerateResourceConfig", &request.type_name, handler).await)
    }

    async fn validate_ephemeral_resource_config(
        &self,
        request: Request<pb::validate_ephemeral_resource_config::Request>,
    ) -> Answer<pb::validate_ephemeral_resource_config::Response> {
        let request = request.into_inner();
        answer(
            trace::rpc::<P, _>("ValidateEphemeralResourceConfig", &request.type_name, async {
                self.handle_validate_ephemeral_resource_config(&request)
            })
            .await,
        )
    }

    async fn open_ephemeral_resource(
        &self,
        request: Request<pb::open_ephemeral_resource::Request>,
    ) -> Answer<pb::open_ephemeral_resource::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("OpenEphemeralResource", &type_name, async {
                self.handle_open_ephemeral_resource(request).await
            })
            .await,
        )
    }

    async fn renew_ephemeral_resource(
        &self,
        request: Request<pb::renew_ephemeral_resource::Request>,
    ) -> Answer<pb::renew_ephemeral_resource::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("RenewEphemeralResource", &type_name, async {
                self.handle_renew_ephemeral_resource(request).await
            })
            .await,
        )
    }

    async fn close_ephemeral_resource(
        &self,
        request: Request<pb::close_ephemeral_resource::Request>,
    ) -> Answer<pb::close_ephemeral_resource::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer(
            trace::rpc::<P, _>("CloseEphemeralResource", &type_name, async {
                self.handle_close_ephemeral_resource(request).await
            })
            .await,
        )
    }

    async fn validate_list_resource_config(
        &self,
        request: Request<pb::validate_list_resource_config::Request>,
    ) -> Answer<pb::validate_list_resource_config::Response> {
        let request = request.into_inner();
        let handler = async { self.handle_validate_list_resource_config(&request) };
        answer(trace::rpc::<P, _>("ValidateListResourceConfig", &request.type_name, handler).await)
    }

    async fn list_resource(&self, request: Request<pb::list_resource::Request>) -> Answer<Self::ListResourceStream> {
        let request = request.into_inner();
        let handler = async { self.handle_list_resource(&request) };
        answer(trace::rpc::<P, _>("ListResource", &request.type_name, handler).await)
    }

    async fn validate_action_config(
        &self,
        request: Request<pb::validate_action_config::Request>,
    ) -> Answer<pb::validate_action_config::Response> {
        let request = request.into_inner();
        let handler = async { self.handle_validate_action_config(&request) };
        answer(trace::rpc::<P, _>("ValidateActionConfig", &request.type_name, handler).await)
    }

    async fn plan_action(&self, request: Request<pb::plan_action::Request>) -> Answer<pb::plan_action::Response> {
        let request = request.into_inner();
        let type_name = request.action_type.clone();
        answer(trace::rpc::<P, _>("PlanAction", &type_name, async { self.handle_plan_action(request).await }).await)
    }

    async fn invoke_action(&self, request: Request<pb::invoke_action::Request>) -> Answer<Self::InvokeActionStream> {
        let request = request.into_inner();
        let handler = async { self.handle_invoke_action(&request) };
        answer(trace::rpc::<P, _>("InvokeAction", &request.action_type, handler).await)
    }

    async fn validate_state_store_config(
        &self,
        _request: Request<pb::validate_state_store::Request>,
    ) -> Answer<pb::validate_state_store::Response> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(pb::validate_state_store::Response { diagnostics })
    }

    async fn configure_state_store(
        &self,
        _request: Request<pb::configure_state_store::Request>,
    ) -> Answer<pb::configure_state_store::Response> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(pb::configure_state_store::Response { diagnostics, ..Default::default() })
    }

    async fn read_state_bytes(
        &self,
        _request: Request<pb::read_state_bytes::Request>,
    ) -> Answer<Self::ReadStateBytesStream> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(once(Ok(pb::read_state_bytes::Response { diagnostics, ..Default::default() })))
    }

    async fn write_state_bytes(
        &self,
        _request: Request<Streaming<pb::write_state_bytes::RequestChunk>>,
    ) -> Answer<pb::write_state_bytes::Response> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(pb::write_state_bytes::Response { diagnostics })
    }

    async fn lock_state(&self, _request: Request<pb::lock_state::Request>) -> Answer<pb::lock_state::Response> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(pb::lock_state::Response { diagnostics, ..Default::default() })
    }

    async fn unlock_state(&self, _request: Request<pb::unlock_state::Request>) -> Answer<pb::unlock_state::Response> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(pb::unlock_state::Response { diagnostics })
    }

    async fn get_states(&self, _request: Request<pb::get_states::Request>) -> Answer<pb::get_states::Response> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(pb::get_states::Response { diagnostics, ..Default::default() })
    }

    async fn delete_state(&self, _request: Request<pb::delete_state::Request>) -> Answer<pb::delete_state::Response> {
        let diagnostics = unsupported::diagnostics("State stores");
        answer(pb::delete_state::Response { diagnostics })
    }
}
