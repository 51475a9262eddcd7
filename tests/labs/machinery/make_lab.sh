#!/bin/sh
# Writes a copy of the tree for students: without solutions, mutants, mistakes, history and what was
# built; with the sheet of the lab at its top.
#   make_lab.sh LAB FOLDER       run by `make lab` and `make handout`; FOLDER must be empty or missing
set -eu
lab=$1
target=$2
folder=tests/labs/$lab

fail() {
  echo "make lab: $1" >&2
  exit 1
}

[ -n "$lab" ] && [ -f "$folder/lab" ] ||
  fail "LAB=NAME must be one of: $(cd tests/labs && ls -d ./*/lab | sed 's|^\./||; s|/lab$||' | tr '\n' ' ')"
[ -n "$target" ] || fail 'DIR=FOLDER must say where to write the lab'
[ -z "$(ls -A "$target" 2> /dev/null)" ] || fail "$target is not empty"
base=$folder
like=$(sed -n 's/^like //p' "$folder/lab")
[ -z "$like" ] || base=tests/labs/$like

mkdir -p "$target/tests/labs/$lab" "$target/tests/labs/machinery"
for path in Makefile CMakeLists.txt README.md .clang-format .gitignore .vscode apps platform reactor; do
  cp -R "$path" "$target/"
done
for path in tests.mk googletest.sh wine.sh platform reactor apps programs support clock simulation debugger; do
  cp -R "tests/$path" "$target/tests/"
done
find "$target" -name __pycache__ -exec rm -rf {} +

# The lab: its texts and checks, and what runs them.
cp "$folder/lab" "$target/tests/labs/$lab/"
find "$base" "$folder" -mindepth 1 -maxdepth 1 ! -name mistakes ! -name lab ! -name LAB.md ! -name prepare.sh ! -name try.sh \
  -exec cp -R {} "$target/tests/labs/$lab/" \;
cp "$base/LAB.md" "$target/LAB.md"
[ ! -f "$folder/LAB.md" ] || cp "$folder/LAB.md" "$target/LAB.md"
cat tests/labs/machinery/running.part.md >> "$target/LAB.md"
sed '1r tests/labs/machinery/readme.part.md' README.md > "$target/README.md"
# `make help` lists the goals of the lab only (check.mk).
for file in Makefile tests/tests.mk; do sed '/^help::/,/^$/d' "$file" > "$target/$file"; done
cp tests/labs/check.mk tests/labs/lab.cmake tests/labs/not_written_yet.hpp "$target/tests/labs/"
for file in transcript runner_main child child_posix diagnosis results table \
  $(sed -n 's|^source tests/labs/machinery/\(.*\)\.cpp$|\1|p' "$base/lab" "$folder/lab"); do
  find tests/labs/machinery -maxdepth 1 -name "$file.?pp" -exec cp {} "$target/tests/labs/machinery/" \;
done
cp tests/labs/machinery/watch.sh "$target/tests/labs/machinery/"
# In the editor, the checks take the place of the unit tests.
for file in launch tasks; do
  sed "/\"configurations\": \[/r tests/labs/machinery/$file.part.json
       /\"inputs\": \[/r tests/labs/machinery/inputs.part.json
       /\"tasks\": \[/r tests/labs/machinery/$file.part.json" ".vscode/$file.json" |
    awk '/^    [{]$/ { block = ""; inside = 1 }
         !inside { print; next }
         { block = block $0 "\n" }
         /^    [}],?$/ { inside = 0; if (block !~ /"one test |"build the tests"/) printf "%s", block }' \
      > "$target/.vscode/$file.json"
done

# What the lab adds to the tree, and what it leaves out: whole files and folders, then functions.
for path in $(sed -n 's/^added //p' "$folder/lab"); do cp -R "$path/apps" "$target/"; done
for path in $(sed -n 's/^without //p' "$folder/lab"); do rm -rf "${target:?}/$path"; done
build/labs/cut "$folder/lab" "$target"
if [ -f "$folder/prepare.sh" ]; then
  sh "$folder/prepare.sh" "$target" || { rm -rf "$target" && exit 1; }
fi
echo "the lab $lab is in $target: read LAB.md there"
