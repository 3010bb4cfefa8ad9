#!/usr/bin/env bash
# financial-transactions.sh [records] [repetitions]: the pipeline financial-transactions by `./etlmesh run`, from files to published tables: 10,000 records, then 1,000,000 (default).
# Counted from the start of the process to its end. The published tables must account for every transaction.
# Last line: seconds_10k=S records_per_min=R; medians.
#   BENCH_FOLDER   where to work (default: a temporary folder)
set -euo pipefail
export LC_ALL=C

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
records="${1:-1000000}" repetitions="${2:-3}"
pipeline="$root/pipelines/financial-transactions"
work="$(mktemp -d "${BENCH_FOLDER:-${TMPDIR:-/tmp}}/etlmesh-bench-XXXXXX")"
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
"$root/etlmesh" --version >/dev/null # built before anything is timed

now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Runs the night on so many records; sets `ms`, and `read`: the records of the three sources of transactions.
night() {
  local data="$work/data-$1" home="$work/home" started
  [[ -d "$data" ]] || "$pipeline/sample/generate.sh" "$1" "$data"
  rm -rf "$home"
  started="$(now_ms)"
  LEDGER_URL="files:$data/ledger" CARDS_URL="files:$data/cards" BRANCHES_URL="files:$data/branches" CORE_URL="files:$data/core" \
    "$root/etlmesh" run "$pipeline" --date 2026-10-31 --home "$home" --output json >"$work/run.json" 2>"$work/run.log" || { cat "$work/run.json" "$work/run.log" >&2; exit 1; }
  ms=$(($(now_ms) - started))
  read="$("$root/etlmesh" query --home "$home" --output json "
    select sum(rows) as n from etl.segments where table_name like '%transactions'" | tr -dc '0-9')"
  local accounted
  accounted="$("$root/etlmesh" query --home "$home" --output json "
    select (select count(*) from financial_transactions.fact_transactions) + (select count(*) from financial_transactions.rejected_transactions)
         - (select sum(transactions) from financial_transactions.etl_audit_log) as difference" | tr -dc '0-9-')"
  [[ "$accounted" == 0 && "$read" -gt $(($1 * 99 / 100)) ]] || { echo "of $1 records $read were loaded, $accounted are unaccounted for" >&2; exit 1; }
}

for ((i = 1; i <= repetitions; i++)); do
  night 10000
  echo "run $i: $read records in $ms ms"
  echo "$ms" >>"$work/small"
done
for ((i = 1; i <= repetitions; i++)); do
  night "$records"
  echo "run $i: $read records in $ms ms"
  awk -v n="$read" -v ms="$ms" 'BEGIN { printf "%d\n", n * 60000 / ms }' >>"$work/large"
done
echo "seconds_10k=$(median <"$work/small" | awk '{ printf "%.1f", $1 / 1000 }') records_per_min=$(median <"$work/large")"
