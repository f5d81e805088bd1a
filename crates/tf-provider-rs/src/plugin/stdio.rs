//! Hands the host what the process wrote to stdout after the handshake. Terraform logs it as unexpected.

use std::sync::Arc;

use tokio::sync::{Mutex, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

use crate::proto::plugin::StdioData;
use crate::proto::plugin::grpc_stdio_server::GrpcStdio;
use crate::proto::plugin::stdio_data::Channel;

/// Serves one subscriber at a time; what one got, no other gets.
#[derive(Debug)]
pub(super) struct Stdio {
    stray: Arc<Mutex<mpsc::Receiver<Vec<u8>>>>,
    end: CancellationToken,
}

impl Stdio {
    pub(super) fn new(stray: mpsc::Receiver<Vec<u8>>, end: CancellationToken) -> Self {
        Self { stray: Arc::new(Mutex::new(stray)), end }
    }
}

#[tonic::async_trait]
impl GrpcStdio for Stdio {
    type StreamStdioStream = ReceiverStream<Result<StdioData, Status>>;

    async fn stream_stdio(&self, _: Request<()>) -> Result<Response<Self::StreamStdioStream>, Status> {
        let (subscriber, stream) = mpsc::channel(1);
        let (stray, end) = (Arc::clone(&self.stray), self.end.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = forward(&stray, &subscriber) => {}
                () = subscriber.closed() => {}
                () = end.cancelled() => {}
            }
        });
        Ok(Response::new(ReceiverStream::new(stream)))
    }
}

/// Never ends while the subscriber listens.
async fn forward(stray: &Mutex<mpsc::Receiver<Vec<u8>>>, subscriber: &mpsc::Sender<Result<StdioData, Status>>) {
    let mut stray = stray.lock().await;
    while let Ok(place) = subscriber.reserve().await {
        match stray.recv().await {
            Some(data) => place.send(Ok(StdioData { channel: Channel::Stdout.into(), data })),
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio_stream::StreamExt;

    use super::*;

    async fn subscribe(stdio: &Stdio) -> ReceiverStream<Result<StdioData, Status>> {
        stdio.stream_stdio(Request::new(())).await.unwrap().into_inner()
    }

    #[tokio::test]
    async fn what_one_subscriber_got_the_next_does_not_get_again() {
        let (write, stray) = mpsc::channel(4);
        let stdio = Stdio::new(stray, CancellationToken::new());
        let mut first = subscribe(&stdio).await;
        write.send(b"one".to_vec()).await.unwrap();
        assert_eq!(first.next().await.unwrap().unwrap().data, b"one");
        let mut second = subscribe(&stdio).await;
        drop(first);
        write.send(b"two".to_vec()).await.unwrap();
        let data = second.next().await.unwrap().unwrap();
        assert_eq!((data.channel(), data.data.as_slice()), (Channel::Stdout, b"two".as_slice()));
    }

    #[tokio::test]
    async fn the_stream_ends_with_the_process() {
        let (_write, stray) = mpsc::channel(4);
        let end = CancellationToken::new();
        let mut stream = subscribe(&Stdio::new(stray, end.clone())).await;
        end.cancel();
        assert!(stream.next().await.is_none());
    }
}
