#!/usr/bin/env bash
# Makes the shop in an empty database of PostgreSQL and fills it with the sample's good records: the bad ones no database would have taken.
# Usage: source/load.sh [arguments of psql], such as: source/load.sh postgres://shop:secret@127.0.0.1/shop
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C

# Records with as many fields as there are columns, without the header; a quoted field may hold line ends.
records() { # columns, files …
  awk -v columns="$1" '
    FNR == 1 { next }
    {
      record = open ? record "\n" $0 : $0
      quotes = record
      open = gsub(/"/, "", quotes) % 2
      if (open) next
      fields = 1
      inside = 0
      for (i = 1; i <= length(record); i++) {
        c = substr(record, i, 1)
        if (c == "\"") inside = !inside
        else if (c == "," && !inside) fields++
      }
      if (fields == columns && record !~ /[\200-\377]/) print record # what is no ASCII in the sample is no UTF-8 either
    }' "${@:2}"
}

load() { # table, its columns …: from standard input
  echo "create temporary table incoming_$1 ($(printf '%s text, ' "${@:2}" | sed 's/, $//'));"
  echo "copy incoming_$1 from stdin with (format csv);"
  cat
  echo '\.'
}

{
  cat schema.sql
  cat <<'SQL'
create function pg_temp.is_a(value text, type regtype) returns boolean language plpgsql as $$
begin
  execute format('select %L::%s', value, type);
  return true;
exception when others then
  return false;
end $$;
SQL
  records 6 ../sample/orders-*.csv | load orders id customer_id status placed_at amount note
  records 5 <(gzip -dc ../sample/customers.csv.gz) | load customers id name email country signed_up_at
  records 4 ../sample/refunds.csv | load refunds id order_id amount refunded_at
  echo "create temporary table incoming_events (line text);"
  echo "copy incoming_events from stdin with (format csv, delimiter e'\\x01', quote e'\\x02');"
  cat ../sample/events.jsonl
  echo '\.'
  cat <<'SQL'
insert into orders select id::bigint, customer_id::bigint, status, placed_at::timestamp, amount::numeric, note
from incoming_orders where pg_temp.is_a(placed_at, 'timestamp') and pg_temp.is_a(amount, 'numeric');
insert into customers select id::bigint, name, email, country, signed_up_at::date from incoming_customers where pg_temp.is_a(signed_up_at, 'date');
insert into refunds select id::bigint, order_id::bigint, amount::numeric, refunded_at::timestamp from incoming_refunds;
with parsed as materialized (select line::jsonb as event from incoming_events where pg_temp.is_a(line, 'jsonb'))
insert into events select (event->>'id')::bigint, (event->>'user_id')::bigint, event->>'type', (event->>'occurred_at')::timestamp, event->'page'
from parsed where jsonb_typeof(event->'user_id') = 'number';
insert into closed_days select distinct placed_at::date from orders;
analyze;
SQL
} | psql --no-psqlrc --quiet --single-transaction --set ON_ERROR_STOP=1 "$@"
