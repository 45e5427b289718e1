#!/bin/sh
# Installs the consent libraries that the browser tests audit, exactly as package-lock.json pins them.
set -eu
cd "$(dirname "$0")"
exec npm ci --ignore-scripts --no-audit --no-fund
