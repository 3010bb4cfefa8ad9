# shellcheck shell=bash
# run_tests [--install] [filter]: the body of `./etlmesh test`; sourced by ./etlmesh, whose functions and variables it uses.
#   --install   install the Debian packages that tests need (done without asking as root and where CI=true)
#   filter      a part of test names (Midnight), or a whole filter of dotnet test (Category=Sagas)
#   ETLMESH_PUBLIC_DATA     folder of public data sets; tests on them are selected when it is set
#   ETLMESH_MIN_COVERAGE    line coverage in percent below which the tests fail

# Debian packages of what tests start; one place, read by tests and by people.
test_packages=(chromium postgresql mariadb-server mariadb-client libmariadb3)

# The filter of dotnet test: the caller's words, and no public data where there is none.
test_filter() {
  local words="$1"
  [[ -z "$words" || "$words" == *[=~!]* ]] || words="FullyQualifiedName~$words"
  if [[ -n "${ETLMESH_PUBLIC_DATA:-}" ]]; then
    printf '%s' "$words"
  else
    printf '%s' "${words:+($words)&}Category!=PublicData"
  fi
}

# Sums one counter (passed, failed, …) over the result files of all projects.
count() {
  find "$results" -name '*.trx' -exec grep -ho "<Counters [^>]*" {} + | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{ n += $1 } END { print n + 0 }'
}

# A line counts once, however many projects ran it: merges the cobertura files.
line_coverage() {
  find "$results" -name coverage.cobertura.xml -exec cat {} + | awk '
    /<source>/ { split($0, part, /<\/?source>/); base = part[2] }
    /<class / { match($0, /filename="[^"]*"/); file = base substr($0, RSTART + 10, RLENGTH - 11) }
    /<line / {
      match($0, /number="[0-9]+"/); key = file ":" substr($0, RSTART + 8, RLENGTH - 9)
      match($0, /hits="[0-9]+"/); hits[key] += substr($0, RSTART + 6, RLENGTH - 7)
    }
    END { for (key in hits) { all++; if (hits[key] > 0) hit++ }; printf "%.1f", all ? 100 * hit / all : 0 }'
}

run_tests() {
  local install=no words="" status=0 filter=()
  results="${root:?}/TestResults"
  for word in "$@"; do
    if [[ "$word" == --install ]]; then install=yes; else words="$word"; fi
  done
  prepare_home
  install_packages "$install" "tests need" "   (or: ./etlmesh test --install)" "${test_packages[@]}"
  bring deploy/emulator emulator "the emulator of SQS, SNS and S3"
  [[ -n "${ETLMESH_PUBLIC_DATA:-}" ]] ||
    echo "Tests on public data are not selected: set ETLMESH_PUBLIC_DATA to a folder with jaffle_shop/ (dbt's jaffle_shop example project) and sakila/ (the Sakila sample database)."
  build EtlMesh.sln
  words="$(test_filter "$words")"
  [[ -z "$words" ]] || filter=(--filter "$words")
  rm -rf "$results"
  # Whoever runs this in the background ignores SIGINT, and would hand that down to the commands that tests interrupt.
  (cd "$root" && env --default-signal=INT dotnet test EtlMesh.sln -c Release --no-build --nologo "${filter[@]}" \
    --logger "console;verbosity=minimal" --logger trx \
    --collect "XPlat Code Coverage" --settings tests/coverage.runsettings </dev/null) || status=1

  local passed failed skipped coverage
  passed="$(count passed)" failed="$(count failed)" skipped="$(count notExecuted)"
  ((status == 0 || failed > 0)) || echo "A test run was aborted (above): its remaining tests are in no count."
  ((skipped == 0)) || echo "$skipped skipped"
  if ((passed + failed == 0)); then
    echo "No test ran."
    status=1
  fi
  coverage="$(line_coverage)"
  echo "line coverage: $coverage %"
  if awk -v is="$coverage" -v least="${ETLMESH_MIN_COVERAGE:-0}" 'BEGIN { exit !(is < least) }'; then
    echo "The line coverage is below the ${ETLMESH_MIN_COVERAGE} % asked for."
    status=1
  fi
  ((failed == 0)) || status=1
  echo "$passed passed, $failed failed"
  return "$status"
}
