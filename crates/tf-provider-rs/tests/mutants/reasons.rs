//! Why somebody does not notice a mutant.

/// Of the mutants that the self-check need not find.
pub(crate) fn self_check(mutant: &str) -> Option<&'static str> {
    Some(match mutant {
        "final_fickle" => "it sees one plan at a time; Terraform and the tests see both",
        "plan_deferred" => "no author can say it: the framework defers only what Terraform allows it to",
        "plan_legacy" | "result_legacy" => "no author can say it: the framework has no way to",
        "destroy_plan_keeps" | "deletion_keeps" => "no author can say it: the framework answers with null itself",
        _ => return None,
    })
}

/// Of the mutants that Terraform 1.11 does not find.
pub(crate) fn terraform(mutant: &str) -> Option<&'static str> {
    Some(match mutant {
        "plan_legacy" | "result_legacy" => "it obeys, and only logs what else is wrong",
        "schema_name" | "schema_reserved" | "schema_write_only_computed" => "a rule of the Go framework",
        "move_nothing" => "it takes null for an object that is gone, and plans another",
        "schema_mixed_list" => "it loads it, and panics on elements of different types",
        "schema_deprecation" => "the field is new in 1.15",
        _ => return None,
    })
}
