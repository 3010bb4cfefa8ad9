#!/usr/bin/env bash
# memory.sh [rows] [more rows]: whether memory grows with a table: mysql-to-postgres.sh without its peers for 1 and for 10 million rows, each in a mesh of its own, two nights.
# Last line: memory_ratio=R, of the service that grew most. Exits with 1 when it is above 1.15.
#   BENCH_FOLDER   where to work; needs 16 GB
# About 6 minutes on two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

few="${1:-1000000}" many="${2:-10000000}"
peaks() { BENCH_PEERS="" ./mysql-to-postgres.sh "$1" 1 | tee /dev/stderr | sed -n 's/^peak of \(.*\): \([0-9]*\) MB$/\1 \2/p'; }
join <(peaks "$few" | sort) <(peaks "$many" | sort) |
  awk -v few="$few" -v many="$many" '
    { printf "%s: %d MB for %d rows, %d MB for %d\n", $1, $2, few, $3, many; r = $3 / $2; if (r > most) most = r }
    END { printf "memory_ratio=%.2f\n", most; exit !(most > 0 && most <= 1.15) }'
