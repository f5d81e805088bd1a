//! The derive macros of `tf-provider-rs`.
