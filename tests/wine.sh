#!/bin/sh
# Runs a Windows program under Wine, without Wine's own messages: sh tests/wine.sh PROGRAM ARGUMENT...
#
# Addresses are not randomized if that can be switched off: Wine 8 needs the page at 0x7ffe0000,
# and Linux since 6.9 puts the heap of Wine's loader anywhere in the gigabyte after 0x7d000000. About
# one program in several thousand then ends before it begins, with status 1 and without a word.
export WINEDEBUG=-all
if setarch -R true 2> /dev/null; then
  exec setarch -R wine "$@"
fi
exec wine "$@"
