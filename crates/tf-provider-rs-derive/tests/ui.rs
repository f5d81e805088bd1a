//! What an author reads when a model is wrong. Models that are right are tested by running them, in `tf-provider-rs`.

#[test]
fn mistakes_are_reported_at_their_place_with_the_remedy() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
