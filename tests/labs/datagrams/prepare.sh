#!/bin/sh
# A function that no other uses until the lab is solved: compilers must not complain.
#   prepare.sh FOLDER
set -eu
file=$1/apps/protocols/datagram.cpp
sed 's/^std::size_t text_after_digit(/[[maybe_unused]] &/' "$file" > "$file.new"
mv "$file.new" "$file"
