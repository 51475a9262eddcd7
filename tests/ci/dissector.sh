#!/usr/bin/env bash
# Tests the Wireshark dissector with captures made by hand and with captures by the programs, and the
# packets that apps/trace/ writes, with Wireshark's own checks. The expected results are in tests/wireshark/*.cases.
# Ends with one line, `N passed, N failed`.
set -u
cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8

script=apps/protocols/wireshark/chatlab.lua
work=$(mktemp -d)
# shellcheck disable=SC2046
trap 'kill $(jobs -p) 2> /dev/null; rm -rf "$work"' EXIT
passed=0
failed=0

make build/tests/make-captures > "$work/make.log" 2>&1 || { cat "$work/make.log"; exit 1; }
mkdir "$work/captures"
build/tests/make-captures "$work/captures" || exit 1

# tshark with the dissector, without the user's own settings.
dissect() {  # dissect OPTION...
  HOME=$work XDG_CONFIG_HOME=$work tshark -n -X "lua_script:$script" "$@"
}

expect() {  # expect WHAT EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
    return
  fi
  failed=$((failed + 1))
  echo "-- $1 failed: expected (-) and found (+)"
  diff -U 100 <(echo "$2") <(echo "$3") | tail -n +4
}

# tshark exits with 0 even if a script can't be loaded, so its messages are checked.
expect_no_errors() {  # expect_no_errors WHAT [FILE]
  expect "$1" "" "$(grep -v '^Running as user' "${2:-$work/errors}")"
}

# ------------------------------------------------------------------------------------- it is there

tshark -G fields -X "lua_script:$script" 2> "$work/errors" | cut -f 1,3 > "$work/fields"
expect_no_errors "loading the script"
for name in chatlab chatlab.framed chatlab.line chatlab.named chatlab.anonymous chatlab.datagram \
  chatlab.echo chatlab.peer; do
  expect "the protocol $name" 1 "$(grep -c "^P	$name\$" "$work/fields")"
done
for name in chatlab.sender chatlab.text chatlab.name chatlab.kind chatlab.to_server \
  chatlab.framed.length chatlab.framed.header chatlab.framed.bad_header chatlab.glued; do
  expect "the field $name" 1 "$(grep -c "^F	$name\$" "$work/fields")"
done

# Decode As, for each protocol; tshark reports an unknown one as an error.
dissect -r "$work/captures/echo.pcap" -Y frame.number==0 -d udp.port==1,chatlab.datagram \
  -d udp.port==2,chatlab.echo -d udp.port==3,chatlab.peer -d tcp.port==1,chatlab.framed \
  -d tcp.port==2,chatlab.line -d tcp.port==3,chatlab.named -d tcp.port==4,chatlab.anonymous 2> "$work/errors"
expect_no_errors "Decode As"

# ------------------------------------------------------------------------------- tables of cases

# Writes the fields of a case to $work/FILE, one line per frame, and errors to $work/FILE.errors.
list_frames() {  # list_frames FILE OPTION...
  local file=$work/$1 columns=() field
  shift
  for field in $fields; do columns+=(-e "$field"); done
  dissect -r "$work/captures/$capture.pcap" "$@" -Y "$filter" -T fields -E separator='|' \
    -E aggregator=';' "${columns[@]}" 2> "$file.errors" | sed 's/^/|/; s/ *| */|/g; s/ *$//' > "$file"
}

# A case is run twice: tshark -2 dissects every packet a second time, as Wireshark does when a packet
# is looked at, and the result must be the same.
run_case() {
  [ -n "$title" ] || return
  local file
  # shellcheck disable=SC2086  # several words
  list_frames once $options &
  # shellcheck disable=SC2086
  list_frames twice -2 $options &
  wait
  for file in once twice; do
    expect "$table: $title ($file)" "$expected" "$(cat "$work/$file")"
    expect_no_errors "$table: $title ($file)" "$work/$file.errors"
  done
}

begin_case() {  # begin_case TITLE
  title=$1
  capture='' options='' expected='' filter=chatlab
  fields='frame.number chatlab.to_server chatlab.kind chatlab.name chatlab.sender chatlab.text'
}

run_table() {  # run_table FILE
  local table line
  table=$(basename "$1")
  begin_case ''
  while IFS= read -r line; do
    case $line in
      '== '*) run_case; begin_case "${line#== }" ;;
      'capture '*) capture=${line#capture } ;;
      'options '*) options=${line#options } ;;
      'filter '*) filter=${line#filter } ;;
      'fields '*) fields=${line#fields } ;;
      '|'*) expected+=${expected:+$'\n'}$(sed 's/ *| */|/g; s/|$//' <<< "$line") ;;
      '' | '#'*) ;;
      *) expect "$table: a line that says something" "" "$line" ;;
    esac
  done < "$1"
  run_case
}

