//! Values as JSON, the form in which Terraform stores state.
//!
//! Number text is read from the document itself (`serde_json`'s raw values): numbers never pass through a float, and
//! `serde_json`'s feature `arbitrary_precision`, which changes how every crate of the program reads numbers, stays off.
//!
//! Source: Terraform, docs/plugin-protocol/object-wire-format.md; go-cty, cty/json.

mod decode;
mod encode;
mod members;

pub use decode::{Undefined, decode_json};
pub use encode::encode_json;

#[cfg(test)]
mod tests;
