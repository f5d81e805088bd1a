//! The mutants: one for each way to break a rule.

use tf_provider_rs::check::Rule;
use tf_provider_rs::value::{AttributePath, Refinement, Value};

/// Which answer is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Said {
    Plan,
    /// Every plan, the first and the final one.
    EachPlan,
    /// The plan of an apply alone.
    FinalPlan,
    Result,
    Read,
    Import,
    Upgrade,
    Move,
    Data,
    Ephemeral,
    DestroyPlan,
    Deletion,
}

/// When it happens in the life of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The object is created.
    Create,
    /// The same, with a `dynamic` block that is not known while planning.
    Dynamic,
    /// An object that was created in good health is updated.
    Update,
    /// An object exists, and is refreshed.
    Refresh,
    /// An object exists, and is deleted.
    Destroy,
    Import,
    Upgrade,
    Move,
    Data,
    /// An ephemeral resource is opened.
    Ephemeral,
}

/// How.
#[derive(Clone, Copy)]
pub(crate) enum Harm {
    /// The value in the answer is changed.
    State(fn(&mut Value)),
    /// The identity in the answer is changed.
    Identity(fn(&mut Value)),
    /// Another path is said to require replacement.
    Path(fn() -> AttributePath),
    /// The change is deferred.
    Deferred,
    /// The answer asks to be excused from the rules.
    Legacy,
    /// The answer says that the object that was to be deleted is still there.
    Prior,
}

#[derive(Clone, Copy)]
pub(crate) struct Mutant {
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
    pub(crate) said: Said,
    pub(crate) stage: Stage,
    pub(crate) harm: Harm,
}

impl Mutant {
    pub(crate) fn find(name: &str, said: Said) -> Option<&'static Self> {
        MUTANTS.iter().find(|mutant| mutant.name == name && mutant.said == said)
    }
}

fn set(object: &mut Value, name: &str, to: impl Into<Value>) {
    if let Value::Map(members) = object {
        members.insert(name.to_owned(), to.into());
    }
}

fn at<'a>(object: &'a mut Value, name: &str) -> Option<&'a mut Vec<Value>> {
    match object {
        Value::Map(members) => match members.get_mut(name) {
            Some(Value::List(elements)) => Some(elements),
            _ => None,
        },
        _ => None,
    }
}

fn grow(object: &mut Value, name: &str) {
    if let Some(elements) = at(object, name) {
        elements.extend(elements.first().cloned());
    }
}

fn shrink(object: &mut Value, name: &str) {
    if let Some(elements) = at(object, name) {
        elements.pop();
    }
}

fn first(object: &mut Value, name: &str, to: impl Into<Value>) {
    if let Some(first) = at(object, name).and_then(|elements| elements.first_mut()) {
        *first = to.into();
    }
}

fn resize(object: &mut Value, name: &str) {
    if let Some(first) = at(object, name).and_then(|elements| elements.first_mut()) {
        set(first, "size", 99);
    }
}

fn misshapen(value: &mut Value) {
    set(value, "size", Value::list(["no number"]));
}

fn incomplete(value: &mut Value) {
    if let Value::Map(members) = value {
        members.remove("label");
    }
}

/// Another text each time, in this process and in the next.
fn fickle(value: &mut Value) {
    static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let call = CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    set(value, "label", format!("{} {call}", std::process::id()));
}

fn nobody(identity: &mut Value) {
    *identity = Value::Null;
}

fn unknown(identity: &mut Value) {
    set(identity, "name", Value::unknown());
}

fn somebody_else(identity: &mut Value) {
    set(identity, "name", "somebody else");
}

fn crooked(identity: &mut Value) {
    set(identity, "name", Value::list(["no", "name"]));
}

fn absent() -> AttributePath {
    AttributePath::root().attribute("map").key("absent")
}

macro_rules! mutants {
    ($($stage:ident $said:ident { $($name:literal $rule:ident $harm:expr;)* })*) => {
        pub(crate) const MUTANTS: &[Mutant] = &[$($(
            Mutant { name: $name, rule: Rule::$rule, said: Said::$said, stage: Stage::$stage, harm: $harm },
        )*)*];
    };
}

use Harm::{Deferred, Identity, Legacy, Path, Prior, State};