for file in tests/wireshark/*.cases; do run_table "$file"; done

# ------------------------------------------------------------------- captures by the real programs

# A conversation of real programs, captured by the server and by one client. Ports are free ones.
make all > "$work/make.log" 2>&1 || { cat "$work/make.log"; exit 1; }

wait_for() {  # wait_for FILE TEXT
  for _ in $(seq 200); do
    grep -qF -- "$2" "$1" && return
    sleep 0.05
  done
  expect "$1 shows '$2'" "$2" "$(cat "$1")"
}

mkfifo "$work/ann" "$work/dan" "$work/operator"
build/chat-server --listen framed:0 --listen datagram:0 --capture "$work/captures/server.pcap" \
  < "$work/operator" > "$work/server.log" &
server=$!
exec 7> "$work/operator"
wait_for "$work/server.log" "/udp (datagram)"
tcp=$(sed -n 's/^listening on 127.0.0.1:\([0-9]*\)\/tcp.*/\1/p' "$work/server.log")
udp=$(sed -n 's/^listening on 127.0.0.1:\([0-9]*\)\/udp.*/\1/p' "$work/server.log")
build/chat-client --name Ann --capture "$work/captures/client.pcap" 127.0.0.1 "$tcp" \
  < "$work/ann" > "$work/ann.log" &
client=$!
exec 8> "$work/ann"
wait_for "$work/server.log" "(framed) joined"
build/chat-client --name Dan --protocol datagram 127.0.0.1 "$udp" < "$work/dan" > "$work/dan.log" 2> "$work/dan.errors" &
exec 9> "$work/dan"
wait_for "$work/server.log" "(datagram) joined"
echo "hello, all" >&8
wait_for "$work/dan.log" "hello, all"
echo "hello, Ann" >&9
wait_for "$work/ann.log" "hello, Ann"
echo /quit >&8
wait "$client"
echo "that was all" >&7  # what Ann's end has caused is done when this is logged
wait_for "$work/server.log" "Server > that was all"
kill -KILL "$server"  # what it has captured must be readable nevertheless
wait "$server" 2> /dev/null
exec 7>&- 8>&- 9>&-

# What the dissector finds in a capture: the fields of each message.
said_in() {  # said_in CAPTURE PORT PROTOCOL FILTER
  dissect -r "$work/captures/$1.pcap" -d "tcp.port==$tcp,chatlab.framed" \
    -d "udp.port==$udp,chatlab.datagram" -Y "chatlab.text contains \"hello\" && $2" -T fields \
    -e chatlab.sender -e chatlab.text -E separator='|' -E aggregator=';' 2> "$work/errors"
}
for capture in server client; do
  expect "$capture.pcap: Ann says hello" "Ann|hello, all" "$(said_in $capture "tcp.dstport==$tcp")"
  expect "$capture.pcap: Ann hears Dan" "Dan|hello, Ann" "$(said_in $capture "tcp.srcport==$tcp")"
  expect "$capture.pcap: opened and closed in order" "1 1 2 0" "$(
    for flags in 'tcp.flags.syn==1 && tcp.flags.ack==0' 'tcp.flags.syn==1 && tcp.flags.ack==1' \
      tcp.flags.fin==1 tcp.flags.reset==1; do
      dissect -r "$work/captures/$capture.pcap" -Y "$flags" 2> /dev/null | wc -l
    done | xargs)"
done
expect "server.pcap: Dan says hello, over UDP" "Dan|hello, Ann" "$(said_in server "udp.dstport==$udp")"
expect_no_errors "captures by the programs"

# ------------------------------------------------------------------------------ all captures

# What Wireshark reports for each packet: anything but good checksums, TCP's analysis (nothing
# lost, repeated or out of order, except on purpose), and errors of the script.
for file in "$work"/captures/*.pcap; do
  capture=$(basename "$file" .pcap)
  analysis='tcp.analysis.flags && !tcp.analysis.reused_ports'
  case $capture in *out_of_order*) analysis=_ws.lua.error ;; esac
  complaints=$(dissect -r "$file" -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE \
    -o udp.check_checksum:TRUE -Y "_ws.lua.error || ($analysis) || ip.checksum.status != \"Good\" ||
      tcp.checksum.status != \"Good\" || udp.checksum.status != \"Good\"" 2> "$work/errors")
  expect "$capture.pcap: packets as they should be" "" "$complaints"
  expect_no_errors "$capture.pcap: no errors"
done

# -------------------------------------------------------------------------- other versions of Lua

# Wireshark has had 5.1, 5.2 and 5.4; this tshark has one of them. The readers run under all of
# them.
for lua in lua5.1 lua5.2 lua5.3 lua5.4; do
  command -v "$lua" > /dev/null || continue
  expect "$lua" "" "$("$lua" tests/wireshark/without_wireshark.lua "$script" 2>&1)"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
