#!/usr/bin/env bash
# Draws .github/conversation.svg, the picture at the top of README.md, from a run of the programs in
# three pseudo-terminals: tests/picture/picture.cpp.
#   picture.sh           fails if the picture differs from what the programs show now
#   picture.sh --write   writes it
set -eu
cd "$(dirname "$0")/../.."
picture=.github/conversation.svg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make all build/tests/picture > "$work/make.log" 2>&1 || { cat "$work/make.log"; exit 1; }
build/tests/picture > "$work/picture.svg"
if [ "${1:-}" = --write ]; then
  cp "$work/picture.svg" "$picture"
elif ! diff -u "$picture" "$work/picture.svg"; then
  echo "$picture differs from what the programs show; bash tests/ci/picture.sh --write repairs it"
  exit 1
fi
