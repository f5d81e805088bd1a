//! What the objects of the tests say.

use serde_json::{Value as Json, json};

/// A thing that uses everything, under the name of the mutant that shall break it.
pub(crate) fn thing(sabotage: Option<&str>) -> Json {
    json!({
        "sabotage": sabotage,
        "name": "a",
        "size": 1,
        "list": ["x", "y"],
        "map": { "k": "v" },
        "tags": ["t", "u"],
        "secret": "s",
        "nest": { "mode": "m" },
        "parts": [{ "size": 1 }, { "size": 2 }],
        "named": { "k": { "size": 1 } },
        "spare": [{ "size": 1 }, { "size": 2 }],
        "timer": { "at": 1 },
        "rule": [{ "port": 1 }, { "port": 2 }],
    })
}

/// The same, for things that come from elsewhere: what they do not know is not configured.
pub(crate) fn small(sabotage: &str) -> Json {
    json!({ "sabotage": sabotage, "name": sabotage, "rule": [] })
}

/// The state that an earlier version left.
pub(crate) fn old(sabotage: &str) -> Json {
    json!({ "sabotage": sabotage, "title": "old" })
}
