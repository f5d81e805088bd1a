//! Mistakes that `terraform validate` finds without credentials and without a network.
//!
//! The table is `tests/fixtures/invalid/`: a comment `# error: SUMMARY` or `# warning: SUMMARY` stands where Terraform must point. For a
//! mistake inside a nested object that is the line where the object begins.

use std::fs;
use std::path::PathBuf;

use super::harness::{Run, Simulator, Workspace, repository};

#[test]
fn every_mistake_is_told_at_its_line_and_nothing_else_is() {
    let simulator = Simulator::borrow();
    let fixtures = fixtures();
    assert!(fixtures.len() > 10, "{fixtures:?}");
    let mut different = Vec::new();
    for fixture in fixtures {
        let mut workspace = Workspace::offline();
        workspace.copy(&fixture, "main.tf");
        assert_eq!(workspace.env_names("AWS_"), ["AWS_EC2_METADATA_DISABLED"]);
        let run = workspace.validate();
        let expected = marks(&fs::read_to_string(&fixture).unwrap());
        assert!(!expected.is_empty(), "{} has no mistake", fixture.display());
        if found(&run) != expected {
            different.push(format!("{}\n found    {:?}\n expected {expected:?}", fixture.display(), found(&run)));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    // Were the simulator asked, it would be the only place that could answer.
    assert_eq!(simulator.journal().operations(), Vec::<&str>::new());
}

#[test]
fn validation_asks_nobody_even_if_it_could() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_complete");
    workspace.validate().succeeded();
    assert_eq!(simulator.journal().operations(), Vec::<&str>::new());
}

#[test]
fn a_mistake_says_what_is_allowed() {
    let mut workspace = Workspace::offline();
    workspace.copy(&repository().join("tests/fixtures/invalid/name.tf"), "main.tf");
    let run = workspace.validate().failed();
    let details: Vec<String> = run.errors().into_iter().map(|error| error.detail).collect();
    let allowed = "A cluster name has 1 to 100 characters: letters (A-Z, a-z), digits, hyphens and underscores, and begins with a letter or digit.";
    for begins in ["\"edge one\" contains \" \".", "The cluster name is empty.", "\"-edge\" begins with \"-\"."] {
        assert!(details.contains(&format!("{begins} {allowed}")), "{begins}: {details:#?}");
    }
}

/// Line, severity and summary of every diagnostic, in order.
fn found(run: &Run) -> Vec<(u64, String)> {
    let mut found: Vec<(u64, String)> = run
        .diagnostics()
        .into_iter()
        .map(|diagnostic| {
            (diagnostic.line.unwrap_or_default(), format!("{}: {}", diagnostic.severity, diagnostic.summary))
        })
        .collect();
    found.sort();
    found
}

/// What the comments of a fixture say.
fn marks(text: &str) -> Vec<(u64, String)> {
    let lines = (1..).zip(text.lines());
    let mut marks: Vec<(u64, String)> =
        lines.flat_map(|(number, line)| line.split(" # ").skip(1).map(move |mark| (number, mark.to_owned()))).collect();
    marks.sort();
    marks
}

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join("tests/fixtures/invalid")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
