//! `#[derive(Model)]` as authors use it: which schema, companions and conversions a struct gets.

mod hygiene;
mod mistakes;
mod objects;
mod rich;
mod round_trip;
mod schema;
mod unknown;
mod validation;
