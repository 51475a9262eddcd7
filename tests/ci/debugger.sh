#!/usr/bin/env bash
# Takes the tours of tests/debugger/ as a person does: types into gdb, starts and suspends clients, and
# compares each stop with the table in tests/debugger/README.md. gdb continues only when told to.
set -eu
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work" "$work.one_message"' EXIT
make all build/tests/unit-tests > /dev/null

fail() { cut -c 1-200 "$work/gdb.log"; echo "$tour: $*"; exit 1; }

# ---------------------------------------------------------------------------------- the person at gdb

start_tour() {  # start_tour PROGRAM: gdb with the tour's script, its keyboard, and its log
  rm -f "$work"/*
  mkfifo "$work/keyboard"
  : > "$work/gdb.log"
  PORT=0 gdb -q -x "tests/debugger/$tour.gdb" "$1" < "$work/keyboard" > "$work/gdb.log" 2>&1 &
  gdb=$!
  exec 3> "$work/keyboard"
}

await() {  # await COMMAND...: until it succeeds, for a minute
  for _ in $(seq 1200); do "$@" > /dev/null 2>&1 && return; sleep 0.05; done
  fail "waited in vain for: $*"
}

prompts() { grep -o '(gdb) ' "$work/gdb.log" | wc -l; }
has_prompts() { [ "$(prompts)" -ge "$1" ]; }
await_prompt() { await has_prompts "$((seen_prompts + 1))"; seen_prompts=$(prompts); }
type_command() { echo "$*" >&3; }

# The breakpoints hit so far, since the tour's own began.
stops() { sed -n '/^Type `continue`\|^Suspend Bob/,$s/.*reakpoint [0-9]*, \(0x[0-9a-f]* in \)\{0,1\}chatlab::\([A-Za-z_:]*\) .*/\2/p' "$work/gdb.log"; }
stops_in_readme() { sed -n "/^## $tour.gdb/,/^## /s/^| \`\([A-Z][A-Za-z_:]*\)\` |.*/\1/p" tests/debugger/README.md; }

# Continues from stop to stop, and shows the stack and the object at each.
# `at_stop NUMBER` is what the person does there.
take_stops() {
  local number=0
  for _ in $(stops_in_readme); do
    number=$((number + 1))
    await_prompt
    type_command bt 16
    await_prompt
    type_command 'p *this'
    await_prompt
    at_stop "$number"
    type_command continue
  done
}

check_stops() {
  grep -q "$(stops_in_readme | wc -l) stops" "tests/debugger/$tour.gdb" || fail "says another number of stops"
  [ "$(stops)" = "$(stops_in_readme)" ] || fail "stopped in" $(stops) "and not in" $(stops_in_readme)
  ! grep -q 'Python Exception\|Error while executing\|No symbol' "$work/gdb.log" || fail "gdb complains"
}

end_tour() {
  exec 3>&-
  kill "$gdb" 2> /dev/null || true
  wait "$gdb" 2> /dev/null || true
  echo "$tour: $(stops_in_readme | wc -l) stops"
}

# --------------------------------------------------------------------------------- the other terminals

port() { sed -n 's/.*listening on 127.0.0.1:\([0-9]*\)\/tcp.*/\1/p' "$work/gdb.log"; }
is_listening() { [ -n "$(port)" ]; }

start_client() {  # start_client NAME: its keyboard is descriptor 4 for Bob, 5 for Ann
  mkfifo "$work/$1"
  build/chat-client --name "$1" 127.0.0.1 "$(port)" < "$work/$1" > "$work/$1.log" &
}
start_bob() { start_client Bob; bob=$!; exec 4> "$work/Bob"; }
start_ann() { start_client Ann; exec 5> "$work/Ann"; }

start_two_members() {
  start_tour build/chat-server
  seen_prompts=0
  await is_listening
  start_bob
  await grep -q Welcome "$work/Bob.log"
  start_ann
  await grep -q '[0-9] stops' "$work/gdb.log"
  await_prompt
}

eve_says() {  # eve_says COUNT: so many lines of 5 kB
  yes "$(printf %05000d)" | head -n "$1" | build/chat-client --name Eve 127.0.0.1 "$(port)" > /dev/null &
}

start_alone() {  # start_alone PROGRAM
  start_tour "$1"
  seen_prompts=0
  await grep -q '[0-9] stops' "$work/gdb.log"
  await_prompt
}

# ------------------------------------------------------------------------------------------ the tours

# At the first stop, the printers show who is ready, and at the last one what is sent.
tour=one_message
at_stop() {
  case $1 in
    1) set -- 'frame function chatlab::Reactor::turn' 'p ready_' 'p *demultiplexer_' 'frame 0' ;;
    6) set -- 'frame function chatlab::Connection::flush' 'p output_buffer_' 'frame 0' ;;
    *) return 0 ;;
  esac
  for command in "$@"; do
    type_command "$command"
    await_prompt
  done
}
start_two_members
type_command continue
echo hello >&5
take_stops
await grep -q 'Ann > hello' "$work/Bob.log"
check_stops
for words in 'readable: Ann at 127' 'found POLLIN: Ann at 127' '{fd [0-9]* Bob at .* in the room}' \
             '= [0-9]* bytes (shared): "3         Ann5         hello"'; do
  tr '\n' ' ' < "$work/gdb.log" | grep -q "$words" || fail "the printers do not show: $words"
