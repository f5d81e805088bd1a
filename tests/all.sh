#!/usr/bin/env bash
# Every check and test, with one closing line that counts them all. `make test` sees to what they need.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

passed=0
failed=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT

# A command that passes or fails as a whole.
check() {
  printf '\n==> %s\n' "$1"
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

# A test runner; $2 reads its output and prints how many tests passed, failed, and did not run.
tests() {
  local ok=1 counts p f skipped
  printf '\n==> %s\n' "$1"
  "${@:3}" 2>&1 | tee "$output" || ok=0
  read -r p f skipped <<<"$("$2" <"$output")"
  # A run without a single test, or one that broke before it could count, has failed too.
  if ((f == 0 && (ok == 0 || p == 0))); then f=1; fi
  if ((skipped > 0)); then echo "$skipped tests were not run; that counts as failed"; fi
  passed=$((passed + p))
  failed=$((failed + f + skipped))
}

# "test result: ok. 3 passed; 0 failed; 0 ignored; ..." of every test binary.
of_cargo() {
  awk '/^test result:/ { p += $4; f += $6; s += $8 } END { print p + 0, f + 0, s + 0 }'
}

# "1 failed, 2 passed, 1 skipped in 3.21s", the last line.
of_pytest() {
  tail -n 1 | tr ',=' '\n\n' | awk '
    $2 == "passed" { p += $1 }
    $2 == "failed" || $2 ~ /^errors?$/ { f += $1 }
    $2 == "skipped" || $2 == "xfailed" || $2 == "deselected" { s += $1 }
    END { print p + 0, f + 0, s + 0 }'
}

# The tests of a Python package, from its own directory.
pytest() {
  (cd "$1" && "$OLDPWD/.venv/bin/python" -m pytest -q)
}

# The gate on the release build's instructions up to the handshake.
instructions() {
  cargo build --quiet --locked --release &&
    .venv/bin/python tests/bench/instructions.py
}

check "Format of Rust code" cargo fmt --all --check
check "Format of Terraform code" terraform fmt -check -recursive examples mocks tests
check "Clippy, warnings are errors (minutes the first time)" cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
check "Documentation of the framework: every public item, every link" env RUSTDOCFLAGS="-D warnings" \
  cargo doc --quiet --locked --no-deps -p tf-provider-rs -p tf-provider-rs-derive
tests "Rust tests: unit, protocol, golden, acceptance (minutes the first time)" of_cargo cargo test --locked --workspace --no-fail-fast
check "Conformance cases, by the tests above" .venv/bin/python tests/conformance/report.py <"$output"
check "Registry pages are up to date" "${CARGO_TARGET_DIR:-target}/debug/terraform-provider-eksoutpost" docs --check
tests "Tests of the simulator" of_pytest pytest tests/simulator
tests "Tests of the measurements" of_pytest pytest tests/bench
tests "Tests of the conformance report" of_pytest pytest tests/conformance
if command -v valgrind >/dev/null; then
  check "Instructions to the handshake, of the release build (minutes the first time)" instructions
else
  printf '\n==> Instructions to the handshake: not counted, because valgrind is not installed\n'
fi

printf '\n%s passed, %s failed\n' "$passed" "$failed"
((failed == 0))
