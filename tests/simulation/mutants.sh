#!/bin/sh
# Tests the simulation: puts one plausible bug at a time into a copy of the sources, and sees
# whether the seeds of every check find it. Each file in mutants/ is a sed script; its first line
# says what the bug is, its second which files it is in.
#   mutants.sh [NAME...]
set -u
cd "$(dirname "$0")/../.." || exit 1
here=tests/simulation/mutants
found=0
missed=0

# The objects come along, with their times, so that only what the bug changes is compiled.
copy_sources() {  # copy_sources DIRECTORY
  rm -rf "$1"
  mkdir -p "$1/build" "$1/tests"
  cp -a Makefile apps reactor platform "$1"
  cp -a tests/simulation tests/support "$1/tests"
  cp -a build/simulation "$1/build"
}

# Puts the bug in; false where it does not fit into one of its files any more.
put_bug() {  # put_bug NAME DIRECTORY
  for file in $(sed -n '2s/^# in //p' "$here/$1.sed"); do
    sed -f "$here/$1.sed" "$file" > "$2/$file"
    cmp -s "$file" "$2/$file" && return 1
  done
  return 0
}

# Sets `outcome` to what found it, or `problem` to what went wrong.
try_mutant() {  # try_mutant NAME
  copy=build/mutants/$1
  outcome=
  copy_sources "$copy"
  if ! put_bug "$1" "$copy"; then
    problem='the bug does not fit into the sources any more'
  elif ! make -s -C "$copy" build/tests/simulate > "$copy.log" 2>&1; then
    problem="it does not compile, see $copy.log"
  else
    problem='no seed finds it'
    outcome=$("$copy/build/tests/simulate" --until-found --seeds ci 2>> "$copy.log")
  fi
  rm -rf "$copy"
}

[ $# -gt 0 ] || set -- $(cd "$here" && ls -- *.sed | sed 's/\.sed$//')
for name in "$@"; do
  try_mutant "$name"
  printf '%s: %s\n' "$name" "$(sed -n '1s/^# //p' "$here/$name.sed")"
  if [ -n "$outcome" ]; then
    found=$((found + 1))
    printf '    found by seed %.300s\n' "$outcome"
  else
    missed=$((missed + 1))
    printf '    [  FAILED  ] %s\n' "$problem"
  fi
done

echo "[  PASSED  ] $found tests."
[ $missed -eq 0 ] || echo " $missed FAILED TESTS"
[ $missed -eq 0 ]
