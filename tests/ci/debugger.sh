#!/usr/bin/env bash
# The README's walk through one message in gdb: each breakpoint is hit, and the stack tells the story.
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

# One stack must run from main() over the reactor to the room, another from the flush to the socket.
in_order() {  # in_order NAME...
  local pattern
  pattern=$(printf '%s.*' "$@")
  tr '\n' ' ' < "$work/gdb.log" | grep -qE "$pattern" || { echo "no stack $*:"; cat "$work/gdb.log"; exit 1; }
}
in_order '#0  chatlab::Room::say' StreamMember::take_requests StreamMember::on_bytes \
  Connection::on_readable Reactor::dispatch Reactor::turn main
in_order '#0  chatlab::StreamMember::deliver' Room::deliver Room::say Reactor::turn
in_order '#0  chatlab::TcpSocket::send' Connection::flush Reactor::flush_output Reactor::turn
