//! Any schema that the lint accepts and whose sets Terraform can merge.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock, Nesting, Shape};
use crate::value::{Type, Value};

const ATTRIBUTES: [&str; 4] = ["a", "b", "c", "d"];
const BLOCKS: [&str; 2] = ["single", "list"];

/// What the place of an attribute demands of it.
#[derive(Clone, Copy, Debug)]
struct Place {
    depth: u32,
    /// Modes that are possible in there.
    modes: &'static [Mode],
    /// Terraform cannot merge what is computed as a whole, or sets, within elements of a set.
    in_set: bool,
}

const ANY: &[Mode] = &[Mode::Required, Mode::Optional, Mode::OptionalComputed, Mode::Computed];

pub(super) fn blocks() -> BoxedStrategy<Block> {
    let root = Place { depth: 2, modes: ANY, in_set: false };
    let nested = Place { depth: 1, ..root };
    (attributes(root), vec(attributes(nested), 0..=2))
        .prop_map(|(attributes, blocks)| {
            let nestings = [BlockNesting::Single, BlockNesting::List { max: 0 }];
            let blocks = BLOCKS.into_iter().zip(nestings).zip(blocks).map(|((name, nesting), attributes)| {
                NestedBlock { name, nesting, block: Block { attributes, ..Block::default() } }
            });
            Block { attributes, blocks: blocks.collect(), ..Block::default() }
        })
        .boxed()
}

fn attributes(place: Place) -> BoxedStrategy<Vec<Attribute>> {
    vec(attribute(place), 1..=ATTRIBUTES.len())
        .prop_map(|attributes| {
            attributes.into_iter().zip(ATTRIBUTES).map(|(attribute, name)| Attribute { name, ..attribute }).collect()
        })
        .boxed()
}

fn attribute(place: Place) -> BoxedStrategy<Attribute> {
    if place.depth == 0 { leaf(place) } else { prop_oneof![3 => leaf(place), 2 => nested(place)].boxed() }
}

fn leaf(place: Place) -> BoxedStrategy<Attribute> {
    let types = select(vec![
        (Type::String, Value::from("a")),
        (Type::Number, Value::from(1)),
        (Type::list(Type::String), Value::list(["a"])),
        (Type::set(Type::String), Value::set(["a", "b"])),
        (Type::map(Type::String), Value::map([("k", "a")])),
    ]);
    (types, select(place.modes), any::<[bool; 4]>())
        .prop_map(move |((r#type, default), mode, [has_default, keep_state, requires_replace, is_fuzzy])| {
            let has_default = has_default && mode == Mode::OptionalComputed;
            let is_fuzzy = is_fuzzy && !place.in_set && r#type == Type::String;
            Attribute {
                mode,
                default: has_default.then_some(default),
                keep_state: keep_state && mode.is_computed() && !has_default,
                requires_replace: requires_replace && mode.is_configurable(),
                semantically_equal: is_fuzzy.then_some(same_letters),
                ..Attribute::new("", Shape::Type(r#type))
            }
        })
        .boxed()
}

fn nested(place: Place) -> BoxedStrategy<Attribute> {
    let modes: Vec<Mode> = place.modes.iter().copied().filter(|mode| !(place.in_set && mode.is_computed())).collect();
    let mut nestings = vec![Nesting::Single, Nesting::List, Nesting::Map];
    nestings.extend((!place.in_set).then_some(Nesting::Set));
    if modes.is_empty() {
        return leaf(place);
    }
    (select(modes), select(nestings), any::<[bool; 2]>())
        .prop_flat_map(move |(mode, nesting, [keep_state, requires_replace])| {
            let within = Place {
                depth: place.depth - 1,
                modes: match mode {
                    Mode::Required | Mode::Optional => place.modes,
                    Mode::OptionalComputed => &[Mode::OptionalComputed, Mode::Computed],
                    Mode::Computed => &[Mode::Computed],
                },
                in_set: place.in_set || nesting == Nesting::Set,
            };
            attributes(within).prop_map(move |attributes| Attribute {
                mode,
                keep_state: keep_state && mode.is_computed(),
                requires_replace: requires_replace && mode.is_configurable(),
                ..Attribute::new("", Shape::Nested(nesting, attributes))
            })
        })
        .boxed()
}

fn same_letters(one: &Value, other: &Value) -> bool {
    matches!((one.as_str(), other.as_str()), (Some(one), Some(other)) if one.eq_ignore_ascii_case(other))
}
