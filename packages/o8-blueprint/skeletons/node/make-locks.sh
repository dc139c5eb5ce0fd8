#!/bin/sh
# Makes the lockfile of a module in FOLDER, and prints its name.
# Without addresses: a registry is a matter of whoever installs.
set -eu
cd "$1"
rm -f package-lock.json
npm install --package-lock-only --ignore-scripts \
  --omit-lockfile-registry-resolved --no-audit --no-fund >&2
if grep -q '"resolved"' package-lock.json; then
  echo "package-lock.json has addresses" >&2
  exit 1
fi
echo package-lock.json
