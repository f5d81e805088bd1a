use tf_provider_rs_derive::Model;

#[derive(Model)]
struct Thing {
    #[tf(required)]
    name: String,
    /// Size.
    #[tf(required)]
    size: i64,
    ///
    #[tf(block)]
    parts: Vec<Part>,
}

fn main() {}
