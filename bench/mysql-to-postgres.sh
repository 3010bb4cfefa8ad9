#!/usr/bin/env bash
# mysql-to-postgres.sh [rows] [repetitions]: one table from MySQL by durable, checksummed Parquet into PostgreSQL, through the services of a mesh on this machine,
# beside what people use for that today. Every repetition runs all of them in turn, on the same servers and the same 12 columns of ids, texts, numbers and times,
# with NULLs, the word NULL, quotes, tabs, newlines, backslashes and emoji. What is loaded is compared with the generator's hash, row for row.
#
#   ours        from the request (POST /api/runs) until the loader has loaded the segment and reconciled it: queues, sagas, sensor, plan, slices to Parquet
#               (flushed, with SHA-256), load, sums of the stream against landing and against the segment. Not in it: models, checks, publishing; the whole night is told beside it
#   to Parquet  of that, from the plan to the last slice that is landed
#   wire        the table read by two connections and dropped
#   pipe        mariadb --quick --batch | sed (NULLs) | psql COPY: lands nothing, and takes the word NULL for NULL
#   pgloader, mydumper (extract only), pandas with SQLAlchemy (a tenth of the rows, once; told as ten times that)
#
# Last line: pgloader_ratio=A pipe_ratio=B extract_ratio=C peak_mb=M
#   A, B  the peer's time by ours; C the wire's time by ours to Parquet; medians. M: the most memory that a service had (VmHWM)
# Exits with 1 when contents differ, or A < 4, B < 1, C < 0.6 or M >= 300 (with at least 4 million rows).
#   BENCH_FOLDER   where to work (default: a temporary folder); needs 8 GB
#   BENCH_PEERS    which peers run: default "wire pipe mydumper pgloader pandas"
#   BENCH_KEEP     non-empty: folder and servers stay
# About 12 minutes on two cores.
set -euo pipefail
export LC_ALL=C DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
rows="${1:-4000000}" repetitions="${2:-3}"
peers=" ${BENCH_PEERS-wire pipe mydumper pgloader pandas} "
python=/usr/bin/python3 # Debian's, which has Debian's packages

