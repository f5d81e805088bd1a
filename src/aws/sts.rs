//! AWS STS: who we are.

use super::error::{Error, Service};
use crate::rules::arn::Arn;

/// The principal behind the credentials.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CallerIdentity {
    /// Account, twelve digits.
    pub account: String,
    /// ARN of the user, or of the session of an assumed role.
    pub arn: String,
    /// Unique id of the principal.
    pub user_id: String,
}

impl CallerIdentity {
    /// Nobody has asked.
    pub(super) fn not_asked() -> Self {
        Self { account: String::new(), arn: String::new(), user_id: String::new() }
    }

    /// Number of the account; `None` if nobody was to ask.
    #[must_use]
    pub fn known_account(&self) -> Option<&str> {
        Some(self.account.as_str()).filter(|account| !account.is_empty())
    }

    /// ARN of the principal that EKS keeps as creator of a cluster: for a session of a role the role itself. `None` if nobody was to ask.
    ///
    /// STS does not tell the path of a role, so that of a role with a path lacks it.
    #[must_use]
    pub fn creator_principal_arn(&self) -> Option<String> {
        if self.arn.is_empty() {
            return None;
        }
        let role = Arn::parse(&self.arn).filter(|arn| arn.service == "sts").and_then(|arn| {
            let (role, _session) = arn.resource.strip_prefix("assumed-role/")?.split_once('/')?;
            Some(format!("arn:{}:iam::{}:role/{role}", arn.partition, arn.account))
        });
        Some(role.unwrap_or_else(|| self.arn.clone()))
    }
}

/// AWS STS.
#[derive(Clone, Debug)]
pub struct Sts {
    client: aws_sdk_sts::Client,
}

impl Sts {
    pub(super) fn new(client: aws_sdk_sts::Client) -> Self {
        Self { client }
    }

    /// Who we are. Needs no permission.
    ///
    /// # Errors
    /// If STS cannot be asked or does not know the credentials.
    pub async fn caller_identity(&self) -> Result<CallerIdentity, Error> {
        const OPERATION: &str = "GetCallerIdentity";
        let answer = self.client.get_caller_identity().send().await;
        let answer = answer.map_err(|error| Error::from_sdk(Service::Sts, OPERATION, "", &error))?;
        match (answer.account, answer.arn) {
            (Some(account), Some(arn)) => {
                Ok(CallerIdentity { account, arn, user_id: answer.user_id.unwrap_or_default() })
            }
            _ => Err(Error::incomplete(Service::Sts, OPERATION, "", "account or ARN")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CallerIdentity;

    #[test]
    fn the_creator_of_an_assumed_role_is_the_role() {
        for (arn, creator) in [
            ("arn:aws:iam::111122223333:user/me", "arn:aws:iam::111122223333:user/me"),
            ("arn:aws:sts::111122223333:assumed-role/Admin/me@example.com", "arn:aws:iam::111122223333:role/Admin"),
            ("arn:aws-cn:sts::111122223333:assumed-role/a/b", "arn:aws-cn:iam::111122223333:role/a"),
            ("arn:aws:sts::111122223333:federated-user/me", "arn:aws:sts::111122223333:federated-user/me"),
            ("arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root"),
        ] {
            let identity = CallerIdentity { account: String::new(), arn: arn.to_owned(), user_id: String::new() };
            assert_eq!(identity.creator_principal_arn().as_deref(), Some(creator));
        }
        assert_eq!(CallerIdentity::not_asked().creator_principal_arn(), None);
        assert_eq!(CallerIdentity::not_asked().known_account(), None);
    }
}
