//! How the host ends the process, and the channel on which it could ask for more connections.

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status, Streaming};

use crate::proto::plugin::grpc_broker_server::GrpcBroker;
use crate::proto::plugin::grpc_controller_server::GrpcController;
use crate::proto::plugin::{ConnInfo, Empty};

/// Ends the process on request.
#[derive(Debug)]
pub(super) struct Controller {
    /// Ends the server and every stream that would never end by itself.
    pub(super) end: CancellationToken,
}

#[tonic::async_trait]
impl GrpcController for Controller {
    async fn shutdown(&self, _: Request<Empty>) -> Result<Response<Empty>, Status> {
        self.end.cancel();
        Ok(Response::new(Empty {}))
    }
}

/// Stays open, as the host expects, and says nothing: a provider needs one connection.
#[derive(Debug)]
pub(super) struct Broker {
    pub(super) end: CancellationToken,
}

#[tonic::async_trait]
impl GrpcBroker for Broker {
    type StartStreamStream = ReceiverStream<Result<ConnInfo, Status>>;

    async fn start_stream(
        &self,
        request: Request<Streaming<ConnInfo>>,
    ) -> Result<Response<Self::StartStreamStream>, Status> {
        let (silent, answers) = mpsc::channel(1);
        let end = self.end.clone();
        tokio::spawn(async move {
            let mut offers = request.into_inner();
            let drained = async { while let Ok(Some(_)) = offers.message().await {} };
            tokio::select! {
                () = drained => {}
                () = silent.closed() => {}
                () = end.cancelled() => {}
            }
        });
        Ok(Response::new(ReceiverStream::new(answers)))
    }
}
