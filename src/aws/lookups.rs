//! What is asked before anything is changed: each question once in the life of the process, at most eight at a time, and only within the
//! time that a plan has for it.
//!
//! A question that cannot be answered, because the caller may not ask it, because nobody answers, or because there is no time left, is
//! nobody's error: it is logged once, and the answer is `None`, "not checked". Who wants to know takes note with [`Missed`].

mod memo;
mod missed;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_eks::types::Cluster;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout_at};

use self::memo::Memo;
pub use self::missed::Missed;
use super::ec2::VpcDns;
use super::network::LOOK_UP;
use super::{Clients, Error, Kind};
use crate::rules::capacity::Host;
use crate::rules::outpost::Outpost;
use crate::rules::placement_group::PlacementGroup;
use crate::rules::role::ClusterRole;
use crate::rules::routes::RouteTable;
use crate::rules::security_groups::SecurityGroup;
use crate::rules::subnets::Subnet;
use crate::rules::vpc_addresses::Vpc;
use crate::rules::vpc_endpoints::VpcEndpoint;

/// Questions on their way at the same time. EC2 and IAM limit the rate of requests of an account.
const AT_ONCE: usize = 8;
/// AWS may not show at once what was made a moment ago, for example by another provider in the same apply.
const SECOND_LOOK: Duration = Duration::from_secs(1);

/// A question on the heap: a plan has a dozen of them at once, and those of the SDK are large.
type Question<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// An answer, shared by all who asked; `None` if there is none to be had.
pub type Answer<T> = Option<Arc<T>>;

/// All answers of the process.
#[derive(Debug)]
pub(super) struct Lookups {
    permits: Semaphore,
    clusters: Memo<Answer<Option<Cluster>>>,
    default_keys: Memo<Answer<Option<String>>>,
    endpoints: Memo<Answer<Vec<VpcEndpoint>>>,
    hosts: Memo<Answer<Vec<Host>>>,
    instance_types: Memo<Answer<Vec<String>>>,
    instances: Memo<Answer<BTreeMap<String, i64>>>,
    local_gateways: Memo<Answer<bool>>,
    outposts: Memo<Answer<Option<Outpost>>>,
    placement_groups: Memo<Answer<Option<PlacementGroup>>>,
    roles: Memo<Answer<Option<ClusterRole>>>,
    route_tables: Memo<Answer<Vec<RouteTable>>>,
    security_groups: Memo<Answer<Vec<SecurityGroup>>>,
    subnets: Memo<Answer<Vec<Subnet>>>,
    versions: Memo<Answer<Vec<String>>>,
    vpc_dns: Memo<Answer<Option<bool>>>,
    vpcs: Memo<Answer<Option<Vpc>>>,
}

impl Default for Lookups {
    fn default() -> Self {
        Self {
            permits: Semaphore::new(AT_ONCE),
            clusters: Memo::default(),
            default_keys: Memo::default(),
            endpoints: Memo::default(),
            hosts: Memo::default(),
            instance_types: Memo::default(),
            instances: Memo::default(),
            local_gateways: Memo::default(),
            outposts: Memo::default(),
            placement_groups: Memo::default(),
            roles: Memo::default(),
            route_tables: Memo::default(),
            security_groups: Memo::default(),
            subnets: Memo::default(),
            versions: Memo::default(),
            vpc_dns: Memo::default(),
            vpcs: Memo::default(),
        }
    }
}

/// A look at one Region that ends in time.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    clients: &'a Clients,
    known: &'a Lookups,
    region: &'a str,
    until: Instant,
    missed: Option<&'a Missed>,
}

impl<'a> Look<'a> {
    pub(super) fn new(clients: &'a Clients, known: &'a Lookups, region: &'a str) -> Self {
        Self { clients, known, region, until: Instant::now() + LOOK_UP, missed: None }
    }

    /// The same look, which notes what gets no answer.
    #[must_use]
    pub fn noting(self, missed: &'a Missed) -> Self {
        Self { missed: Some(missed), ..self }
    }

