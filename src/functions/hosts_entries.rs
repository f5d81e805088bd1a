//! `provider::eksoutpost::hosts_entries`.

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Function, Model, Parameters, Result};

use super::cluster::NOT_YET;
use super::options::refused_at;
use crate::documents::{hosts_file, zone_file};
use crate::rules::api_server::{ApiServer, api_server_address};

/// Makes lines for `/etc/hosts`, or records for a DNS server of your own, that lead to the API server of a cluster.
///
/// While the Outpost has no connection to its Region, nobody resolves the name of the API server; its three addresses stay the same for the
/// life of the cluster. AWS recommends a DNS server on premises, and lines in `/etc/hosts` otherwise.
///
/// It returns an object with `hostname`, `addresses`, `hosts_file` (lines for `/etc/hosts`) and `zone_file` (records for a zone file, with the
/// zone's own time to live). An address that is given twice comes out once.
#[derive(Clone, Debug, Parameters)]
pub struct HostsEntriesParameters {
    /// Endpoint of the cluster, with or without `https://` and port, for example `eksoutpost_local_cluster.example.endpoint`.
    pub endpoint: Option<String>,
    /// IPv4 addresses of the API server: of the control plane instances with `ebs` storage, of the network interfaces that EKS described as
    /// `Amazon EKS <cluster>` with `instance_store` storage.
    pub addresses: Vec<Option<String>>,
}

/// Names and addresses of an API server.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct HostsEntries {
    /// Host name of the API server.
    #[tf(computed)]
    pub hostname: String,
    /// Addresses of the API server.
    #[tf(computed)]
    pub addresses: Vec<String>,
    /// Lines for `/etc/hosts`.
    #[tf(computed)]
    pub hosts_file: String,
    /// Records for a zone file.
    #[tf(computed)]
    pub zone_file: String,
}

/// The function `hosts_entries`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HostsEntriesFunction;

impl Function for HostsEntriesFunction {
    type Parameters = HostsEntriesParameters;
    type Output = HostsEntries;

    const NAME: &'static str = "hosts_entries";

    fn call(&self, HostsEntriesParameters { endpoint, addresses }: HostsEntriesParameters) -> Result<HostsEntries> {
        let at = |parameter: &str| AttributePath::root().attribute(parameter);
        let Some(endpoint) = endpoint else {
            return Err(Diagnostic::error("No endpoint yet", NOT_YET).at(at("endpoint")).into());
        };
        let server: ApiServer = refused_at(endpoint.parse(), at("endpoint"))?;
        let mut found = Vec::new();
        for (index, text) in (0..).zip(&addresses) {
            let place = at("addresses").index(index);
            let address = refused_at(api_server_address(text.as_deref().unwrap_or_default()), place)?;
            if !found.contains(&address) {
                found.push(address);
            }
        }
        if found.is_empty() {
            let detail = "Give the addresses of the API server, one or more.";
            return Err(Diagnostic::error("No addresses", detail).at(at("addresses")).into());
        }
        Ok(HostsEntries {
            hostname: server.host().to_owned(),
            hosts_file: hosts_file(server.host(), &found),
            zone_file: zone_file(server.host(), &found),
            addresses: found.iter().map(ToString::to_string).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::testing::said;

    fn entries(endpoint: Option<&str>, addresses: &[&str]) -> Result<HostsEntries> {
        let addresses = addresses.iter().map(|address| (!address.is_empty()).then(|| (*address).to_owned())).collect();
        HostsEntriesFunction.call(HostsEntriesParameters { endpoint: endpoint.map(str::to_owned), addresses })
    }

    #[test]
    fn each_address_leads_to_the_api_server() {
        let found =
            entries(Some("https://ABC.gr7.us-west-2.eks.amazonaws.com:443"), &["10.0.3.12", "10.0.3.11", "10.0.3.12"]);
        let found = found.unwrap();
        assert_eq!(found.hostname, "ABC.gr7.us-west-2.eks.amazonaws.com");
        assert_eq!(found.addresses, ["10.0.3.12", "10.0.3.11"]);
        assert_eq!(
            found.hosts_file,
            "10.0.3.12 ABC.gr7.us-west-2.eks.amazonaws.com\n10.0.3.11 ABC.gr7.us-west-2.eks.amazonaws.com\n"
        );
        assert_eq!(
            found.zone_file,
            "ABC.gr7.us-west-2.eks.amazonaws.com. IN A 10.0.3.12\nABC.gr7.us-west-2.eks.amazonaws.com. IN A 10.0.3.11\n"
        );
    }

    #[test]
    fn a_name_without_addresses_and_addresses_without_a_name_are_refused() {
        let (endpoint, address) = (Some("https://a.b"), "10.0.3.12");
        for (endpoint, addresses, error) in [
            (
                None,
                &[address] as &[_],
                "endpoint: No endpoint yet: It is null. EKS tells it when the cluster is active, and a cluster that failed never has it. Write \
                 try(..., null) around the function to have null until then; to destroy the cluster all the same, run terraform destroy \
                 -refresh=false.",
            ),
            (
                Some("a.b:80"),
                &[address],
                "endpoint: Invalid endpoint: \"a.b:80\" is not the endpoint of a cluster. The API server of a local cluster has the port \
                 443. It looks like https://0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com.",
            ),
            (endpoint, &[], "addresses: No addresses: Give the addresses of the API server, one or more."),
            (
                endpoint,
                &[address, ""],
                "addresses[1]: Invalid address: \"\" is not the IPv4 address of an API server, such as \"10.0.3.12\".",
            ),
            (
                endpoint,
                &[address, "127.0.0.1"],
                "addresses[1]: Invalid address: \"127.0.0.1\" is not the IPv4 address of an API server, such as \"10.0.3.12\". No host in a \
                 VPC has it.",
            ),
        ] {
            assert_eq!(said(entries(endpoint, addresses)), error);
        }
    }
}
