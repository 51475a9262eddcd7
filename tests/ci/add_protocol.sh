#!/usr/bin/env bash
# Checks apps/protocols/README.md on adding a protocol: follows its checklist in a copy of the
# tree, for the protocol json in tests/protocols_to_add/json/, and runs the suites on it. After the
# registration alone, the suites must name each of the other steps.
set -eu
new=tests/protocols_to_add/json
top=$PWD
copy=build/added-protocol

# ------------------------------------------------------------------------------------- the steps

write_it() {
  cp "$top/$new"/apps/protocols/* apps/protocols/
}

register_it() {
  insert_include '#include "apps/protocols/json.hpp"' apps/protocols/registry.cpp
  insert_before 'return protocols;' \
    '  protocols.push_back(std::make_unique<JsonProtocol>());' apps/protocols/registry.cpp
}

describe_it_to_the_tests() {
  cp "$top/$new"/tests/support/dialects/* tests/support/dialects/
  insert_include '#include "tests/support/dialects/json.hpp"' tests/support/dialects.cpp
  insert_before 'return dialects;' \
    '  dialects.push_back(std::make_unique<JsonDialect>());' tests/support/dialects.cpp
}

test_it() {
  cp "$top/$new"/tests/apps/protocols/* tests/apps/protocols/
}

document_it() {
  insert_before '^[|] `peer` [|]' \
    '| `json` | TCP 5050 | newline | the first line | `bye` | **structure**: parts have names |' \
    README.md
  for page in apps/server/chat-server.1 apps/client/chat-client.1; do
    insert_before '^[.]fi' 'json       TCP 5050  bye' "$page" '^[.]SH PROTOCOLS'
  done
}

fuzz_it() {
  mkdir -p tests/fuzz/corpus/json
  cp "$top/$new"/tests/fuzz/corpus/json/* tests/fuzz/corpus/json/
}

# Inserts LINE before the first line that matches PATTERN, after a match of SECTION if given.
insert_before() {  # insert_before PATTERN LINE FILE [SECTION]
  awk -v pattern="$1" -v section="${4:-}" -v done=0 \
    'BEGIN { line = ARGV[1]; ARGV[1] = "" }
     section != "" && $0 ~ section { section = "" }
     !done && section == "" && $0 ~ pattern { print line; done = 1 }
     { print }
     END { exit !done }' "$2" "$3" > "$3.new" || fail "no line matches $1 in $3"
  mv "$3.new" "$3"
}

# Inserts LINE among the #include lines of the same folder, in alphabetical order.
insert_include() {  # insert_include LINE FILE
  awk -v folder="$(dirname "$1")" -v done=0 \
    'BEGIN { line = ARGV[1]; ARGV[1] = "" }
     /^$/ { after_own_header = 1 }
     !done && after_own_header && index($0, folder "/") == 1 && $0 > line { print line; done = 1 }
     { print }
     END { exit !done }' "$1" "$2" > "$2.new" || fail "no place for $1 in $2"
  mv "$2.new" "$2"
}

# ---------------------------------------------------------------------------------- seeing to it

fail() {
  echo "FAILED: $*"
  exit 1
}

# Copies the objects with their times, so that only changed files are compiled.
copy_tree() {
  rm -rf "$copy"
  mkdir -p "$copy/build/fuzz"
  cp -a Makefile README.md .clang-format .gitignore apps platform reactor tests "$copy"
  for part in objects googletest libchatlab.a simulation fuzz/objects fuzz/googletest \
    fuzz/libchatlab.a; do
    [ ! -e "build/$part" ] || cp -a "build/$part" "$copy/build/$part"
  done
}

build() {
  make -s all build/tests/unit-tests build/tests/simulate > build/make.log 2>&1 ||
    { tail -n 40 build/make.log; fail "it does not compile"; }
}

unit_tests() {  # unit_tests FILTER
  CHATLAB_PROGRAMS=build sh tests/ci/shards.sh "$((2 * $(nproc)))" \
    build/tests/unit-tests --gtest_brief=1 --gtest_filter="$1"
}

# Checks the complaint if only the first two steps are done.
expect_complaint() {  # expect_complaint TEXT LOG
  grep -qF "$1" "$2" || { tail -n 40 "$2"; fail "nothing says: $1"; }
}

expect_the_missing_steps_to_be_named() {
  unit_tests '*/json*:Readme.*:*ManualPage.*' > build/unfinished.log 2>&1 &&
    fail "the unit tests pass without the other steps"
  expect_complaint "the tests have no dialect for the protocol 'json'" build/unfinished.log
  expect_complaint 'tests/support/dialects/json.hpp, and add it to tests/support/dialects.cpp' \
    build/unfinished.log
  expect_complaint 'README.md, table of the protocols: add a row' build/unfinished.log
  expect_complaint 'apps/server/chat-server.1: the table' build/unfinished.log
  expect_complaint 'apps/client/chat-client.1: the table' build/unfinished.log
  build/tests/simulate --seeds 1-1 > build/unfinished.log 2>&1 &&
    fail "the simulation runs without a dialect"
  expect_complaint "simulate: the tests have no dialect for the protocol 'json'" \
    build/unfinished.log
}

# json is like framed, a stream with names and boundaries: the same tests must run for both.
expect_every_suite_to_run() {
  build/tests/unit-tests --gtest_list_tests > build/tests.list
  list_for() { awk '/^[^ ]/ { suite = $1 } /^ / { print suite $1 }' build/tests.list |
    sed -n "s/$1$//p"; }
  list_for framed > build/framed.list
  list_for json > build/json.list
  [ -s build/json.list ] || fail "no test runs for json"
  diff build/framed.list build/json.list || fail "these tests do not run for both"
  echo "$(wc -l < build/json.list) tests run for json as for framed"
}

expect_simulated_clients() {
  for seed in $(seq 20); do
    build/tests/simulate --seed "$seed" --trace | grep -q '(json) connects' && return
  done
  fail "no client speaks json in the simulation"
}

run_the_suites() {
  unit_tests '*'
  build/tests/simulate --seeds 1-150
  expect_simulated_clients
  make -s fuzz-replay FUZZ=protocol-json FUZZ_RUNS=5000 > build/fuzz.log 2>&1 || { tail -n 40 build/fuzz.log; fail "fuzzing"; }
  bash tests/ci/conversation.sh build/chat-server build/chat-client
  bash tests/ci/layers.sh
}

copy_tree
cd "$copy"
git init -q . && git add -A && git -c user.name=ci -c user.email=ci@localhost commit -qm before
write_it
register_it
build
expect_the_missing_steps_to_be_named
describe_it_to_the_tests
test_it
document_it
fuzz_it
git add -A && git diff --cached --stat
clang-format --dry-run --Werror $(git diff --cached --name-only | grep -E '\.[ch]pp$')
build
expect_every_suite_to_run
run_the_suites
