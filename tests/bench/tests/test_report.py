import tempfile
import unittest
from pathlib import Path

import report
from results import Row, Sample

FACTS = {
    "date": "2026-01-02",
    "processor": "CPU",
    "cores": 2,
    "memory_gib": 4,
    "system": "Linux 6",
    "terraform": "1.11.4",
}
ROWS = [
    Row("plan_create_one_overridden", "plan", ours=Sample([150, 140, 400]), floor=Sample([90, 80, 300])),
    Row("calls_per_cluster", "calls", "", ours=Sample([1]), peer=Sample([2])),
    Row("handshake_instructions", "instructions", ""),
]


class Report(unittest.TestCase):
    def test_markdown_has_a_column_for_the_peer_only_if_it_was_measured(self):
        lines = report.markdown(ROWS, FACTS).splitlines()[2:]
        self.assertEqual(lines[0], "|  | this provider | `terraform_data` | hashicorp/aws | budget |")
        self.assertEqual(lines[2], "| plan | 150 / 140 ms = 1.67 x floor | 90 / 80 ms |  | ≤ 2.56 x floor |")
        self.assertEqual(lines[3], "| calls | 1 |  | 2 | = 1 |")
        self.assertEqual(lines[4], "| instructions |  |  |  | ≤ 3,000,000 |")
        self.assertNotIn("hashicorp", report.markdown(ROWS[:1], FACTS))

    def test_markdown_says_where_and_when(self):
        first = report.markdown(ROWS, FACTS).splitlines()[0]
        for fact in ("2026-01-02", "CPU", "2 cores", "4 GiB", "Linux 6", "Terraform 1.11.4", "simulator"):
            self.assertIn(fact, first)

    def test_the_block_is_replaced_and_the_rest_is_kept(self):
        for before, after in (
            ("top\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nbottom\n", "top\n{}\nbottom\n"),
            ("top\n<!-- bench:begin --><!-- bench:end -->\n", "top\n{}\n"),
            ("top\n", "top\n\n{}\n"),
        ):
            self.assertEqual(rewritten(before), after.format("<!-- bench:begin -->\nnew\n<!-- bench:end -->"))

    def test_a_block_without_an_end_is_left_alone(self):
        with self.assertRaisesRegex(ValueError, "without <!-- bench:end -->"):
            rewritten("top\n<!-- bench:begin -->\nbottom\n")

    def test_the_table_has_columns_of_one_width_and_the_notes(self):
        text = report.table([Row("a", "long label", ours=Sample([1]), note="why"), Row("b", "b", ours=Sample([2]))])
        self.assertIn("long label  1 ms", text)
        self.assertIn("b           2 ms", text)
        self.assertIn("long label: why", text)


def rewritten(text: str) -> str:
    with tempfile.TemporaryDirectory() as root:
        readme = Path(root, "README.md")
        readme.write_text(text)
        report.rewrite(readme, "new")
        return readme.read_text()
