use tf_provider_rs_derive::Model;

/// A thing.
#[derive(Model)]
struct Thing {
    /// Camel case.
    #[tf(required)]
    instanceType: String,
    /// Not ASCII.
    #[tf(required)]
    größe: i64,
}

fn main() {}
