#!/bin/sh
# Puts a bug into a student's copy: number N of those that the simulation finds.
#   N=7 prepare.sh FOLDER
# FOLDER gets no description of it, only where it is, for the last two hints, in a form that is not read by
# accident.
set -eu
target=$1
bugs=$(grep -L '^# found by' tests/mutants/*.sed)
count=$(echo "$bugs" | wc -l)
case ${N:-} in
  '' | *[!0-9]*) echo "make bug: N must be a number from 1 to $((count))" >&2 && exit 1 ;;
esac
[ "$N" -ge 1 ] && [ "$N" -le "$count" ] || { echo "make bug: N must be a number from 1 to $((count))" >&2 && exit 1; }
bug=$(echo "$bugs" | sed -n "${N}p")
files=$(sed -n '2s/^# in //p' "$bug")
# A line that the bug has emptied goes, since the gap would tell where it was.
for file in $files; do
  sed -e 's/^$/\f/' -e "$(cat "$bug")" -e '/^ *$/d' -e 's/^\f$//' "$file" > "$target/$file"
done
echo "$files" | tr 'A-Za-z' 'N-ZA-Mn-za-m' > "$target/tests/labs/bug-hunt/where"
command -v clang-format > /dev/null && (cd "$target" && clang-format -i $files)
echo "bug $N"
