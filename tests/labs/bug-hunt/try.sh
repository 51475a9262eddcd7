#!/bin/sh
# Tests the bug hunt with one bug: the copy has it and no description of it, and the check finds it.
#   try.sh MAKE
set -u
make=$1
copy=build/labs/bug-hunt/copy
number=5

verdict() {  # verdict PASSED|FAILED TEXT
  if [ "$1" = PASSED ]; then count='[  PASSED  ] 1 test.'; else count=' 1 FAILED TEST'; fi
  printf 'bug-hunt: a copy with a bug builds, and the check finds it\n    [  %s  ] %.300s\n%s\n' "$1" "$2" "$count"
  rm -rf "$copy"
  [ "$1" = PASSED ]
  exit
}

rm -rf "$copy"
N=$number sh tests/labs/machinery/make_lab.sh bug-hunt "$copy" > build/labs/bug-hunt.log 2>&1 ||
  verdict FAILED "$(tail -n 1 build/labs/bug-hunt.log)"
bug=$(grep -L '^# found by' tests/mutants/*.sed | sed -n "${number}p")
grep -rq "$(sed -n '1s/^# //p' "$bug")" "$copy" && verdict FAILED 'the copy tells what the bug is'
[ -e "$copy/tests/mutants" ] && verdict FAILED 'the copy has the mutants'
"$make" --no-print-directory -C "$copy" check > build/labs/bug-hunt.log 2>&1 && verdict FAILED 'the check finds nothing'
grep -q '^Not repaired' build/labs/bug-hunt.log || verdict FAILED 'it does not build, see build/labs/bug-hunt.log'
verdict PASSED "$(grep '^Not repaired' build/labs/bug-hunt.log)"
