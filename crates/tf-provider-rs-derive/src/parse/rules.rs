//! Which options go together, as data.

use syn::Error;

use super::Errors;
use super::options::Options;

/// One mistake: where it is shown, when it is one, and what to do.
struct Rule {
    at: &'static str,
    broken: fn(&Options) -> bool,
    message: &'static str,
}

const RULES: [Rule; 10] = [
    Rule {
        at: "optional",
        broken: |given| given.has("required"),
        message: "an attribute is `required` or `optional`, not both: remove one",
    },
    Rule {
        at: "computed",
        broken: |given| given.has("required"),
        message: "a `required` attribute always comes from the practitioner: remove `computed`, or say `optional, computed`",
    },
    Rule {
        at: "default",
        broken: |given| given.has("required"),
        message: "a `required` attribute is always set, its default would never be used: remove `required` or `default`",
    },
    Rule {
        at: "optional",
        broken: |given| given.has("default"),
        message: "`default` already makes the attribute optional and computed: remove `optional`",
    },
    Rule {
        at: "computed",
        broken: |given| given.has("default"),
        message: "`default` already makes the attribute optional and computed: remove `computed`",
    },
    Rule {
        at: "keep_state",
        broken: |given| !given.has("computed") && !given.has("default"),
        message: "`keep_state` keeps what the provider chose, and this attribute is never computed: remove it, or add `computed`",
    },
    Rule {
        at: "keep_state",
        broken: |given| given.has("default"),
        message: "the default is planned whenever the configuration has no value, so state is never kept: remove `keep_state` or `default`",
    },
    Rule {
        at: "prefix",
        broken: |given| !given.has("computed"),
        message: "`prefix` says how a value begins that only the provider knows, and this attribute is never computed: remove it, or use `validate`",
    },
    Rule {
        at: "requires_replace",
        broken: computed_only,
        message: "only a change in the configuration replaces an object, and a `computed` attribute is never in it: remove `requires_replace`",
    },
    Rule {
        at: "validate",
        broken: computed_only,
        message: "only what the practitioner sets is validated, and a `computed` attribute is never set: remove `validate`",
    },
];

/// Reports every broken rule.
pub(super) fn check(given: &Options, errors: &mut Errors) {
    for rule in &RULES {
        if let Some(span) = given.span(rule.at).filter(|_| (rule.broken)(given)) {
            errors.push(Error::new(span, rule.message));
        }
    }
}

/// Reports every option beside `alone`, which goes with no other.
pub(super) fn check_alone(alone: &str, given: &Options, errors: &mut Errors) {
    for (name, span) in given.iter().filter(|(name, _)| *name != alone) {
        errors.push(Error::new(span, format!("`{name}` does not go with `{alone}`, which stands alone: remove it")));
    }
}

fn computed_only(given: &Options) -> bool {
    given.has("computed") && !given.has("optional") && !given.has("required") && !given.has("default")
}
