#!/bin/sh
# Tests the checks of a lab with one version of the sources.
#   try_lab.sh original        gets all points
#   try_lab.sh skeleton        a student's copy compiles without a warning, and fails
#   try_lab.sh cuts            each cut function alone is missing: a check names it
#   try_lab.sh mistake NAME    the expectation that FOLDER/mistakes/NAME.sed names catches it, and no
#                              unrelated one: `# caught by NAME [OTHER]...` in its third line; the others
#                              may fail as well
#   try_lab.sh grade STUDENT   a submission, in the folder SUBMISSION: of it only the files that the lab lets a
#                              student write are used
# make passes LAB, FOLDER (of the lab), BASE (of its checks), RUN (the command that runs the checks), RUNNER
# (its objects), MAKE, and what tests/mutants/changed_build.sh needs.
set -u
kind=$1
name=${2:-}
script=$FOLDER/mistakes/$name.sed
copy=build/labs/$LAB/tried/$kind-$name
log=$copy/log
results=$copy/results.json

# As in tests/mutants/mutant.sh: in one call, since several scripts run in parallel.
verdict() {  # verdict PASSED|FAILED TEXT
  if [ "$1" = PASSED ]; then count='[  PASSED  ] 1 test.'; else count=' 1 FAILED TEST'; fi
  printf '%s: %s\n    [  %s  ] %.300s\n%s\n' "$LAB" "$title" "$1" "$2" "$count"
  rm -rf "$copy/program" "$copy/objects"
  [ "$1" = PASSED ]
  exit
}

# Runs the checks of PROGRAM, NAME first, for as long as they need. Returns 0 if all expectations are met.
run_checks() {  # run_checks PROGRAM [NAME]
  LAB_ROOT=$copy/sources env $RUN try "$1" "$BASE" "$results" ${2:+"$2"} >> "$log" 2>&1
}

# The names of the expectations that were tried and not met.
not_met() {
  sed -n '/"output": "not tried"/d; s/.*{"name": "\([^:]*\): .*", "score": 0, .*/\1/p' "$results"
}

try_original() {
  title='the original gets all points'
  mkdir -p "$copy/sources"
  run_checks "build/labs/$LAB/checks" && verdict PASSED "$(tail -n 1 "$log")"
  verdict FAILED "not met: $(not_met | tr '\n' ' '); see $log"
}

