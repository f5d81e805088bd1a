use tf_provider_rs_derive::Model;

/// A thing.
#[derive(Model)]
struct Thing {
    /// No options at all.
    a: String,
    /// Options, but no mode.
    #[tf(sensitive, requires_replace)]
    b: String,
    /// Two modes.
    #[tf(required, optional)]
    c: String,
    /// Two modes.
    #[tf(required, computed)]
    d: String,
    /// A default that is never used.
    #[tf(required, default = "x")]
    e: String,
    /// A default and what it implies.
    #[tf(default = "x", optional)]
    f: String,
    /// A default and what it implies.
    #[tf(computed, default = "x")]
    g: String,
    /// A type without null.
    #[tf(optional)]
    h: String,
    /// A type with null.
    #[tf(default = "x")]
    i: Option<String>,
}

fn main() {}
