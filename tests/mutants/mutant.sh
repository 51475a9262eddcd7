#!/bin/sh
# Tests the tests: puts one plausible bug into a copy of the sources, and checks that it is found.
#   mutant.sh NAME      `make mutants` tries all, `make mutant-NAME` one
# NAME.sed is a sed script with one command per line, each of which must change one of the files:
#   # what the bug is
#   # in FILE...
#   # found by FILTER   the unit tests that find it; without this line, the simulation must
# changed_build.sh tells what make passes.
set -u
name=$1
script=tests/mutants/$name.sed
copy=build/mutants/$name
log=$copy/log
filter=$(sed -n '3s/^# found by //p' "$script")

# Prints the verdict in one call, since several scripts run in parallel.
verdict() {  # verdict PASSED|FAILED TEXT
  if [ "$1" = PASSED ]; then count='[  PASSED  ] 1 test.'; else count=' 1 FAILED TEST'; fi
  printf '%s: %s\n    [  %s  ] %.300s\n%s\n' "$name" "$(sed -n '1s/^# //p' "$script")" "$1" "$2" "$count"
  rm -rf "$copy/program" "$copy/objects"
  [ "$1" = PASSED ]
  exit
}

. tests/mutants/changed_build.sh
rm -rf "$copy"
mkdir -p "$copy"
put_bug_in
compile
link
if [ -z "$filter" ]; then
  seed=$("$copy/program" --until-found --processes 1 --seeds ci 2>> "$log")
  [ -n "$seed" ] && verdict PASSED "found by seed $seed"
  verdict FAILED 'no seed finds it'
fi
CHATLAB_PROGRAMS=build timeout 10 "$copy/program" --gtest_filter="$filter" >> "$log" 2>&1
status=$?
test=$(sed -n 's/^\[  FAILED  \] \([^ ,]*\).*/\1/p' "$log" | head -n 1)
grep -q '^\[==========\] Running 0 tests' "$log" && verdict FAILED "no test is called $filter"
[ "$status" -ne 0 ] && verdict PASSED "found by ${test:-$filter, which ended with status $status}"
verdict FAILED "$filter does not find it"
