//! `#[derive(Model)]` as authors use it: what schema, conversions and companions a struct gets.

mod rich;
mod schema;
mod values;
