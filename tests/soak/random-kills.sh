#!/usr/bin/env bash
# random-kills.sh [n=50] [seed]: kill -9 at n random moments of nights of daily-metrics, each night then run again.
# Asserts that the warehouse opens after every kill, that readers see one whole night or none, that the same command again
# publishes the right tables, and that nothing is left of any killed attempt. One line per kill; the last line sums up.
# Not part of the suite. With the same seed the delays are the same parts of an undisturbed night.
set -euo pipefail

n="${1:-50}"
seed="${2:-$(date +%s)}"
[[ "$n" =~ ^[1-9][0-9]*$ && "$seed" =~ ^[0-9]+$ ]] || { echo "usage: random-kills.sh [n=50] [seed], both numbers" >&2; exit 2; }
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
RANDOM="$seed"
unset ETLMESH_FAULT

"$root/etlmesh" --help >/dev/null # builds when needed, so that the nights are no builds
program="$root/cli/bin/Release/net10.0/etlmesh.dll"
cp -r "$root/pipelines/daily-metrics" "$work/daily-metrics"
first=2026-10-31
tables="select line from (
  select 'day' as kind, to_json(r)::varchar as line from daily_metrics.fct_daily_metrics r
  union all select 'report', to_json(r)::varchar from daily_metrics.executive_report r
  union all select 'order', to_json(r)::varchar from daily_metrics_staging.stg_orders r) order by kind, line"

night() { dotnet "$program" run "$work/daily-metrics" --date "$2" --home "$1" --output json; }
query() { dotnet "$program" query "$2" --home "$1" --output csv; }

# What readers see, as one hash; "nothing" before the first release. Fails when the warehouse cannot be asked.
seen() {
  if query "$1" "$tables" >"$work/rows" 2>"$work/asked"; then
    sha256sum "$work/rows" | cut -d' ' -f1
  elif [[ "$(query "$1" "select count(*) from information_schema.tables where table_schema like 'daily_metrics%' and not regexp_matches(table_schema, '__[0-9a-f]{32}\$')" | tail -n 1)" == 0 ]]; then
    echo nothing
  else
    cat "$work/asked" >&2
    return 1
  fi
}

# Lines for whatever a killed attempt left: candidates and segments that no row names, rows of attempts that did not
# complete, files of such attempts, unfinished writes, scratch.
left() {
  local home="$1" rows thing
  rows="$(query "$home" "
    with gone as (select run_id, attempt, run_date from etl.attempts where state <> 'completed')
    select 'attempt ' || run_date || ' ' || attempt || ' is ' || state as thing from etl.attempts where state not in ('completed', 'abandoned') or ended_at is null
    union all select 'schema ' || schema_name from information_schema.schemata where regexp_matches(schema_name, '^daily_metrics__[0-9a-f]{32}\$') and schema_name[-32:] not in (select uid from etl.candidates)
    union all select 'table ' || table_name from information_schema.tables where table_schema = 'raw__daily_metrics' and table_name[-32:] not in (select uid from etl.segments)
    union all select 'segment ' || uid from etl.segments semi join gone using (run_id, attempt)
    union all select 'candidate ' || uid from etl.candidates semi join gone using (run_id, attempt)
    union all select 'model ' || model from etl.models semi join gone using (run_id, attempt)
    union all select 'quarantine ' || object from etl.quarantine semi join gone using (run_id, attempt)
    union all select 'gone ' || run_date || '/' || attempt from gone
    union all select 'check ' || check_id from etl.quality_results semi join gone using (run_id, attempt)")" || rows=$'thing\nthe warehouse cannot be asked'
  while read -r thing; do
    if [[ "$thing" == gone\ * ]]; then
      find "$home"/{landing,quarantine,candidates}/daily-metrics/"${thing#gone }" 2>/dev/null || true
    else
      echo "$thing"
    fi
  done < <(tail -n +2 <<<"$rows")
  find "$home" -name '*.partial' -o -path "$home/bundles/unpacked/.*" -o -path "$home/scratch/*" -o -path "$home/warehouse.duckdb.tmp*"
}

now() { date +%s%N; }
began="$(now)"
night "$work/undisturbed" "$first" >/dev/null 2>&1 || { echo "the undisturbed night failed" >&2; exit 1; }
took=$((($(now) - began) / 1000000))
right_tables="$(seen "$work/undisturbed")"
[[ "$right_tables" != nothing ]] || { echo "the undisturbed night published nothing" >&2; exit 1; }
echo "seed=$seed; an undisturbed night takes $took ms"

home="$work/home"
kills=0 right=0 opened=0
for ((round = 0; kills < n; round++)); do
  # Every fifth round begins with a first night in a new home; the others have the next date in the same one.
  if ((round % 5 == 0)); then
    rm -rf "$home"
    before=nothing
  fi
  date="$(date -u -d "$first + $((round % 5)) days" +%F)"
  delay=$((took * (RANDOM % 1000) / 1000))
  # The names of effects go to a file, so that the line can tell which was the last to be reached.
  ETLMESH_FAULT=list dotnet "$program" run "$work/daily-metrics" --date "$date" --home "$home" --output json >"$work/out" 2>"$work/errors" &
  pid=$!
  sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
  kill -9 "$pid" 2>/dev/null || true
  code=0
  wait "$pid" 2>/dev/null || code=$?
  if ((code == 0)); then
    echo "$date had ended before the kill after $delay ms; it does not count"
    before="$right_tables"
    continue
  fi
  kills=$((kills + 1))
  moment="$(sed -n 's/^fault: //p' "$work/errors" | tail -n 1)"

  verdict=right
  ((code == 137)) || verdict="WRONG: it had failed with $code before the kill"
  if [[ ! -f "$home/warehouse.duckdb" ]]; then
    opened=$((opened + 1)) meanwhile=nothing # struck before there was a file
  elif meanwhile="$(seen "$home" 2>"$work/errors")"; then
    opened=$((opened + 1))
  else
    verdict="WRONG: the warehouse does not open: $(cat "$work/errors")"
  fi
  if [[ "$verdict" == right && "$meanwhile" != "$before" && "$meanwhile" != "$right_tables" ]]; then
    verdict="WRONG: readers see neither the night before nor this one"
  elif [[ "$verdict" == right ]]; then
    if ! night "$home" "$date" >"$work/out" 2>"$work/errors"; then
      verdict="WRONG: the same command again failed: $(tail -n 3 "$work/errors")"
    elif [[ "$(seen "$home")" != "$right_tables" ]]; then
      verdict="WRONG: the tables are not those of an undisturbed night"
    elif remains="$(left "$home")" && [[ -n "$remains" ]]; then
      verdict="WRONG: left over: ${remains//$'\n'/, }"
    else
      right=$((right + 1)) before="$right_tables"
    fi
  fi
  attempt="$(sed -n 's/^  "attempt": \([0-9]*\).*/\1/p' "$work/out")"
  printf 'kill %d: %s after %d ms, last boundary: %s; then attempt %s: %s\n' "$kills" "$date" "$delay" "${moment:-none}" "${attempt:-none}" "$verdict"
done
echo "kills=$kills right=$right opened=$opened"
((right == n && opened == n))
