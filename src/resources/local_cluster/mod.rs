//! `eksoutpost_local_cluster`: an Amazon EKS local cluster on an AWS Outpost.
//!
//! The story: what is wrong in the configuration is said before AWS is asked (`validate`, `plan`); what exists in AWS is saved before
//! anything waits (`create`); a wait ends with what is true (`wait`), so that the next apply can go on; what is read is told apart
//! from others of its name (`read`).

pub(crate) mod checks;
mod convert;
mod create;
mod delete;
mod identity;
mod import;
mod leftovers;
mod list;
mod messages;
pub mod model;
mod moved;
mod plan;
pub(crate) mod preflight;
mod read;
mod refusal;
mod region;
mod request;
#[cfg(test)]
pub(crate) mod testing;
mod update;
#[cfg(test)]
mod upgrade_tests;
mod validate;
mod wait;

use tf_provider_rs::{Context, Diagnostic, Diagnostics, MoveSource, MovedFrom, Plan, Resource, Result};

pub use self::list::{LocalClusterList, LocalClusterQuery};
use self::model::{LocalCluster, LocalClusterArguments, LocalClusterView};
use crate::config::Api;

/// The resource `eksoutpost_local_cluster`.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalClusterResource;

type Cx = Context<Api, LocalCluster>;

impl Resource for LocalClusterResource {
    type Api = Api;
    type Model = LocalCluster;

    const NAME: &'static str = "local_cluster";
    const MOVE_SOURCES: &'static [MoveSource] = moved::SOURCES;

    fn validate(&self, config: &LocalClusterView) -> Diagnostics {
        validate::validate(config)
    }

    async fn plan(&self, cx: &Cx, plan: &mut Plan<LocalCluster>) -> Result<()> {
        plan::complete(cx.api()?, plan)?;
        preflight::check(cx, plan).await
    }

    async fn plan_delete(&self, _cx: &Cx, state: &LocalCluster) -> Result<()> {
        if plan::is_protected(state) {
            return Err(messages::deletion_protected(&state.name).into());
        }
        Ok(())
    }

    async fn create(&self, cx: &Cx, arguments: LocalClusterArguments) -> Result<LocalCluster> {
        let created = create::create(cx, &arguments).await?;
        // The checks of a data source may look at it before this process ends.
        cx.api()?.in_state.note(&created.region, &created.name);
        Ok(created)
    }

    async fn read(&self, cx: &Cx, state: LocalCluster) -> Result<Option<LocalCluster>> {
        let in_state = &cx.api()?.in_state;
        in_state.note(&state.region, &state.name);
        let read = read::read(cx, state).await?;
        if let Some(state) = &read {
            in_state.note_protection(&state.region, &state.name, plan::is_protected(state));
        }
        Ok(read)
    }

    async fn update(&self, cx: &Cx, prior: LocalCluster, arguments: LocalClusterArguments) -> Result<LocalCluster> {
        update::update(cx, prior, &arguments).await
    }

    async fn delete(&self, cx: &Cx, state: LocalCluster) -> Result<()> {
        cx.api()?.in_state.note(&state.region, &state.name);
        delete::delete(cx, state).await
    }

    async fn import(&self, cx: &Cx, id: &str) -> Result<LocalCluster> {
        import::import(cx, id).await
    }

    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<LocalCluster> {
        moved::moved_from(source)
    }
}

/// An attribute of the cluster as an error's place.
fn attribute(name: &str) -> tf_provider_rs::value::AttributePath {
    tf_provider_rs::value::AttributePath::root().attribute(name)
}

/// What EKS leaves out of an answer only if it does not know the cluster any more.
fn disappeared(state: &LocalCluster) -> Diagnostic {
    messages::disappeared(&state.name)
}
