//! From the provider block to the settings of the AWS clients.

use tf_provider_rs::ConfigureContext;
use tf_provider_rs::model::Attr;

use super::block::{EndpointsView, ProviderBlockView};
use super::known::{list, secret, text};
use crate::aws::{self, Connection, Endpoints, Metadata, Settings};

/// What the provider block says; the environment is not asked yet.
pub(super) fn settings(cx: &ConfigureContext, block: &ProviderBlockView) -> Settings {
    let user_agent = list(&block.user_agent);
    Settings {
        region: text(&block.region),
        profile: text(&block.profile),
        access_key: text(&block.access_key),
        secret_key: secret(&block.secret_key),
        token: secret(&block.token),
        shared_config_files: list(&block.shared_config_files),
        shared_credentials_files: list(&block.shared_credentials_files),
        web_identity: block.assume_role_with_web_identity.known().map(aws::WebIdentity::from),
        assume_role: block
            .assume_role
            .known()
            .into_iter()
            .flatten()
            .filter_map(|role| role.known().map(aws::AssumeRole::from))
            .collect(),
        metadata: Metadata {
            endpoint: text(&block.ec2_metadata_service_endpoint),
            mode: text(&block.ec2_metadata_service_endpoint_mode),
            skip: block.skip_metadata_api_check.known().copied(),
        },
        connection: connection(block),
        use_fips: block.use_fips_endpoint.known().copied(),
        use_dual_stack: block.use_dualstack_endpoint.known().copied(),
        sts_region: text(&block.sts_region),
        endpoints: block.endpoints.known().map(endpoints).unwrap_or_default(),
        max_retries: number(&block.max_retries),
        retry_mode: text(&block.retry_mode).map(|mode| mode.to_lowercase()),
        token_bucket_capacity: number(&block.token_bucket_rate_limiter_capacity),
        skip_requesting_account_id: block.skip_requesting_account_id.known() == Some(&true),
        terraform_version: Some(cx.terraform_version().to_owned()),
        provider_version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        user_agent: (!user_agent.is_empty()).then(|| user_agent.join(" ")),
        ..Settings::default()
    }
}

fn number<T: TryFrom<i64>>(attribute: &Attr<i64>) -> Option<T> {
    attribute.known().and_then(|number| T::try_from(*number).ok())
}

fn connection(block: &ProviderBlockView) -> Connection {
    // Here an empty text is a value: no proxy, whatever the environment says.
    Connection {
        http_proxy: block.http_proxy.known().cloned(),
        https_proxy: block.https_proxy.known().cloned(),
        no_proxy: block.no_proxy.known().cloned(),
        ca_bundle: text(&block.custom_ca_bundle),
    }
}

fn endpoints(block: &EndpointsView) -> Endpoints {
    Endpoints {
        ec2: text(&block.ec2),
        eks: text(&block.eks),
        iam: text(&block.iam),
        outposts: text(&block.outposts),
        sts: text(&block.sts),
    }
}
