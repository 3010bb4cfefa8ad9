#!/usr/bin/env bash
# csv-to-table.sh [megabytes] [repetitions]: a CSV from file to published table by `./etlmesh run`, beside DuckDB's own read_csv into a table.
# Both sides count from the start of a process to its end and leave a closed database file; both have the machine's threads and the same memory limit.
# The contents must be equal, row for row. Last line: duckdb_ratio=R peak_mb=M; R is DuckDB's time by ours (medians), M our process's peak.
#   BENCH_FOLDER   where to work (default: a temporary folder); needs about 3 times the size
#   BENCH_KEEP     non-empty: the folder stays
set -euo pipefail
export LC_ALL=C

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
megabytes="${1:-1000}" repetitions="${2:-3}"
threads="$(nproc)" memory=512MB # what an extractor takes by default
work="$(mktemp -d "${BENCH_FOLDER:-${TMPDIR:-/tmp}}/etlmesh-bench-XXXXXX")"
[[ -n "${BENCH_KEEP:-}" ]] || trap 'rm -rf "$work"' EXIT

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
(cd "$root" && dotnet build bench/CsvToTable -c Release --nologo -v quiet >"$work/build.log" 2>&1) || { cat "$work/build.log" >&2; exit 2; }
bench=(dotnet "$root/bench/CsvToTable/bin/Release/net10.0/EtlMesh.CsvToTable.dll")

pipeline="$work/orders" csv="$work/orders/sample/orders.csv"
mkdir -p "$pipeline/sample" "$pipeline/models"
cat >"$pipeline/pipeline.yml" <<YML
name: bench
sources:
  shop:
    connection: files:sample
    tables:
      - name: orders
        columns: { $("${bench[@]}" columns) }
YML
printf 'name: bench\nversion: "1.0"\n' >"$pipeline/dbt_project.yml"
printf "{{ config(materialized='view') }}\nselect * from {{ source('shop', 'orders') }}\n" >"$pipeline/models/all_orders.sql"
printf 'version: 2\nmodels:\n  - name: all_orders\n    columns:\n      - name: id\n        data_tests: [not_null]\n' >"$pipeline/models/schema.yml"
rows="$("${bench[@]}" generate "$csv" "$megabytes")"
echo "$rows rows, $(stat -c %s "$csv") bytes, $threads threads, limit $memory"
"$root/etlmesh" --version >/dev/null # built before anything is timed

now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Runs a command; sets `ms`, and `mb`: the high water mark of its memory, looked at until it ends.
measure() {
  local started pid seen
  started="$(now_ms)" mb=0
  "$@" >"$work/output" 2>&1 &
  pid=$!
  while seen="$(awk '/^VmHWM/ { print int($2 / 1000) }' "/proc/$pid/status" 2>/dev/null)" && [[ -n "$seen" ]]; do
    mb="$seen"
    sleep 0.05
  done
  wait "$pid" || { cat "$work/output" >&2; exit 1; }
  ms=$(($(now_ms) - started))
}

for ((i = 1; i <= repetitions; i++)); do
  rm -rf "$work/home"
  measure "$root/etlmesh" run "$pipeline" --home "$work/home"
  ours=$ms mesh_mb=$mb
  rm -f "$work/alone.duckdb"
  measure "${bench[@]}" load "$csv" "$work/alone.duckdb" "$threads" "$memory"
  echo "run $i: etlmesh $ours ms, $mesh_mb MB; duckdb $ms ms, $mb MB"
  echo "$ours" >>"$work/ours"
  echo "$mesh_mb" >>"$work/mesh_mb"
  echo "$ms" >>"$work/theirs"
done

published="$("${bench[@]}" hash "$(find "$work/home" -name '*.duckdb')" bench.all_orders)"
[[ "$published" == "$rows "* && "$published" == "$("${bench[@]}" hash "$work/alone.duckdb" orders)" ]] || { echo "the tables differ: $published" >&2; exit 1; }
echo "duckdb_ratio=$(awk -v a="$(median <"$work/theirs")" -v b="$(median <"$work/ours")" 'BEGIN { printf "%.2f", a / b }') peak_mb=$(sort -n "$work/mesh_mb" | tail -1)"
