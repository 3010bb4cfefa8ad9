#!/usr/bin/env bash
# Holds what deploy/ and docker-compose.yml say against the tools that read them, without a container engine:
# the linter dclint (npm) and docker-compose (Debian). Ends with other than 0 on any finding.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v docker-compose >/dev/null; then
  if ((EUID != 0)); then
    echo "deploy/check.sh needs docker-compose. Install it with: sudo apt-get install docker-compose" >&2
    exit 2
  fi
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker-compose
fi
[[ -x deploy/lint/node_modules/.bin/dclint ]] || npm ci --prefix deploy/lint --no-audit --no-fund --silent

deploy/lint/node_modules/.bin/dclint --config deploy/lint/dclint.json --max-warnings 0 docker-compose.yml

# The variables of whoever calls are no part of the file: what it says by itself is checked.
env -i PATH="$PATH" HOME="${HOME:-/}" docker-compose config -q
echo "deploy: no findings"
