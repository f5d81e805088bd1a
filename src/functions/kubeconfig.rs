//! `provider::eksoutpost::kubeconfig`.

use tf_provider_rs::{Function, Model, Parameters, Result};

use super::cluster::{self, Authority, parsed, present};
use super::options::{Options, refused_at};
use crate::documents::{Credentials, Kubeconfig, TokenCommand};
use crate::rules::api_server::{ApiServer, api_server_address};
use crate::rules::cluster_identity::{ClusterArn, token_option};
use crate::rules::{Violation, pem, role_arn};

/// Writes a kubeconfig file for a cluster, as YAML.
///
/// The user's token comes from `aws eks get-token`, as with `aws eks update-kubeconfig`, and is made for what the kind of cluster asks for: the
/// cluster's id with `ebs` storage, its name with `instance_store`. With `client_certificate` and `client_key` the user has a certificate instead,
/// which also works while the Outpost has no connection to its Region.
///
/// The entries are called as `aws eks update-kubeconfig` calls them, by the ARN of the cluster, so that files can be merged: with a certificate,
/// user and context have `certificate@` before it, with `address`, cluster and context have `<address>@`. A private key makes the result as
/// sensitive as it is itself.
///
/// A cluster that is being created, or failed, has no endpoint, and the function refuses it, for a destroy too: write
/// `try(provider::eksoutpost::kubeconfig(...), null)` where that can be.
#[derive(Clone, Debug, Parameters)]
pub struct KubeconfigParameters {
    /// Cluster: an `eksoutpost_local_cluster` as it is, or an object with its `arn`, `endpoint`, `certificate_authority`, `cluster_id` and
    /// `control_plane_storage`.
    pub cluster: KubeconfigCluster,
    /// At most one object of options. For tokens: `profile` (of the AWS CLI) and `role_arn` (a role to assume). For a certificate, both in PEM:
    /// `client_certificate` and `client_key`. For either: `alias` (name of the context), `user_alias` (name of the user), `proxy_url`, and `address`
    /// (a fixed address of the API server to connect to, where its name cannot be resolved).
    #[tf(variadic)]
    pub options: Vec<Options>,
}

/// What a kubeconfig file says about a cluster.
#[derive(Clone, Debug, Default, PartialEq, Model)]
pub struct KubeconfigCluster {
    /// ARN of the cluster.
    #[tf(optional)]
    pub arn: Option<String>,
    /// Endpoint of the cluster.
    #[tf(optional)]
    pub endpoint: Option<String>,
    /// Certificate authority of the cluster.
    #[tf(optional)]
    pub certificate_authority: Option<Authority>,
    /// ID of the cluster.
    #[tf(optional)]
    pub cluster_id: Option<String>,
    /// Kind of cluster.
    #[tf(optional)]
    pub control_plane_storage: Option<String>,
}

/// The function `kubeconfig`.
#[derive(Clone, Copy, Debug, Default)]
pub struct KubeconfigFunction;

const OPTIONS: [&str; 8] =
    ["alias", "user_alias", "profile", "role_arn", "client_certificate", "client_key", "proxy_url", "address"];

impl Function for KubeconfigFunction {
    type Parameters = KubeconfigParameters;
    type Output = String;

    const NAME: &'static str = "kubeconfig";

    fn call(&self, KubeconfigParameters { cluster, options }: KubeconfigParameters) -> Result<String> {
        let options = Options::only(options, &OPTIONS)?;
        let arn = cluster::checked("arn", cluster.arn.clone(), |arn| ClusterArn::parse(arn).map(|_| arn.to_owned()))?;
        let server: ApiServer = parsed("endpoint", cluster.endpoint.clone())?;
        let certificate_authority = cluster::authority(cluster.certificate_authority.clone())?;
        let certificate = client_certificate(&options)?;
        let user = if certificate.is_some() { format!("certificate@{arn}") } else { arn.clone() };
        let address = options.checked("address", api_server_address)?;
        let entry = address.map_or_else(|| arn.clone(), |address| format!("{address}@{arn}"));
        let context = if certificate.is_some() { format!("certificate@{entry}") } else { entry.clone() };
        let credentials = match certificate {
            Some(certificate) => certificate,
            None => token(&cluster, &options)?,
        };
        let file = Kubeconfig {
            server: address.map_or_else(|| server.url(), |address| format!("https://{address}")),
            tls_server_name: address.map(|_| server.host().to_owned()),
            cluster: entry,
            certificate_authority,
            proxy_url: options.checked("proxy_url", proxy_url)?,
            user: options.text("user_alias")?.unwrap_or(user),
            credentials,
            context: options.text("alias")?.unwrap_or(context),
        };
        Ok(file.to_yaml())
    }
}

fn token(cluster: &KubeconfigCluster, options: &Options) -> Result<Credentials> {
    let kind = cluster::storage(cluster.control_plane_storage.clone())?;
    let text = present("arn", cluster.arn.clone())?;
    let arn = refused_at(ClusterArn::parse(&text), cluster::at("arn"))?;
    let subject = token_option(kind, arn.name, cluster.cluster_id.as_deref());
    let (option, subject) = refused_at(subject, cluster::at("cluster_id"))?;
    Ok(Credentials::Token(TokenCommand {
        region: arn.region.to_owned(),
        option,
        subject: subject.to_owned(),
        role_arn: options.checked("role_arn", |arn| role_arn(arn).map(|()| arn.to_owned()))?,
        profile: options.text("profile")?,
    }))
}

/// The client certificate, if there is to be one.
fn client_certificate(options: &Options) -> Result<Option<Credentials>> {
    let certificate = options.checked("client_certificate", pem::certificate)?;
    let key = options.checked("client_key", pem::private_key)?;
    let (certificate, key) = match (certificate, key) {
        (None, None) => return Ok(None),
        (Some(certificate), Some(key)) => (certificate, key),
        (Some(_), None) => {
            return Err(options.refuse("client_certificate", "Certificate without key", "Give client_key too."));
        }
        (None, Some(_)) => {
            return Err(options.refuse("client_key", "Key without certificate", "Give client_certificate too."));
        }
    };
    match ["profile", "role_arn"].iter().find(|name| options.has(name)) {
        Some(name) => {
            let detail = "It is for tokens, and a user with a certificate needs none. Leave it out.";
            Err(options.refuse(name, "Not with a certificate", detail))
        }
        None => Ok(Some(Credentials::Certificate { certificate, key })),
    }
}

/// Source: Kubernetes documentation, kubeconfig (v1), `proxy-url`.
fn proxy_url(text: &str) -> std::result::Result<String, Violation> {
    if ["http://", "https://", "socks5://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme)) {
        return Ok(text.to_owned());
    }
    // A URL of a proxy may have a password in it.
    Err(Violation::new("Invalid proxy", "It begins with http://, https:// or socks5://."))
}

#[cfg(test)]
mod tests;
