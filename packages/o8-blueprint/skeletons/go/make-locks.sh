#!/bin/sh
# Makes the locks of a rendered variant, and prints their names.
set -eu
cd "$1"
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod tidy >&2
go mod verify >&2
printf '%s\n' go.mod go.sum
