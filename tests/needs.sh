#!/usr/bin/env bash
# Says what is missing on this machine, and what to do about it: `needs.sh cargo cc terraform python`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing=0

miss() {
  printf 'Missing: %s\n         %s\n' "$1" "$2" >&2
  missing=1
}

# Whether version $1 is at least $2.
at_least() {
  [[ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" == "$2" ]]
}

need_cargo() {
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  found=$(cargo --version 2>/dev/null | awk '{ print $2 }') || true
  at_least "${found:-0}" "$wanted" ||
    miss "Rust $wanted or newer (found: ${found:-none})" "Install it from https://rustup.rs, or run: rustup update stable"
}

need_cc() {
  command -v "${CC:-cc}" >/dev/null ||
    miss "a C compiler (${CC:-cc})" "Debian, Ubuntu: apt install build-essential. Fedora: dnf install gcc. macOS: xcode-select --install"
}

need_terraform() {
  local found
  found=$(terraform version 2>/dev/null | awk '/^Terraform v/ { print substr($2, 2); exit }') || true
  at_least "${found:-0}" 1.8.0 ||
    miss "Terraform 1.8 or newer (found: ${found:-none})" "Install it from https://developer.hashicorp.com/terraform/install"
}

need_python() {
  local python=${PYTHON:-python3} found
  found=$("$python" -c 'import platform; print(platform.python_version())' 2>/dev/null) || true
  if ! at_least "${found:-0}" 3.10; then
    miss "Python 3.10 or newer as $python (found: ${found:-none})" "Install it from https://www.python.org, or name one: make PYTHON=python3.12 ..."
  elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    miss "Python's venv module" "Debian, Ubuntu: apt install python3-venv"
  fi
}

for what in "$@"; do "need_$what"; done
exit "$missing"
