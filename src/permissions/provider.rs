//! What the provider block needs.

use super::permission::{Feature, call};
use super::scope::Scope::AssumedRoles;

pub(super) const FEATURES: &[Feature] = &[ASSUME_ROLE];

const ASSUME_ROLE: Feature = Feature {
    id: "assume-role",
    title: "Assume a role",
    about: "For the principal that assumes the first role of `assume_role`, and for each role that assumes the next. The trust policy of the assumed role \
            must allow the same actions. All other policies of this guide then belong to the last role.",
    is_read_only: false,
    is_extra: true,
    permissions: &[
        call("sts:AssumeRole", AssumedRoles, "assumes the role"),
        call("sts:SetSourceIdentity", AssumedRoles, "sets `source_identity`").by_aws(),
        call("sts:TagSession", AssumedRoles, "sets `tags`").by_aws(),
    ],
};
