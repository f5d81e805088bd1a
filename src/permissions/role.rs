//! What cluster roles need.

use super::permission::{Feature, call};
use super::scope::Scope::{ManagedPolicies, Profiles, RolePolicies, Roles};

pub(super) const FEATURES: &[Feature] = &[REFRESH, CREATE, UPDATE, DELETE, FORCE, LIST];

const REFRESH: Feature = Feature {
    id: "role-read",
    title: "Read cluster roles",
    about: "For every refresh, plan and import, and to find a new role if AWS's answer to its creation gets lost.",
    is_read_only: true,
    is_extra: false,
    permissions: &[
        call("iam:GetRole", Roles, "reads the role"),
        call("iam:ListAttachedRolePolicies", Roles, "reads its policies"),
    ],
};

const CREATE: Feature = Feature {
    id: "role-create",
    title: "Create cluster roles",
    about: "A `permissions_boundary` needs nothing more while the role is created.",
    is_read_only: false,
    is_extra: false,
    permissions: &[
        call("iam:AttachRolePolicy", RolePolicies, "attaches the policies that the kind of cluster needs"),
        call("iam:CreateRole", Roles, "creates the role"),
        call("iam:TagRole", Roles, "sets tags, if there are any").by_aws(),
    ],
};

const UPDATE: Feature = Feature {
    id: "role-update",
    title: "Update cluster roles",
    about: "Also to repair what somebody else changed about trust and policies.",
    is_read_only: false,
    is_extra: false,
    permissions: &[
        call("iam:AttachRolePolicy", RolePolicies, "attaches policies"),
        call("iam:DeleteRolePermissionsBoundary", Roles, "removes `permissions_boundary`"),
        call("iam:DetachRolePolicy", RolePolicies, "detaches policies"),
        call("iam:PutRolePermissionsBoundary", Roles, "changes `permissions_boundary`"),
        call("iam:TagRole", Roles, "sets tags"),
        call("iam:UntagRole", Roles, "removes tags"),
        call("iam:UpdateAssumeRolePolicy", Roles, "changes the trust policy"),
        call("iam:UpdateRole", Roles, "changes `description` and `max_session_duration`"),
    ],
};

const DELETE: Feature = Feature {
    id: "role-delete",
    title: "Delete cluster roles",
    about: "",
    is_read_only: false,
    is_extra: false,
    permissions: &[
        call("iam:DeleteRole", Roles, "deletes the role"),
        call("iam:DetachRolePolicy", RolePolicies, "detaches its policies"),
        call("iam:ListAttachedRolePolicies", Roles, "tells whether others attached policies"),
        call("iam:ListInstanceProfilesForRole", Roles, "tells whether a cluster or an instance has the role"),
        call("iam:ListRolePolicies", Roles, "tells whether others gave it inline policies"),
    ],
};

const FORCE: Feature = Feature {
    id: "role-force",
    title: "Delete cluster roles with force_detach_policies",
    about: "On top of the above, and only for roles with `force_detach_policies = true`. It lets Terraform take the role away from any instance.",
    is_read_only: false,
    is_extra: true,
    permissions: &[
        call("iam:DeleteRolePolicy", Roles, "deletes inline policies of others"),
        call("iam:DetachRolePolicy", Roles, "detaches policies of others"),
        call("iam:RemoveRoleFromInstanceProfile", Profiles, "takes the role out of instance profiles of others"),
    ],
};

const LIST: Feature = Feature {
    id: "list-roles",
    title: "Query cluster roles",
    about: "For `terraform query`. `ROLE` must match the roles that are wanted.",
    is_read_only: true,
    is_extra: true,
    permissions: &[
        call("iam:ListEntitiesForPolicy", ManagedPolicies, "finds the roles that have a policy for clusters"),
        call("iam:GetRole", Roles, "reads the role").or_without("the role, with a warning"),
        call("iam:ListAttachedRolePolicies", Roles, "reads its policies").or_without("the role, with a warning"),
    ],
};
