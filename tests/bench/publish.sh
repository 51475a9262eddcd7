#!/bin/sh
# Puts the last results of `make bench` into README.md: the table between its two markers, and the plot.
set -eu
cd "$(dirname "$0")/../.."
table=build/bench/summary.md
plot=build/bench/members.svg
for file in "$table" "$plot"; do
  [ -s "$file" ] || { echo "$file is missing: run make bench, with gnuplot installed" >&2; exit 1; }
done
cp "$plot" .github/speed.svg
awk -v table="$table" '
  /<!-- speed: end -->/ { inside = 0; found++ }
  !inside { print }
  /<!-- speed: begin -->/ {
    inside = 1
    found++
    while ((getline line < table) > 0) print line
  }
  END { exit found == 2 ? 0 : 1 }' README.md > build/bench/README.md || {
  echo "README.md has lost the markers of its table of speed" >&2
  exit 1
}
cp build/bench/README.md README.md
echo "README.md and .github/speed.svg show the last results of make bench"
