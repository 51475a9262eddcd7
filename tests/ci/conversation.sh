#!/usr/bin/env bash
# A conversation of real programs over every protocol that the server lists in its --help: a
# listener over framed hears one client per protocol say a line and leave, and the operator.
#   conversation.sh SERVER CLIENT
# SERVER and CLIENT are one command each, such as "sh tests/wine.sh build/windows/chat-server.exe".
set -eu
server=$1 client=$2
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work"' EXIT
mkfifo "$work/operator" "$work/listener"

# Waits up to thirty seconds until FILE has a line that matches PATTERN.
wait_for() {  # wait_for PATTERN FILE
  for _ in $(seq 600); do
    grep -qE "$1" "$2" 2> /dev/null && return
    sleep 0.05
  done
  echo "no '$1' in $2:" && cat "$2"
  return 1
}

protocols=$($server --help | grep -oE '[a-z]+ [0-9]+/(tcp|udp)' | cut -d ' ' -f 1)
[ -n "$protocols" ] || { echo "no protocol in $server --help"; exit 1; }
listen=
for protocol in $protocols; do listen="$listen --listen $protocol:0"; done

$server $listen < "$work/operator" > "$work/server.log" &
server_job=$!
exec 3> "$work/operator"
for protocol in $protocols; do wait_for "\($protocol\)" "$work/server.log"; done
port_of() { sed -n "s/^listening on .*:\([0-9]*\)\/[a-z]* ($1).*/\1/p" "$work/server.log"; }

$client --name Listener 127.0.0.1 "$(port_of framed)" < "$work/listener" > "$work/heard" &
exec 4> "$work/listener"
wait_for 'Listener .*joined' "$work/server.log"
for protocol in $protocols; do
  echo "hello over $protocol" |
    $client --protocol "$protocol" --name "Ann-$protocol" 127.0.0.1 "$(port_of "$protocol")" \
      > /dev/null
  wait_for "> hello over $protocol" "$work/heard"
done
echo 'good day' >&3
wait_for 'Server > good day' "$work/heard"
exec 4>&-
wait_for 'Listener .*left' "$work/server.log"
echo '/quit' >&3
wait "$server_job"
echo "all have heard and been heard over:" $protocols
