//! Why somebody does not notice a mutant.

use tf_provider_rs::check::Rule;

use crate::mutants::{Harm, Mutant, Said};

/// Of the mutants that the self-check need not find.
pub(crate) fn self_check(mutant: &Mutant) -> Option<&'static str> {
    Some(match (mutant.said, mutant.harm) {
        (_, Harm::Deferred) => "no author can say it: the framework defers only what Terraform allows it to",
        (_, Harm::Legacy) => "no author can say it: the framework has no way to",
        (_, Harm::Prior) => "no author can say it: the framework answers with null itself",
        (Said::Plan, Harm::Identity(_)) => "no author can say it: the framework repeats the identity it was sent",
        (Said::EachPlan | Said::FinalPlan, _) => "it sees one plan at a time; Terraform and the tests see both",
        _ => return None,
    })
}

/// Of the mutants that Terraform 1.11 does not find.
pub(crate) fn terraform(mutant: &Mutant) -> Option<&'static str> {
    Some(match mutant.harm {
        Harm::Identity(_) => "it knows identities since 1.12",
        Harm::Legacy => "it obeys, and only logs what else is wrong",
        _ => match mutant.name {
            "move_nothing" => "it takes null for an object that is gone, and plans another",
            "open_unknown" => "it compares with the configuration, and takes the rest as it comes",
            "open_deferred" => "it does not look whether an ephemeral resource is deferred",
            _ => return None,
        },
    })
}

/// Of the schemas that Terraform 1.11 loads.
pub(crate) fn terraform_loads(schema: &str, rule: Rule) -> Option<&'static str> {
    Some(match (schema, rule) {
        (identity, _) if identity.starts_with("identity_") => "it asks for identities since 1.12",
        ("schema_name", _) | (_, Rule::SchemaReserved | Rule::SchemaWriteOnly) => "a rule of the Go framework",
        ("schema_mixed_list", _) => "it loads it, and panics on elements of different types",
        (_, Rule::SchemaDeprecation) => "the field is new in 1.15",
        _ => return None,
    })
}
