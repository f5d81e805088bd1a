//! Amazon EC2: what a cluster stands on, or is going to. Nothing here changes anything.
//!
//! The SDK of EC2 is two thirds of a development build, so nothing outside these files names it: answers are what `rules` looks at.

mod ebs;
mod endpoints;
mod instance_types;
mod instances;
mod local_gateways;
mod network_interfaces;
mod placement_groups;
mod routes;
mod security_groups;
mod subnets;
mod vpc;

use aws_config::SdkConfig;
use aws_sdk_ec2::config::Builder;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ec2::types::Filter;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::error::{Error, Service};
use super::wait::Schedule;

pub use instances::Instance;
pub use network_interfaces::NetworkInterface;
pub use vpc::VpcDns;

/// Amazon EC2 in one Region.
#[derive(Clone, Debug)]
pub struct Ec2 {
    client: aws_sdk_ec2::Client,
    schedule: Schedule,
}

impl Ec2 {
    pub(super) fn new(sdk: &SdkConfig, schedule: Schedule, configure: impl FnOnce(Builder) -> Builder) -> Self {
        Self { client: aws_sdk_ec2::Client::from_conf(configure(Builder::from(sdk)).build()), schedule }
    }
}

/// Only objects whose `name` is one of the `values`. Unlike a list of ids, a filter does not fail for what does not exist.
fn filter<'a>(name: &str, values: impl IntoIterator<Item = &'a str>) -> Filter {
    Filter::builder().name(name).set_values(Some(values.into_iter().map(str::to_owned).collect())).build()
}

fn failed<E>(operation: &'static str, object: &str, error: &SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    Error::from_sdk(Service::Ec2, operation, object, error)
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

#[cfg(test)]
#[path = "ec2/tests.rs"]
mod tests;
