//! `eksoutpost_outposts`: the Outposts that the account can see.

pub mod model;

use tf_provider_rs::{Context, DataSource, Result};

use self::model::{ListedOutpost, Outposts, OutpostsArguments};
use super::looking;
use crate::aws::outposts::Filter;
use crate::config::Api;
use crate::rules::outpost::Outpost;
use crate::tags::{self, ProviderTags};

/// The data source `eksoutpost_outposts`.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutpostsDataSource;

impl DataSource for OutpostsDataSource {
    type Api = Api;
    type Model = Outposts;

    const NAME: &'static str = "outposts";

    async fn read(&self, cx: &Context<Api, Outposts>, arguments: OutpostsArguments) -> Result<Outposts> {
        let api = cx.api()?;
        let clients = api.clients()?;
        let region = looking::region(clients, arguments.region.as_deref())?;
        let filter = Filter {
            life_cycle_statuses: arguments.life_cycle_statuses.clone(),
            zones: arguments.availability_zones.clone(),
            zone_ids: arguments.availability_zone_ids.clone(),
        };
        let found = looking::ask(cx, clients.patient_outposts(region).find_outposts(filter)).await?;
        Ok(Outposts {
            region: region.to_owned(),
            life_cycle_statuses: arguments.life_cycle_statuses.map(|values| values.into_iter().collect()),
            availability_zones: arguments.availability_zones.map(|values| values.into_iter().collect()),
            availability_zone_ids: arguments.availability_zone_ids.map(|values| values.into_iter().collect()),
            outposts: found.into_iter().map(|outpost| listed(outpost, &api.default_tags)).collect(),
        })
    }
}

fn listed(outpost: Outpost, provider: &ProviderTags) -> ListedOutpost {
    ListedOutpost {
        arn: outpost.arn,
        id: outpost.id,
        owner_id: outpost.owner_id,
        name: outpost.name,
        description: outpost.description,
        life_cycle_status: outpost.life_cycle_status,
        availability_zone: outpost.zone,
        availability_zone_id: outpost.zone_id,
        site_id: outpost.site_id,
        site_arn: outpost.site_arn,
        supported_hardware_type: outpost.hardware_type,
        generation: outpost.generation,
        rack_scaling_type: outpost.rack_scaling_type,
        tags: tags::visible(provider, &outpost.tags),
    }
}

#[cfg(test)]
mod tests;
