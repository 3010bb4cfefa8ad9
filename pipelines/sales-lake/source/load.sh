#!/usr/bin/env bash
# Makes the shop in an empty database of PostgreSQL and fills it with the sample.
# Usage: source/load.sh postgres://shop:secret@127.0.0.1/shop
set -euo pipefail
cd "$(dirname "$0")"
psql -v ON_ERROR_STOP=1 -q "$1" <<END
begin;
\i schema.sql
\copy customers from ../sample/customers.csv csv header
\copy products from ../sample/products.csv csv header
\copy orders from ../sample/orders.csv csv header
\copy order_lines from ../sample/order_lines.csv csv header
commit;
END
