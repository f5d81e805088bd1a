use tf_provider_rs_derive::Model;

/// An enum.
#[derive(Model)]
enum Choice {
    One,
}

/// A tuple.
#[derive(Model)]
struct Tuple(String);

/// A unit.
#[derive(Model)]
struct Unit;

/// A union.
#[derive(Model)]
union Either {
    one: i64,
}

/// Generic.
#[derive(Model)]
struct Generic<'a, T> {
    /// Value.
    #[tf(required)]
    value: &'a T,
}

fn main() {}
