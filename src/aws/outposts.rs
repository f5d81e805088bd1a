//! AWS Outposts: the racks, what is configured on them and what runs there. Nothing here changes anything.

use std::collections::BTreeMap;

use aws_sdk_outposts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_outposts::types::{self, AssetInfo};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::error::{Error, Service};
use crate::rules::capacity::Host;
use crate::rules::outpost::Outpost;

/// AWS Outposts in one Region.
#[derive(Clone, Debug)]
pub struct Outposts {
    client: aws_sdk_outposts::Client,
}

impl Outposts {
    pub(super) fn new(client: aws_sdk_outposts::Client) -> Self {
        Self { client }
    }

    /// The Outpost, if there is one. One that another account shares with us may not be shown.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_outpost(&self, arn: &str) -> Result<Option<Outpost>, Error> {
        const OPERATION: &str = "GetOutpost";
        match self.client.get_outpost().outpost_id(arn).send().await {
            Ok(answer) => match answer.outpost {
                Some(outpost) => Ok(Some(outpost.into())),
                None => Err(Error::incomplete(Service::Outposts, OPERATION, arn, "Outpost")),
            },
            Err(error) => {
                let error = failed(OPERATION, arn, &error);
                if error.is_not_found() { Ok(None) } else { Err(error) }
            }
        }
    }

    /// Instance types that are configured on the Outpost: not those that could be.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_instance_types(&self, arn: &str) -> Result<Vec<String>, Error> {
        const OPERATION: &str = "GetOutpostInstanceTypes";
        let mut pages = self.client.get_outpost_instance_types().outpost_id(arn).into_paginator().items().send();
        let mut found = Vec::new();
        while let Some(item) = pages.next().await {
            found.extend(item.map_err(|error| failed(OPERATION, arn, &error))?.instance_type);
        }
        Ok(found)
    }

    /// The hosts of the Outpost and what fits on them. Only its owner is told.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn find_hosts(&self, arn: &str) -> Result<Vec<Host>, Error> {
        const OPERATION: &str = "ListAssets";
        let mut pages = self.client.list_assets().outpost_identifier(arn).into_paginator().items().send();
        let mut found = Vec::new();
        while let Some(item) = pages.next().await {
            found.extend(host(item.map_err(|error| failed(OPERATION, arn, &error))?));
        }
        Ok(found)
    }

    /// How many instances of each type run on the Outpost, in all accounts. Only its owner is told.
    ///
    /// # Errors
    /// If AWS Outposts cannot be asked.
    pub async fn count_instances(&self, arn: &str) -> Result<BTreeMap<String, i64>, Error> {
        const OPERATION: &str = "ListAssetInstances";
        let mut pages = self.client.list_asset_instances().outpost_identifier(arn).into_paginator().items().send();
        let mut found = BTreeMap::new();
        while let Some(item) = pages.next().await {
            if let Some(name) = item.map_err(|error| failed(OPERATION, arn, &error))?.instance_type {
                *found.entry(name).or_default() += 1;
            }
        }
        Ok(found)
    }
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
            hardware_type: outpost.supported_hardware_type.map(|hardware| hardware.as_str().to_owned()),
            life_cycle_status: outpost.life_cycle_status,
            zone_id: outpost.availability_zone_id,
        }
    }
}

/// A host that takes instances; other assets do not.
fn host(asset: AssetInfo) -> Option<Host> {
    let compute = asset.compute_attributes?;
    if compute.state.is_some_and(|state| state.as_str() != "ACTIVE") {
        return None;
    }
    let slots = compute.instance_type_capacities?.into_iter();
    Some(Host {
        rack_id: asset.rack_id.unwrap_or_default(),
        slots: slots.map(|slot| (slot.instance_type, i64::from(slot.count))).collect(),
    })
}

#[cfg(test)]
#[path = "outposts_tests.rs"]
mod tests;
