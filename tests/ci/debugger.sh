#!/usr/bin/env bash
# Runs the README's walk through one message in gdb: its breakpoints must be hit, and the stack
# must be the one shown.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make all > /dev/null

mkfifo "$work/operator"
cat > "$work/walk.gdb" <<GDB
set pagination off
set confirm off
source tests/debugger/one_message.gdb
commands 1-5
silent
bt
continue
end
run --listen framed:0 < $work/operator
GDB

gdb -q -batch -x "$work/walk.gdb" build/chat-server > "$work/gdb.log" 2>&1 &
gdb=$!
exec 3> "$work/operator"

port=
for _ in $(seq 600); do
  port=$(sed -n 's/.*listening on 127.0.0.1:\([0-9]*\)\/tcp.*/\1/p' "$work/gdb.log")
  [ -n "$port" ] && break
  sleep 0.05
done
[ -n "$port" ] || { cat "$work/gdb.log"; exit 1; }

mkfifo "$work/bob"
build/chat-client --name Bob 127.0.0.1 "$port" < "$work/bob" > "$work/bob.log" &
exec 4> "$work/bob"
for _ in $(seq 600); do grep -q Welcome "$work/bob.log" && break; sleep 0.05; done
echo hello | build/chat-client --name Ann 127.0.0.1 "$port" > /dev/null
exec 4>&-
echo /quit >&3
wait "$gdb"

# The README names exactly the breakpoints of the script.
breakpoints=$(sed -n 's/^break chatlab:://p' tests/debugger/one_message.gdb)
named=$(sed -n "/^sets .* breakpoints/,/^\$/p" README.md | grep -o "\`[^\`]*\`" | tr -d "\`")
[ "$breakpoints" = "$named" ] || { echo "README.md names the breakpoints" $named "and not" $breakpoints; exit 1; }

# Each breakpoint was hit.
for breakpoint in $breakpoints; do
  grep -q "^#0  .*chatlab::$breakpoint " "$work/gdb.log" || { echo "never in $breakpoint"; cat "$work/gdb.log"; exit 1; }
done

# The stack at Room::say is what the README shows, frame by frame.
functions() { sed -n 's/^ *#[0-9]* *\(0x[0-9a-f]* in \)\{0,1\}\(chatlab::\)\{0,1\}\([A-Za-z_:]*\).*/\3/p'; }
shown=$(grep '^    #[0-9]' README.md | functions)
first=$(echo "$shown" | head -n 1)
seen=$(sed -n "/^#0  .*chatlab::$first /,/^\$\|^#[0-9]* .* main /p" "$work/gdb.log" | functions |
  head -n "$(echo "$shown" | wc -l)")
[ "$shown" = "$seen" ] || { echo "README.md shows the stack" $shown "and gdb" $seen; exit 1; }
