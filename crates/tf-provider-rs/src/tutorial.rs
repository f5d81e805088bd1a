//! The tutorial: a provider for notes, step by step.
// Its code is the example `notebook`, which is compiled and run there.
#![cfg_attr(not(doctest), doc = "")]
#![cfg_attr(not(doctest), doc = include_str!("../docs/tutorial.md"))]
