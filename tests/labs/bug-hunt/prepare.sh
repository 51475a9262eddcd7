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
command -v clang-format > /dev/null && (cd "$target" && clang-format -i $files)
# The line is rounded to tens: the bug has to be seen, not only to be found.
for file in $files; do
  line=$(diff "$file" "$target/$file" | sed -n '1s/^\([0-9]*\).*/\1/p')
  echo "$file:$(((${line:-1} + 5) / 10 * 10))"
done | tr 'A-Za-z0-9' 'N-ZA-Mn-za-m5-90-4' > "$target/tests/labs/bug-hunt/where"
sed 's/The bodies of some functions are missing, and so are$/It has one bug, and lacks some/' "$target/README.md" > "$target/README.md.new"
mv "$target/README.md.new" "$target/README.md"
echo "bug $N"
