//! Terraform's side of an RPC, with bytes in place of messages.

use prost::Message;
use prost::bytes::{Buf, BufMut};
use tf_provider_rs::proto::tfplugin6 as pb;
use tf_provider_rs::service;
use tokio::runtime::{Builder, Runtime};
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::codegen::http::uri::PathAndQuery;
use tonic::service::Routes;
use tonic::{Request, Status};

use crate::garden::GardenProvider;

/// Every RPC of `tfplugin6.Provider`, in the order of the first bytes in the corpus. New ones go last.
pub(crate) const RPCS: &[&str] = &[
    "GetMetadata",
    "GetProviderSchema",
    "GetFunctions",
    "GetResourceIdentitySchemas",
    "ValidateProviderConfig",
    "ConfigureProvider",
    "StopProvider",
    "ValidateResourceConfig",
    "UpgradeResourceState",
    "UpgradeResourceIdentity",
    "ReadResource",
    "PlanResourceChange",
    "ApplyResourceChange",
    "ImportResourceState",
    "MoveResourceState",
    "GenerateResourceConfig",
    "ValidateDataResourceConfig",
    "ReadDataSource",
    "CallFunction",
    "ValidateEphemeralResourceConfig",
    "OpenEphemeralResource",
    "RenewEphemeralResource",
    "CloseEphemeralResource",
    "ValidateListResourceConfig",
    "ListResource",
    "ValidateActionConfig",
    "PlanAction",
    "InvokeAction",
    "ValidateStateStoreConfig",
    "ConfigureStateStore",
    "ReadStateBytes",
    "WriteStateBytes",
    "LockState",
    "UnlockState",
    "GetStates",
    "DeleteState",
];

/// Most messages that are read of one answer.
const ENOUGH: usize = 8;

thread_local! {
    static HOST: Host = Host::new();
}

/// Calls an RPC of a configured provider in this process: the messages of its answer.
///
/// # Errors
/// The status, if it is not OK.
pub(crate) fn call(rpc: &str, message: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    HOST.with(|host| host.runtime.block_on(host.call(rpc, message)))
}

struct Host {
    routes: Routes,
    runtime: Runtime,
}

impl Host {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
        let host = Self { routes: service(GardenProvider), runtime };
        let config = pb::DynamicValue { msgpack: Vec::new(), json: br#"{"place":null}"#.to_vec() };
        let request = pb::configure_provider::Request { config: Some(config), ..Default::default() };
        let configured = host.runtime.block_on(host.call("ConfigureProvider", &request.encode_to_vec()));
        assert_eq!(configured, Ok(vec![Vec::new()]), "the provider is configured without a word");
        host
    }

    async fn call(&self, rpc: &str, message: &[u8]) -> Result<Vec<Vec<u8>>, String> {
        let path = PathAndQuery::try_from(format!("/tfplugin6.Provider/{rpc}")).expect("a path");
        let mut grpc = Grpc::new(self.routes.clone());
        grpc.ready().await.expect("a service in memory is always ready");
        let answer = grpc.server_streaming(Request::new(message.to_vec()), path, Untouched).await;
        let mut stream = answer.map_err(|status| status.message().to_owned())?.into_inner();
        let mut messages = Vec::new();
        while let Some(message) = stream.message().await.map_err(|status| status.message().to_owned())? {
            messages.push(message);
            if messages.len() == ENOUGH {
                break;
            }
        }
        Ok(messages)
    }
}

/// Leaves messages as they are.
struct Untouched;

impl Codec for Untouched {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Untouched {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, item: Vec<u8>, to: &mut EncodeBuf<'_>) -> Result<(), Status> {
        BufMut::put_slice(to, &item);
        Ok(())
    }
}

impl Decoder for Untouched {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        let mut message = vec![0; Buf::remaining(from)];
        Buf::copy_to_slice(from, &mut message);
        Ok(Some(message))
    }
}
