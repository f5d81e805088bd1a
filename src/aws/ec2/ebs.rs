//! Encryption of new volumes.

use super::{Ec2, failed};
use crate::aws::error::Error;

impl Ec2 {
    /// The key that encrypts every new volume in the Region; nothing if volumes are not encrypted unless asked for.
    ///
    /// # Errors
    /// If EC2 cannot be asked.
    pub async fn find_default_key(&self) -> Result<Option<String>, Error> {
        if self.encrypts_by_default().await? { self.default_key().await } else { Ok(None) }
    }

    async fn encrypts_by_default(&self) -> Result<bool, Error> {
        const OPERATION: &str = "GetEbsEncryptionByDefault";
        let answer = self.client.get_ebs_encryption_by_default().send().await;
        let answer = answer.map_err(|error| failed(OPERATION, "", &error))?;
        Ok(answer.ebs_encryption_by_default == Some(true))
    }

    async fn default_key(&self) -> Result<Option<String>, Error> {
        const OPERATION: &str = "GetEbsDefaultKmsKeyId";
        let answer = self.client.get_ebs_default_kms_key_id().send().await;
        Ok(answer.map_err(|error| failed(OPERATION, "", &error))?.kms_key_id)
    }
}
