#!/usr/bin/env bash
# Records one conversation per protocol: Ann's client talks to the server through a tap, which prints
# the bytes of each receive. Bob's client, connected directly, is the other member.
#   wire.sh           fails if the hex dumps in apps/protocols/README.md differ from what was recorded
#   wire.sh --write   puts what was recorded into that file
# The scores below say what happens and what the bytes mean; the bytes are the programs' own.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
document=apps/protocols/README.md
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work"' EXIT

make all build/tests/wire-tap > "$work/make.log" 2>&1 || { cat "$work/make.log"; exit 1; }

fail() { echo "$*" >&2; exit 1; }

# Waits up to ten seconds until FILE has a line that matches PATTERN.
wait_for() {  # wait_for PATTERN FILE
  for _ in $(seq 200); do
    grep -qE -e "$1" "$2" 2> /dev/null && return
    sleep 0.05
  done
  fail "no '$1' in $2: $(cat "$2")"
}

# ------------------------------------------------------------------------------------- the stage

# Starts COMMAND, whose input is then written with `type_into NAME LINE`.
start() {  # start NAME COMMAND...
  local name=$1 input
  shift
  rm -f "$work/$name.in"
  mkfifo "$work/$name.in"
  "$@" < "$work/$name.in" > "$work/$name.out" 2>&1 &
  started[$name]=$!
  exec {input}> "$work/$name.in"
  inputs[$name]=$input
}
type_into() { echo "$2" >&"${inputs[$1]}"; }

declare -A inputs started shown

start_tap() {  # start_tap tcp|udp PORT
  rm -f "$work/tap"
  mkfifo "$work/tap"
  build/tests/wire-tap "$1" "$2" > "$work/tap" &
  started[tap]=$!
  exec {tap}< "$work/tap"
  read -r -t 10 -u "$tap" _ _ tap_port || fail 'no tap'
  if [ "$1" = udp ]; then read -r -t 10 -u "$tap" _ _ source_port; fi
}

start_server() {
  local options=() protocol
  for protocol in $protocols; do options+=(--listen "$protocol:0"); done
  start server build/chat-server "${options[@]}"
  wait_for "\(${protocols##* }\)" "$work/server.out"
}
port_of() {  # port_of PROTOCOL
  sed -n "s/^listening on .*:\([0-9]*\)\/[a-z]* ($1).*/\1/p" "$work/server.out"
}
transport_of() {  # transport_of PROTOCOL
  sed -n "s/^listening on .*\/\([a-z]*\) ($1).*/\1/p" "$work/server.out"
}

# Ann's client, through the tap. She is known to the server by her name or else by an address.
ann_joins() {  # ann_joins PROTOCOL
  start_tap "$(transport_of "$1")" "$(port_of "$1")"
  start ann build/chat-client --protocol "$1" --name Ann 127.0.0.1 "$tap_port"
}
member_joins() {  # member_joins NAME
  start "$1" build/chat-client --name "$1" 127.0.0.1 "$(port_of framed)"
  wait_for "^(\S+ )?$1 .*joined" "$work/server.out"
}
in_room() { wait_for "\($1\) joined" "$work/server.out"; }

# --------------------------------------------------------------------------------- the recording

