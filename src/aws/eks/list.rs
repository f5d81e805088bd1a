//! The local clusters of a Region. EKS lists names, of local clusters and others alike, so each has to be asked about.

use std::sync::{Mutex, PoisonError};
use std::vec;

use aws_sdk_eks::types::Cluster;

use super::Eks;
use crate::aws::Page;
use crate::aws::error::{Error, Kind, Service};

/// What a Region has.
#[derive(Debug, Default)]
pub struct LocalClusters {
    /// The local clusters, in the order of their names.
    pub clusters: Vec<Cluster>,
    /// Names of clusters that we may not ask about, local or not, in order, each with the refusal.
    pub hidden: Vec<(String, Error)>,
}

impl Eks {
    /// Names of clusters of the Region, local or not: the first hundred, or those of the page `after`.
    ///
    /// # Errors
    /// If EKS cannot be asked.
    pub async fn cluster_names(&self, after: Option<&str>) -> Result<Page<String>, Error> {
        const OPERATION: &str = "ListClusters";
        let answer = self.client.list_clusters().set_next_token(after.map(str::to_owned)).send().await;
        let answer = answer.map_err(|error| Error::from_sdk(Service::Eks, OPERATION, "", &error))?;
        Ok(Page::new(answer.clusters, answer.next_token, after))
    }

    /// The local clusters of this Region. Five are asked about at a time: EKS publishes no limits, and throttles.
    ///
    /// # Errors
    /// If EKS cannot be asked for the names, or about a cluster for another reason than that we may not.
    pub async fn find_local_clusters(&self) -> Result<LocalClusters, Error> {
        let names = Mutex::new(self.find_names().await?.into_iter());
        let some = || self.describe_until_none_is_left(&names);
        let (one, two, three, four, five) = tokio::try_join!(some(), some(), some(), some(), some())?;
        let mut all = LocalClusters::default();
        for part in [one, two, three, four, five] {
            all.clusters.extend(part.clusters);
            all.hidden.extend(part.hidden);
        }
        all.clusters.sort_by(|one, other| one.name.cmp(&other.name));
        all.hidden.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(all)
    }

    /// Asks about one cluster after the other, beside others who take from the same names.
    async fn describe_until_none_is_left(&self, names: &Mutex<vec::IntoIter<String>>) -> Result<LocalClusters, Error> {
        let next = || names.lock().unwrap_or_else(PoisonError::into_inner).next();
        let mut found = LocalClusters::default();
        while let Some(name) = next() {
            match self.find_cluster(&name).await {
                Ok(cluster) => found.clusters.extend(cluster.filter(|cluster| cluster.outpost_config.is_some())),
                Err(error) if matches!(error.kind(), Kind::Denied { .. }) => found.hidden.push((name, error)),
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// The names of all clusters of this Region.
    async fn find_names(&self) -> Result<Vec<String>, Error> {
        Page::all(async |after: Option<String>| {
            self.cluster_names(after.as_deref()).await.map(|page| (Some(page.items), page.next))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use crate::aws::Kind;
    use crate::aws::testing::{Answer, Wire, eks_error, not_found};

    const LIST: &str = "GET /clusters";

    fn named(names: &[&str], next: Option<&str>) -> Answer {
        (200, json!({ "clusters": names, "nextToken": next }).to_string())
    }

    fn cluster(name: &str, is_local: bool) -> Answer {
        let local = json!({ "outpostArns": ["op"], "controlPlaneInstanceType": "m5.large" });
        (200, json!({ "cluster": { "name": name, "outpostConfig": is_local.then_some(local) } }).to_string())
    }

    #[tokio::test(start_paused = true)]
    async fn every_page_is_read_and_only_local_clusters_are_kept_in_order() {
        let wire = Wire::by_request([
            (LIST, vec![named(&["d", "a", "cloud"], Some("more")), named(&["c", "gone", "b"], None)]),
            ("GET /clusters/a", vec![cluster("a", true)]),
            ("GET /clusters/b", vec![cluster("b", true)]),
            ("GET /clusters/c", vec![cluster("c", true)]),
            ("GET /clusters/d", vec![cluster("d", true)]),
            ("GET /clusters/cloud", vec![cluster("cloud", false)]),
            ("GET /clusters/gone", vec![not_found()]),
        ]);
        let found = wire.eks().await.find_local_clusters().await.unwrap();
        let names: Vec<_> = found.clusters.iter().filter_map(|cluster| cluster.name()).collect();
        assert_eq!((names, found.hidden.len()), (vec!["a", "b", "c", "d"], 0));
        let seen = wire.seen();
        assert_eq!(seen.len(), 8, "two pages, and each cluster once");
        let distinct: BTreeSet<_> = seen.iter().map(|seen| seen.what.as_str()).collect();
        assert_eq!(distinct.len(), 7);
    }

    #[tokio::test(start_paused = true)]
    async fn clusters_that_may_not_be_described_are_told_apart_from_failures() {
        let denied = || vec![eks_error(403, "AccessDeniedException", "no")];
        let scripts = |of_b| {
            Wire::by_request([
                (LIST, vec![named(&["b", "a"], None)]),
                ("GET /clusters/a", denied()),
                ("GET /clusters/b", of_b),
            ])
        };
        let found = scripts(denied()).eks().await.find_local_clusters().await.unwrap();
        assert_eq!(found.hidden.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let fault = vec![eks_error(503, "ServiceUnavailableException", "later")];
        let error = scripts(fault).eks().await.find_local_clusters().await.unwrap_err();
        assert_eq!((error.kind(), error.object()), (&Kind::ServiceFault, "cluster \"b\""));
        let error = Wire::by_request([(LIST, denied())]).eks().await.find_local_clusters().await.unwrap_err();
        let action = "eks:ListClusters".to_owned();
        assert_eq!(*error.kind(), Kind::Denied { action, resource: None });
    }
}
