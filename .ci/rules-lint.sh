#!/usr/bin/env bash
# The project's own rules that no other tool knows. Prints FILE:LINE: what is wrong, exit 1 if anything is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

.ci/files CMakeLists.txt >/dev/null

bad=0
# report RULE, then lines "FILE:LINE:TEXT" on stdin
report() {
  local line
  while IFS= read -r line; do
    echo "$line    <- $1"
    bad=1
  done
}
search() { # PATTERN PATHSPEC...
  local pattern=$1 files
  shift
  mapfile -t files < <(.ci/files "$@")
  [ ${#files[@]} -eq 0 ] || grep -nHE -e "$pattern" -- "${files[@]}" || true
}
code=('*.cpp' '*.hpp')

report 'umbrella include: name the narrow headers' < <(search '#include <boost/(asio|beast|json|url|process|test/included/unit_test)\.hpp>' "${code[@]}")
report 'of the client library the mock server may use the headers that both share only' < <(
  search '#include [<"]dataarts/' 'mock_server/*.cpp' 'mock_server/*.hpp' | grep -vE '[<"]dataarts/(mock/|clock\.hpp|real_clock\.hpp|virtual_clock\.hpp|in_flight\.hpp|memory_[a-z]+\.hpp)' || true)
report 'the mock server must not link the client library' < <(
  search 'dataarts(::|_)client' 'mock_server/CMakeLists.txt' 'mock_server/*.cmake')
report 'the library and the programs must not use the mock server, but to calibrate against it' < <(
  search '#include [<"]dataarts/mock/' 'lib/*' 'apps/*' | grep -v '^apps/load/calibrate/with_mock/' || true)
report 'programs use the public headers of the client only' < <(search 'dataarts_client_private' 'apps/*')
report 'no macros but include guards (and the module name of the test library)' < <(
  search '^[[:space:]]*#[[:space:]]*define' "${code[@]}" | grep -vE '#define (DATAARTS_[A-Z0-9_]+_HPP|BOOST_TEST_MODULE [a-z_]+)$' || true)
report 'no detail namespace: private headers live in src/' < <(search 'namespace [a-z_:]*detail\b' "${code[@]}")
report 'a test waits for events, never for time' < <(search 'sleep_for|sleep_until|\busleep\(|[^_[:alnum:]]sleep\([0-9]' "${code[@]}")
report 'public headers must not include private ones, Beast, or JSON' < <(search '#include ("|<boost/(beast|json)/)' 'lib/include/*')
report 'the sources must not name a place outside the project' < <(
  git grep -nI --untracked -E '\.\./''shared|/wo''rk/|/ho''me/[a-z]' -- . || true)
report 'no tabs, no trailing blanks, no carriage returns' < <(
  git grep -nIP --untracked '\t|[ \t]+$|\r' -- "${code[@]}" '*.cmake' 'CMakeLists.txt' '*/CMakeLists.txt' '*.sh' dev .ci '*.md' || true)

# Include guards: DATAARTS_ and the path below include/ or src/ in capitals, or any unique name that ends in the file's name.
while read -r header; do
  stem=$(basename "$header" .hpp | tr 'a-z-' 'A-Z_')
  guard=$(sed -n 's/^#ifndef \(DATAARTS_[A-Z0-9_]*_HPP\)$/\1/p;' "$header" | head -n 1)
  if [ -z "$guard" ] || [[ $guard != *"${stem}_HPP" ]]; then
    report 'include guard: DATAARTS_..._'"${stem}_HPP" <<<"$header:1:${guard:-no guard found}"
  fi
done < <(.ci/files '*.hpp')
report 'two headers with the same include guard' < <(.ci/files '*.hpp' | xargs -r sed -n 's/^#ifndef \(DATAARTS_[A-Z0-9_]*_HPP\)$/\1/p' | sort | uniq -d)

while read -r file; do
  lines=$(wc -l <"$file")
  [ "$lines" -le 400 ] || report 'more than 400 lines: two jobs in one file' <<<"$file:$lines"
done < <(.ci/files "${code[@]}")

exit $bad