mutants! {
    Create Plan {
        "plan_misshapen" Shape State(misshapen);
        "plan_incomplete" Shape State(incomplete);
        "plan_nothing" Existence State(|value| *value = Value::Null);
        "plan_write_only" WriteOnly State(|value| set(value, "secret", "leaked"));
        "plan_unasked" PlanUnasked State(|value| set(value, "note", "made up"));
        "plan_other" PlanConfigured State(|value| set(value, "name", "other"));
        "plan_forgets" PlanConfigured State(|value| set(value, "name", Value::unknown()));
        "plan_drops" PlanConfigured State(|value| set(value, "size", Value::Null));
        "plan_other_list" PlanConfigured State(|value| first(value, "list", "other"));
        "plan_nested_unknown" PlanNestedUnknown State(|value| set(value, "nest", Value::unknown()));
        "plan_nested_nothing" Existence State(|value| set(value, "nest", Value::Null));
        "plan_nested_other" PlanConfigured State(|value| resize(value, "parts"));
        "plan_nested_fewer" PlanNestedCount State(|value| shrink(value, "parts"));
        "plan_nested_more" PlanNestedCount State(|value| grow(value, "parts"));
        "plan_nested_key" PlanNestedCount
            State(|value| set(value, "named", Value::map([("q", Value::object([("size", Value::from(1)), ("serial", Value::unknown())]))])));
        "plan_nested_set" PlanNestedCount State(|value| shrink(value, "spare"));
        "plan_nested_element" PlanNestedUnknown State(|value| first(value, "parts", Value::unknown()));
        "plan_block_null" PlanBlockNull State(|value| set(value, "rule", Value::Null));
        "plan_block_more" PlanBlockCount State(|value| grow(value, "rule"));
        "plan_block_fewer" PlanBlockCount State(|value| shrink(value, "rule"));
        "plan_block_unknown" PlanBlockUnknown State(|value| set(value, "rule", Value::unknown()));
        "plan_block_element" PlanBlockUnknown State(|value| first(value, "rule", Value::unknown()));
        "plan_block_other" PlanConfigured State(|value| first(value, "rule", Value::object([("port", 99)])));
        "plan_block_nothing" Existence State(|value| set(value, "timer", Value::Null));
        "plan_deferred" PlanDeferred Deferred;
        "plan_legacy" Legacy Legacy;
    }
    Dynamic Plan {
        "plan_dynamic_known" PlanBlockUnknown State(|value| set(value, "rule", Value::list([Value::object([("port", 1)])])));
    }
    Update Plan {
        "plan_neither" PlanConfigured State(|value| set(value, "size", 99));
        "plan_absent_path" PlanReplacePath Path(absent);
        "plan_update_nothing" Existence State(|value| *value = Value::Null);
        "plan_identity_unknown" IdentityUnknown Identity(unknown);
        "plan_identity_changed" IdentityChanged Identity(somebody_else);
        "plan_identity_misshapen" Shape Identity(crooked);
    }
    Create EachPlan {
        "final_fickle" Kept State(fickle);
    }
    Create FinalPlan {
        "final_promise" KeptPromise State(|value| set(value, "endpoint", "ftp://example.org"));
        "final_deferred" PlanDeferred Deferred;
    }
    Update FinalPlan {
        "final_replaces" PlanAction Path(|| AttributePath::root().attribute("sabotage"));
    }
    Create Result {
        "result_misshapen" Shape State(misshapen);
        "result_incomplete" Shape State(incomplete);
        "result_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "result_nested_unknown" Unknown State(resize_unknown);
        "result_write_only" WriteOnly State(|value| set(value, "secret", "leaked"));
        "result_nothing" Existence State(|value| *value = Value::Null);
        "result_other" Kept State(|value| set(value, "name", "other"));
        "result_made_up" Kept State(|value| set(value, "note", "made up"));
        "result_lost" Kept State(|value| set(value, "size", Value::Null));
        "result_nested_other" Kept State(|value| resize(value, "parts"));
        "result_element_appears" KeptElements State(|value| grow(value, "list"));
        "result_element_vanishes" KeptElements State(|value| shrink(value, "list"));
        "result_key_vanishes" KeptElements State(|value| set(value, "map", Value::Map(Default::default())));
        "result_set_other" KeptSet State(|value| first(value, "tags", "a"));
        "result_set_grows" KeptSet
            State(|value| at(value, "tags").into_iter().for_each(|tags| tags.push(Value::from("z"))));
        "result_block_appears" KeptBlocks State(|value| grow(value, "rule"));
        "result_block_vanishes" KeptBlocks State(|value| shrink(value, "rule"));
        "result_promise" KeptPromise State(|value| set(value, "endpoint", "ftp://example.org"));
        "result_promise_null" KeptPromise State(|value| set(value, "endpoint", Value::Null));
        "result_legacy" Legacy Legacy;
        "result_identity_missing" IdentityMissing Identity(nobody);
        "result_identity_unknown" IdentityUnknown Identity(unknown);
        "result_identity_misshapen" Shape Identity(crooked);
    }
    Update Result {
        "update_nothing" Existence State(|value| *value = Value::Null);
        "update_other" Kept State(|value| set(value, "name", "other"));
        "update_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "update_identity_missing" IdentityMissing Identity(nobody);
        "update_identity_changed" IdentityChanged Identity(somebody_else);
    }
    Refresh Read {
        "read_misshapen" Shape State(misshapen);
        "read_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "read_promised" Unknown State(|value| set(value, "label", Value::Unknown(Refinement::none().not_null())));
        "read_write_only" WriteOnly State(|value| set(value, "secret", "leaked"));
        "read_deferred" PlanDeferred Deferred;
        "read_identity_missing" IdentityMissing Identity(nobody);
        "read_identity_unknown" IdentityUnknown Identity(unknown);
        "read_identity_changed" IdentityChanged Identity(somebody_else);
        "read_identity_misshapen" Shape Identity(crooked);
    }
    Destroy DestroyPlan {
        "destroy_plan_keeps" Existence Prior;
    }
    Destroy Deletion {
        "deletion_keeps" Existence Prior;
    }
    Import Import {
        "import_misshapen" Shape State(misshapen);
        "import_nothing" Existence State(|value| *value = Value::Null);
        "import_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "import_write_only" WriteOnly State(|value| set(value, "secret", "leaked"));
        "import_deferred" PlanDeferred Deferred;
        "import_identity_unknown" IdentityUnknown Identity(unknown);
        "import_identity_misshapen" Shape Identity(crooked);
    }
    Upgrade Upgrade {
        "upgrade_misshapen" Shape State(misshapen);
        "upgrade_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "upgrade_write_only" WriteOnly State(|value| set(value, "secret", "leaked"));
    }
    Move Move {
        "move_misshapen" Shape State(misshapen);
        "move_nothing" Existence State(|value| *value = Value::Null);
        "move_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "move_write_only" WriteOnly State(|value| set(value, "secret", "leaked"));
        "move_identity_unknown" IdentityUnknown Identity(unknown);
        "move_identity_misshapen" Shape Identity(crooked);
    }
    Data Data {
        "data_misshapen" Shape State(misshapen);
        "data_nothing" Existence State(|value| *value = Value::Null);
        "data_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "data_deferred" PlanDeferred Deferred;
    }
    Ephemeral Ephemeral {
        "open_misshapen" Shape State(misshapen);
        "open_nothing" Existence State(|value| *value = Value::Null);
        "open_other" PlanConfigured State(|value| set(value, "name", "other"));
        "open_made_up" PlanUnasked State(|value| set(value, "note", "made up"));
        "open_unknown" Unknown State(|value| set(value, "label", Value::unknown()));
        "open_nested_unknown" PlanNestedUnknown State(|value| set(value, "nest", Value::unknown()));
        "open_nested_fewer" PlanNestedCount State(|value| shrink(value, "parts"));
        "open_block_null" PlanBlockNull State(|value| set(value, "rule", Value::Null));
        "open_block_more" PlanBlockCount State(|value| grow(value, "rule"));
        "open_write_only" WriteOnly State(|value| set(value, "secret", "leaked"));
        "open_deferred" PlanDeferred Deferred;
    }
}

fn resize_unknown(value: &mut Value) {
    if let Some(first) = at(value, "parts").and_then(|elements| elements.first_mut()) {
        set(first, "serial", Value::unknown());
    }
}
