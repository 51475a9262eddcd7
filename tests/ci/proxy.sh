#!/usr/bin/env bash
# Runs each line of the table in apps/proxy/README.md against build/chat-server, and looks whether what
# it promises happens. A line that is not known here fails the check, and so does a line in the table of
# README.md that is not one of these.
set -eu
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; wait; rm -rf "$work"' EXIT
make all > /dev/null

fail() { echo "$*"; exit 1; }

# Waits up to SECONDS until FILE has a line that matches PATTERN.
wait_for() {  # wait_for PATTERN FILE [SECONDS]
  for _ in $(seq $((${3:-20} * 20))); do
    grep -qE "$1" "$2" 2> /dev/null && return
    sleep 0.05
  done
  echo "no '$1' in $2:"
  tail -n 30 "$2" | cut -c 1-200
  return 1
}

# Starts COMMAND under the name NAME, with its output in $work/NAME.out, which may be emptied.
declare -A inputs started
start() {  # start NAME COMMAND
  rm -f "$work/$1.out"
  mkfifo "$work/$1.in"
  ( # without the inputs of other programs, which would not end otherwise
    for input in "${inputs[@]}"; do exec {input}>&-; done
    eval "exec $2"
  ) < "$work/$1.in" >> "$work/$1.out" 2>&1 &
  started[$1]=$!
  exec {input}> "$work/$1.in"
  inputs[$1]=$input
}
type_into() { echo "$2" >&"${inputs[$1]}"; }  # type_into NAME LINE

