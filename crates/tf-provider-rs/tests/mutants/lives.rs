//! Generated lives of one object: configurations one after the other, with accidents between them. In process by the thousand; a sample
//! also before the real `terraform`, which must do the same and store the same.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value as Json, json};
use tf_provider_rs::testing::{Action, Terraform, UNKNOWN};

use crate::thing::Mutants;
use crate::workspace::Workspace;

/// What happens before a configuration is applied.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Accident {
    Nothing,
    Refreshed,
    Tainted,
    Destroyed,
}

#[derive(Clone, Debug)]
struct Step {
    accident: Accident,
    config: Json,
    /// Attributes that are not known while planning.
    unknown: Vec<&'static str>,
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "a", "b", "é", "a b"]).prop_map(str::to_owned)
}

fn sized() -> impl Strategy<Value = Json> {
    (0..4).prop_map(|size| json!({ "size": size }))
}

fn configuration() -> impl Strategy<Value = Json> {
    let simple = (prop::sample::select(vec!["a", "b"]), option::of(-3..3), option::of(text()), option::of(text()));
    let collections = (
        option::of(vec(text(), 0..3)),
        option::of(btree_map("[kl]", text(), 0..3)),
        option::of(btree_set(text(), 0..3)),
    );
    let nested = (
        option::of(text().prop_map(|mode| json!({ "mode": mode }))),
        option::of(vec(sized(), 0..3)),
        option::of(btree_map("[kl]", sized(), 0..3)),
        option::of(
            btree_set(0..4, 0..3)
                .prop_map(|sizes| sizes.into_iter().map(|size| json!({ "size": size })).collect::<Json>()),
        ),
    );
    let blocks = (
        option::of((0..3).prop_map(|at| json!({ "at": at }))),
        vec((0..3).prop_map(|port| json!({ "port": port })), 0..3),
    );
    (simple, collections, nested, blocks).prop_map(|(simple, collections, nested, blocks)| {
        let mut config = json!({
            "name": simple.0, "size": simple.1, "note": simple.2, "label": simple.3,
            "list": collections.0, "map": collections.1, "tags": collections.2,
            "nest": nested.0, "parts": nested.1, "named": nested.2, "spare": nested.3,
            "rule": blocks.1,
        });
        if let Some(timer) = blocks.0 {
            config["timer"] = timer;
        }
        config
    })
}

fn step() -> impl Strategy<Value = Step> {
    let accidents = [Accident::Nothing, Accident::Nothing, Accident::Refreshed, Accident::Tainted, Accident::Destroyed];
    let unknown =
        prop::sample::subsequence(vec!["name", "size", "label", "list", "tags", "nest", "parts", "spare"], 0..3);
    (prop::sample::select(accidents.to_vec()), configuration(), unknown).prop_map(|(accident, config, unknown)| Step {
        accident,
        config,
        unknown,
    })
}

const ADDRESS: &str = "mutant_thing.a";
/// A life has two steps and some forty calls through gRPC, which take 13 ms in a development build.
const LIVES: usize = 2000;

/// What was configured is in state; what was not, is there only if the provider chooses it.
fn assert_kept(configured: &Json, stored: &Json, place: &str) {
    match (configured, stored) {
        (Json::Object(configured), Json::Object(stored)) => {
            for (name, configured) in configured {
                assert_kept(configured, stored.get(name).unwrap_or(&Json::Null), &format!("{place}.{name}"));
            }
        }
        (Json::Array(configured), Json::Array(stored)) if place.ends_with("tags") || place.ends_with("spare") => {
            assert_eq!(configured.len(), stored.len(), "{place}");
        }
        (Json::Array(configured), Json::Array(stored)) => {
            assert_eq!(configured.len(), stored.len(), "{place}");
            configured.iter().zip(stored).for_each(|(configured, stored)| assert_kept(configured, stored, place));
        }
        (Json::Null, _) if place.ends_with("label") => {}
        _ => assert_eq!(configured, stored, "{place}"),
    }
}

