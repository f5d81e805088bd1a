//! The key of the volumes of a control plane on EBS.

use super::{Advice, Rule, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A3.9",
    text: "If new EBS volumes are encrypted with a key of yours, the key's policy lets the cluster role use it.",
    source: "EKS user guide, Troubleshoot local clusters",
    seen: "2026-11",
    when: When::Preflight,
}];

/// What may hurt if `default_key` encrypts new volumes; the key policy itself cannot be judged from outside.
///
/// Source: rule A3.9.
#[must_use]
pub fn default_key(default_key: Option<&str>) -> Option<Advice> {
    let key = default_key.filter(|key| !key.is_empty() && !key.ends_with("alias/aws/ebs"))?;
    let detail = format!(
        "New EBS volumes are encrypted with {}. If its key policy does not let the cluster role use it, EKS launches instances that \
         terminate at once. Check the policy.",
        quote(key)
    );
    Some(Advice::new("Cluster role needs your EBS key", detail))
}

#[cfg(test)]
mod tests {
    use super::default_key;

    #[test]
    fn a_key_of_ones_own_must_let_the_cluster_role_in() {
        for key in [None, Some(""), Some("alias/aws/ebs"), Some("arn:aws:kms:us-west-2:111122223333:alias/aws/ebs")] {
            assert_eq!(default_key(key), None, "{key:?}");
        }
        let advice = default_key(Some("arn:aws:kms:us-west-2:111122223333:key/1")).unwrap();
        assert_eq!(advice.summary, "Cluster role needs your EBS key");
        assert_eq!(
            advice.detail,
            "New EBS volumes are encrypted with \"arn:aws:kms:us-west-2:111122223333:key/1\". If its key policy does not let the cluster \
             role use it, EKS launches instances that terminate at once. Check the policy."
        );
    }
}
