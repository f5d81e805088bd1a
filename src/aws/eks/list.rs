//! Finding clusters that nobody has named.

use super::Eks;
use crate::aws::Page;
use crate::aws::error::{Error, Service};

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
}
