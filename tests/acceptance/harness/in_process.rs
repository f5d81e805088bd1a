//! The provider in the test's own process: for tests that run too many operations for a real Terraform.

use serde_json::{Value, json};
use terraform_provider_eksoutpost::config::{self, Api, Environment, ProviderBlock, ProviderBlockView};
use terraform_provider_eksoutpost::provider::EksOutpost;
use tf_provider_rs::{ConfigureContext, Diagnostics, Offers, Provider, Result};

use super::Simulator;

/// The provider with another environment than that of the tests: looks at what AWS does are a hundredth of a second apart.
#[derive(Debug)]
pub(crate) struct InProcess;

impl Provider for InProcess {
    type Config = ProviderBlock;
    type Api = Api;

    const NAME: &'static str = EksOutpost::NAME;
    const ADDRESS: &'static str = EksOutpost::ADDRESS;
    const VERSION: &'static str = EksOutpost::VERSION;

    fn validate(&self, config: &ProviderBlockView) -> Diagnostics {
        EksOutpost.validate(config)
    }

    async fn configure(&self, cx: &ConfigureContext, config: ProviderBlockView) -> Result<Api> {
        let variables = [("EKSOUTPOST_POLL_INTERVAL".to_owned(), "10ms".to_owned())];
        config::configure(cx, &config, &Environment::from_iter(variables)).await
    }

    fn offers(&self) -> Offers<Api> {
        EksOutpost.offers()
    }
}

/// A provider block that leads to the simulator and nowhere else.
pub(crate) fn provider_block(simulator: &Simulator, access_key: &str, secret_key: &str) -> Value {
    let endpoint = simulator.endpoint();
    json!({
        "region": "us-west-2",
        "access_key": access_key,
        "secret_key": secret_key,
        "max_retries": 1,
        "endpoints": { "ec2": endpoint, "eks": endpoint, "iam": endpoint, "outposts": endpoint, "sts": endpoint },
    })
}
