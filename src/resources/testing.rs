//! What handler tests of all resources share: a configured provider over an AWS on the wire.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;
use tf_provider_rs::testing::{Host, Planned, Terraform, UNKNOWN};
use tf_provider_rs::{ConfigureContext, Context, Offers, Provider, Resource, Result};
use tokio_util::sync::CancellationToken;

use crate::aws::Settings;
use crate::aws::testing::{Answer, Wire};
use crate::config::{Api, ProviderBlock, ProviderBlockView};
use crate::provider::EksOutpost;
use crate::tags::Tags;

/// Looks happen every so many seconds.
pub(crate) const POLL: u64 = 10;

/// One resource, its provider configured for us-west-2, and the AWS that it calls.
pub(crate) struct Test<R: Resource<Api = Api>> {
    pub(crate) wire: Wire,
    pub(crate) host: Host<R>,
    pub(crate) stop: CancellationToken,
}

impl<R: Resource<Api = Api> + Default> Test<R> {
    /// An AWS that answers each request by its script.
    pub(crate) async fn new(scripts: Vec<(&str, Vec<Answer>)>) -> Self {
        Self::with_default_tags(scripts, Tags::new()).await
    }

    pub(crate) async fn with_default_tags(scripts: Vec<(&str, Vec<Answer>)>, default_tags: Tags) -> Self {
        Self::with_settings(scripts, Settings::default(), default_tags).await
    }

    pub(crate) async fn with_settings(
        scripts: Vec<(&str, Vec<Answer>)>,
        settings: Settings,
        default_tags: Tags,
    ) -> Self {
        let wire = Wire::by_request(scripts);
        let poll_interval = Some(Duration::from_secs(POLL));
        let settings = Settings { max_retries: Some(1), poll_interval, ..settings };
        let api = Api::of(wire.clients_with(settings).await, default_tags);
        Self { wire, host: Host::new(R::default(), Arc::new(api)), stop: CancellationToken::new() }
    }

    /// The plan of `config`, which must not be refused.
    pub(crate) async fn plan(&self, config: &Json, prior: Option<&R::Model>) -> Planned {
        let planned = self.host.plan(config, prior).await.unwrap();
        assert!(planned.diagnostics.is_empty(), "{}", planned.diagnostics);
        planned
    }

    /// What is said of the plan of `config`.
    pub(crate) async fn refusal(&self, config: &Json, prior: Option<&R::Model>) -> String {
        self.host.plan(config, prior).await.unwrap().diagnostics.to_string()
    }

    /// The surroundings of an operation that may take an hour.
    pub(crate) fn context(&self) -> Context<Api, R::Model> {
        self.host.context(&self.stop, Duration::from_secs(3600))
    }

    /// Runs `operation` and interrupts it after `seconds`; tells how it ended and how many seconds it took.
    pub(crate) async fn interrupt<T>(&self, seconds: u64, operation: impl Future<Output = T>) -> (T, f64) {
        let started = tokio::time::Instant::now();
        let ended = async {
            let result = operation.await;
            (result, started.elapsed().as_secs_f64())
        };
        let interrupt = async {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            self.stop.cancel();
        };
        tokio::join!(ended, interrupt).0
    }

    /// The requests in their order, a repeated one once.
    pub(crate) fn calls(&self) -> Vec<String> {
        let mut calls: Vec<String> = self.wire.seen().into_iter().map(|seen| seen.what).collect();
        calls.dedup();
        calls
    }
}

/// The whole provider, over an AWS on the wire.
#[derive(Debug)]
struct Wired(Wire);

impl Provider for Wired {
    type Config = ProviderBlock;
    type Api = Api;

    const NAME: &'static str = EksOutpost::NAME;
    const ADDRESS: &'static str = EksOutpost::ADDRESS;
    const VERSION: &'static str = EksOutpost::VERSION;

    async fn configure(&self, _cx: &ConfigureContext, _config: ProviderBlockView) -> Result<Api> {
        Ok(Api::of(self.0.clients().await, Tags::new()))
    }

    fn offers(&self) -> Offers<Api> {
        EksOutpost.offers()
    }
}

/// Terraform with the whole provider, over an AWS on the wire: for what no [`Host`] has.
pub(crate) async fn terraform(wire: &Wire) -> Terraform {
    Terraform::start(Wired(wire.clone()), &serde_json::json!({})).await.unwrap()
}

/// `config` with `value` at a path such as `vpc_config.subnet_ids`.
pub(crate) fn with(mut config: Json, path: &str, value: impl Into<Json>) -> Json {
    let mut place = &mut config;
    for step in path.split('.') {
        place = match step.parse::<usize>() {
            Ok(index) => &mut place[index],
            Err(_) => &mut place[step],
        };
    }
    *place = value.into();
    config
}

/// Every configuration in which one value of `config`, a leaf or an object, is not known yet, by path.
pub(crate) fn with_each_unknown(config: &Json) -> Vec<(String, Json)> {
    let Some(members) = config.as_object() else { return Vec::new() };
    let mut all = Vec::new();
    for (name, value) in members {
        all.push((name.clone(), with(config.clone(), name, UNKNOWN)));
        for (path, inner) in with_each_unknown(value) {
            all.push((format!("{name}.{path}"), with(config.clone(), name, inner)));
        }
        if let Some(items) = value.as_array() {
            for index in 0..items.len() {
                let path = format!("{name}.{index}");
                all.push((path.clone(), with(config.clone(), &path, UNKNOWN)));
            }
        }
    }
    all
}

/// Tags from pairs.
pub(crate) fn tags(pairs: &[(&str, &str)]) -> Tags {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}
