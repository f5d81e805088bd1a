//! Whether the Outpost can run the control plane.

use super::Wanted;
use super::findings::Findings;
use crate::aws::Look;
use crate::rules::arn::Arn;
use crate::rules::capacity::{self, Host};
use crate::rules::{self, outpost, placement_group};

const OUTPOST: &str = "outpost_config.outpost_arn";
const GROUP: &str = "outpost_config.control_plane_placement.group_name";

/// Rules A1.4b, A1.6, A1.7, A3.1, A3.2, A4.1a and A4.2.
pub(super) async fn check(look: &Look<'_>, wanted: &Wanted) -> Findings {
    let mut found = Findings::default();
    // The plan tells that already, and what another Region answers says nothing.
    if wanted.outpost_arn.as_deref().and_then(rules::outpost_region).is_some_and(|home| home != look.region()) {
        return found;
    }
    let group = async {
        let name = wanted.group_name.as_deref()?;
        let answer = look.placement_group(name).await?;
        Some((placement_group::placement_group(name, look.region(), (*answer).as_ref()), answer))
    };
    let (outpost, (group, hosts)) =
        tokio::join!(of_outpost(look, wanted), async { tokio::join!(group, hosts(look, wanted)) });
    found.merge(outpost);
    let group = group.and_then(|(result, answer)| {
        found.refuse(GROUP, result);
        (*answer).clone()
    });
    if let Some((hosts, room)) = hosts {
        found.advise("outpost_config.control_plane_instance_type", room);
        let level =
            wanted.control_plane_spread.as_deref().or(group.as_ref().and_then(|group| group.spread_level.as_deref()));
        spread(&mut found, wanted.control_plane_instance_type.as_deref(), level, &hosts, "control_plane_placement");
        spread(
            &mut found,
            wanted.etcd_instance_type.as_deref(),
            wanted.etcd_spread.as_deref(),
            &hosts,
            "etcd_placement",
        );
    }
    found
}

async fn of_outpost(look: &Look<'_>, wanted: &Wanted) -> Findings {
    let mut found = Findings::default();
    let Some(arn) = wanted.outpost_arn.as_deref() else { return found };
    let offered = async {
        wanted.instance_types().next()?;
        look.instance_types(arn).await
    };
    let (answer, offered) = tokio::join!(look.outpost(arn), offered);
    match answer.as_deref() {
        None => {}
        Some(None) if is_own(arn, wanted) => found.refuse(OUTPOST, Err(outpost::missing(arn, look.region()))),
        Some(None) => found.advise(OUTPOST, Some(outpost::not_shown(arn))),
        Some(Some(outpost)) => {
            found.refuse(OUTPOST, outpost::is_rack(arn, outpost));
            found.advise(OUTPOST, outpost::activity(arn, outpost));
        }
    }
    if let Some(offered) = offered {
        for (path, name) in wanted.instance_types() {
            found.refuse(path, outpost::instance_type(name, arn, &offered));
        }
    }
    found
}

/// Whether the Outpost belongs to the account of the role, which is the caller's: a role cannot be passed from another account.
fn is_own(arn: &str, wanted: &Wanted) -> bool {
    let account = |arn: &str| Arn::parse(arn).map(|arn| arn.account.to_owned());
    wanted.role_arn.as_deref().and_then(account).is_some_and(|own| account(arn) == Some(own))
}

/// The hosts of the Outpost, and whether they have room. While another cluster makes room, nobody knows.
async fn hosts(look: &Look<'_>, wanted: &Wanted) -> Option<(Vec<Host>, Option<crate::rules::Advice>)> {
    let arn = wanted.outpost_arn.as_deref()?;
    let names: Vec<&str> = wanted.instance_types().map(|(_, name)| name).collect();
    if names.is_empty() {
        return None;
    }
    if wanted.takes_over {
        return Some(((*look.hosts(arn).await?).clone(), None));
    }
    let (hosts, running) = tokio::join!(look.hosts(arn), look.instances(arn));
    let hosts = hosts?;
    let room = running.and_then(|running| capacity::room(&names, &hosts, &running));
    Some(((*hosts).clone(), room))
}

fn spread(found: &mut Findings, instance_type: Option<&str>, level: Option<&str>, hosts: &[Host], placement: &str) {
    if let (Some(instance_type), Some(level)) = (instance_type, level) {
        found.advise(&format!("outpost_config.{placement}"), capacity::spread(instance_type, level, hosts));
    }
}
