#!/bin/sh
# Grades a folder of submissions, one folder per student, and prints a table.
#   grade.sh FOLDER
# Of each submission only the files that its lab lets a student write are used: they are compiled with the
# instructor's own copy of everything else, its checks included. The lab is the one that LAB names, or
# the one that the submission contains. make passes LAB and MAKE.
set -u
folder=$1
[ -d "$folder" ] || { echo "make grade: DIR=FOLDER must name a folder with one folder per submission" >&2 && exit 1; }

lab_of() {  # lab_of SUBMISSION
  [ -z "${LAB:-}" ] || { echo "$LAB" && return; }
  find "$1" -path '*/tests/labs/*/lab' | sed -n '1s|.*/tests/labs/\([^/]*\)/lab$|\1|p'
}

printf '%-24s %-20s %-7s %s\n' submission lab points 'not met'
for submission in "$folder"/*/; do
  student=$(basename "$submission")
  lab=$(lab_of "$submission")
  if [ -z "$lab" ] || [ ! -f "tests/labs/$lab/lab" ]; then
    printf '%-24s %-20s %-7s %s\n' "$student" "${lab:-?}" - 'which lab? LAB=NAME says it'
    continue
  fi
  "$MAKE" --no-print-directory LAB="$lab" SUBMISSION="$submission" grade-one > build/labs/grade.log 2>&1
  result=build/labs/$lab/tried/grade-$student/results.json
  if [ -f "$result" ]; then
    missing=$(sed -n 's/.*{"name": "\([^:]*\): .*", "score": 0, .*/\1/p' "$result" | tr '\n' ' ')
    printf '%-24s %-20s %-7s %s\n' "$student" "$lab" "$(sed -n 's/^  "score": \(.*\),/\1/p' "$result")" "$missing"
  else
    why=$(sed -n 's/.*\[  FAILED  \] //p' build/labs/grade.log)
    printf '%-24s %-20s %-7s %s\n' "$student" "$lab" 0 "${why:-see build/labs/grade.log}"
  fi
done
