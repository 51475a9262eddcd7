#!/bin/sh
# Packs labs for students: build/handouts/chatlab-NAME.tar.gz and .zip.
#   BUGS="7 12" handout.sh LAB...      also packs these bugs, as chatlab-bug-7 and so on
set -eu
output=$PWD/build/handouts
rm -rf "$output"
mkdir -p "$output"

pack() {  # pack LAB NAME
  sh tests/labs/machinery/make_lab.sh "$1" "$output/$2" > /dev/null
  (cd "$output" && tar -czf "$2.tar.gz" "$2")
  if command -v zip > /dev/null; then (cd "$output" && zip -qr "$2.zip" "$2"); fi
  rm -rf "${output:?}/$2"
}

for lab in "$@"; do pack "$lab" "chatlab-$lab"; done
for number in ${BUGS:-}; do N=$number pack bug-hunt "chatlab-bug-$number"; done
command -v zip > /dev/null || echo 'zip is not installed: only the .tar.gz files were made'
ls "$output"
