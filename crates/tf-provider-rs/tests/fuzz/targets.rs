//! The entry points for bytes that others made, each as a function of any bytes. A finding is a panic: the code's own, one that the framework
//! caught, or a contradiction that is asserted here.
//!
//! Two drivers run them: `main.rs` beside this file, for seconds, in every test run; and `crates/tf-provider-rs/fuzz`, guided by coverage.

use std::sync::LazyLock;

use prost::Message;
use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6 as pb;
use tf_provider_rs::value::{Type, Undefined, decode_json, decode_msgpack, encode_json, encode_msgpack};

use crate::garden::Plant;
use crate::wire;

/// A target: any bytes in, nothing out.
pub(crate) type Target = fn(&[u8]);

/// Every target, by the name of its directory in the corpus.
pub(crate) const TARGETS: &[(&str, Target)] =
    &[("msgpack", msgpack), ("json_state", json_state), ("type_json", type_json), ("protobuf", protobuf)];

/// What a value is read as. The first byte of an input chooses.
pub(crate) static TYPES: LazyLock<Vec<Type>> = LazyLock::new(|| {
    let leaf = || Type::object([("size", Type::Number)]);
    vec![
        Plant::schema(1).object_type().clone(),
        Type::Dynamic,
        Type::Bool,
        Type::Number,
        Type::String,
        Type::list(Type::Dynamic),
        Type::set(Type::Dynamic),
        Type::map(Type::Dynamic),
        Type::set(leaf()),
        Type::map(Type::list(Type::set(Type::Number))),
        Type::tuple([Type::Bool, Type::tuple([]), Type::String]),
        Type::object([("a", Type::Dynamic), ("b", Type::tuple([leaf(), Type::Dynamic]))]),
    ]
});

/// A value as Terraform sends it. What can be read can be sent, and is then read as the same.
pub(crate) fn msgpack(input: &[u8]) {
    let Some((ty, bytes)) = chosen(input) else { return };
    if let Ok(value) = decode_msgpack(bytes, ty) {
        let sent = encode_msgpack(&value, ty).expect("what was read can be sent");
        assert_eq!(decode_msgpack(&sent, ty), Ok(value));
    }
}

/// A value as Terraform stores it, by the same version of the provider or by another one.
pub(crate) fn json_state(input: &[u8]) {
    let Some((ty, bytes)) = chosen(input) else { return };
    for undefined in [Undefined::Refuse, Undefined::Ignore] {
        if let Ok(value) = decode_json(bytes, ty, undefined) {
            let stored = encode_json(&value, ty).expect("what was read can be stored");
            assert_eq!(decode_json(stored.as_bytes(), ty, Undefined::Refuse), Ok(value));
        }
    }
}

/// A type in a schema or a dynamic value.
pub(crate) fn type_json(input: &[u8]) {
    if let Ok(text) = std::str::from_utf8(input)
        && let Ok(ty) = Type::from_json(text)
    {
        assert_eq!(Type::from_json(&ty.to_json()), Ok(ty));
    }
}

/// A message to any of the RPCs, which the first byte chooses. It is answered, and by a state of the schema, or the unreadable one that came in
/// it. What is no message is refused by the status that says so.
pub(crate) fn protobuf(input: &[u8]) {
    let Some((&chosen, message)) = input.split_first() else { return };
    let rpc = wire::RPCS[usize::from(chosen) % wire::RPCS.len()];
    match wire::call(rpc, message) {
        Ok(answers) => {
            for state in answers.iter().filter_map(|answer| state(rpc, answer)) {
                let read = decode_msgpack(&state.msgpack, &TYPES[0]);
                let bytes = state.msgpack.as_slice();
                let came = || bytes.is_empty() || message.windows(bytes.len()).any(|part| part == bytes);
                assert!(read.is_ok() || came(), "{rpc} answered with a state that is none: {read:?}");
            }
        }
        Err(refusal) => assert!(refusal.contains("decode"), "{rpc}: {refusal}"),
    }
}

fn chosen(input: &[u8]) -> Option<(&'static Type, &[u8])> {
    let (&chosen, bytes) = input.split_first()?;
    Some((&TYPES[usize::from(chosen) % TYPES.len()], bytes))
}

/// The plant in an answer.
fn state(rpc: &str, answer: &[u8]) -> Option<pb::DynamicValue> {
    let unreadable = "the answer is a message of its kind";
    match rpc {
        "UpgradeResourceState" => {
            pb::upgrade_resource_state::Response::decode(answer).expect(unreadable).upgraded_state
        }
        "ReadResource" => pb::read_resource::Response::decode(answer).expect(unreadable).new_state,
        "PlanResourceChange" => pb::plan_resource_change::Response::decode(answer).expect(unreadable).planned_state,
        "ApplyResourceChange" => pb::apply_resource_change::Response::decode(answer).expect(unreadable).new_state,
        "MoveResourceState" => pb::move_resource_state::Response::decode(answer).expect(unreadable).target_state,
        _ => None,
    }
}
