//! Reading a role that is known to have existed.

use aws_sdk_iam::types::{AttachedPolicy, Role};
use tokio::time::sleep;

use super::propagation::look;
use super::role::has_arns;
use super::{Iam, object};
use crate::aws::Waiting;
use crate::aws::error::{Error, Service};

/// So many looks in a row, two seconds apart, must not find a role that is gone: ten seconds, for which a new one may be unknown.
const LOOKS: u32 = 6;

impl Iam {
    /// A role and all policies attached to it, at one look.
    ///
    /// # Errors
    /// If IAM cannot be asked or does not let us ask.
    pub async fn find_role_and_policies(
        &self,
        name: &str,
        waiting: &Waiting,
    ) -> Result<Option<(Role, Vec<AttachedPolicy>)>, Error> {
        let (role, attached) = tokio::join!(
            look(waiting, "GetRole", name, self.find_role(name)),
            look(waiting, "ListAttachedRolePolicies", name, self.find_attached_policies(name)),
        );
        Ok(role?.zip(attached?))
    }

    /// A role and all policies attached to it. It is gone only if IAM does not know it in six looks over ten seconds: one look may have met
    /// a part of IAM that does not know it yet.
    ///
    /// # Errors
    /// If IAM cannot be asked or does not let us ask, or if its answers contradict each other for so long: that says nothing about the role.
    pub async fn find_role_for_sure(
        &self,
        name: &str,
        waiting: &Waiting,
    ) -> Result<Option<(Role, Vec<AttachedPolicy>)>, Error> {
        look(waiting, "GetRole", name, self.look_until_sure(name)).await
    }

    async fn look_until_sure(&self, name: &str) -> Result<Option<(Role, Vec<AttachedPolicy>)>, Error> {
        let mut count = 1;
        loop {
            // Together they cost one round trip.
            let (role, attached) = tokio::join!(self.find_role(name), self.find_attached_policies(name));
            match (role?, attached?) {
                (Some(role), Some(attached)) if has_arns(&role) => return Ok(Some((role, attached))),
                (None, _) if count == LOOKS => return Ok(None),
                // A boundary whose policy was deleted shows its unique id for ever.
                (Some(role), Some(attached)) if count == LOOKS && role.arn().starts_with("arn:") => {
                    return Ok(Some((role, attached)));
                }
                (Some(_), Some(_)) if count == LOOKS => {
                    return Err(Error::incomplete(Service::Iam, "GetRole", object(name), "ARN of the role"));
                }
                (Some(_), None) if count == LOOKS => {
                    let operation = "ListAttachedRolePolicies";
                    return Err(Error::incomplete(
                        Service::Iam,
                        operation,
                        object(name),
                        "policies, though the role exists",
                    ));
                }
                _ => tracing::debug!(role = name, "looking again: IAM does not show the role, or not all of it"),
            }
            count += 1;
            sleep(self.schedule.confirm()).await;
        }
    }
}
