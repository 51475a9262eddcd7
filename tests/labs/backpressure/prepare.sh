#!/bin/sh
# Constants that no function uses until the lab is solved: compilers must not complain.
#   prepare.sh FOLDER
set -eu
file=$1/apps/server/backpressure.cpp
sed '/^constexpr .* \(shares\|stalled_after\|too_slow_after\)[ {]/{
       s/^/[[maybe_unused]] /
       s/a share is this part of the budget that is left/a part of the budget/
     }' "$file" > "$file.new"
mv "$file.new" "$file"