done
cp "$work/gdb.log" "$work.one_message"
end_tour

tour=accepted
start_alone build/chat-server
type_command continue
start_ann
take_stops
await grep -q Welcome "$work/Ann.log"
check_stops
end_tour

tour=partial_send
at_stop() { if [ "$1" = 3 ]; then kill -CONT "$bob"; fi; }
start_two_members
kill -STOP "$bob"
type_command continue
eve_says 8000
take_stops
check_stops
end_tour

tour=backpressure
at_stop() { if [ "$1" = 3 ]; then kill -CONT "$bob"; fi; }
start_two_members
kill -STOP "$bob"
type_command continue
eve_says 4000
take_stops
await grep -q 'Eve left' "$work/Bob.log"
[ "$(grep -c '^Eve > 0' "$work/Bob.log")" = 4000 ] || fail "Bob did not hear all"
check_stops
end_tour

tour=half_close
at_stop() { :; }
start_alone build/chat-server
type_command continue
echo hello | build/chat-client --protocol anonymous 127.0.0.1 "$(port)" > "$work/Ann.log" &
client=$!
take_stops
wait "$client" || fail "the client did not leave in order"
check_stops
end_tour

tour=removed_handler
at_stop() {
  type_command 'p ready_'
  await_prompt
  type_command 'p to_call_'
  await_prompt
}
start_alone build/tests/unit-tests
type_command continue
take_stops
await grep -q '1 test.$' "$work/gdb.log"
check_stops
grep -q ', removed}$' "$work/gdb.log" || fail "the handler is not shown as removed"
end_tour

# ------------------------------------------------------------------------------ what README.md shows

# The breakpoints of the first tour, and the stack at Room::say, frame by frame.
log=$work.one_message
breakpoints=$(sed -n 's/^break chatlab:://p' tests/debugger/one_message.gdb)
named=$(sed -n "/^sets .* breakpoints/,/^\$/p" README.md | grep -o "\`[^\`]*\`" | tr -d "\`")
[ "$breakpoints" = "$named" ] || { echo "README.md names the breakpoints" $named "and not" $breakpoints; exit 1; }

functions() { sed -n 's/^.*#[0-9][0-9]* *\(0x[0-9a-f]* in \)\{0,1\}\(chatlab::\)\{0,1\}\([A-Za-z_:]*\).*/\3/p'; }
shown=$(grep '^    #[0-9]' README.md | functions)
first=$(echo "$shown" | head -n 1)
seen=$(sed -n "/#0  .*chatlab::$first /,/#[0-9]* .* main /p" "$log" | functions | head -n "$(echo "$shown" | wc -l)")
[ "$shown" = "$seen" ] || { echo "README.md shows the stack" $shown "and gdb" $seen; exit 1; }
