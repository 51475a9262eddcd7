#!/bin/sh
# Packs labs for students: build/handouts/chatlab-NAME.tar.gz and .zip.
#   handout.sh LAB...
set -eu
output=$PWD/build/handouts
rm -rf "$output"
mkdir -p "$output"
for lab in "$@"; do
  sh tests/labs/machinery/make_lab.sh "$lab" "$output/chatlab-$lab" > /dev/null
  (cd "$output" && tar -czf "chatlab-$lab.tar.gz" "chatlab-$lab")
  if command -v zip > /dev/null; then (cd "$output" && zip -qr "chatlab-$lab.zip" "chatlab-$lab"); fi
  rm -rf "$output/chatlab-$lab"
done
command -v zip > /dev/null || echo 'zip is not installed: only the .tar.gz files were made'
ls "$output"
