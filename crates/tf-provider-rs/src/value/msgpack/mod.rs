//! Values as MessagePack, the form in which Terraform and the provider exchange them.
//!
//! Source: Terraform, docs/plugin-protocol/object-wire-format.md; go-cty, cty/msgpack.

mod decode;
mod encode;
mod reader;
mod unknown;

pub use decode::decode_msgpack;
pub use encode::encode_msgpack;

#[cfg(test)]
mod hostile_input_tests;
#[cfg(test)]
mod vector_tests;
