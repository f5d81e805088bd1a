import unittest

import budgets
from budgets import Budget
from results import Row, Sample


def rows(**values: float) -> list[Row]:
    """A row for each budget: ours as given or as good as can be, the floor at 100."""
    found = []
    for budget in budgets.BUDGETS:
        best = budget.limit if budget.exactly else 0
        found.append(Row(budget.row, budget.row, ours=Sample([values.get(budget.row, best)]), floor=Sample([100])))
    return found


class Budgets(unittest.TestCase):
    def test_values_at_their_limit_are_within_budget(self):
        limits = {"ours": lambda limit: limit, "ratio": lambda limit: 100 * limit}
        at_limit = {budget.row: limits[budget.of](budget.limit) for budget in budgets.BUDGETS}
        self.assertEqual(budgets.broken(rows(**at_limit), quick=False), [])

    def test_every_budget_can_be_broken(self):
        for budget in budgets.BUDGETS:
            with self.subTest(budget.row):
                [sentence] = budgets.broken(rows(**{budget.row: 1e9}), quick=False)
                self.assertIn(budget.source, sentence)

    def test_a_call_too_few_is_as_wrong_as_one_too_many(self):
        for value in (0, 0.5, 1.01, 2):
            self.assertEqual(len(budgets.broken(rows(calls_per_cluster=value), quick=True)), 1, value)

    def test_a_quick_run_is_not_judged_by_times(self):
        self.assertEqual(budgets.broken(rows(handshake_time=1000, binary=1000), quick=True), [])
        self.assertEqual(len(budgets.broken(rows(state_per_cluster=2501), quick=True)), 1)

    def test_what_could_not_be_measured_breaks_nothing(self):
        unmeasured = rows()
        next(row for row in unmeasured if row.key == "handshake_instructions").ours = None
        self.assertEqual(budgets.broken(unmeasured, quick=False), [])

    def test_a_budget_without_a_row_is_a_mistake_of_ours(self):
        with self.assertRaises(KeyError):
            budgets.broken(rows()[1:], quick=False)

    def test_the_median_counts(self):
        row = Row("a", "a", ours=Sample([1, 2, 900]), floor=Sample([1, 1, 700]))
        self.assertEqual(Budget("a", 1, "").measured(row), 2)
        self.assertEqual(Budget("a", 1, "", of="ratio").measured(row), 2)

    def test_texts(self):
        for budget, unit, text in (
            (Budget("a", 5, ""), "ms", "≤ 5 ms"),
            (Budget("a", 3_000_000, ""), "", "≤ 3,000,000"),
            (Budget("a", 2.2, "", of="ratio"), "ms", "≤ 2.2 x floor"),
            (Budget("a", 1, "", exactly=True), "", "= 1"),
        ):
            self.assertEqual(budget.text(unit), text)
