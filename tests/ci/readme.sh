#!/usr/bin/env bash
# Runs the commands of README.md, verbatim and in their order, in a tree that has never
# been built. All commands come from the README: one that is not known here fails the check,
# since its effect would not be checked.
#   readme.sh run|test|cmake|protocols
# Only the programs' input, as typed by a user, is added here.
set -eu
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; wait; rm -rf "$work"' EXIT

fail() { echo "$*"; exit 1; }

# The commands of the section, without the comments beside them.
commands_under() {  # commands_under HEADING
  sed -n "/^## $1\$/,/^## /s/^    //p" README.md | sed 's/  *#.*//'
}

# Waits up to SECONDS until FILE has a line that matches PATTERN.
wait_for() {  # wait_for PATTERN FILE [SECONDS]
  for _ in $(seq $((${3:-10} * 20))); do
    grep -q "$1" "$2" 2> /dev/null && return
    sleep 0.05
  done
  echo "no '$1' in $2:"
  cat "$2"
  return 1
}

# Starts COMMAND under the name NAME, with its output in $work/NAME.out.
start() {  # start NAME COMMAND
  mkfifo "$work/$1"
  ( # without the inputs of other programs, which would not end otherwise
    for input in "${inputs[@]}"; do exec {input}>&-; done
    exec bash -c "$2"
  ) < "$work/$1" > "$work/$1.out" 2>&1 &
  exec {input}> "$work/$1"
  inputs[$1]=$input
  started[$1]=$!
}
type_into() { echo "$2" >&"${inputs[$1]}"; }  # type_into NAME LINE
end_input() { exec {inputs[$1]}>&-; }  # end_input NAME
ends() { wait "${started[$1]}" || fail "$1 ended with status $?: $(cat "$work/$1.out")"; }  # ends NAME
declare -A inputs started

# The first five minutes: the server, two clients, the operator, the end.
run() {
  mapfile -t commands < <(commands_under 'Run it')
  [ "${commands[*]}" = 'make run build/chat-client' ] || fail "unknown commands: ${commands[*]}"
  start server "${commands[0]}"
  wait_for 'listening on 127.0.0.1:3000/udp (datagram)' "$work/server.out" 600  # it is built first
  start ann "${commands[1]}"
  type_into ann Ann
  wait_for 'Ann .*joined' "$work/server.out"
  start bob "${commands[1]}"
  type_into bob Bob
  type_into bob 'hello from Bob'
  wait_for 'Bob > hello from Bob' "$work/ann.out"
  type_into server 'good day'
  wait_for 'Server > good day' "$work/ann.out"
  wait_for 'Server > good day' "$work/bob.out"
  type_into bob exit@me
  ends bob
  wait_for 'Server > Bob left the conversation' "$work/ann.out"
  end_input ann
  ends ann
  type_into server /quit
  ends server
}

# Runs commands that end by themselves.
type_all() {  # type_all COMMAND...
  for command in "$@"; do
    echo "$command"
    bash -c "$command"
  done
}
tests() {
  mapfile -t commands < <(commands_under 'Test it')
  [ "${commands[0]}" = 'make test' ] || fail "unknown command: ${commands[0]}"
  type_all "${commands[0]}"
}
cmake() {
  mapfile -t commands < <(commands_under 'Test it')
  case ${commands[1]} in cmake*) type_all "${commands[@]:1}" ;; *) fail "no CMake in 'Test it'" ;; esac
}

# Types lines into COMMAND, and checks the server's log after each line.
talk() {  # talk COMMAND [LINE PATTERN]...
  local command=$1 name="client${#started[@]}"
  start "$name" "$command"
  shift
  while [ $# -gt 0 ]; do
    type_into "$name" "$1"
    wait_for "$2" "$work/server.out"
    shift 2
  done
  end_input "$name"
  case $command in nc*) kill "${started[$name]}" 2> /dev/null || true ;; esac  # it waits for more
  wait "${started[$name]}" || [[ $command == nc* ]] || fail "$command failed"
}

# The list of clients below the table of protocols.
protocols() {
  mapfile -t commands < <(commands_under 'The protocols, and what each teaches')
  for command in "${commands[@]}"; do
    echo "$command"
    case $command in
      'build/chat-server --listen all')
        start server "$command"
        wait_for 'listening on .*(echo)' "$work/server.out"
        ;;
      build/chat-client*--name*)
        name=${command##*--name }
        talk "$command" "hello from $name" "$name at .* > hello from $name"
        ;;
      build/chat-client*)
        talk "$command" 'hello from an address' '> hello from an address'
        ;;
      'nc 127.0.0.1 5001')
        talk "$command" Nan 'Nan .*(line) joined' 'hello from nc' 'Nan .*> hello from nc' \
          bye 'Nan .*(line) left$'
        ;;
      'nc 127.0.0.1 5555') talk "$command" 'just talk' '> just talk' ;;
      'nc -u 127.0.0.1 3000')
        talk "$command" USERNAMEEve 'Eve .*(datagram) joined' hello 'Eve at .* > hello'
        ;;
      'printf '*)
        talk "$command"
        wait_for 'Ann at .* > hello' "$work/server.out"
        ;;
      *chat-peer*6001*6002) start peer1 "$command" ;;
      *chat-peer*6002*6001)
        start peer2 "$command"
        wait_for Welcome "$work/peer1.out"
        type_into peer2 'hello from a peer'
        wait_for 'Received Message:  hello from a peer' "$work/peer1.out"
        type_into peer1 /quit
        type_into peer2 /quit
        ends peer1
        ends peer2
        ;;
      *) fail "unknown command: $command" ;;
    esac
  done
  [ -n "${started[peer2]:-}" ] || fail 'the second peer is missing'
  type_into server /quit
  ends server
}

case $1 in
  run) run ;;
  test) tests ;;
  cmake) cmake ;;
  protocols) protocols ;;
  *) fail "readme.sh: $1?" ;;
esac
