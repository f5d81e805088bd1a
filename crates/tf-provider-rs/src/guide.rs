//! What Terraform calls, when, and what each call may do.
#![cfg_attr(not(doctest), doc = "")]
#![cfg_attr(not(doctest), doc = include_str!("../docs/guide.md"))]
