//! Scenarios that are written with the right outcome and do not have it yet.

/// A scenario that must fail until its reason is gone.
pub(crate) struct KnownWeak {
    pub(crate) group: &'static str,
    pub(crate) row: &'static str,
    /// What is to be mended.
    pub(crate) reason: &'static str,
}

/// All of them.
pub(crate) const KNOWN_WEAK: &[KnownWeak] = &[
    KnownWeak {
        group: "faults, ebs: create",
        row: "iam:CreateRole, status 500 after effect for good",
        reason: "roles: nobody looks whether CreateRole took effect",
    },
    KnownWeak {
        group: "faults, instance_store: create",
        row: "iam:CreateRole, status 500 after effect for good",
        reason: "roles: nobody looks whether CreateRole took effect",
    },
    KnownWeak {
        group: "health, ebs: stuck or final",
        row: "security group not found",
        reason: "rules: no advice for a security group that is gone",
    },
    KnownWeak {
        group: "cases",
        row: "b1_an_answer_that_stays_lost_is_looked_up_until_eks_answers",
        reason: "a lost answer to CreateCluster is looked up only once",
    },
    KnownWeak {
        group: "cases",
        row: "b8_a_parameter_that_eks_refuses_is_not_tried_again_and_told_at_its_attribute",
        reason: "what EKS refuses is told at the resource, not at the attribute",
    },
    KnownWeak {
        group: "cases",
        row: "d2_a_bare_404_does_not_mean_gone",
        reason: "a 404 that is not EKS's own ResourceNotFoundException drops the cluster",
    },
    KnownWeak {
        group: "cases",
        row: "d8_a_cluster_that_is_being_deleted_is_a_warning_at_refresh",
        reason: "a refresh that finds DELETING says nothing",
    },
    KnownWeak {
        group: "cases",
        row: "d9_another_cluster_of_the_name_is_not_adopted_in_silence",
        reason: "nothing compares id or time of creation at refresh",
    },
    KnownWeak {
        group: "cases",
        row: "e8_what_fails_after_the_deletion_began_keeps_the_cluster_as_deleting",
        reason: "what fails after the deletion began does not say that it goes on",
    },
];
