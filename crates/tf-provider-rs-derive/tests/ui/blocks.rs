use tf_provider_rs_derive::Model;

/// A thing.
#[derive(Model)]
struct Thing {
    /// Neither `Option` nor `Vec`.
    #[tf(block)]
    a: Part,
    /// `max` of one block at most.
    #[tf(block(max = 2))]
    b: Option<Part>,
    /// No block at all.
    #[tf(block(max = 0))]
    c: Vec<Part>,
    /// An unknown option.
    #[tf(block(min = 1))]
    d: Vec<Part>,
    /// Options that belong to attributes.
    #[tf(block, optional, sensitive)]
    e: Vec<Part>,
    /// Not a number.
    #[tf(block(max = "2"))]
    f: Vec<Part>,
}

fn main() {}
