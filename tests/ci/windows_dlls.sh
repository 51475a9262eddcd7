#!/usr/bin/env bash
# Checks that the programs for Windows need only DLLs that Windows has.
set -u
bad=0
for program in build/windows/*.exe; do
  foreign=$(x86_64-w64-mingw32-objdump -p "$program" | sed -n 's/.*DLL Name: //p' |
    grep -viE '^(kernel32|msvcrt|ucrtbase|ws2_32|shell32|user32|advapi32|api-ms-win-.*)\.dll$')
  [ -z "$foreign" ] && continue
  echo "$program needs $foreign"
  bad=1
done
exit $bad
