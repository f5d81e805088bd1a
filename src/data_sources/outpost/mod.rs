//! `eksoutpost_outpost`: one Outpost, and for its owner the racks and hosts of it.
//!
//! The story: the ARN tells where to ask, or else `region` does; the Outpost itself is shown to its owner and to whom it is shared
//! with; what is inside is shown to the owner only, so that a refusal there leaves it out with a warning ([`hosts`]).

mod hosts;
pub mod model;

use tf_provider_rs::{Context, DataSource, Diagnostic, Diagnostics, Result};

use self::model::{Outpost, OutpostArguments, OutpostView};
use super::looking::{ask, attribute};
use super::outpost_region;
use crate::config::Api;
use crate::{rules, tags};

/// The data source `eksoutpost_outpost`.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutpostDataSource;

impl DataSource for OutpostDataSource {
    type Api = Api;
    type Model = Outpost;

    const NAME: &'static str = "outpost";

    fn validate(&self, config: &OutpostView) -> Diagnostics {
        let mut found = Diagnostics::new();
        match (config.arn.is_null(), config.id.is_null()) {
            (true, true) => found.push(not_named()),
            (false, false) => found.push(named_twice()),
            _ => {}
        }
        found.extend(outpost_region::mismatch(&config.arn, &config.region));
        found
    }

    async fn read(&self, cx: &Context<Api, Outpost>, arguments: OutpostArguments) -> Result<Outpost> {
        let api = cx.api()?;
        let (argument, named) = match (arguments.arn.as_deref(), arguments.id.as_deref()) {
            (Some(arn), _) => ("arn", arn),
            (None, Some(id)) => ("id", id),
            (None, None) => return Err(not_named().into()),
        };
        let clients = api.clients()?;
        let place = ("arn", arguments.arn.as_deref());
        let region = outpost_region::region(clients, arguments.region.as_deref(), place)?;
        let outposts = clients.patient_outposts(region);
        let found = ask(cx, outposts.find_outpost(named)).await?;
        let missing = || Diagnostic::from(rules::outpost::not_found(named, region)).at(attribute(argument));
        let outpost = found.ok_or_else(missing)?;
        let wanted = arguments.include_hosts;
        let seen = if wanted { hosts::look(cx, &outposts, named).await? } else { hosts::Seen::default() };
        Ok(Outpost {
            region: region.to_owned(),
            arn: arguments.arn.or(outpost.arn),
            id: arguments.id.or(outpost.id),
            include_hosts: wanted,
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
            tags: tags::visible(&api.default_tags, &outpost.tags),
            rack_ids: seen.rack_ids,
            hosts: seen.hosts,
        })
    }
}

fn not_named() -> Diagnostic {
    Diagnostic::error(
        "No Outpost named",
        "Set arn or id. The data source `eksoutpost_outposts` lists the Outposts that your account can see.",
    )
    .at(attribute("arn"))
}

fn named_twice() -> Diagnostic {
    Diagnostic::error("Outpost named twice", "Set arn or id, and not both.").at(attribute("id"))
}

#[cfg(test)]
mod tests;
