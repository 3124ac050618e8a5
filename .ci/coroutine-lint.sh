#!/usr/bin/env bash
# Statements that g++ 12.2 miscompiles in coroutines, see CONTRIBUTING.md. First the lint proves itself on a sample in
# which every bad case is marked, then it reads the project: coroutine-lint.sh [FILE...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/.."

sample=.ci/coroutine-lint-sample.txt
# A statement over two lines is reported where its co_await stands.
wanted=$(grep -n 'BAD$' "$sample" | cut -d: -f1; grep -n 'REPORTED-ABOVE$' "$sample" | cut -d: -f1 | while read -r n; do echo $((n - 1)); done)
wanted=$(sort -nu <<<"$wanted")
found=$(perl .ci/coroutine-lint.pl "$sample" | cut -d: -f2 | sort -nu || true)
if [ "$wanted" != "$found" ]; then
  echo "coroutine-lint: the self-test failed, lines of $sample (< should be reported, > are reported):" >&2
  diff <(echo "$wanted") <(echo "$found") >&2 || true
  exit 1
fi

if [ $# -eq 0 ]; then
  sources=$(.ci/files '*.cpp' '*.hpp')
  mapfile -t files <<<"$sources"
  set -- "${files[@]}"
fi
[ $# -eq 0 ] || perl .ci/coroutine-lint.pl "$@"
