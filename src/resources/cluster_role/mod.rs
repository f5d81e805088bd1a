//! `eksoutpost_cluster_role`: the IAM role of a local cluster's control plane, with its trust policy and its managed policies.
//!
//! The story: the kind of cluster decides what the role must be (`wanted`); a plan is the difference to what it is; create and update
//! save after every step, so that a half-made role is in state; delete looks what holds the role before it takes anything away.

mod attachments;
mod checks;
mod convert;
mod create;
mod delete;
mod identity;
mod import;
mod list;
mod messages;
pub mod model;
mod moved;
mod plan;
#[cfg(test)]
mod testing;
mod update;
mod validate;
mod wanted;

use tf_provider_rs::model::Attr;
use tf_provider_rs::{Context, Diagnostics, MoveSource, MovedFrom, Plan, Resource, Result};

pub use self::list::{ClusterRoleList, ClusterRoleQuery};
use self::model::{ClusterRole, ClusterRoleArguments, ClusterRoleView};
use crate::aws::Waiting;
use crate::config::Api;

/// The resource `eksoutpost_cluster_role`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClusterRoleResource;

type Cx = Context<Api, ClusterRole>;

impl Resource for ClusterRoleResource {
    type Api = Api;
    type Model = ClusterRole;

    const NAME: &'static str = "cluster_role";
    const MOVE_SOURCES: &'static [MoveSource] = moved::SOURCES;

    fn validate(&self, config: &ClusterRoleView) -> Diagnostics {
        validate::validate(config)
    }

    async fn plan(&self, cx: &Cx, plan: &mut Plan<ClusterRole>) -> Result<()> {
        plan::complete(cx.api()?, plan)
    }

    async fn create(&self, cx: &Cx, arguments: ClusterRoleArguments) -> Result<ClusterRole> {
        create::create(cx, arguments).await
    }

    async fn read(&self, cx: &Cx, state: ClusterRole) -> Result<Option<ClusterRole>> {
        let api = cx.api()?;
        let found = api.clients()?.iam().find_role_for_sure(&state.name, &waiting(cx)).await?;
        let Some((role, attached)) = found else { return Ok(None) };
        if state.unique_id.as_ref().is_some_and(|unique_id| *unique_id != role.role_id) {
            cx.warn(messages::another_role(&state.name));
        }
        Ok(Some(state.observed(&role, &attached, &api.default_tags)))
    }

    async fn update(&self, cx: &Cx, prior: ClusterRole, arguments: ClusterRoleArguments) -> Result<ClusterRole> {
        update::update(cx, prior, &arguments).await
    }

    async fn delete(&self, cx: &Cx, state: ClusterRole) -> Result<()> {
        delete::delete(cx, state).await
    }

    async fn import(&self, cx: &Cx, id: &str) -> Result<ClusterRole> {
        import::import(cx, id).await
    }

    fn generate(&self, config: &mut ClusterRoleView) {
        if config.name_prefix.is_set() {
            config.name = Attr::Null;
        }
    }

    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<ClusterRole> {
        moved::moved_from(source)
    }
}

/// What bounds every wait of an operation.
fn waiting(cx: &Cx) -> Waiting {
    Waiting { deadline: cx.deadline(), cancelled: cx.stop().clone() }
}

#[cfg(test)]
mod tests;
