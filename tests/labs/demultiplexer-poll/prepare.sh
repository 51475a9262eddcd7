#!/bin/sh
# Each check tries both calls: first the one that is missing here, so that what it prints is about that one.
#   prepare.sh FOLDER
set -eu
for file in checks checks_posix; do
  path=$1/tests/labs/demultiplexer-poll/$file.cpp
  sed 's/{"select", "poll"}/{"poll", "select"}/' "$path" > "$path.new"
  ! cmp -s "$path" "$path.new" || { echo "prepare.sh: no order of calls in $file.cpp" >&2; exit 1; }
  mv "$path.new" "$path"
done
