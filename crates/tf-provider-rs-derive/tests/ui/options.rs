use tf_provider_rs_derive::Model;

/// A thing.
#[derive(Model)]
#[tf(sensitive)]
struct Thing {
    /// An unknown option does not hide what follows.
    #[tf(force_new, required, plan_modifier = keep(1), validators(a, b = 2), writeonly)]
    a: String,
    /// Given twice.
    #[tf(required, required)]
    b: String,
    /// Given twice.
    #[tf(default = 1)]
    #[tf(default = 2)]
    c: i64,
    /// No value.
    #[tf(required, deprecated)]
    d: String,
    /// A value of the wrong kind.
    #[tf(required, validate = "not_a_path")]
    e: String,
    /// A value that is not wanted.
    #[tf(required = true)]
    f: String,
    /// No expression.
    #[tf(default = , sensitive)]
    g: String,
    /// Not a list of options.
    #[tf = "required"]
    h: String,
    /// An unknown option does not hide the missing mode.
    #[tf(secret)]
    i: String,
}

fn main() {}
