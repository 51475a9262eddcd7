#!/bin/sh
# What no function uses until the lab is solved: compilers must not complain.
#   prepare.sh FOLDER
set -eu
for file in "$1/apps/protocols/datagram.cpp" "$1/apps/server/recently_removed.cpp"; do
  sed '/^constexpr .* \(join_word\|longest_shown_name\|most_addresses\) =/{
         s/^/[[maybe_unused]] /
         s/their number must be one digit/one digit/
       }
       s/^std::[a-z_]* \(shown_name\|text_after_digit\)(/[[maybe_unused]] &/' "$file" > "$file.new"
  mv "$file.new" "$file"
done
