//! A provider that is made of a file: it has the schemas that the file has, and stores whatever it is given.
//!
//! It stands in for a provider that a test needs and cannot have, because there is no registry or no account. What is wrong with a
//! configuration by its schema, Terraform finds with it too; what the real provider would object to beyond that, it does not.
//!
//! The program is linked or copied to `terraform-provider-NAME`; beside it lies `terraform-provider-NAME.json`:
//!
//! - `provider`, `resource_schemas`, `data_source_schemas`, as `terraform providers schema -json` prints them for one provider;
//! - `values`, what computed attributes turn out to be, by type: see [`values`].

mod objects;
mod schema;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

use tf_provider_rs::plugin::{Mode, Plugin, serve};
use tf_provider_rs::proto::tfplugin6::provider_server::{Provider, ProviderServer};
use tf_provider_rs::proto::tfplugin6::{self as pb};
use tokio_stream::Empty;
use tonic::service::Routes;
use tonic::{Request, Response, Status, Streaming};

use self::schema::Schemas;

const PLUGIN: Plugin = Plugin {
    address: "registry.terraform.io/example/stand-in",
    version: "0.0.0",
    usage: "It has no subcommands.",
    secrets: &[],
};

fn main() -> ExitCode {
    match schemas() {
        Ok(schemas) => serve(&PLUGIN, Mode::Plugin, || Routes::new(ProviderServer::new(StandIn { schemas })), || {}),
        Err(error) => {
            use io::Write;
            drop(writeln!(io::stderr(), "stand_in: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// What lies beside the name that the program was started by.
fn schemas() -> io::Result<Schemas> {
    let program = PathBuf::from(env::args_os().next().unwrap_or_default());
    Ok(serde_json::from_slice(&fs::read(program.with_extension("json"))?)?)
}

#[derive(Debug)]
struct StandIn {
    schemas: Schemas,
}

/// The service: what is answered, by which method, and what Terraform does not ask here.
macro_rules! service {
    ({$($method:ident $messages:ident,)*} {$($refused:ident $refused_messages:ident,)*}) => {
        #[tonic::async_trait]
        impl Provider for StandIn {
            type ListResourceStream = Empty<Result<pb::list_resource::Event, Status>>;
            type InvokeActionStream = Empty<Result<pb::invoke_action::Event, Status>>;
            type ReadStateBytesStream = Empty<Result<pb::read_state_bytes::Response, Status>>;

            $(async fn $method(
                &self,
                request: Request<pb::$messages::Request>,
            ) -> Result<Response<pb::$messages::Response>, Status> {
                self.schemas.$method(request.into_inner()).map(Response::new)
            })*

            $(async fn $refused(
                &self,
                _: Request<pb::$refused_messages::Request>,
            ) -> Result<Response<pb::$refused_messages::Response>, Status> {
                Err(Status::unimplemented("not in the stand-in"))
            })*

            async fn list_resource(
                &self,
                _: Request<pb::list_resource::Request>,
            ) -> Result<Response<Self::ListResourceStream>, Status> {
                Err(Status::unimplemented("not in the stand-in"))
            }

            async fn invoke_action(
                &self,
                _: Request<pb::invoke_action::Request>,
            ) -> Result<Response<Self::InvokeActionStream>, Status> {
                Err(Status::unimplemented("not in the stand-in"))
            }

            async fn read_state_bytes(
                &self,
                _: Request<pb::read_state_bytes::Request>,
            ) -> Result<Response<Self::ReadStateBytesStream>, Status> {
                Err(Status::unimplemented("not in the stand-in"))
            }

            async fn write_state_bytes(
                &self,
                _: Request<Streaming<pb::write_state_bytes::RequestChunk>>,
            ) -> Result<Response<pb::write_state_bytes::Response>, Status> {
                Err(Status::unimplemented("not in the stand-in"))
            }
        }
    };
}

service! {
    {
        get_provider_schema get_provider_schema,
        validate_provider_config validate_provider_config,
        configure_provider configure_provider,
        stop_provider stop_provider,
        validate_resource_config validate_resource_config,
        validate_data_resource_config validate_data_resource_config,
        upgrade_resource_state upgrade_resource_state,
        read_resource read_resource,
        plan_resource_change plan_resource_change,
        apply_resource_change apply_resource_change,
        read_data_source read_data_source,
    }
    {
        get_metadata get_metadata,
        get_functions get_functions,
        get_resource_identity_schemas get_resource_identity_schemas,
        upgrade_resource_identity upgrade_resource_identity,
        import_resource_state import_resource_state,
        move_resource_state move_resource_state,
        generate_resource_config generate_resource_config,
        call_function call_function,
        validate_ephemeral_resource_config validate_ephemeral_resource_config,
        open_ephemeral_resource open_ephemeral_resource,
        renew_ephemeral_resource renew_ephemeral_resource,
        close_ephemeral_resource close_ephemeral_resource,
        validate_list_resource_config validate_list_resource_config,
        validate_action_config validate_action_config,
        plan_action plan_action,
        validate_state_store_config validate_state_store,
        configure_state_store configure_state_store,
        lock_state lock_state,
        unlock_state unlock_state,
        get_states get_states,
        delete_state delete_state,
    }
}