# Ten bytes in hexadecimal as text in quotes, as in C.
quoted() {  # quoted HEX
  local text
  text=$(sed 's/../\\x&/g' <<< "$1")
  printf -v text '%b' "${text//\\x0a/\\\\n}"
  text=${text//$'\r'/\\r}
  text=${text//$'\33'/\\33}
  echo "\"$text\""
}

# A row: at most ten bytes, the same as text, and what they mean.
row() {  # row SENDER HEX REMARK
  local text
  text=$(quoted "$2")
  local gap=$((14 - ${#text}))
  printf '    %-7s %-30s %s%*s %s\n' "$1" "$(sed 's/../& /g' <<< "$2")" "$text" \
    $((gap > 0 ? gap : 0)) '' "$3" | sed 's/ *$//'
}

# Records the next receive, which must come from SENDER. It is shown cut into fields; the last one has
# the length *.
expect() {  # expect SENDER [LENGTH REMARK]...
  local sender hex size bytes remark first=${shown[$1]:-$1}
  read -r -t 10 -u "$tap" sender hex || fail "expected bytes of the $1"
  [ "$sender" = "$1" ] || fail "expected bytes of the $1, not $sender $hex"
  shift
  while [ $# -gt 0 ]; do
    size=$1 remark=$2
    shift 2
    [ "$size" = '*' ] && size=$((${#hex} / 2))
    [ "$size" -gt 0 ] && [ ${#hex} -ge $((2 * size)) ] || fail "$sender: no $size bytes in '$hex'"
    bytes=${hex:0:$((2 * size))}
    hex=${hex:$((2 * size))}
    while [ -n "$bytes" ]; do
      row "$first" "${bytes:0:20}" "$remark"
      bytes=${bytes:20} first='' remark=''
    done
  done
  [ -z "$hex" ] || fail "$sender: more bytes than the score has: $hex"
}
# ---------------------------------------------------------------------------------- the scores

header='header: the length, in 10 bytes'

talk_framed() {
  ann_joins framed
  expect client 10 "$header" '*' 'the name'
  expect server 10 "$header" '*' 'the answer: one frame'
  member_joins Bob
  expect server 10 "$header" 6 'SENDER: the operator' 10 "$header" '*' 'the text'
  type_into ann hello
  expect client 10 "$header" '*' 'the text'
  type_into Bob hi
  expect server 10 "$header" 3 SENDER 10 "$header" '*' 'the text'
  type_into ann exit@me
  expect client 10 "$header" '*' 'the word that leaves'
}

talk_datagram() {
  ann_joins datagram
  expect client 8 'USERNAME asks to join' '*' 'the name'
  expect server '*' 'the answer: the bare text'
  member_joins Christopher
  expect server 1 'characters in the name' 6 'SENDER: the operator' '*' 'the text'
  type_into ann hello
  expect client 1 'characters in the name' 3 'the name' '*' 'the text'
  type_into Christopher hi
  expect server 1 'characters in the name' 8 'SENDER, cut:' 3 'one digit is all there is' '*' 'the text'
  type_into ann exit@me
  expect client '*' 'the word that leaves'
}

talk_line() {
  ann_joins line
  expect client '*' 'the name: the first chunk'
  expect server '*' 'the welcome: two lines'
  member_joins Bob
  expect server 1 'to the start of the row' '*' 'a notice'
  type_into ann hello
  expect client '*' 'a line'
  type_into Bob hi
  expect server 1 'to the start of the row' 5 SENDER '*' 'the text'
  type_into ann bye
  expect client '*' 'the word that leaves'
}

talk_named() {
  ann_joins named
  expect client '*' 'the name: the first chunk'
  in_room named
  member_joins Bob
  expect server '*' 'a notice: the next chunk'
  type_into ann hello
  expect client 5 'the name, once more' '*' 'the text'
  type_into Bob hi
  expect server 5 SENDER '*' 'the text'
  type_into ann q
  expect client '*' 'the word that leaves'
}

talk_anonymous() {
  ann_joins anonymous
  in_room anonymous
  member_joins Bob
  expect server 9 SENDER '*' 'a notice'
  type_into ann hello
  expect client '*' 'the text, and nothing else'
  type_into Bob hi
  expect server 6 SENDER '*' 'the text'
}

talk_echo() {
  ann_joins echo
  type_into ann hello
  expect client '*' 'the text, and nothing else'
  expect server 18 'ADDRESS of the sender' '*' 'the text'
}

# Framed by hand, with the CR LF that telnet sends at the end of a line.
talk_telnet() {
  start_tap tcp "$(port_of framed)"
  start ann nc 127.0.0.1 "$tap_port"
  type_into ann $'3         Ann\r'
  expect client 10 "$header" 3 'the name' 2 'the end of the line'
  expect server 10 "$header" '*' 'the answer: one frame'
  type_into ann $'5         hello\r'
  expect client 8 'these 8 bytes and the 2 left over' '*' 'are no header'
  expect server 10 "$header" 6 'SENDER: the operator' 10 "$header" '*' 'the text; then the server closes'
}

# Two equals. Each is told an address of the tap for the other's.
talk_peer() {
  start_tap udp 9
  local bob_port=$tap_port
  kill "${started[tap]}"
  wait "${started[tap]}" || true
  start_tap udp "$bob_port"
  start Bob timeout 20 build/chat-peer --bind "127.0.0.1:$bob_port" --to "127.0.0.1:$source_port"
  wait_for Welcome "$work/Bob.out"
  start ann timeout 20 build/chat-peer --bind 127.0.0.1:0 --to "127.0.0.1:$tap_port"
  shown=([client]=Ann [server]=Bob)
  type_into ann hello
  expect client '*' 'the text, and nothing else'
  wait_for hello "$work/Bob.out"
  type_into Bob hi
  expect server '*' "Bob's"
}

# ---------------------------------------------------------------------------------- the document

# Runs one conversation with a server of its own.
record() {  # record NAME
  inputs=() started=() shown=()
  start_server
  "talk_$1"
  exec {tap}<&-
  for input in "${inputs[@]}"; do exec {input}>&-; done
  kill "${started[@]}" 2> /dev/null || true
  wait "${started[@]}" 2> /dev/null || true
}

# The document with each block between `<!-- recorded: NAME -->` and `<!-- end -->` recorded anew.
rewrite() {
  local line in_block=
  while IFS= read -r line; do
    case $line in
      '<!-- end -->') in_block= ;;
      *) [ -z "$in_block" ] || continue ;;
    esac
    printf '%s\n' "$line"
    case $line in
      '<!-- recorded: '*)
        line=${line#<!-- recorded: }
        printf '\n'
        record "${line% -->}"
        printf '\n'
        in_block=yes
        ;;
    esac
  done
}

protocols=$(build/chat-server --help | grep -oE '[a-z]+ [0-9]+/(tcp|udp)' | cut -d ' ' -f 1 | xargs)
for protocol in $protocols peer; do
  grep -q "^<!-- recorded: $protocol -->" "$document" || fail "$document: no conversation of $protocol"
done
rewrite < "$document" > "$work/document"
if [ "${1:-}" = --write ]; then
  cp "$work/document" "$document"
elif ! diff -u "$document" "$work/document"; then
  fail "$document differs from what was recorded; bash tests/ci/wire.sh --write repairs it"
fi
