#!/bin/sh
# Finds GoogleTest, or sets it up, and writes to the file $1 how to compile and link with it:
# the make variables GTEST_CFLAGS and GTEST_LIBS. CXX is the compiler to use, FLAGS what it compiles
# with and LDFLAGS what it links with; RUNNER runs what it makes, if that is for another system.
set -eu
output=$1
folder=$(dirname "$output")
CXX=${CXX:-g++}
version=1.14.0
sha256=8ad598c73ad796e0d8280b082cebd82a630d73e73cd3c70057938a6501bba5d7
url=https://github.com/google/googletest/archive/refs/tags/v$version.tar.gz
mkdir -p "$folder"

write() {  # write CFLAGS LIBS
  printf 'GTEST_CFLAGS = %s\nGTEST_LIBS = %s\n' "$1" "$2" > "$output"
}

# Tests that link and pass with these flags: what was found must work with this compiler, and have
# been built for the same standard library (which hands vectors and strings to and fro).
works() {  # works CFLAGS LIBS
  cat > "$folder/probe.cpp" <<- 'PROBE'
	#include <gtest/gtest.h>
	#include <string>
	class Probe : public testing::TestWithParam<std::string> {};
	TEST_P(Probe, Passes) { EXPECT_EQ(GetParam().size(), 1u); }
	INSTANTIATE_TEST_SUITE_P(Each, Probe, testing::Values("a", "b"));
PROBE
  # shellcheck disable=SC2086
  $CXX -std=c++17 ${FLAGS:-} $1 "$folder/probe.cpp" $2 ${LDFLAGS:-} -o "$folder/probe.exe" \
    2> "$folder/probe.log" && ${RUNNER:-} "$folder/probe.exe" > /dev/null 2>&1
}

try() {  # try CFLAGS LIBS
  works "$1" "$2" && write "$1" "$2"
}

# 1. what pkg-config knows, 2. what the compiler finds by itself
installed() {
  if pkg-config --exists gtest_main 2> /dev/null; then
    try "$(pkg-config --cflags gtest_main)" "$(pkg-config --libs gtest_main)" && return
  fi
  try '' '-lgtest_main -lgtest -pthread'
}

# 3. sources, compiled here: /usr/src/googletest of Debian and Ubuntu, or a download
from_sources() {  # from_sources FOLDER
  source=$1/googletest
  [ -f "$source/src/gtest-all.cc" ] || return 1
  for file in gtest-all gtest_main; do
    # shellcheck disable=SC2086
    $CXX -std=c++17 -g ${FLAGS:-} -w -I"$source/include" -I"$source" -c "$source/src/$file.cc" \
      -o "$folder/$file.o" || return 1
  done
  try "-isystem $source/include" "$folder/gtest-all.o $folder/gtest_main.o -pthread"
}

# 4. apt-get, if we may use it
from_apt() {
  command -v apt-get > /dev/null && [ "$(id -u)" = 0 ] || return 1
  apt-get install -y libgtest-dev > "$folder/apt.log" 2>&1 ||
    { apt-get update && apt-get install -y libgtest-dev; } > "$folder/apt.log" 2>&1 || return 1
  installed || from_sources /usr/src/googletest
}

# 5. a pinned release, believed only with the right checksum
from_download() {
  archive=build/googletest-$version.tar.gz
  { curl -fsSL -o "$archive" "$url" || wget -qO "$archive" "$url"; } 2> /dev/null || return 1
  found=$({ sha256sum "$archive" 2> /dev/null || shasum -a 256 "$archive"; } | cut -d' ' -f1)
  if [ "$found" != "$sha256" ]; then
    echo "googletest.sh: the download's SHA-256 is $found, expected $sha256" >&2
    return 1
  fi
  tar -xzf "$archive" -C build && from_sources "$(pwd)/build/googletest-$version"
}

installed || from_sources /usr/src/googletest || from_apt || from_download || {
  echo 'GoogleTest is missing and could not be set up: install it (Debian, Ubuntu: libgtest-dev; Fedora: gtest-devel; macOS: brew install googletest)' >&2
  exit 1
}
