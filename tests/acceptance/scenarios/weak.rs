//! Scenarios that are written with the right outcome and do not have it yet.

/// A scenario that must fail until its reason is gone.
pub(crate) struct KnownWeak {
    pub(crate) group: &'static str,
    pub(crate) row: &'static str,
    /// What is to be mended.
    pub(crate) reason: &'static str,
}

/// All of them.
pub(crate) const KNOWN_WEAK: &[KnownWeak] = &[KnownWeak {
    group: "cases",
    row: "b8_a_parameter_that_eks_refuses_is_not_tried_again_and_told_at_its_attribute",
    reason: "what EKS refuses is told at the resource, not at the attribute",
}];
