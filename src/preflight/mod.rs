//! Mistakes that AWS can tell before anything is made: read-only questions, asked while a creation or replacement is planned.
//!
//! The story: what is known of the planned cluster ([`Wanted`]) decides what is asked; the questions go out together, and each is asked
//! once in the process however many clusters want to know ([`Look`]); the rules judge the answers; all findings come at once, each at
//! its attribute. What is not known yet, or cannot be asked, is not checked, and nobody is told but the log.
//!
//! A finding is an error where it is certain that the cluster cannot work, and a warning where it is not.

mod findings;
mod in_state;
mod name;
mod network;
mod outpost;
mod role;
mod version;
mod wanted;

use tf_provider_rs::Diagnostics;

pub(crate) use self::in_state::InState;
pub(crate) use self::name::before_destroy;
pub(crate) use self::wanted::Wanted;
use crate::aws::Look;
use crate::config::Preflight;

/// Everything that is wrong with the planned cluster as far as AWS tells within ten seconds.
pub(crate) async fn check(look: &Look<'_>, wanted: &Wanted, level: Preflight) -> Diagnostics {
    if level == Preflight::Off {
        return Diagnostics::new();
    }
    let (name, role, version, outpost, network) = tokio::join!(
        name::check(look, wanted),
        role::check(look, wanted),
        version::check(look, wanted),
        outpost::check(look, wanted),
        network::check(look, wanted),
    );
    findings::report([name, role, version, outpost, network], level)
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
