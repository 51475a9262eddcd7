#!/usr/bin/env bash
# Checks the layers as the README shows them: includes go down only, system headers stay in
# platform/. What each folder under apps/ may include is read from the table in apps/README.md.
set -u
bad=0

# Fails if a line of these files matches.
forbid() {  # forbid WHAT PATTERN PATH...
  local what=$1 pattern=$2 found
  shift 2
  found=$(grep -rnE "$pattern" "$@" --include='*.cpp' --include='*.hpp' || true)
  [ -z "$found" ] && return
  echo "$what:"
  echo "$found"
  bad=1
}

# Fails if a file of FOLDER, not of its subfolders, includes anything but FOLDER and the ALLOWED
# ones.
allow() {  # allow FOLDER [ALLOWED]...
  local folder=$1 pattern=$1 allowed found
  shift
  for allowed in "$@"; do pattern="$pattern|$allowed"; done
  found=$(grep -nE '^[[:space:]]*#[[:space:]]*include "' "$folder"/*.?pp /dev/null |
    grep -vE "include \"($pattern)/[^/]*\"")
  [ -z "$found" ] && return
  echo "$folder/ may include ${*:-nothing else}:"
  echo "$found"
  bad=1
}

# Reads the row of a folder under apps/: "server chat/ reactor/", without the middle column.
rows() {
  sed -n 's/^| `\([a-z_]*\/\)`[^|]*|[^|]*|\(.*\)|$/\1 \2/p' apps/README.md | tr -d '`'
}
rooms=
while read -r folder allowed; do
  [ "$folder" = apps/ ] || folder=apps/$folder
  rooms="$rooms ${folder%/}"
  # shellcheck disable=SC2046,SC2086
  allow "${folder%/}" $(for room in $allowed; do
    room=${room%/}
    if [ -d "apps/$room" ]; then echo "apps/$room"; else echo "$room"; fi
  done)
done < <(rows)
for folder in apps/*/; do
  case " $rooms " in *" ${folder%/} "*) continue ;; esac
  echo "apps/README.md does not say what $folder may include"
  bad=1
done
allow reactor platform
allow platform platform/posix platform/windows
allow platform/posix platform
allow platform/windows platform

system='^[[:space:]]*#[[:space:]]*include[[:space:]]*<(sys/|netinet/|arpa/|netdb|poll|unistd|fcntl|termios|signal\.h|pthread|winsock2|ws2|windows|mswsock|io\.h|conio)'
switches='^[[:space:]]*#.*(_WIN32|_MSC_VER|__linux__|__APPLE__|__unix__|__MINGW32__)'
forbid 'a system header outside platform/' "$system" reactor apps platform/*.hpp
forbid 'a switch between systems outside platform/' "$switches" reactor apps platform/*.hpp
forbid 'a header for all systems includes one of a system' '#include "platform/(posix|windows)/' platform/*.hpp
forbid 'threads' 'std::(thread|async|jthread)|pthread_create' reactor apps platform/posix platform/*.hpp
forbid 'not select or poll' 'epoll_|kqueue|IoCompletionPort' reactor apps platform
forbid 'a clock or a socket in pure code' '(steady|system|high_resolution)_clock|#include <chrono>' apps/chat apps/protocols

# The tests of one folder are compiled as one file: each has a namespace of its own name.
for file in $(find tests -name '*_test.cpp' ! -path 'tests/support/*'); do
  name=$(basename "$file" .cpp)
  grep -q "^namespace chatlab::$name {" "$file" && continue
  echo "$file: its namespace must be chatlab::$name"
  bad=1
done
exit $bad
