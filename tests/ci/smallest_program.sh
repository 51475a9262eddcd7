#!/usr/bin/env bash
# Builds and runs the smallest program on the reactor from the text of reactor/README.md itself:
# the program as it stands there, by the commands that stand there.
set -eu
fail() { echo "$*"; exit 1; }

mkdir -p build
sed -n '/^```cpp$/,/^```$/p' reactor/README.md | sed '1d;$d' > build/echo.cpp
mapfile -t commands < <(sed -n '/^Save it as/,$s/^    //p' reactor/README.md | sed 's/  *#.*//')
[ "${#commands[@]}" = 3 ] || fail "expected three commands, found: ${commands[*]}"

bash -c "${commands[0]/g++/${CXX:-g++} -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -g -fsanitize=address,undefined}"
bash -c "exec ${commands[1]}" &
server=$!
trap 'kill $server 2> /dev/null || true; rm -f build/echo.in build/echo.out' EXIT
for _ in $(seq 200); do
  nc -z 127.0.0.1 7000 2> /dev/null && break
  kill -0 $server 2> /dev/null || fail 'the program ended by itself'
  sleep 0.05
done

# Ten megabytes, so that sends come up short and the client is held; all of them come back.
head -c 10000000 /dev/urandom > build/echo.in
timeout 60 bash -c "${commands[2]} -N" < build/echo.in > build/echo.out
cmp build/echo.in build/echo.out || fail 'what came back differs'
kill -0 $server || fail 'the program did not survive'
