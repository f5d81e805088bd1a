use tf_provider_rs_derive::Model;

/// A thing.
#[derive(Model)]
struct Thing {
    /// Never computed.
    #[tf(required, keep_state)]
    a: String,
    /// Never computed.
    #[tf(optional, keep_state)]
    b: Option<String>,
    /// The default always wins.
    #[tf(default = true, keep_state)]
    c: bool,
    /// Never configured.
    #[tf(computed, requires_replace)]
    d: String,
    /// Never configured.
    #[tf(computed, validate = check)]
    e: String,
    /// Never computed.
    #[tf(required, prefix = "arn:")]
    f: String,
}

fn main() {}
