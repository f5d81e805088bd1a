//! The memory of instance types that Outposts have.
//!
//! AWS Outposts tells the vCPUs of an instance type and not its memory. EC2 would tell, for one more call, one more permission, and all the
//! shapes of that call's answer in the program. In the families that Outposts have, memory goes with the vCPUs.

/// Families that are not named by a letter, with the GiB for each vCPU.
const NAMED: [(&str, i64); 2] = [("g4dn", 4), ("i3en", 8)];
/// Generations of the families that are named by a letter: older ones had other sizes, and nobody knows later ones.
const GENERATIONS: std::ops::RangeInclusive<char> = '5'..='8';
/// Of these generations the one family with sizes of its own.
const EXCEPTION: &str = "c5n";

/// Memory of an instance type with so many vCPUs, in MiB; nothing for families that Outposts do not have.
///
/// Source: EC2 user guide, instance type specifications: 2 GiB for each vCPU in compute optimized families (`c`), 4 in general purpose
/// ones (`m`), 8 in memory optimized ones (`r`). Read 2026-11; the acceptance tests compare it with what EC2's `DescribeInstanceTypes`
/// says of every size.
#[must_use]
pub fn memory_mib(instance_type: &str, vcpus: i64) -> Option<i64> {
    let (family, _) = instance_type.split_once('.')?;
    let of_name = NAMED.iter().find(|(name, _)| *name == family).map(|(_, gib)| *gib);
    Some(of_name.or_else(|| of_letter(family))? * 1024 * vcpus)
}

fn of_letter(family: &str) -> Option<i64> {
    let mut letters = family.chars();
    let gib = match letters.next()? {
        'c' => 2,
        'm' => 4,
        'r' => 8,
        _ => return None,
    };
    let generation = letters.next()?;
    let is_of_two_digits = letters.next().is_some_and(|next| next.is_ascii_digit());
    (GENERATIONS.contains(&generation) && !is_of_two_digits && family != EXCEPTION).then_some(gib)
}

#[cfg(test)]
mod tests {
    use super::memory_mib;

    #[test]
    fn memory_goes_with_the_vcpus() {
        for (instance_type, vcpus, gib) in [
            ("c5.large", 2, 4),
            ("c5d.9xlarge", 36, 72),
            ("m5.24xlarge", 96, 384),
            ("m5d.metal", 96, 384),
            ("r5.4xlarge", 16, 128),
            ("m7i.2xlarge", 8, 32),
            ("m7i-flex.large", 2, 8),
            ("g4dn.12xlarge", 48, 192),
            ("i3en.3xlarge", 12, 96),
        ] {
            assert_eq!(memory_mib(instance_type, vcpus), Some(gib * 1024), "{instance_type}");
        }
    }

    #[test]
    fn of_other_families_nothing_is_said() {
        for name in
            ["c5n.large", "m4.large", "m9.large", "m50.large", "mac2.metal", "t3.large", "i4i.large", "m5", "m", ""]
        {
            assert_eq!(memory_mib(name, 2), None, "{name}");
        }
    }
}
