#!/usr/bin/env bash
# Writes the lockfiles of a rendered variant: make-locks.sh FOLDER. Needs uv.
set -euo pipefail
cd "$1"
# Names no registry, and no path of this machine.
options=(
  --quiet --universal --python-version 3.11 --generate-hashes
  --no-emit-index-url --no-emit-find-links --no-header --upgrade
)
uv pip compile "${options[@]}" pyproject.toml --output-file requirements.txt
uv pip compile "${options[@]}" pyproject.toml --group dev \
  --constraint requirements.txt --output-file requirements-dev.txt
note='# Written by: uv pip compile --universal --python-version 3.11 --generate-hashes'
printf '%s\n%s\n' "$note pyproject.toml -o requirements.txt" "$(cat requirements.txt)" > requirements.txt
printf '%s\n%s\n' "$note pyproject.toml --group dev -o requirements-dev.txt" "$(cat requirements-dev.txt)" > requirements-dev.txt
printf '%s\n' requirements.txt requirements-dev.txt