# Ends the program NAME by SIGNAL, or waits until it has ended, and leaves its status in $status.
end() {  # end NAME [SIGNAL]
  [ $# -eq 1 ] || kill -s "$2" "${started[$1]}"
  status=0
  wait "${started[$1]}" 2> /dev/null || status=$?
  input=${inputs[$1]}
  exec {input}>&-
  unset "inputs[$1]" "started[$1]"
  rm "$work/$1.in"
}

# Bob, who is connected to the server directly, hears everything. Ann is connected through the proxy.
hears() { wait_for "^$1\$" "$work/bob.out"; }  # hears LINE
forget() { : > "$work/bob.out"; }
start_ann() { start ann "build/chat-client --name Ann $*"; }  # start_ann OPTION...
ann_joins() {  # ann_joins OPTION...
  start_ann "$@"
  hears 'Server > Ann joined the conversation'
}
ann_leaves() {
  end ann KILL
  hears 'Server > Ann left the conversation.*'
}
proxy_says() { wait_for "$1" "$work/proxy.out"; }  # proxy_says PATTERN

# The operator says TEXT again and again, until the proxy writes a line that matches PATTERN.
says_until() {  # says_until TEXT PATTERN
  for _ in $(seq 2000); do
    grep -qE "$2" "$work/proxy.out" && return
    type_into server "$1"
  done
  fail "the proxy does not say '$2'"
}

# COUNT lines of 50,000 bytes.
flood() {  # flood COUNT
  yes "$(head -c 50000 /dev/zero | tr '\0' x)" | head -n "$1"
}

# What one line of the table promises; its proxy listens at PORT.
look_at() {  # look_at TITLE PORT
  local title=$1 there="127.0.0.1 $2" before after answer
  case $title in
    'a stream has no boundaries')
      ann_joins "$there"
      type_into ann 'hello in bytes'
      hears 'Ann > hello in bytes'
      proxy_says 'c2s: chop, 24 bytes into 24 pieces'
      ann_leaves
      ;;
    'two sends, one receive')
      ann_joins "$there"
      type_into ann one
      type_into ann two
      hears 'Ann > one'
      hears 'Ann > two'
      proxy_says 'c2s: glue, 26 bytes from [12] chunks?'
      ann_leaves
      ;;
    'without framing, a message falls apart')
      ann_joins --protocol named "$there"
      type_into ann hello
      hears 'Ann > he'
      hears 'Ann > llo'
      ann_leaves
      ;;
    'and messages run together')
      ann_joins --protocol named "$there"
      type_into ann one
      type_into ann two
      hears 'Ann > oneAnn: two'
      ann_leaves
      ;;
    'the 40 ms of '*)
      exec 8<> "/dev/tcp/127.0.0.1/$2"
      before=$(date +%s%3N)
      printf 'Ann\n' >&8
      IFS= read -r answer <&8
      after=$(date +%s%3N)
      [ $((after - before)) -ge 40 ] || fail "$answer came after $((after - before)) ms"
      says_until 'tick' 's2c: glue, [0-9]+ bytes from ([2-9]|[1-9][0-9]+) chunks'
      exec 8>&-
      hears 'Server > Ann left the conversation.*'
      ;;
    'a datagram that is lost')
      ann_joins --protocol datagram "$there"
      type_into ann 'is anybody there?'
      proxy_says 'c2s: loss, 21 bytes dropped'
      type_into server 'is Ann there?'
      wait_for 'is Ann there' "$work/ann.out"
      grep -q anybody "$work/bob.out" && fail 'what was lost was heard'
      grep -q 'chat-client:' "$work/ann.out" && fail 'Ann was told'
      end ann KILL
      type_into server '/ban Ann'
      type_into server '/unban Ann'
      hears 'Server > Ann left the conversation.*'
      ;;
    'a datagram that comes twice')
      ann_joins --protocol datagram "$there"
      type_into ann once
      proxy_says 'c2s: duplicate, 8 bytes twice'
      type_into ann bye
      hears 'Ann > bye'
      [ "$(grep -c '^Ann > once$' "$work/bob.out")" -eq 2 ] || fail 'it was not said twice'
      [ "$(grep -c 'Ann joined' "$work/bob.out")" -eq 1 ] || fail 'she has joined twice'
      type_into ann exit@me
      end ann
      hears 'Server > Ann left the conversation.*'
      ;;
    'datagrams out of order')
      exec 8<> "/dev/udp/127.0.0.1/$2"
      printf USERNAMEAnn >&8
      hears 'Server > Ann joined the conversation'
      printf 3Annfirst >&8
      printf 3Annsecond >&8
      hears 'Ann > first'
      grep '^Ann > ' "$work/bob.out" | head -n 1 | grep -q second || fail 'the order was kept'
      printf exit@me >&8
      exec 8>&-
      hears 'Server > Ann left the conversation.*'
      ;;
    'a reset in the midst of a frame')
      start_ann "$there"
      end ann
      [ "$status" -eq 1 ] || fail "the client ended with status $status"
      wait_for 'reset by peer inside a frame: 10 of 45 bytes' "$work/ann.out"
      hears 'Server > Ann left the conversation unexpectedly'
      ;;
    'a half-open connection')
      type_into server /trace
      wait_for '^tracing' "$work/server.out"
      ann_joins "$there"
      wait_for "SO_KEEPALIVE, TCP_KEEPIDLE 60, TCP_KEEPINTVL 10, TCP_KEEPCNT 3 = 0" "$work/server.out"
      type_into server /trace
      wait_for '^not tracing' "$work/server.out"
      end ann KILL
      type_into server 'where are you, Ann?'  # answered by a reset, which the proxy swallows
      type_into server /who
      wait_for '^  Ann .*framed' "$work/server.out"
      grep -q 'Ann left' "$work/bob.out" && fail 'the server knows that Ann is gone'
      end proxy TERM
      hears 'Server > Ann left the conversation unexpectedly'
      ;;
    'backpressure by a reader that stopped')
      ann_joins "$there"
      flood 400 | build/chat-client --name Flo > "$work/flo.out" 2>&1 &
      wait_for 'Ann at .*stalled' "$work/server.out" 60
      type_into server /stats  # in a congestion, members that flood are held
      wait_for 'congestions: [1-9]' "$work/server.out"
      hears 'Server > Ann left the conversation unexpectedly'
      wait $!  # Flo is read again, to her last line
      end ann KILL
      ;;
    'backpressure by a slow path')
      before=$(date +%s%3N)
      flood 4 | build/chat-client --name Ann $there > "$work/ann.out" 2>&1
      hears 'Server > Ann left the conversation'
      after=$(date +%s%3N)
      [ $((after - before)) -ge 3500 ] || fail "it took $((after - before)) ms only"
      [ "$(grep -c '^Ann > x*$' "$work/bob.out")" -eq 4 ] || fail 'not all lines came'
      ;;
    *) fail "unknown line: $title" ;;
  esac
}

# The lines of a table whose second column is a command of the proxy: `TITLE|COMMAND`.
lines_of() {  # lines_of FILE
  sed -n 's/^| \(.*\) | `\(build\/chat-proxy [^`]*\)` | .*/\1|\2/p' "$1"
}

[ -n "$(lines_of README.md)" ] || fail 'README.md has no table of the proxy'
while IFS= read -r line; do
  lines_of apps/proxy/README.md | grep -qxF "$line" || fail "only in README.md: $line"
done < <(lines_of README.md)

start server 'build/chat-server --listen all'
wait_for 'listening on .*(echo)' "$work/server.out"
start bob 'build/chat-client --name Bob'
wait_for Welcome "$work/bob.out"
mapfile -t lines < <(lines_of apps/proxy/README.md)
[ ${#lines[@]} -ge 10 ] || fail 'apps/proxy/README.md has no table'
for line in "${lines[@]}"; do
  title=${line%%|*} command=${line#*|}
  echo "$title: $command"
  forget
  start proxy "$command"
  proxy_says '^seed '
  port=$(sed -n 's/^listening on .*:\([0-9]*\)\/.*/\1/p' "$work/proxy.out")
  look_at "$title" "$port"
  [ -z "${started[proxy]:-}" ] || end proxy TERM
  : > "$work/server.out"
done
type_into server /quit
end server
[ "$status" -eq 0 ] || fail "the server ended with status $status"
