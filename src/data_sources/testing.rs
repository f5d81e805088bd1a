//! What handler tests of data sources share: a configured provider over an AWS on the wire.

use std::sync::Arc;

use serde_json::Value as Json;
use tf_provider_rs::DataSource;
use tf_provider_rs::testing::DataHost;
use tokio_util::sync::CancellationToken;

use crate::aws::Settings;
use crate::aws::testing::{Answer, Wire};
use crate::config::Api;
use crate::tags::Tags;

/// One data source, its provider configured for us-west-2, and the AWS that it calls.
pub(super) struct Test<D: DataSource<Api = Api>> {
    pub(super) wire: Wire,
    pub(super) stop: CancellationToken,
    host: DataHost<D>,
}

impl<D: DataSource<Api = Api> + Default> Test<D> {
    /// An AWS that answers each request by its script.
    pub(super) async fn new<'a>(scripts: impl IntoIterator<Item = (&'a str, Vec<Answer>)>) -> Self {
        let wire = Wire::by_request(scripts);
        let settings = Settings { max_retries: Some(1), ..Settings::default() };
        let api = Arc::new(Api::of(wire.clients_with(settings).await, Tags::new()));
        let host = DataHost::new(D::default(), api);
        Self { wire, stop: CancellationToken::new(), host }
    }

    /// The data, null if there is an error, and what is said.
    pub(super) async fn read(&self, config: &Json) -> (Json, String) {
        let read = self.host.read(config, &self.stop).await.unwrap();
        (read.data, read.diagnostics.to_string())
    }

    /// The requests in the order of their names.
    pub(super) fn calls(&self) -> Vec<String> {
        let mut calls: Vec<String> = self.wire.seen().into_iter().map(|seen| seen.what).collect();
        calls.sort();
        calls
    }
}
