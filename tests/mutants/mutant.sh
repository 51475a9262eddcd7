#!/bin/sh
# Tests the tests: puts one plausible bug into a copy of the sources, and checks that it is found.
#   mutant.sh NAME      `make mutants` tries all, `make mutant-NAME` one
# NAME.sed is a sed script with one command per line, each of which must change one of the files:
#   # what the bug is
#   # in FILE...
#   # found by FILTER   the unit tests that find it; without this line, the simulation must
# make passes COMPILE (the compiler and its flags), OBJECTS (where the objects are), LINK (what is
# linked) and LIBRARIES. Only the changed files are compiled, then all is linked again.
set -u
name=$1
script=tests/mutants/$name.sed
copy=build/mutants/$name
log=$copy/log
files=$(sed -n '2s/^# in //p' "$script")
filter=$(sed -n '3s/^# found by //p' "$script")

# Prints the verdict in one call, since several scripts run in parallel.
verdict() {  # verdict PASSED|FAILED TEXT
  if [ "$1" = PASSED ]; then count='[  PASSED  ] 1 test.'; else count=' 1 FAILED TEST'; fi
  printf '%s: %s\n    [  %s  ] %.300s\n%s\n' "$name" "$(sed -n '1s/^# //p' "$script")" "$1" "$2" "$count"
  rm -rf "$copy/program" "$copy/objects"
  [ "$1" = PASSED ]
  exit
}

# Copies each file with the bug in it; every command of the script must change something.
put_bug_in() {
  [ -n "$files" ] || verdict FAILED "$script: its second line must be: # in FILE..."
  for file in $files; do
    [ -e "$file" ] || verdict FAILED "$script no longer applies: there is no $file"
    mkdir -p "$copy/sources/$(dirname "$file")"
    sed -f "$script" "$file" > "$copy/sources/$file"
    cmp -s "$file" "$copy/sources/$file" &&
      verdict FAILED "$script no longer applies: it does not change $file"
  done
  grep -v '^#' "$script" > "$copy/commands"
  while IFS= read -r command; do
    changes=
    for file in $files; do
      printf '%s\n' "$command" > "$copy/command"
      sed -f "$copy/command" "$file" | cmp -s - "$file" || changes=yes
    done
    [ -n "$changes" ] || verdict FAILED "$script no longer applies: no effect of $command"
  done < "$copy/commands"
}

# Lists the linked objects that are built from FILE or include it, by the compiler's dependency
# files.
made_from() {  # made_from FILE
  find "$OBJECTS" -name '*.d' -exec grep -lE "(^| )$1( |:|\$)" {} + | sed 's/\.d$/.o/'
}

source_of() {  # source_of OBJECT
  tr -d '\\\n' < "${1%.o}.d" | sed 's/^[^:]*: *\([^ ]*\).*/\1/'
}

# Compiles the changed files. By the order of -I, copies are found before the originals.
compile() {
  changed=
  for object in $(for file in $files; do made_from "$file"; done | sort -u); do
    source=$(source_of "$object")
    [ -e "$source" ] || continue  # left over from a file that was removed since
    [ -e "$copy/sources/$source" ] && source=$copy/sources/$source
    mkdir -p "$copy/objects/$(dirname "$object")"
    # shellcheck disable=SC2086
    ${COMPILE%% *} -I"$copy/sources" ${COMPILE#* } -w -c "$source" -o "$copy/objects/$object" \
      >> "$log" 2>&1 || verdict FAILED "it does not compile, see $log"
    changed="$changed $object"
  done
}

# A changed object precedes the library, whose object of the same name is then not used.
link() {
  objects=
  for object in $changed; do objects="$objects $copy/objects/$object"; done
  for object in $LINK; do
    case " $changed " in *" $object "*) ;; *) objects="$objects $object" ;; esac
  done
  # shellcheck disable=SC2086
  $COMPILE $objects $LIBRARIES -o "$copy/program" >> "$log" 2>&1 ||
    verdict FAILED "it does not link, see $log"
}

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
CHATLAB_PROGRAMS=build timeout 20 "$copy/program" --gtest_filter="$filter" >> "$log" 2>&1
status=$?
test=$(sed -n 's/^\[  FAILED  \] \([^ ,]*\).*/\1/p' "$log" | head -n 1)
grep -q '^\[==========\] Running 0 tests' "$log" && verdict FAILED "no test is called $filter"
[ "$status" -ne 0 ] && verdict PASSED "found by ${test:-$filter, which ended with status $status}"
verdict FAILED "$filter does not find it"