missing=()
for package in postgresql mariadb-server libmariadb3 pgloader mydumper python3-pandas python3-sqlalchemy python3-psycopg2 python3-pymysql curl; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
((${#missing[@]} == 0)) || { echo "mysql-to-postgres.sh: these packages are missing: ${missing[*]}. Install them: apt-get install ${missing[*]}" >&2; exit 2; }

work="$(mktemp -d "${BENCH_FOLDER:-${TMPDIR:-/tmp}}/etlmesh-bench-XXXXXX")"
chmod 755 "$work"
export ETLMESH_HOME="$work/home" Staging__Folder="$work/staging"
maria=""
finish() {
  [[ -z "${BENCH_KEEP:-}" ]] || { echo "kept: $work" >&2; return; }
  "$root/etlmesh" down --wipe >/dev/null 2>&1 || true
  [[ -z "$maria" ]] || { kill "$maria" && wait "$maria"; } 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
say() { echo "$*" >&2; }

now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }
median() { sort -n "$work/times/$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
add() { mkdir -p "$work/times"; echo "$2" >>"$work/times/$1"; }

# --- the source
say "building"
dotnet build "$root/bench/MySqlToPostgres" -c Release --nologo -v quiet >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 2; }
bench=(dotnet "$root/bench/MySqlToPostgres/bin/Release/net10.0/EtlMesh.MySqlToPostgres.dll")
say "generating $rows rows"
{ read -r expected; read -r without_word; read -r bytes; } < <("${bench[@]}" generate "$work/orders.tsv" "$rows")

port="$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
user="$(id -un)"
if ((EUID == 0)); then user=mysql; chown mysql: "$work"; fi
mariadb-install-db --no-defaults --user="$user" --datadir="$work/mariadb" --auth-root-authentication-method=normal >"$work/mariadb.log" 2>&1
# Durable as by default; its memory holds the table, so that the disk of the source is not what is measured.
mariadbd --no-defaults --user="$user" --datadir="$work/mariadb" --port="$port" --bind-address=127.0.0.1 --socket="$work/mariadb.sock" --pid-file="$work/mariadb.pid" \
  --innodb-buffer-pool-size=2G --innodb-log-file-size=1G --local-infile=1 --character-set-server=utf8mb4 --collation-server=utf8mb4_bin >>"$work/mariadb.log" 2>&1 &
maria=$!
mysql_root=(mariadb --no-defaults --socket="$work/mariadb.sock" --user=root)
for ((i = 0; i < 600; i++)); do "${mysql_root[@]}" -e 'select 1' >/dev/null 2>&1 && break; sleep 0.1; done
"${mysql_root[@]}" <<'SQL'
create database shop;
create user bench@'127.0.0.1' identified by 'bench';
grant all on shop.* to bench@'127.0.0.1';
grant reload, process, replication client on *.* to bench@'127.0.0.1';
create table shop.orders (id bigint not null primary key, customer_id int not null, status varchar(16) not null, country char(2), placed_at datetime(6) not null, ship_day date,
  quantity tinyint not null, price decimal(12,2) not null, weight double, email varchar(80) not null, note varchar(200), body text);
SQL
say "filling the source"
"${mysql_root[@]}" --local-infile=1 shop -e "set unique_checks = 0; load data local infile '$work/orders.tsv' into table orders character set utf8mb4; analyze table orders" >/dev/null
rm "$work/orders.tsv"
mysql=(mariadb --no-defaults --host=127.0.0.1 --port="$port" --user=bench --password=bench --default-character-set=utf8mb4)
[[ "$("${mysql[@]}" --batch --skip-column-names shop -e 'select count(*) from orders')" == "$rows" ]] || { echo "the source has not all rows" >&2; exit 1; }

# --- the mesh, and in it the target
export SHOP_URL="mysql://bench:bench@127.0.0.1:$port/shop?ssl-mode=disabled"
say "starting the mesh"
pipeline="$work/pipelines/bench-orders"
mkdir -p "$pipeline/models"
cat >"$pipeline/pipeline.yml" <<YML
name: bench-orders
warehouse: \${WAREHOUSE_URL}
sources:
  shop:
    connection: \${SHOP_URL}
    tables:
      - { name: orders, key: id, slices: 2 }
YML
printf "name: bench_orders\nversion: '1.0'\n" >"$pipeline/dbt_project.yml"
printf "{{ config(materialized='view') }}\nselect * from {{ source('shop', 'orders') }}\n" >"$pipeline/models/all_orders.sql"
"$root/etlmesh" up --no-push >&2
"$root/etlmesh" bundles push "$pipeline" >&2
state() { "$python" "$root/bench/MySqlToPostgres/mesh.py" "$ETLMESH_HOME/mesh" "$@"; }
url="$(state url)" token="$(cat "$(state token)")"
export PGHOST=127.0.0.1 PGUSER=etlmesh PGPORT PGPASSWORD
PGPORT="$(state port)" PGPASSWORD="$(cat "$(state postgres)/password")"
psql=(psql --quiet --no-psqlrc --no-align --tuples-only --set=ON_ERROR_STOP=1)
"${psql[@]}" postgres -c 'create database peers'

columns="id, customer_id, status, country, placed_at, ship_day, quantity, price, weight, email, note, body"
table() { # of the target, for those who bring none of their own
  "${psql[@]}" peers -c "drop table if exists orders" -c "create table orders (id bigint, customer_id integer, status text, country text, placed_at timestamp, ship_day date,
    quantity smallint, price numeric(12,2), weight double precision, email text, note text, body text)" -c checkpoint
}
hash() { "${psql[@]}" "$1" -c "copy (select $columns from $2) to stdout" | "${bench[@]}" hash; }
# same <name> <database> <relation> [hash]: the content is the generator's
same() {
  local found
  found="$(hash "$2" "$3")"
  [[ "$found" == "${4:-$expected}" ]] || { echo "$1: content differs: $found, expected was ${4:-$expected}" >&2; exit 1; }
}

# Runs a command; sets `ms`, and `mb`: the memory of its processes at their highest, looked at ten times a second.
measure() {
  local started pid seen
  sync
  started="$(now_ms)" mb=0
  set -m # a process group of its own
  "$@" >"$work/output" 2>&1 &
  pid=$!
  set +m
  while kill -0 "$pid" 2>/dev/null; do
    seen="$(ps -eo pgid=,rss= | awk -v group="$pid" '$1 == group { s += $2 } END { print int(s / 1000) }')"
    ((seen > mb)) && mb="$seen"
    sleep 0.1
  done
  wait "$pid" || { tail -20 "$work/output" >&2; echo "$1 failed" >&2; exit 1; }
  ms=$(($(now_ms) - started))
}

wire() { "${bench[@]}" drop "$port" bench bench shop 2; }
pipe() {
  "${mysql[@]}" --quick --batch --skip-column-names shop -e "select * from orders" |
    sed -e 's/\tNULL\t/\t\\N\t/g; s/\tNULL\t/\t\\N\t/g; s/\tNULL$/\t\\N/' |
    "${psql[@]}" --single-transaction peers -c "truncate orders" -c "copy orders from stdin" # in the transaction that makes it empty: no log is written for it, either
}
dump() { mydumper --host 127.0.0.1 --port "$port" --user bench --password bench --database shop --threads 2 --rows 500000 --outputdir "$work/mydumper"; }
cat >"$work/orders.load" <<LOAD
load database from mysql://bench:bench@127.0.0.1:$port/shop into postgresql://etlmesh:$PGPASSWORD@127.0.0.1:$PGPORT/peers
with include drop, create tables, create no indexes, no foreign keys
cast type datetime to timestamp, type tinyint to smallint drop typemod
set work_mem to '16MB';
LOAD

# One night of the mesh.
night() {
  local begun run standing=""
  "${psql[@]}" warehouse -c checkpoint
  sync
  begun="$(now_ms)"
  run="$(curl -sS -f -X POST "$url/api/runs" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "{\"pipeline\": \"bench-orders\", \"date\": \"$1\"}" |
    "$python" -c 'import json, sys; print(json.load(sys.stdin)["run_id"])')"
  until [[ "$standing" == @(completed|blocked|failed|cancelled|suspended) ]]; do
    sleep 2 # looking takes processor time, too; the times are those of the services' logs
    curl -sS "$url/api/runs/$run" -H "Authorization: Bearer $token" >"$work/run.json"
    standing="$("$python" -c 'import json, sys; print(json.load(sys.stdin).get("state"))' <"$work/run.json")" # none until the saga has heard
  done
  [[ "$standing" == completed ]] || { echo "the night of $1 is $standing" >&2; exit 1; }
  read -r ours extract whole < <(state times "$run" "$begun" "$work/run.json")
}

for ((i = 0; i <= repetitions; i++)); do
  night "2026-03-$(printf '%02d' $((i + 1)))"
  quarantined="$("${psql[@]}" warehouse -c "select count(*) from etl.quarantine")"
  [[ "$quarantined" == 0 ]] || { echo "etlmesh: $quarantined rows are quarantined, and all are good" >&2; exit 1; }
  same etlmesh warehouse bench_orders.all_orders
  if ((i == 0)); then
    echo "warm-up: etlmesh $ours ms, of these $extract to Parquet; the whole night $whole ms"
    continue
  fi
  add ours "$ours"
  add extract "$extract"
  line="run $i: etlmesh $ours ms, of these $extract to Parquet; the whole night $whole ms"
  if [[ "$peers" == *" wire "* ]]; then
    measure wire
    add wire "$ms"
    line+="; wire $ms"
  fi
  if [[ "$peers" == *" pipe "* ]]; then
    table
    measure pipe
    add pipe "$ms"
    line+="; pipe $ms ($mb MB)"
    same pipe peers orders "$without_word"
  fi
  if [[ "$peers" == *" mydumper "* ]]; then
    measure dump
    (($(cat "$work"/mydumper/shop.orders*.sql | wc -c) > bytes)) || { echo "mydumper: its files are smaller than the rows" >&2; exit 1; }
    add mydumper "$ms"
    line+="; mydumper $ms ($mb MB)"
    rm -rf "$work/mydumper"
  fi
  if [[ "$peers" == *" pgloader "* ]]; then
    "${psql[@]}" peers -c "drop schema if exists shop cascade" -c checkpoint
    measure pgloader --dynamic-space-size 2048 "$work/orders.load"
    add pgloader "$ms"
    line+="; pgloader $ms ($mb MB)"
    same pgloader peers shop.orders
  fi
  echo "$line"
done

if [[ "$peers" == *" pandas "* ]]; then
  for way in copy multi; do
    table
    measure "$python" "$root/bench/MySqlToPostgres/pandas_peer.py" "$way" "$port" "$PGPORT" "$((rows / 10))"
    add "pandas_$way" "$((ms * 10))"
    echo "pandas $way: $((ms * 10)) ms (ten times a tenth of the rows), $mb MB"
  done
fi

landed="$("${psql[@]}" warehouse -c "select bytes from etl.segments order by accepted_at desc limit 1")"
peak=0
while read -r name mb; do
  echo "peak of $name: $mb MB"
  ((mb > peak)) && peak="$mb"
done < <(state peaks)
echo "rows $rows, $bytes bytes as text, landed $landed bytes; expected hash found after every load"
echo "medians in ms: $(for file in "$work"/times/*; do printf '%s=%s ' "$(basename "$file")" "$(median "$(basename "$file")")"; done)"
A="-" B="-" C="-"
[[ "$peers" != *" pgloader "* ]] || A="$(ratio "$(median pgloader)" "$(median ours)")"
[[ "$peers" != *" pipe "* ]] || B="$(ratio "$(median pipe)" "$(median ours)")"
[[ "$peers" != *" wire "* ]] || C="$(ratio "$(median wire)" "$(median extract)")"
echo "pgloader_ratio=$A pipe_ratio=$B extract_ratio=$C peak_mb=$peak"
((rows < 4000000)) || awk -v a="$A" -v b="$B" -v c="$C" -v m="$peak" 'BEGIN { exit !((a == "-" || a >= 4) && (b == "-" || b >= 1) && (c == "-" || c >= 0.6) && m < 300) }'
