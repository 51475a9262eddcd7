#!/bin/sh
# A constant that no function uses until the lab is solved: compilers must not complain.
#   prepare.sh FOLDER
set -eu
file=$1/platform/running_time.cpp
sed 's/^constexpr milliseconds longest_turn/[[maybe_unused]] &/' "$file" > "$file.new"
mv "$file.new" "$file"
