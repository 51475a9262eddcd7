#!/usr/bin/env bash
# What the README says to type first: start the server, chat through it with two clients, stop it.
set -eu
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work"' EXIT
mkfifo "$work/operator" "$work/ann"

# Waits until FILE has a line that matches PATTERN, for SECONDS at most.
wait_for() {  # wait_for PATTERN FILE [SECONDS]
  for _ in $(seq $((${3:-10} * 20))); do
    grep -q "$1" "$2" 2> /dev/null && return
    sleep 0.05
  done
  echo "no '$1' in $2:" && cat "$2"
  return 1
}

make run < "$work/operator" > "$work/server.log" 2>&1 &
server=$!
exec 3> "$work/operator"
wait_for 'listening on 127.0.0.1:3000/tcp (framed)' "$work/server.log" 600  # it is built first
make build/chat-client > /dev/null

build/chat-client --name Ann < "$work/ann" > "$work/ann.log" &
ann=$!
exec 4> "$work/ann"
wait_for 'Ann .*joined' "$work/server.log"
echo 'hello from Bob' | build/chat-client --name Bob > "$work/bob.log"
wait_for 'Bob > hello from Bob' "$work/ann.log"
wait_for 'Server > Bob left the conversation' "$work/ann.log"
echo 'good day' >&3
wait_for 'Server > good day' "$work/ann.log"
echo 'exit@me' >&4
wait "$ann"
echo '/quit' >&3
wait "$server"
