#!/usr/bin/env bash
# Messages through the bus over SQS (sent, received, handled, deleted) beside a bare loop of the same HTTP calls,
# against the same emulator in the same run. Its last line is: bare_ratio=R added_ms_p50=T
#   bare_ratio     the bus's messages per second, as a share of the bare loop's
#   added_ms_p50   what the bus adds to the time of a message that goes alone
# Exits with 1 when the ratio is below 0.6 or the time above 30 ms.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[[ -x deploy/emulator/node_modules/.bin/node ]] || npm ci --prefix deploy/emulator --silent
dotnet build bench/Transport -c Release --nologo -v quiet >&2
report="$(dotnet bench/Transport/bin/Release/net10.0/EtlMesh.Transport.dll)"
printf '%s\n' "$report"
tail -n 1 <<<"$report" | awk -F'[= ]' '{ exit !($2 >= 0.6 && $4 <= 30) }'
