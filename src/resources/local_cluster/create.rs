//! Creation: ask, save, wait.

use super::convert::storage;
use super::model::{LocalCluster, LocalClusterArguments};
use super::{Cx, attribute, messages, request, wait};
use crate::aws::wait::Cause;
use crate::aws::{ClientToken, Creation, Error, Failure, Unaccepted, Waited};
use crate::tags;
use tf_provider_rs::Result;

/// Creates the cluster that was planned.
pub(super) async fn create(cx: &Cx, arguments: &LocalClusterArguments) -> Result<LocalCluster> {
    let api = cx.api()?;
    let clients = api.clients()?;
    let eks = clients.eks(arguments.region.as_deref());
    let creator = wait::ask(cx, clients.caller_identity()).await?;

    let mut state = LocalCluster::requested(arguments, eks.region(), &api.default_tags);
    state.creator_principal_arn = creator.creator_principal_arn();
    let tags = tags::at_creation(&state.tags_all, &api.default_tags, arguments.tags.as_ref());
    let request = request::create_cluster(arguments, &tags);
    let token = ClientToken::new(&creator.account, eks.region(), &request);
    let request = request.client_request_token(token.as_str());

    tracing::info!(cluster = state.name, storage = storage(arguments).as_str(), "creating the cluster");
    let cluster = match eks.create_cluster(&request, &wait::bounds(cx)).await {
        Creation::Accepted(cluster) => cluster,
        Creation::NameTaken { holder, unseen, error } => {
            let holder = messages::Holder::of(holder.as_deref(), unseen.as_ref(), &token);
            return Err(messages::name_taken(&state, &holder, &error).at(attribute("name")).into());
        }
        Creation::NotMade(why) => return Err(messages::not_made(&state.name, why).into()),
        Creation::InDoubt(why) => return in_doubt(cx, state, why),
    };
    let mut state = state.observed(&cluster, &api.default_tags);
    cx.save(&state);
    if arguments.wait_for_active {
        let ended = wait::until_active(cx, &eks, &mut state, &api.default_tags).await;
        conclude(cx, &state, ended)?;
    }
    Ok(state)
}

/// Perhaps the cluster exists: the state has what was asked for, and the next refresh finds out. Without a status, an existing cluster is
/// then waited for.
fn in_doubt(cx: &Cx, state: LocalCluster, why: Unaccepted) -> Result<LocalCluster> {
    cx.save(&state);
    if let Unaccepted::Interrupted = why {
        cx.warn(messages::interrupted_in_doubt(&state.name));
        return Ok(state);
    }
    Err(messages::in_doubt(&state.name, &why).into())
}

/// An interruption is a warning, so that Terraform keeps the cluster untainted and the next apply goes on; everything else that ends the
/// wait early is an error.
fn conclude(cx: &Cx, state: &LocalCluster, ended: Result<Waited<()>, Error>) -> Result<()> {
    let name = &state.name;
    match ended {
        Ok(Waited::Done(())) => Ok(()),
        Ok(Waited::Interrupted { .. }) => {
            cx.warn(messages::interrupted_creation(state));
            Ok(())
        }
        Ok(Waited::TimedOut { last, waited }) => {
            Err(messages::timed_out_creation(name, last.as_deref(), waited).into())
        }
        Ok(Waited::Failed(Failure { cause: Cause::Disappeared, .. })) => Err(messages::disappeared(name).into()),
        Ok(Waited::Failed(failure)) => Err(messages::failed_creation(name, &failure).into()),
        Err(error) => Err(messages::lost_sight(name, &error).into()),
    }
}

#[cfg(test)]
mod tests;
