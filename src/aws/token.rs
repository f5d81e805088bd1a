//! The idempotency token of CreateCluster, by which a cluster tells later which configuration made it.

use std::fmt::Write as _;

use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;
use sha2::{Digest, Sha256};

const PREFIX: &str = "eksoutpost-";
const HASH_DIGITS: usize = 32;
const NONCE_DIGITS: usize = 16;

/// `eksoutpost-<32 hex digits of the configuration>-<16 random hex digits>`: 60 ASCII characters.
///
/// The first part is the same for the same account, Region, name and create-only arguments; the second proves that it was this
/// very request. The same token must be sent with every try of one creation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClientToken {
    text: String,
}

impl ClientToken {
    /// A new token for this request of this account in this Region.
    #[must_use]
    pub fn new(account: &str, region: &str, request: &CreateClusterInputBuilder) -> Self {
        let mut text = String::from(PREFIX);
        let digest = Sha256::digest(canonical(account, region, request));
        for byte in digest.iter().take(HASH_DIGITS / 2) {
            let _infallible = write!(text, "{byte:02x}");
        }
        let _infallible = write!(text, "-{:016x}", fastrand::u64(..));
        Self { text }
    }

    /// The token in this text, as EKS returns it; nothing if the text is not one of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hash, nonce) = text.strip_prefix(PREFIX)?.split_once('-')?;
        let is_hex = |part: &str, digits: usize| part.len() == digits && part.chars().all(|c| c.is_ascii_hexdigit());
        (is_hex(hash, HASH_DIGITS) && is_hex(nonce, NONCE_DIGITS)).then(|| Self { text: text.to_owned() })
    }

    /// The text to send.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether both come from the same configuration, perhaps of different runs.
    #[must_use]
    pub fn same_configuration(&self, other: &Self) -> bool {
        let shared = PREFIX.len() + HASH_DIGITS;
        self.text.get(..shared) == other.text.get(..shared)
    }
}

/// A token for the tries of one update: 50 ASCII characters, never the same.
pub(super) fn of_update() -> String {
    format!("{PREFIX}update-{:032x}", fastrand::u128(..))
}

/// Every argument that cannot be changed later, each as `name=length:value`, sets in order.
fn canonical(account: &str, region: &str, request: &CreateClusterInputBuilder) -> String {
    let mut text = String::new();
    let mut add = |name: &str, value: &str| {
        let _infallible = write!(text, "{name}={}:{value};", value.len());
    };
    let mut add_all = |name: &str, values: &[String]| {
        let mut values: Vec<&String> = values.iter().collect();
        values.sort_unstable();
        for value in values {
            add(name, value);
        }
    };
    let given = |value: &Option<String>| value.clone().map_or_else(Vec::new, |value| vec![value]);

    add_all("account", &[account.to_owned()]);
    add_all("region", &[region.to_owned()]);
    add_all("name", &given(request.get_name()));
    add_all("role", &given(request.get_role_arn()));
    if let Some(vpc) = request.get_resources_vpc_config() {
        add_all("subnet", vpc.subnet_ids());
        add_all("security_group", vpc.security_group_ids());
    }
    if let Some(network) = request.get_kubernetes_network_config() {
        add_all("service_cidr", &given(&network.service_ipv4_cidr));
    }
    if let Some(outpost) = request.get_outpost_config() {
        add_all("outpost", outpost.outpost_arns());
        add_all("instance_type", &[outpost.control_plane_instance_type().to_owned()]);
        add_all("etcd_instance_type", &given(&outpost.etcd_instance_type));
        if let Some(placement) = outpost.control_plane_placement() {
            add_all("group", &given(&placement.group_name));
            let level = placement.spread_level.as_ref().map(|level| level.as_str().to_owned());
            add_all("spread", &given(&level));
        }
        if let Some(placement) = outpost.etcd_placement() {
            let level = placement.spread_level.as_ref().map(|level| level.as_str().to_owned());
            add_all("etcd_spread", &given(&level));
        }
    }
    let bootstrap = request.get_access_config().as_ref();
    let bootstrap = bootstrap.and_then(|access| access.bootstrap_cluster_creator_admin_permissions);
    add_all("bootstrap", &given(&bootstrap.map(|value| value.to_string())));
    text
}

#[cfg(test)]
mod tests {
    use aws_sdk_eks::operation::create_cluster::CreateClusterInput;
    use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;
    use aws_sdk_eks::types::VpcConfigRequest;

    use super::ClientToken;

    fn request(name: &str, subnets: &[&str]) -> CreateClusterInputBuilder {
        let subnets = subnets.iter().map(|id| (*id).to_owned()).collect();
        CreateClusterInput::builder()
            .name(name)
            .resources_vpc_config(VpcConfigRequest::builder().set_subnet_ids(Some(subnets)).build())
    }

    #[test]
    fn the_token_is_short_ascii_and_never_the_same() {
        let (one, other) = (
            ClientToken::new("111122223333", "us-west-2", &request("edge", &["a"])),
            ClientToken::new("111122223333", "us-west-2", &request("edge", &["a"])),
        );
        assert_eq!(one.as_str().len(), 60);
        assert!(one.as_str().starts_with("eksoutpost-") && one.as_str().is_ascii());
        assert_ne!(one, other);
        assert!(one.same_configuration(&other));
        assert_eq!(ClientToken::parse(one.as_str()), Some(one));
    }

    #[test]
    fn only_create_only_arguments_make_another_configuration() {
        let base = || request("edge", &["a", "b"]);
        let token = ClientToken::new("1", "us-west-2", &base());
        for (why, other, same) in [
            ("order of subnets", ClientToken::new("1", "us-west-2", &request("edge", &["b", "a"])), true),
            ("version", ClientToken::new("1", "us-west-2", &base().version("1.31")), true),
            ("tags", ClientToken::new("1", "us-west-2", &base().tags("a", "b")), true),
            ("account", ClientToken::new("2", "us-west-2", &base()), false),
            ("region", ClientToken::new("1", "us-east-1", &base()), false),
            ("name", ClientToken::new("1", "us-west-2", &request("edge2", &["a", "b"])), false),
            ("role", ClientToken::new("1", "us-west-2", &base().role_arn("r")), false),
            ("a subnet less", ClientToken::new("1", "us-west-2", &request("edge", &["a"])), false),
            ("subnets run together", ClientToken::new("1", "us-west-2", &request("edge", &["ab"])), false),
        ] {
            assert_eq!(token.same_configuration(&other), same, "{why}");
        }
    }

    #[test]
    fn the_token_of_an_update_is_never_the_same() {
        let (one, other) = (super::of_update(), super::of_update());
        assert!(one.len() == 50 && one.is_ascii() && one != other, "{one} {other}");
    }

    #[test]
    fn tokens_of_others_are_not_ours() {
        for text in ["", "eksoutpost-", "eksoutpost-xyz-1", "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d", "eksoutpost-ab-cd"]
        {
            assert_eq!(ClientToken::parse(text), None, "{text}");
        }
    }
}
