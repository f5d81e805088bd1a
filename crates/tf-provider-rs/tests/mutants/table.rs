use std::fmt::Write;

use tf_provider_rs::check::Rule;

use crate::in_process::{Found, load, with_self_check, without_self_check};
use crate::mutants::{MUTANTS, Stage};
use crate::real::{self, Verdicts};
use crate::reasons;
use crate::schemas::SCHEMA_MUTANTS;

/// One row: who notices a mutant. `Err` says why somebody does not.
struct Row {
    name: &'static str,
    rule: Rule,
    noticed: [Result<(), String>; 3],
    /// Why somebody need not notice.
    reasons: [Option<&'static str>; 3],
}

impl Row {
    /// Where somebody should have noticed and did not, or the other way round.
    fn wrong(&self) -> Vec<String> {
        let who = ["the self-check", "the Terraform of `testing`", "Terraform"];
        let wrong = who
            .iter()
            .zip(&self.noticed)
            .zip(self.reasons)
            .filter(|((_, noticed), reason)| noticed.is_ok() == reason.is_some());
        wrong.map(|((who, noticed), _)| format!("{} ({}): {who}: {noticed:?}", self.name, self.rule)).collect()
    }
}

fn noticed(is_noticed: bool, said: &str) -> Result<(), String> {
    if is_noticed { Ok(()) } else { Err(said.to_owned()) }
}

/// Whether the rule is named, or the codec has complained.
fn names(found: &str, rule: Rule) -> bool {
    found.contains(&format!("{rule})"))
        || (rule == Rule::Shape && found.contains("does not fit the schema"))
        || (rule == Rule::Shape && found.contains("Provider produced invalid object"))
}

/// Prints one line for each row and the counts, and fails with what is wrong.
fn print(title: &str, rows: &[Row]) {
    let mut text = format!("\n{:<28} {:<20} {:<11} {:<11} terraform\n", title, "rule", "self-check", "in-process");
    for row in rows {
        let cells = row.noticed.each_ref().map(|noticed| if noticed.is_ok() { "caught" } else { "no" });
        write!(text, "{:<28} {:<20} {:<11} {:<11} {:<9}", row.name, row.rule.name(), cells[0], cells[1], cells[2])
            .unwrap();
        for (why, who) in row.reasons.into_iter().zip(["self-check", "in-process", "terraform"]) {
            why.iter().for_each(|why| write!(text, " {who}: {why}.").unwrap());
        }
        text.push('\n');
    }
    let counts = [0, 1, 2].map(|column| rows.iter().filter(|row| row.noticed[column].is_ok()).count());
    println!(
        "{text}{} mutants; caught: {} by the self-check, {} in process, {} by terraform",
        rows.len(),
        counts[0],
        counts[1],
        counts[2]
    );
    let wrong: Vec<_> = rows.iter().flat_map(Row::wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_rule_about_answers_is_enforced_by_the_self_check_by_testing_and_by_terraform() {
    let verdicts = Verdicts::all();
    assert_eq!(verdicts.said["healthy"], "", "a provider that breaks no rule is not blamed");
    let mut rows = Vec::new();
    for mutant in MUTANTS {
        let (checked, bare) = (with_self_check(mutant).await, without_self_check(mutant).await);
        let real = &verdicts.said[mutant.name];
        rows.push(Row {
            name: mutant.name,
            rule: mutant.rule,
            noticed: [
                noticed(
                    checked.said.contains("Defect in the provider") && names(&checked.said, mutant.rule),
                    &checked.said,
                ),
                noticed(names(&bare.said, mutant.rule), &bare.said),
                noticed(!real.is_empty(), ""),
            ],
            reasons: [reasons::self_check(mutant), None, reasons::terraform(mutant)],
        });
        nothing_is_lost(mutant.name, mutant.stage, &checked);
        if let (Some(kept), None) = (verdicts.kept.get(mutant.name), reasons::terraform(mutant)) {
            assert_eq!(
                (bare.is_kept, bare.is_tainted),
                *kept,
                "{}: what is in state, in process and for real",
                mutant.name
            );
        }
    }
    print("mutant", &rows);
}

/// With the self-check, whatever existed or was being created is in state afterwards.
fn nothing_is_lost(name: &str, stage: Stage, checked: &Found) {
    let exists = match stage {
        Stage::Create => name.starts_with("result_"),
        Stage::Update | Stage::Refresh => true,
        Stage::Dynamic
        | Stage::Destroy
        | Stage::Import
        | Stage::Upgrade
        | Stage::Move
        | Stage::Data
        | Stage::Ephemeral => false,
    };
    assert!(checked.is_kept || !exists, "{name}: the object is lost: {}", checked.said);
}

#[tokio::test]
async fn every_rule_about_schemas_is_enforced_by_the_lint_by_testing_and_by_terraform() {
    let names_of_all: Vec<_> = std::iter::once("").chain(SCHEMA_MUTANTS.iter().map(|mutant| mutant.name)).collect();
    let all_real = real::load_all(&names_of_all);
    assert_eq!(all_real[""], "", "a schema that breaks no rule is loaded");
    let mut rows = Vec::new();
    for mutant in SCHEMA_MUTANTS {
        let found = load(mutant.name).await;
        let real = &all_real[mutant.name];
        // The self-check of a schema is a test, of what Terraform is given: there is nothing between the two.
        let found = names(&found, mutant.rule).then_some(()).ok_or(found);
        rows.push(Row {
            name: mutant.name,
            rule: mutant.rule,
            noticed: [found.clone(), found, noticed(!real.is_empty(), "")],
            reasons: [None, None, reasons::terraform_loads(mutant.name, mutant.rule)],
        });
    }
    print("mutant of the schema", &rows);
}