/// Lives one step, and says what Terraform did.
async fn live(terraform: &mut Terraform, address: &str, step: &Step) -> Action {
    match step.accident {
        Accident::Nothing => {}
        Accident::Refreshed => drop(terraform.refresh(address).await.unwrap()),
        Accident::Tainted => terraform.taint(address),
        Accident::Destroyed => drop(terraform.destroy(address).await.unwrap()),
    }
    let existed = terraform.object(address).is_some();
    let mut planned = step.config.clone();
    step.unknown.iter().for_each(|name| planned[*name] = json!(UNKNOWN));
    let change = terraform.plan(address, &planned).await.unwrap_or_else(|found| panic!("{step:?}: {found}"));
    let action = change.action();
    assert_eq!(action == Action::Create, !existed, "{step:?}");
    terraform.apply_known(change, &step.config).await.unwrap_or_else(|found| panic!("{step:?}: {found}"));
    assert_kept(&step.config, &terraform.object(address).unwrap(), "");
    assert!(!terraform.is_tainted(address), "{step:?}");
    terraform.settled(address, &step.config).await.unwrap_or_else(|found| panic!("{step:?}: {found}"));
    action
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Lives half of the lives, and says how many steps these were.
fn live_all(creates_first: bool) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = runner(1);
    let lives = vec(step(), 1..4);
    let all: Vec<_> = (0..LIVES).map(|_| lives.new_tree(&mut runner).unwrap().current()).collect();
    let (creates, destroys) = all.split_at(LIVES / 2);
    let lives = if creates_first { creates } else { destroys };
    runtime.block_on(async {
        let mut terraform = Terraform::start(Mutants { breaks: false }, &json!({})).await.unwrap();
        if creates_first {
            terraform.create_before_destroy();
        }
        for life in lives {
            for step in life {
                live(&mut terraform, ADDRESS, step).await;
            }
            terraform.destroy(ADDRESS).await.unwrap();
            assert_eq!((terraform.object(ADDRESS), terraform.deposed(ADDRESS)), (None, None));
        }
    });
    lives.iter().map(Vec::len).sum()
}

#[test]
fn thousands_of_generated_lives_pass_and_every_second_plan_is_empty() {
    let started = std::time::Instant::now();
    let steps: usize = std::thread::scope(|scope| {
        let halves = [false, true].map(|creates_first| scope.spawn(move || live_all(creates_first)));
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    println!("{LIVES} lives, {steps} steps, {:?}", started.elapsed());
}

/// As many lives as the sample has, all with as many steps.
const SAMPLE: usize = 30;
const STEPS: usize = 3;

#[test]
fn a_sample_of_lives_is_the_same_before_the_real_terraform() {
    let mut runner = runner(1);
    let configurations = configuration();
    let lives: Vec<Vec<Json>> = (0..SAMPLE)
        .map(|_| (0..STEPS).map(|_| configurations.new_tree(&mut runner).unwrap().current()).collect())
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut terraform = runtime.block_on(Terraform::start(Mutants { breaks: false }, &json!({}))).unwrap();
    let workspace = Workspace::new();
    for number in 0..STEPS {
        let expected: BTreeMap<String, (String, Json)> = lives
            .iter()
            .enumerate()
            .map(|(life, steps)| {
                let address = format!("mutant_thing.l{life}");
                // The first step has a name that only becomes known while applying.
                let unknown = if number == 0 { vec!["name"] } else { Vec::new() };
                let step = Step { accident: Accident::Nothing, config: steps[number].clone(), unknown };
                let action = runtime.block_on(live(&mut terraform, &address, &step)).to_string();
                (format!("l{life}"), (action, terraform.object(&address).unwrap()))
            })
            .collect();
        let things: Map<String, Json> = lives
            .iter()
            .enumerate()
            .map(|(life, steps)| {
                let mut config = steps[number].clone();
                if number == 0 {
                    config["name"] = json!(format!("${{terraform_data.{}.output}}", config["name"].as_str().unwrap()));
                }
                (format!("l{life}"), config)
            })
            .collect();
        let data = json!({ "a": { "input": "a" }, "b": { "input": "b" } });
        workspace.configure(json!({ "resource": { "mutant_thing": things, "terraform_data": data } }));
        let found = workspace.plan_and_apply("mutant_thing");
        for (name, expected) in &expected {
            assert_eq!(found[name], *expected, "step {number} of {name}");
        }
    }
    println!("{SAMPLE} lives of {STEPS} steps are the same in process and before the real Terraform");
}
