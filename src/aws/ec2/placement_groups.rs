//! Placement groups.

use super::{Ec2, failed, filter};
use crate::aws::error::Error;
use crate::rules::placement_group::PlacementGroup;

impl Ec2 {
    /// The placement group of this name, if there is one.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_placement_group(&self, name: &str) -> Result<Option<PlacementGroup>, Error> {
        const OPERATION: &str = "DescribePlacementGroups";
        let answer = self.client.describe_placement_groups().filters(filter("group-name", [name])).send().await;
        let answer = answer.map_err(|error| failed(OPERATION, name, &error))?;
        let group =
            answer.placement_groups.into_iter().flatten().find(|group| group.group_name.as_deref() == Some(name));
        Ok(group.map(|group| PlacementGroup {
            state: group.state.map(|state| state.as_str().to_owned()),
            strategy: group.strategy.map(|strategy| strategy.as_str().to_owned()),
            spread_level: group.spread_level.map(|level| level.as_str().to_owned()),
        }))
    }
}
