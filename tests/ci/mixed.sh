#!/usr/bin/env bash
# One room across systems: the Windows server with this system's clients of every protocol, and this
# system's server with the Windows clients. The Windows programs run under Wine.
set -eu
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work"' EXIT
make all > /dev/null

# Waits until FILE has a line that matches PATTERN, for thirty seconds at most.
wait_for() {  # wait_for PATTERN FILE
  for _ in $(seq 600); do
    grep -qE "$1" "$2" 2> /dev/null && return
    sleep 0.05
  done
  echo "no '$1' in $2:" && cat "$2"
  return 1
}

# A server, a listener over framed, and one client of each protocol that says a line and leaves.
talk() {  # talk NAME SERVER CLIENT
  local name=$1 server=$2 client=$3 protocol port
  mkfifo "$work/$name.operator" "$work/$name.listener"
  $server --listen framed:0 --listen datagram:0 --listen line:0 --listen named:0 \
    --listen anonymous:0 --listen echo:0 < "$work/$name.operator" > "$work/$name.log" &
  local server_job=$!
  exec 3> "$work/$name.operator"
  wait_for '\(echo\)' "$work/$name.log"
  port_of() { sed -n "s/.*:\([0-9]*\)\/[a-z]* ($1).*/\1/p" "$work/$name.log"; }

  $client --name Listener 127.0.0.1 "$(port_of framed)" \
    < "$work/$name.listener" > "$work/$name.heard" &
  exec 4> "$work/$name.listener"
  wait_for 'Listener .*joined' "$work/$name.log"
  for protocol in framed datagram line named anonymous echo; do
    port=$(port_of "$protocol")
    echo "hello over $protocol" |
      $client --protocol "$protocol" --name "Ann-$protocol" 127.0.0.1 "$port" > /dev/null
    wait_for "> hello over $protocol" "$work/$name.heard"
  done
  echo 'good day' >&3
  wait_for 'Server > good day' "$work/$name.heard"
  exec 4>&-
  wait_for 'Listener .*left' "$work/$name.log"
  echo '/quit' >&3
  wait "$server_job"
  exec 3>&-
}

talk windows-server "sh tests/wine.sh build/windows/chat-server.exe" build/chat-client
talk windows-clients build/chat-server "sh tests/wine.sh build/windows/chat-client.exe"