# What the copy has in common with the tree is compiled already: only the rest is compiled again, as a student
# would.
lend_objects() {
  mkdir -p "$copy/handout/build/lab"
  cp build/labs/sanitizers.mk "$copy/handout/build/lab/"
  for object in $LINK $RUNNER; do
    source=${object#build/labs/*/}
    cmp -s "${source%.o}.cpp" "$copy/handout/${source%.o}.cpp" || continue
    lent=$copy/handout/build/lab/${object#build/labs/}
    mkdir -p "$(dirname "$lent")"
    cp "$object" "$lent"
  done
}

# A hint after a failed check of one expectation is about that one.
try_hint() {  # try_hint NAME
  "$MAKE" -C "$copy/handout" check ONLY="$1" CXXFLAGS=-Werror >> "$log" 2>&1 && verdict FAILED "ONLY=$1 passes"
  "$MAKE" --no-print-directory -C "$copy/handout" hint 2>&1 | tee -a "$log" | grep -q "^$1, hint 1 of 3" ||
    verdict FAILED "no hint after ONLY=$1, see $log"
}

try_skeleton() {
  title='the skeleton compiles without a warning, and fails'
  sh tests/labs/machinery/make_lab.sh "$LAB" "$copy/handout" >> "$log" 2>&1 || verdict FAILED "$(tail -n 1 "$log")"
  lend_objects
  "$MAKE" -C "$copy/handout" check CXXFLAGS=-Werror RESULTS=results.json >> "$log" 2>&1 &&
    verdict FAILED 'it passes'
  results=$copy/handout/results.json
  [ -f "$results" ] || verdict FAILED "it does not compile: $(grep -m 1 error "$log"); see $log"
  try_hint "$(not_met | tail -n 1)"
  changed=$(cd "$copy/handout" && grep -rl 'tests/labs/not_written_yet.hpp"$' apps reactor platform)
  # shellcheck disable=SC2086
  if [ -n "$changed" ] && command -v clang-format > /dev/null; then
    (cd "$copy/handout" && clang-format --dry-run --Werror $changed) >> "$log" 2>&1 ||
      verdict FAILED "it is not formatted, see $log"
  fi
  # A member that only the missing functions use is no fault of the skeleton.
  changed=$(echo "$changed" | grep -v '^platform/windows/')
  # shellcheck disable=SC2086
  if [ -n "$changed" ] && command -v clang++ > /dev/null; then
    (cd "$copy/handout" && clang++ ${COMPILE#* } -Werror -Wno-unused-private-field -fsyntax-only $changed) \
      >> "$log" 2>&1 || verdict FAILED "clang warns, see $log"
  fi
  rm -rf "$copy/handout"
  verdict PASSED "$(grep 'points\.' "$log")"
}

# Prints where FILE is: in the tree, or in a folder that the lab adds to it.
place_of() {  # place_of FILE
  for place in "$1" $(sed -n "s|^added \(.*\)|\1/$1|p" "$FOLDER/lab"); do
    [ ! -e "$place" ] || echo "$place"
  done
}

# One program, in which the environment says which function is missing.
try_cuts() {
  title='a check names each missing function'
  cuts=$(sed -n 's/^cut //p' "$FOLDER/lab" | grep -v '^platform/windows/')
  cut_files=$(sed -n 's/^cut \([^ ]*\) .*/\1/p' "$FOLDER/lab" | sort -u)
  for file in $cut_files; do
    mkdir -p "$copy/whole/$(dirname "$file")"
    cp "$(place_of "$file")" "$copy/whole/$file"
  done
  build/labs/cut "$FOLDER/lab" "$copy/whole" --guard >> "$log" 2>&1 || verdict FAILED "$(tail -n 1 "$log")"
  files=
  for file in $cut_files; do
    place=$(place_of "$file")
    mkdir -p "$copy/sources/$(dirname "$place")"
    cp "$copy/whole/$file" "$copy/sources/$place"
    files="$files $place"
  done
  compile
  link
  for function in $(echo "$cuts" | cut -d ' ' -f 2); do try_cut "$function"; done
  verdict PASSED "$(echo "$cuts" | wc -l) functions"
}

try_cut() {  # try_cut FUNCTION
  for check in $(sed '/^#/d; s/ .*//' "$BASE/expectations"); do
    LAB_MISSING=$1 LAB_ROOT=$copy/sources "$copy/program" "$check" 2>&1 | grep -q "not written yet: ${1%#*} " && return
  done
  verdict FAILED "no check names $1"
}

try_mistake() {
  title=$(sed -n '1s/^# //p' "$script")
  expected=$(sed -n '3s/^# caught by //p' "$script")
  [ -n "$expected" ] || verdict FAILED "$script: its third line must be: # caught by NAME..."
  put_bug_in
  compile
  [ -n "$changed" ] && link
  program=$copy/program
  [ -n "$changed" ] || program=build/labs/$LAB/checks
  run_checks "$program" "${expected%% *}"
  met=$(not_met)
  echo "$met" | grep -qx "${expected%% *}" || verdict FAILED "${expected%% *} does not catch it: $(echo "$met" | tr '\n' ' ')"
  unrelated=
  for other in $met; do
    case " $expected " in *" $other "*) ;; *) unrelated="$unrelated $other" ;; esac
  done
  [ -z "$unrelated" ] || verdict FAILED "these catch it, too:$unrelated"
  verdict PASSED "caught by $(echo "$met" | tr '\n' ' ')"
}

# The files with functions that were cut, the headers beside them, and what the lab names as `graded`.
graded_files() {
  for file in $(sed -n 's/^cut \([^ ]*\) .*/\1/p' "$FOLDER/lab" | sort -u); do
    echo "$file"
    [ ! -f "${file%.cpp}.hpp" ] || echo "${file%.cpp}.hpp"
  done
  sed -n 's/^graded //p' "$FOLDER/lab"
}

try_grade() {
  title=$name
  files=
  for file in $(graded_files); do
    found=$(find "$SUBMISSION" -path "*/$file" ! -path '*/build/*' | head -n 1)
    [ -n "$found" ] || continue
    mkdir -p "$copy/sources/$(dirname "$file")"
    cp "$found" "$copy/sources/$file"
    files="$files $file"
  done
  [ -n "$files" ] || verdict FAILED 'none of the files of the lab is there'
  compile
  program=build/labs/$LAB/checks
  [ -z "$changed" ] || { link && program=$copy/program; }
  run_checks "$program"
  verdict PASSED "$(grep 'points\.' "$log")"
}

title=$kind
# shellcheck source=tests/mutants/changed_build.sh
. tests/mutants/changed_build.sh
rm -rf "$copy"
mkdir -p "$copy"
"try_$kind"
