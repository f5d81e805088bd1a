//! Generated lives of clusters and roles: configurations one after the other, with accidents between them, before a simulated AWS.
//!
//! The provider is in this process, under a Terraform that judges every answer as the real one does. Before each step a few lines per
//! resource say from state and configuration what has to happen ([`Subject::expected`]). After it AWS has what was configured, state has
//! what AWS has, and a second plan is empty. At the end nothing is left.

mod cluster;
mod draw;
mod json;
mod life;
mod role;
mod step;

use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use tf_provider_rs::testing::Terraform;

use super::harness::Simulator;
use cluster::{Cluster, roles};
use life::Life;
use role::Role;
use step::{Expected, Step};

/// How many lives of each resource: `LIVES`, else 60.
fn count() -> usize {
    std::env::var("LIVES").map_or(60, |count| count.parse().expect("LIVES is a whole number"))
}

/// What is particular to a resource.
trait Subject {
    const ADDRESS: &'static str;

    /// What a configuration has to do to an object that is not tainted.
    fn expected(state: &Value, step: &Step) -> Expected;

    /// Why the object cannot be deleted now, as the title of an error.
    fn lock(state: &Value) -> Option<&'static str>;

    /// Whether a plan that does not know of the object, since it is tainted, can tell that it is the one to be deleted.
    fn is_recognized(state: &Value, step: &Step) -> bool;

    /// The configuration after which it can be deleted.
    fn unlocked(config: &Value) -> Value;

    /// Somebody else changes the object.
    fn tamper(simulator: &Simulator, state: &Value, how: usize);

    /// Somebody else deletes it.
    fn remove(simulator: &Simulator, state: &Value);

    /// Fails unless AWS has what state says.
    async fn assert_there(simulator: &Simulator, terraform: &mut Terraform, state: &Value);
}

/// The same lives in every run.
fn lives(steps: impl Strategy<Value = Step>) -> Vec<Vec<Step>> {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let lives = vec(steps, 1..5);
    (0..count()).map(|_| lives.new_tree(&mut runner).unwrap().current()).collect()
}

/// Tags of the provider, of which one is also a resource's own.
fn default_tags(number: usize) -> Value {
    if number.is_multiple_of(2) { json!({}) } else { json!({ "owner": "platform", "site": "plant 1" }) }
}

#[tokio::test]
async fn generated_lives_of_clusters_end_as_they_were_configured() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 0.03, "update_seconds": 0.02, "delete_seconds": 0.02 }));
    let mut before = Life::start(&simulator, &json!({})).await;
    let roles = roles::make(&mut before.terraform).await;
    let (mut steps, mut refusals) = (0, 0);
    for (number, life) in lives(cluster::steps(roles)).iter().enumerate() {
        let mut object = Life::start(&simulator, &default_tags(number)).await;
        for step in life {
            object.live::<Cluster>(step).await;
        }
        object.end::<Cluster>().await;
        (steps, refusals) = (steps + object.steps, refusals + object.refusals);
    }
    roles::remove(&mut before.terraform).await;
    simulator.assert_nothing_left();
    println!("{} lives of clusters: {steps} steps, {refusals} refused", count());
    assert!(steps > 0 && (refusals > 0 || count() < 10), "these lives show nothing");
}

#[tokio::test]
async fn generated_lives_of_roles_end_as_they_were_configured() {
    let simulator = Simulator::borrow();
    let mut steps = 0;
    for (number, life) in lives(role::steps()).iter().enumerate() {
        let mut object = Life::start(&simulator, &default_tags(number)).await;
        for step in life {
            object.live::<Role>(step).await;
        }
        object.end::<Role>().await;
        steps += object.steps;
    }
    simulator.assert_nothing_left();
    println!("{} lives of roles: {steps} steps", count());
    assert!(steps > 0, "these lives show nothing");
}
