//! The table of health issues in the guide `troubleshooting`, made from what the provider knows about them.

use crate::rules::health::{self, Healing, Known};

/// A row for each sort of issue.
pub(super) fn table() -> String {
    let mut table = "| Code | Message has | Goes away | What to do |\n|---|---|---|---|\n".to_owned();
    health::all().iter().for_each(|known| table.push_str(&row(known)));
    table
}

fn row(Known { code, fragment, healing, advice }: &Known) -> String {
    let quoted = |text: &str| if text.is_empty() { "any".to_owned() } else { format!("`{text}`") };
    let goes_away = match healing {
        Healing::Never => "never",
        Healing::ByUser => "after you act",
        Healing::ByItself => "perhaps",
    };
    format!("| {} | {} | {goes_away} | {advice} |\n", quoted(code), quoted(fragment))
}

#[cfg(test)]
mod tests {
    use super::{health, row, table};

    #[test]
    fn the_table_has_a_row_of_four_cells_for_each_issue() {
        let table = table();
        for known in health::all() {
            let row = row(known);
            assert!(table.contains(&row) && row.matches('|').count() == 5, "{row}");
        }
        assert!(table.contains(
            "| `KmsKeyNotFound` | any | never | The KMS key of the cluster is gone. Replace the cluster. |\n"
        ));
    }
}
