//! CreateRole, and knowing whether it took effect.

use aws_sdk_iam::operation::create_role::builders::CreateRoleInputBuilder;
use aws_sdk_iam::types::Role;

use super::propagation::after_others;
use super::role::{decoded, failed};
use super::{CreationMark, Iam, object};
use crate::aws::Waiting;
use crate::aws::error::{Error, Kind, Service};

/// How the making of a role ended, apart from refusals.
#[derive(Debug)]
#[must_use]
pub enum Creation {
    /// This request made the role.
    Made(Box<Role>),
    /// The name belongs to a role that this request did not make.
    Taken {
        /// That role, if we may see it.
        by: Option<Box<Role>>,
        /// What IAM said.
        error: Error,
    },
    /// The answer is lost, and no role was found that this request made. There may be one all the same.
    Unknown(Error),
}

impl Iam {
    /// Makes a role whose trust policy carries `mark`, by which it is known as ours when the answer got lost. All tries of the SDK are
    /// this one request. It is not cut off before it had a moment for its answer.
    ///
    /// # Errors
    /// If IAM refuses: then there is no role.
    pub async fn create_role(
        &self,
        request: &CreateRoleInputBuilder,
        mark: &CreationMark,
        waiting: &Waiting,
    ) -> Result<Creation, Error> {
        const OPERATION: &str = "CreateRole";
        let name = request.get_role_name().clone().unwrap_or_default();
        let marked = mark.put_on(request.get_assume_role_policy_document().as_deref().unwrap_or_default());
        let request = request.clone().assume_role_policy_document(marked);
        let sent = after_others(waiting, OPERATION, &name, || async {
            let call = request.clone().send_with(&self.client).await;
            call.map_err(|error| failed(OPERATION, &name, &error))
        });
        let error = match sent.await {
            Ok(answer) => match answer.role {
                Some(role) => return decoded(role).map(|role| Creation::Made(Box::new(role))),
                None => Error::incomplete(Service::Iam, OPERATION, object(&name), "role"),
            },
            Err(error) => error,
        };
        let is_taken = *error.kind() == Kind::AlreadyExists;
        if !is_taken && !error.is_passing() {
            return Err(error);
        }
        let found = self.find_new_role(&name, waiting).await.ok().flatten().map(Box::new);
        match found {
            Some(role) if mark.is_on(role.assume_role_policy_document().unwrap_or_default()) => {
                tracing::info!(role = name, "the answer was lost, the role is there: {error}");
                Ok(Creation::Made(role))
            }
            by if is_taken => Ok(Creation::Taken { by, error }),
            Some(_) | None => Ok(Creation::Unknown(error)),
        }
    }
}
