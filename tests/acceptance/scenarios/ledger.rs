//! Which scenarios there are, which ran, and how they ended.
//!
//! A row that is in a [`Table`] and has no outcome fails it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Mutex;

use super::GROUPS;

/// Rows of the tables that have ended, by group.
static ENDED: Mutex<BTreeMap<&'static str, Vec<String>>> = Mutex::new(BTreeMap::new());

/// The scenarios of one group. What a row lacks is noted as text; a row without notes ended as it should.
pub(crate) struct Table {
    group: &'static str,
    rows: BTreeMap<String, Option<Vec<String>>>,
}

impl Table {
    /// An empty table.
    ///
    /// # Panics
    /// If the group is not in the list of groups: nobody would miss it.
    pub(crate) fn new(group: &'static str) -> Self {
        assert!(GROUPS.contains(&group), "{group} is not in the list of groups");
        Self { group, rows: BTreeMap::new() }
    }

    /// Registers a scenario.
    ///
    /// # Panics
    /// If there is one of that name already.
    pub(crate) fn register(&mut self, row: impl Into<String>) {
        let row = row.into();
        assert!(self.rows.insert(row.clone(), None).is_none(), "{}: {row} is there twice", self.group);
    }

    /// Marks a scenario as run.
    ///
    /// # Panics
    /// If it was not registered.
    pub(crate) fn ran(&mut self, row: &str) {
        self.notes(row);
    }

    /// Notes what went wrong in a scenario, if something did.
    pub(crate) fn check(&mut self, row: &str, is_right: bool, wrong: impl FnOnce() -> String) {
        let notes = self.notes(row);
        if !is_right {
            notes.push(wrong());
        }
    }

    fn notes(&mut self, row: &str) -> &mut Vec<String> {
        let outcome = self.rows.get_mut(row).unwrap_or_else(|| panic!("{row} was not registered"));
        outcome.get_or_insert_with(Vec::new)
    }

    /// What is wrong with the table: rows that did not end as they should, or did not run.
    fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (row, outcome) in &self.rows {
            match outcome.as_deref() {
                None => wrong.push(format!("{row}: did not run")),
                Some([]) => {}
                Some(notes) => wrong.push(format!("{row}:\n    {}", notes.join("\n    "))),
            }
        }
        wrong
    }
}

/// Counts the scenarios of these tables.
///
/// # Panics
/// If something is wrong with one.
pub(crate) fn judge(tables: Vec<Table>) {
    let mut wrong = Vec::new();
    for table in tables {
        let of_table = table.wrong();
        if !of_table.is_empty() {
            let (count, rows) = (of_table.len(), table.rows.len());
            wrong.push(format!("{}: {count} of {rows} wrong\n{}", table.group, of_table.join("\n")));
        }
        finish(table.group, table.rows.into_keys().collect());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Prints all groups when the last one has ended, and leaves the names of the rows in a file.
fn finish(group: &'static str, rows: Vec<String>) {
    let mut ended = ENDED.lock().unwrap();
    ended.insert(group, rows);
    if GROUPS.iter().any(|group| !ended.contains_key(group)) {
        return;
    }
    let mut text = String::new();
    let mut names = String::new();
    for (group, rows) in ended.iter() {
        writeln!(text, "scenarios: {:4} {group}", rows.len()).unwrap();
        writeln!(names, "{group}\n  {}", rows.join("\n  ")).unwrap();
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scenarios.txt");
    fs::write(&file, names).unwrap();
    let total: usize = ended.values().map(Vec::len).sum();
    writeln!(text, "scenarios: {total} in {} groups; their names are in {}", ended.len(), file.display()).unwrap();
    say(&text);
}

/// Prints in one piece, although the test passes.
pub(crate) fn say(text: &str) {
    io::stdout().write_all(text.as_bytes()).unwrap();
}

#[test]
fn a_row_that_did_not_run_is_wrong() {
    let mut table = Table::new(GROUPS[0]);
    for row in ["missed", "right", "wrong"] {
        table.register(row);
    }
    table.ran("right");
    table.check("wrong", false, || "is red".to_owned());
    assert_eq!(table.wrong(), ["missed: did not run", "wrong:\n    is red"]);
}
