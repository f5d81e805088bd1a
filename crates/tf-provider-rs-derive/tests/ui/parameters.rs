use tf_provider_rs_derive::Parameters;

#[derive(Parameters)]
struct Undocumented {
    text: String,
}

/// Joins words.
#[derive(Parameters)]
struct Misplaced {
    /// Words.
    #[tf(variadic)]
    words: Vec<String>,
    /// What stands between them.
    separator: String,
}

/// Joins words.
#[derive(Parameters)]
struct Mistaken {
    /// Words.
    #[tf(variadic)]
    words: String,
    /// What stands between them.
    #[tf(optional)]
    separator: String,
    /// What comes last.
    #[allow(non_snake_case)]
    End: String,
}

/// Joins words.
#[derive(Parameters)]
struct Unnamed(String);

/// Joins words.
#[derive(Parameters)]
enum Choice {}

/// Joins words.
#[derive(Parameters)]
struct Generic<T> {
    /// Word.
    word: T,
}

fn main() {}
