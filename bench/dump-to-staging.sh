#!/usr/bin/env bash
# dump-to-staging.sh [megabytes] [repetitions]: every table of a mysqldump of 81 tables from the file to Parquet in staging, plain and as gzip, by one process as an extractor is one.
# The time counts from the start of the work to its end, the pass that indexes the dump included. Rows must be as many as the dump has lines of rows.
# Last line: mb_per_s=S peak_mb=M; S is the slower of the two (medians, megabytes of the inflated dump), M the greatest memory of the process.
#   BENCH_FOLDER   where to work (default: a temporary folder); needs about 3 times the size
#   BENCH_KEEP     non-empty: the folder stays
set -euo pipefail
export LC_ALL=C

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
megabytes="${1:-900}" repetitions="${2:-3}"
work="$(mktemp -d "${BENCH_FOLDER:-${TMPDIR:-/tmp}}/etlmesh-bench-XXXXXX")"
[[ -n "${BENCH_KEEP:-}" ]] || trap 'rm -rf "$work"' EXIT

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
(cd "$root" && dotnet build bench/DumpToStaging -c Release --nologo -v quiet >"$work/build.log" 2>&1) || { cat "$work/build.log" >&2; exit 2; }
bench=(dotnet "$root/bench/DumpToStaging/bin/Release/net10.0/EtlMesh.DumpToStaging.dll")

DUMP="$work/shop.sql" "$root/pipelines/dump-analytics/sample/generate.sh" "$megabytes"
gzip -1 -k "$work/shop.sql"
bytes="$(stat -c %s "$work/shop.sql")" rows="$(grep -a -c '^(' "$work/shop.sql")"
echo "$bytes bytes, $rows rows, gzip $(stat -c %s "$work/shop.sql.gz") bytes, $(nproc) threads"

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Runs over a dump; sets `ms`, and `mb`: the high water mark of its memory, looked at until it ends.
measure() {
  local pid seen found
  mb=0
  rm -rf "$work/home"
  "${bench[@]}" "$root/pipelines/dump-analytics" "$1" "$work/home" >"$work/output" 2>&1 &
  pid=$!
  while seen="$(awk '/^VmHWM/ { print int($2 / 1000) }' "/proc/$pid/status" 2>/dev/null)" && [[ -n "$seen" ]]; do
    mb="$seen"
    sleep 0.05
  done
  wait "$pid" || { cat "$work/output" >&2; exit 1; }
  read -r ms found _ landed slices <"$work/output"
  [[ "$found" == "$rows" ]] || { echo "$found rows were read of $1, $rows are in it" >&2; exit 1; }
}

for dump in shop.sql shop.sql.gz; do
  for ((i = 1; i <= repetitions; i++)); do
    measure "$work/$dump"
    echo "$dump run $i: $ms ms, $mb MB, $slices slices, $landed bytes of Parquet"
    echo "$ms" >>"$work/$dump.ms"
    echo "$mb" >>"$work/mb"
  done
  awk -v bytes="$bytes" -v ms="$(median <"$work/$dump.ms")" -v dump="$dump" 'BEGIN { printf "%s: %.1f MB/s\n", dump, bytes / 1000 / ms }'
done
slowest="$(cat <(median <"$work/shop.sql.ms") <(median <"$work/shop.sql.gz.ms") | sort -n | tail -1)"
echo "mb_per_s=$(awk -v bytes="$bytes" -v ms="$slowest" 'BEGIN { printf "%.1f", bytes / 1000 / ms }') peak_mb=$(sort -n "$work/mb" | tail -1)"
