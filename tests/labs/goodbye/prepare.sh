#!/bin/sh
# Constants that no function uses until the lab is solved: compilers must not complain.
#   prepare.sh FOLDER
set -eu
file=$1/reactor/connection.cpp
sed 's/^constexpr milliseconds linger_/[[maybe_unused]] &/' "$file" > "$file.new"
mv "$file.new" "$file"