    /// The Region that is looked at.
    #[must_use]
    pub fn region(&self) -> &'a str {
        self.region
    }

    /// The cluster of this name, local or not.
    pub async fn cluster(&self, name: &str) -> Answer<Option<Cluster>> {
        let eks = self.clients.eks(Some(self.region));
        self.ask(&self.known.clusters, &[name], "eks:DescribeCluster", Box::pin(eks.find_cluster(name))).await
    }

    /// Kubernetes versions of new clusters of a type, `eks` or `eks-local-outposts`.
    pub async fn versions(&self, cluster_type: &str) -> Answer<Vec<String>> {
        let eks = self.clients.eks(Some(self.region));
        let question = eks.find_versions(cluster_type);
        self.ask(&self.known.versions, &[cluster_type], "eks:DescribeClusterVersions", Box::pin(question)).await
    }

    /// The role of this name, with its policies.
    pub async fn role(&self, name: &str) -> Answer<Option<ClusterRole>> {
        let question = twice(|| self.clients.iam().find_cluster_role(name), Option::is_some);
        self.ask(&self.known.roles, &[name], "iam:GetRole, iam:ListAttachedRolePolicies", Box::pin(question)).await
    }

    /// The Outpost.
    pub async fn outpost(&self, arn: &str) -> Answer<Option<Outpost>> {
        let outposts = self.clients.outposts(self.region);
        self.ask(&self.known.outposts, &[arn], "outposts:GetOutpost", Box::pin(outposts.find_outpost(arn))).await
    }

    /// Instance types that are configured on the Outpost, as AWS Outposts tells it, or else EC2.
    pub async fn instance_types(&self, arn: &str) -> Answer<Vec<String>> {
        let (outposts, ec2) = (self.clients.outposts(self.region), self.clients.ec2(self.region));
        let question = async {
            match outposts.find_instance_types(arn).await {
                Ok(found) if !found.is_empty() => Ok(found),
                Ok(_) => ec2.find_instance_types(arn).await,
                Err(error) => {
                    tracing::debug!("asking EC2 instead: {error}");
                    ec2.find_instance_types(arn).await
                }
            }
        };
        self.ask(&self.known.instance_types, &[arn], "outposts:GetOutpostInstanceTypes", Box::pin(question)).await
    }

    /// The hosts of the Outpost.
    pub async fn hosts(&self, arn: &str) -> Answer<Vec<Host>> {
        let outposts = self.clients.outposts(self.region);
        self.ask(&self.known.hosts, &[arn], "outposts:ListAssets", Box::pin(outposts.find_hosts(arn))).await
    }

    /// Instances that run on the Outpost, by type.
    pub async fn instances(&self, arn: &str) -> Answer<BTreeMap<String, i64>> {
        let outposts = self.clients.outposts(self.region);
        self.ask(&self.known.instances, &[arn], "outposts:ListAssetInstances", Box::pin(outposts.count_instances(arn)))
            .await
    }

    /// Those of the subnets that exist.
    pub async fn subnets(&self, ids: &[String]) -> Answer<Vec<Subnet>> {
        let ec2 = self.clients.ec2(self.region);
        let question = twice(|| ec2.find_subnets(ids), |found: &Vec<Subnet>| found.len() == ids.len());
        self.ask(&self.known.subnets, &texts(ids), "ec2:DescribeSubnets", Box::pin(question)).await
    }

    /// Those of the security groups that exist.
    pub async fn security_groups(&self, ids: &[String]) -> Answer<Vec<SecurityGroup>> {
        let ec2 = self.clients.ec2(self.region);
        let question = twice(|| ec2.find_security_groups(ids), |found: &Vec<SecurityGroup>| found.len() == ids.len());
        self.ask(&self.known.security_groups, &texts(ids), "ec2:DescribeSecurityGroups", Box::pin(question)).await
    }

    /// The placement group of this name.
    pub async fn placement_group(&self, name: &str) -> Answer<Option<PlacementGroup>> {
        let ec2 = self.clients.ec2(self.region);
        let question = twice(|| ec2.find_placement_group(name), Option::is_some);
        self.ask(&self.known.placement_groups, &[name], "ec2:DescribePlacementGroups", Box::pin(question)).await
    }

    /// The VPC.
    pub async fn vpc(&self, id: &str) -> Answer<Option<Vpc>> {
        let ec2 = self.clients.ec2(self.region);
        self.ask(&self.known.vpcs, &[id], "ec2:DescribeVpcs", Box::pin(ec2.find_vpc(id))).await
    }

    /// A switch of the VPC's name resolution.
    pub async fn vpc_dns(&self, id: &str, switch: VpcDns) -> Answer<Option<bool>> {
        let ec2 = self.clients.ec2(self.region);
        let key = format!("{switch:?}");
        let question = ec2.find_vpc_dns(id, switch);
        self.ask(&self.known.vpc_dns, &[id, &key], "ec2:DescribeVpcAttribute", Box::pin(question)).await
    }

    /// The route tables of the VPC.
    pub async fn route_tables(&self, vpc_id: &str) -> Answer<Vec<RouteTable>> {
        let ec2 = self.clients.ec2(self.region);
        let question = ec2.find_route_tables(vpc_id);
        self.ask(&self.known.route_tables, &[vpc_id], "ec2:DescribeRouteTables", Box::pin(question)).await
    }

    /// The endpoints in the VPC.
    pub async fn vpc_endpoints(&self, vpc_id: &str) -> Answer<Vec<VpcEndpoint>> {
        let ec2 = self.clients.ec2(self.region);
        let question = ec2.find_vpc_endpoints(vpc_id);
        self.ask(&self.known.endpoints, &[vpc_id], "ec2:DescribeVpcEndpoints", Box::pin(question)).await
    }

    /// Whether the VPC is associated with a local gateway.
    pub async fn local_gateway(&self, vpc_id: &str) -> Answer<bool> {
        const ACTION: &str = "ec2:DescribeLocalGatewayRouteTableVpcAssociations";
        let ec2 = self.clients.ec2(self.region);
        self.ask(&self.known.local_gateways, &[vpc_id], ACTION, Box::pin(ec2.has_local_gateway(vpc_id))).await
    }

    /// The key of volumes that are encrypted by default.
    pub async fn default_key(&self) -> Answer<Option<String>> {
        const ACTIONS: &str = "ec2:GetEbsEncryptionByDefault, ec2:GetEbsDefaultKmsKeyId";
        let ec2 = self.clients.ec2(self.region);
        self.ask(&self.known.default_keys, &[], ACTIONS, Box::pin(ec2.find_default_key())).await
    }

    async fn ask<T>(
        &self,
        memo: &Memo<Answer<T>>,
        about: &[&str],
        actions: &str,
        question: Question<'_, T>,
    ) -> Answer<T> {
        let key = format!("{} {}", self.region, about.join(" "));
        let answer = memo.get(key, async {
            let _permit = self.known.permits.acquire().await.ok()?;
            match question.await {
                Ok(answer) => Some(Arc::new(answer)),
                Err(error) => {
                    log(&error, actions);
                    None
                }
            }
        });
        let answer = timeout_at(self.until, answer).await.unwrap_or_else(|_| {
            tracing::info!("not checked before the change, for want of time: {actions}");
            None
        });
        if let (None, Some(missed)) = (&answer, self.missed) {
            missed.note(actions);
        }
        answer
    }
}

/// A missing permission is no one's fault, so this is all that is said about it.
fn log(error: &Error, actions: &str) {
    match error.kind() {
        Kind::Denied { action, .. } => tracing::info!("not checked before the change: {action} is not allowed"),
        _ => tracing::info!("not checked before the change ({actions}): {error}"),
    }
}

/// Asks again, once, if the answer is not all that was wanted.
async fn twice<T, F>(mut question: impl FnMut() -> F, is_all: impl Fn(&T) -> bool) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let answer = question().await?;
    if is_all(&answer) {
        return Ok(answer);
    }
    sleep(SECOND_LOOK).await;
    question().await
}

fn texts(ids: &[String]) -> Vec<&str> {
    ids.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests;
