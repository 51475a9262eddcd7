#!/bin/sh
# Checks the lab whenever a source file is saved, until Ctrl-C.
#   watch.sh MAKE
make=$1
stamp=build/lab/watched
mkdir -p build/lab
while :; do
  touch "$stamp"
  printf '\n%s\n\n' "---- $(date +%H:%M:%S)"
  "$make" --no-print-directory check
  echo 'waiting until a file is saved; Ctrl-C ends this'
  until find apps reactor platform tests -name '*.[ch]pp' -newer "$stamp" | grep -q .; do sleep 1; done
done
