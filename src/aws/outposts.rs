//! AWS Outposts: the racks, what is configured on them and what runs there. Nothing here changes anything.

mod assets;

use std::collections::BTreeMap;

use aws_sdk_outposts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_outposts::types;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::Page;
use super::error::{Error, Service};
use crate::rules::capacity::Host;
use crate::rules::outpost::Outpost;

pub use assets::{Asset, Compute, Machine};

/// AWS Outposts in one Region.
#[derive(Clone, Debug)]
pub struct Outposts {
    client: aws_sdk_outposts::Client,
}

impl Outposts {
    pub(super) fn new(config: aws_sdk_outposts::Config) -> Self {
        Self { client: aws_sdk_outposts::Client::from_conf(config) }
    }

    /// The Outpost of this ARN or id, if there is one. One that another account shares with us may not be shown.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_outpost(&self, outpost: &str) -> Result<Option<Outpost>, Error> {
        const OPERATION: &str = "GetOutpost";
        match self.client.get_outpost().outpost_id(outpost).send().await {
            Ok(answer) => match answer.outpost {
                Some(outpost) => Ok(Some(outpost.into())),
                None => Err(Error::incomplete(Service::Outposts, OPERATION, outpost, "Outpost")),
            },
            Err(error) => {
                let error = failed(OPERATION, outpost, &error);
                if error.is_not_found() { Ok(None) } else { Err(error) }
            }
        }
    }

    /// The Outposts that are shown to us, of our own and of other accounts, in the order of their ARNs.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_outposts(&self, filter: Filter) -> Result<Vec<Outpost>, Error> {
        const OPERATION: &str = "ListOutposts";
        let request = self.client.list_outposts().set_life_cycle_status_filter(filter.life_cycle_statuses);
        let request = request.set_availability_zone_filter(filter.zones);
        let request = request.set_availability_zone_id_filter(filter.zone_ids);
        let found = Page::all(|next| {
            let call = request.clone().set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.outposts, page.next_token))
                    .map_err(|error| failed(OPERATION, "", &error))
            }
        })
        .await?;
        let mut found: Vec<Outpost> = found.into_iter().map(Into::into).collect();
        found.sort_by(|one, other| one.arn.cmp(&other.arn));
        Ok(found)
    }

    /// Instance types that are configured on the Outpost: not those that could be.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_instance_types(&self, arn: &str) -> Result<Vec<String>, Error> {
        Ok(self.find_machines(arn).await?.into_iter().map(|machine| machine.instance_type).collect())
    }

    /// As [`Outposts::find_instance_types`], with what AWS Outposts tells of each.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_machines(&self, outpost: &str) -> Result<Vec<Machine>, Error> {
        const OPERATION: &str = "GetOutpostInstanceTypes";
        let found = Page::all(|next| {
            let call = self.client.get_outpost_instance_types().outpost_id(outpost).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.instance_types, page.next_token))
                    .map_err(|error| failed(OPERATION, outpost, &error))
            }
        })
        .await?;
        let machine = |item: types::InstanceTypeItem| {
            let vcpus = item.vcpus.map(i64::from);
            item.instance_type.map(|instance_type| Machine { instance_type, vcpus })
        };
        Ok(found.into_iter().filter_map(machine).collect())
    }

    /// The hosts of the Outpost that take instances, and what fits on them. Only its owner is told.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_hosts(&self, arn: &str) -> Result<Vec<Host>, Error> {
        Ok(self.find_assets(arn).await?.into_iter().filter_map(Asset::active_host).collect())
    }

    /// What the racks of the Outpost are made of. Only its owner is told.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_assets(&self, outpost: &str) -> Result<Vec<Asset>, Error> {
        const OPERATION: &str = "ListAssets";
        let found = Page::all(|next| {
            let call = self.client.list_assets().outpost_identifier(outpost).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.assets, page.next_token))
                    .map_err(|error| failed(OPERATION, outpost, &error))
            }
        })
        .await?;
        Ok(found.into_iter().map(Into::into).collect())
    }

    /// How many instances of each type run on the Outpost, in all accounts. Only its owner is told.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn count_instances(&self, arn: &str) -> Result<BTreeMap<String, i64>, Error> {
        let mut all = BTreeMap::new();
        for ((_, instance_type), count) in self.count_instances_by_asset(arn).await? {
            *all.entry(instance_type).or_default() += count;
        }
        Ok(all)
    }

    /// The same for each asset: counts by its id and the instance type.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn count_instances_by_asset(&self, outpost: &str) -> Result<BTreeMap<(String, String), i64>, Error> {
        const OPERATION: &str = "ListAssetInstances";
        let instances = Page::all(|next| {
            let call = self.client.list_asset_instances().outpost_identifier(outpost).set_next_token(next);
            async move {
                call.send()
                    .await
                    .map(|page| (page.asset_instances, page.next_token))
                    .map_err(|error| failed(OPERATION, outpost, &error))
            }
        })
        .await?;
        let mut found = BTreeMap::new();
        for item in instances {
            if let Some(instance_type) = item.instance_type {
                *found.entry((item.asset_id.unwrap_or_default(), instance_type)).or_default() += 1;
            }
        }
        Ok(found)
    }
}

/// Which Outposts are listed: those with one of the values, for each list that is there. AWS takes one to five values in each.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Filter {
    /// For example `ACTIVE`.
    pub life_cycle_statuses: Option<Vec<String>>,
    /// Names of Availability Zones.
    pub zones: Option<Vec<String>>,
    /// IDs of Availability Zones.
    pub zone_ids: Option<Vec<String>>,
}

fn failed<E>(operation: &'static str, arn: &str, error: &SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    Error::from_sdk(Service::Outposts, operation, arn, error)
}

impl From<types::Outpost> for Outpost {
    fn from(outpost: types::Outpost) -> Self {
        Self {
            id: outpost.outpost_id,
            arn: outpost.outpost_arn,
            owner_id: outpost.owner_id,
            name: outpost.name,
            description: outpost.description,
            life_cycle_status: outpost.life_cycle_status,
            zone: outpost.availability_zone,
            zone_id: outpost.availability_zone_id,
            site_id: outpost.site_id,
            site_arn: outpost.site_arn,
            hardware_type: outpost.supported_hardware_type.map(|hardware| hardware.as_str().to_owned()),
            generation: outpost.generation.map(|generation| generation.as_str().to_owned()),
            rack_scaling_type: outpost.rack_scaling_type.map(|scaling| scaling.as_str().to_owned()),
            tags: outpost.tags.into_iter().flatten().collect(),
        }
    }
}

#[cfg(test)]
#[path = "outposts_tests.rs"]
mod tests;
