#!/bin/sh
# Runs a GoogleTest program COUNT times in parallel, each with its share of the tests, since many
# of them wait: sh tests/ci/shards.sh COUNT COMMAND... Prints their output one after the other.
set -u
count=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GTEST_TOTAL_SHARDS="$count" GTEST_SHARD_INDEX
for GTEST_SHARD_INDEX in $(seq 0 $((count - 1))); do
  { "$@" > "$work/$GTEST_SHARD_INDEX" 2>&1 || touch "$work/failed"; } &
done
wait
for GTEST_SHARD_INDEX in $(seq 0 $((count - 1))); do
  cat "$work/$GTEST_SHARD_INDEX"
done
[ ! -e "$work/failed" ]
