//! `schema`: the schemas without Terraform.

use tf_provider_rs::{Provider, docs};

use crate::provider::EksOutpost;

/// What `terraform providers schema -json` prints for this provider.
pub(super) fn schema() -> String {
    format!("{}\n", docs::schema_json(&EksOutpost.schema()))
}
