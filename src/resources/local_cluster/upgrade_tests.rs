//! The state has one version so far. The way to the next ones is open: a resource of version 2 whose state had other names before takes
//! over what this one stored.

use std::sync::Arc;

use tf_provider_rs::testing::Host;
use tf_provider_rs::{Context, Diagnostic, Model, Resource, Result, StoredState};

use super::model::{LocalCluster, LocalClusterArguments};
use super::testing::{Test, applied, described, described_instance_store, ebs, instance_store};
use crate::config::Api;

/// What version 0 named otherwise.
#[derive(Clone, Debug, Model)]
struct NamesV0 {
    /// Kubernetes version.
    #[tf(optional)]
    kubernetes_version: Option<String>,
}

/// What version 1 named otherwise.
#[derive(Clone, Debug, Model)]
struct NamesV1 {
    /// Kubernetes version.
    #[tf(optional)]
    version_of_kubernetes: Option<String>,
}

impl From<NamesV0> for NamesV1 {
    fn from(old: NamesV0) -> Self {
        Self { version_of_kubernetes: old.kubernetes_version }
    }
}

struct Version2;

type Cx = Context<Api, LocalCluster>;

fn not_here() -> Diagnostic {
    Diagnostic::error("Not here", "Only upgrades are tested.")
}

impl Resource for Version2 {
    type Api = Api;
    type Model = LocalCluster;

    const NAME: &'static str = "local_cluster";
    const VERSION: i64 = 2;

    async fn create(&self, _cx: &Cx, _arguments: LocalClusterArguments) -> Result<LocalCluster> {
        Err(not_here().into())
    }

    async fn read(&self, _cx: &Cx, state: LocalCluster) -> Result<Option<LocalCluster>> {
        Ok(Some(state))
    }

    async fn update(&self, _cx: &Cx, _prior: LocalCluster, _new: LocalClusterArguments) -> Result<LocalCluster> {
        Err(not_here().into())
    }

    async fn delete(&self, _cx: &Cx, _state: LocalCluster) -> Result<()> {
        Err(not_here().into())
    }

    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<LocalCluster>> {
        let names: NamesV1 = match version {
            0 => stored.decode::<NamesV0>()?.into(),
            1 => stored.decode()?,
            _ => return Ok(None),
        };
        Ok(Some(LocalCluster { version: names.version_of_kubernetes, ..stored.decode()? }))
    }
}

#[tokio::test(start_paused = true)]
async fn a_state_of_an_earlier_version_goes_through_the_chain_and_plans_no_change() {
    for (config, cluster) in [(ebs(), described("ACTIVE")), (instance_store(), described_instance_store("ACTIVE"))] {
        let state = applied(&config, cluster).await;
        let test = Test::new(vec![]).await;
        let next = Host::new(Version2, Arc::clone(test.host.api()));
        let attributes = test.plan(&config, Some(&state)).await.state();
        for (version, name) in [(0, "kubernetes_version"), (1, "version_of_kubernetes")] {
            let mut stored = attributes.clone();
            let members = stored.as_object_mut().unwrap();
            let kubernetes = members.remove("version").unwrap();
            assert_eq!(kubernetes, "1.31");
            members.insert(name.to_owned(), kubernetes);
            let upgraded = next.upgraded(version, &stored).unwrap().unwrap();
            assert_eq!(test.plan(&config, Some(&upgraded)).await.state(), attributes, "version {version}");
            assert_eq!(test.plan(&config, Some(&upgraded)).await.changes(&upgraded), [""; 0], "version {version}");
        }
        assert_eq!(next.upgraded(7, &attributes).unwrap(), None);
    }
}
