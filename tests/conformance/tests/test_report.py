"""The report believes the output of the tests only."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import report

OUTPUT = """\
     Running tests/plugin/main.rs (/t/debug/deps/plugin-0123456789abcdef)
test a::good ... ok
test a::bad ... FAILED
     Running unittests src/lib.rs (/t/debug/deps/tf_provider_rs-0123456789abcdef)
test a::good ... ignored
conformance: terraform 1.12.3: passed
""".splitlines()


def judged(text: str) -> tuple[str, str]:
    [case] = report.cases(text)
    return report.judge(case, *report.outcomes(OUTPUT))


def test_a_case_passes_when_all_its_tests_passed():
    assert judged("1 one\n  plugin a::good") == ("passed", "1 tests")


def test_a_test_that_failed_is_missing_or_was_ignored_fails_its_case():
    assert judged("1 one\n  plugin a::good\n  plugin a::bad") == ("failed", "plugin a::bad: FAILED")
    assert judged("1 one\n  plugin a::gone") == ("failed", "plugin a::gone: did not run")
    assert judged("1 one\n  tf_provider_rs a::good") == ("failed", "tf_provider_rs a::good: ignored")


def test_a_case_for_a_newer_terraform_counts_as_not_run_where_there_is_none():
    assert judged("1 one\n  needs 1.12:\n  plugin a::good") == ("passed", "1 tests, with terraform 1.12.3")
    outcome, why = judged("1 one\n  needs 1.14:\n  plugin a::good")
    assert (outcome, why) == (
        "not run",
        "no Terraform 1.14 in TF_ACC_TERRAFORM_PATHS; in process: 1 tests passed",
    )


def test_a_pending_case_is_not_run():
    assert judged("1 one\n  pending: lists") == ("not run", "lists")


def test_there_are_fifty_one_cases():
    cases = report.cases(report.CASES.read_text(encoding="utf-8"))
    assert [case.number for case in cases] == list(range(1, 52))
