#!/usr/bin/env bash
# Fuzzes every target for FUZZ_SECONDS (60), with the stable compiler. A finding ends the run and lies in fuzz/findings; copy it to
# fuzz/corpus/TARGET under a name that says what it is, mend the code, and it is a test from then on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

host=$(rustc -vV | sed -n 's/^host: //p')
target="${CARGO_TARGET_DIR:-$PWD/../../../target}/fuzz"
# What cargo-fuzz passes without a sanitizer: counters of edges, and the operands of comparisons.
coverage=(-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing)
RUSTFLAGS="${coverage[*]}" cargo build --quiet --locked --release --target "$host" --target-dir "$target"

limits=(-max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=512 -malloc_limit_mb=64 -max_len=16384)
mkdir -p findings
for name in ${FUZZ_TARGETS:-msgpack json_state type_json protobuf}; do
  mkdir -p "$target/corpus/$name"
  FUZZ_TARGET=$name "$target/$host/release/fuzz" "${limits[@]}" -print_final_stats=1 -artifact_prefix=findings/ \
    "$target/corpus/$name" "corpus/$name" 2>"$target/$name.log" || { tail -n 40 "$target/$name.log"; exit 1; }
  awk -v name="$name" '/number_of_executed_units/ { n = $2 } /average_exec_per_sec/ { s = $2 } /peak_rss_mb/ { m = $2 }
    / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") c = $(i + 1) }
    END { printf "fuzz: %-10s %9d inputs, %6d a second, %5d edges, %3d MiB, no finding\n", name, n, s, c, m }' "$target/$name.log"
done
