#!/usr/bin/env bash
# Makes the ledger in an empty database of MySQL or MariaDB and fills it with the sample.
# Usage: source/load.sh [options of the client, the database last], such as: source/load.sh -h 127.0.0.1 -u ledger -psecret ledger
set -euo pipefail
cd "$(dirname "$0")"
client=$(command -v mariadb || command -v mysql) || { echo "Neither mariadb nor mysql is installed." >&2; exit 1; }

load() { # table, file, columns, assignments
  echo "load data local infile '../sample/$2' into table $1 character set utf8mb4
    fields terminated by ',' optionally enclosed by '\"' escaped by '' lines terminated by '\\n' ignore 1 lines ($3)${4:+ set $4};"
}

{
  cat schema.sql
  load accounts accounts.csv "account_id, code, name, kind"
  load units units.csv "unit_id, code, name, currency"
  load products products.csv "product_id, sku, name, category"
  load fx_rates fx_rates.csv "day, currency, rate, updated_at"
  for file in ../sample/journal_lines-*.csv; do
    load journal_lines "$(basename "$file")" "line_id, entry_id, booked_on, unit_id, account_id, @product, debit, credit, @deleted, updated_at" \
      "product_id = nullif(@product, ''), deleted = (@deleted = 'true')"
  done
} | "$client" --local-infile=1 --default-character-set=utf8mb4 "$@"
