//! Creation: ask, save, wait.

use super::convert::storage;
use super::model::{LocalCluster, LocalClusterArguments};
use super::{Cx, attribute, disappeared, messages, request, wait};
use crate::aws::wait::Cause;
use crate::aws::{ClientToken, Eks, Error, Failure, Kind, Waited};
use tf_provider_rs::{Diagnostics, Result};

/// Creates the cluster that was planned.
pub(super) async fn create(cx: &Cx, arguments: &LocalClusterArguments) -> Result<LocalCluster> {
    let api = cx.api()?;
    let clients = api.clients()?;
    let eks = clients.eks(arguments.region.as_deref());
    let creator = clients.caller_identity().await?;

    let mut state = LocalCluster::requested(arguments, eks.region(), &api.default_tags);
    state.creator_principal_arn = creator.creator_principal_arn();
    let request = request::create_cluster(arguments, &state.tags_all);
    let token = ClientToken::new(&creator.account, eks.region(), &request);
    let request = request.client_request_token(token.as_str());

    tracing::info!(cluster = state.name, storage = storage(arguments).as_str(), "creating the cluster");
    let cluster = match eks.create_cluster(&request, &wait::bounds(cx)).await {
        Ok(Waited::Done(cluster)) => cluster,
        Ok(Waited::Interrupted { .. }) => return Err(messages::interrupted_before_creation(&state.name).into()),
        Ok(Waited::TimedOut { waited, .. }) => {
            return Err(messages::timed_out_before_creation(&state.name, waited).into());
        }
        Ok(Waited::Failed(failure)) => return Err(messages::not_created(&state.name, &failure).into()),
        Err(error) if *error.kind() == Kind::AlreadyExists => {
            return Err(already_exists(&eks, &state, &token, error).await);
        }
        Err(error) => return Err(error.into()),
    };
    let mut state = state.observed(&cluster, &api.default_tags);
    cx.save(&state);
    if arguments.wait_for_active {
        let ended = wait::until_active(cx, &eks, &mut state, &api.default_tags).await;
        conclude(cx, &state, ended)?;
    }
    Ok(state)
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
        Ok(Waited::Failed(Failure { cause: Cause::Disappeared, .. })) => Err(disappeared(state).into()),
        Ok(Waited::Failed(failure)) => Err(messages::failed_creation(name, &failure).into()),
        Err(error) => Err(messages::lost_sight(name, &error).into()),
    }
}

/// The name is taken. By whom decides what the practitioner should do; adopting it is for them to decide.
async fn already_exists(eks: &Eks, state: &LocalCluster, token: &ClientToken, error: Error) -> Diagnostics {
    let found = eks.find_cluster(&state.name).await.ok().flatten();
    let theirs = found.as_ref().and_then(|cluster| ClientToken::parse(cluster.client_request_token()?));
    let is_ours = theirs.is_some_and(|theirs| theirs.same_configuration(token));
    messages::already_exists(state, is_ours, &error).at(attribute("name")).into()
}

#[cfg(test)]
mod tests;
