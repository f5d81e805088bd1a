//! Any type, and any value of a type, for property tests.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::{Number, Refinement, Type, Value, text};

/// Whether values may have parts that only travel: unknowns and infinities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parts {
    /// All that a plan can hold.
    Any,
    /// What state can hold.
    Stored,
}

/// Any type, a few levels deep.
pub(crate) fn types() -> BoxedStrategy<Type> {
    let leaf = prop_oneof![Just(Type::Bool), Just(Type::Number), Just(Type::String), Just(Type::Dynamic)];
    nested(leaf.boxed(), 3)
}

/// A type and a value of it.
pub(crate) fn typed_values(parts: Parts) -> impl Strategy<Value = (Type, Value)> {
    types().prop_flat_map(move |ty| (Just(ty.clone()), values(&ty, parts)))
}

/// Any value of a type.
pub(crate) fn values(ty: &Type, parts: Parts) -> BoxedStrategy<Value> {
    let known = known(ty, parts);
    match parts {
        Parts::Any => {
            prop_oneof![8 => known, 1 => Just(Value::Null), 1 => refinements(ty).prop_map(Value::Unknown)].boxed()
        }
        Parts::Stored => prop_oneof![9 => known, 1 => Just(Value::Null)].boxed(),
    }
}

/// Any number: integers of every size, decimals, floats.
pub(crate) fn numbers(parts: Parts) -> BoxedStrategy<Number> {
    let finite = prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<u64>().prop_map(Number::from),
        (-200_i64..200).prop_map(Number::from),
        "-?[0-9]{1,60}(\\.[0-9]{0,60})?(e-?[0-9]{1,2})?".prop_filter_map("a number", |text| Number::parse(&text).ok()),
        any::<f64>().prop_filter_map("a number", Number::from_f64),
    ];
    match parts {
        Parts::Any => finite.boxed(),
        Parts::Stored => finite.prop_filter("finite", |number| !number.is_infinite()).boxed(),
    }
}

fn nested(leaf: BoxedStrategy<Type>, depth: u32) -> BoxedStrategy<Type> {
    leaf.prop_recursive(depth, 16, 4, |element| {
        prop_oneof![
            element.clone().prop_map(Type::list),
            element.clone().prop_map(Type::set),
            element.clone().prop_map(Type::map),
            btree_map("[a-z_]{1,6}", element.clone(), 0..4).prop_map(Type::Object),
            vec(element, 0..4).prop_map(Type::Tuple),
        ]
    })
    .boxed()
}

fn known(ty: &Type, parts: Parts) -> BoxedStrategy<Value> {
    match ty {
        Type::Bool => any::<bool>().prop_map(Value::from).boxed(),
        Type::Number => numbers(parts).prop_map(Value::from).boxed(),
        Type::String => any::<String>().prop_map(Value::from).boxed(),
        Type::Dynamic => {
            let leaf = prop_oneof![Just(Type::Bool), Just(Type::Number), Just(Type::String)];
            let ty = nested(leaf.boxed(), 2);
            ty.prop_flat_map(move |ty| values(&ty, parts).prop_map(move |value| Value::dynamic(ty.clone(), value)))
                .boxed()
        }
        Type::List(element) => vec(values(element, parts), 0..4).prop_map(Value::List).boxed(),
        Type::Set(element) => vec(values(element, parts), 0..4).prop_map(Value::set).boxed(),
        Type::Map(element) => {
            btree_map(any::<String>().prop_map(text::nfc), values(element, parts), 0..4).prop_map(Value::Map).boxed()
        }
        Type::Object(attributes) => {
            let names: Vec<String> = attributes.keys().cloned().collect();
            let values: Vec<_> = attributes.values().map(|ty| values(ty, parts)).collect();
            values.prop_map(move |values| Value::object(names.iter().cloned().zip(values))).boxed()
        }
        Type::Tuple(elements) => {
            elements.iter().map(|ty| values(ty, parts)).collect::<Vec<_>>().prop_map(Value::List).boxed()
        }
    }
}

fn refinements(ty: &Type) -> BoxedStrategy<Refinement> {
    let not_null = |refined: bool| if refined { Refinement::none().not_null() } else { Refinement::none() };
    let start = any::<bool>().prop_map(not_null);
    match ty {
        Type::Dynamic => Just(Refinement::none()).boxed(),
        Type::String => (start, any::<String>()).prop_map(|(start, prefix)| start.with_string_prefix(&prefix)).boxed(),
        Type::Number => (start, numbers(Parts::Stored), any::<bool>(), any::<bool>())
            .prop_map(|(start, bound, lower, inclusive)| match lower {
                true => start.with_number_lower_bound(bound, inclusive),
                false => start.with_number_upper_bound(bound, inclusive),
            })
            .boxed(),
        Type::List(_) | Type::Set(_) | Type::Map(_) => (start, any::<u64>(), any::<u64>())
            .prop_map(|(start, least, most)| start.with_length_lower_bound(least).with_length_upper_bound(most))
            .boxed(),
        _ => start.boxed(),
    }
}
