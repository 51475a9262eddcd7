# chatlab: `make` builds the programs to step through, `make help` lists the rest.

CXX      ?= g++
CXXFLAGS ?=
PREFIX   ?= /usr/local

# What every build needs; CXXFLAGS adds to it, and comes last so that it wins.
STANDARD = -std=c++17
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
FLAGS    = $(STANDARD) $(WARNINGS) -I. $(MODE) $(CXXFLAGS)

# One source tree, one folder a build: BUILD and MODE are all that differs.
BUILD ?= build
MODE  ?= -g -O0

# ------------------------------------------------------------------------------------- the programs

PROGRAMS = chat-server chat-client chat-peer

# Which half of platform/ is built: posix or windows. Tests that are for one alone say so by name.
SYSTEM       ?= posix
OTHER_SYSTEM  = $(filter-out $(SYSTEM),posix windows)
EXE          ?=

# What all programs share: everything below their own folders.
SHARED_SOURCES = $(wildcard platform/*.cpp platform/$(SYSTEM)/*.cpp reactor/*.cpp \
                            apps/chat/*.cpp apps/protocols/*.cpp apps/terminal/*.cpp apps/*.cpp)
SERVER_SOURCES = $(wildcard apps/server/*.cpp)
CLIENT_SOURCES = $(wildcard apps/client/*.cpp)
PEER_SOURCES   = $(wildcard apps/peer/*.cpp)
TEST_SOURCES   = $(filter-out %_$(OTHER_SYSTEM).cpp %_$(OTHER_SYSTEM)_test.cpp, \
                   $(wildcard tests/platform/*.cpp tests/reactor/*.cpp tests/support/*.cpp \
                              tests/apps/*.cpp tests/apps/*/*.cpp tests/programs/*.cpp))

objects = $(patsubst %.cpp,$(BUILD)/objects/%.o,$(1))

SHARED_OBJECTS = $(call objects,$(SHARED_SOURCES))
SERVER_OBJECTS = $(call objects,$(SERVER_SOURCES))
CLIENT_OBJECTS = $(call objects,$(CLIENT_SOURCES))
PEER_OBJECTS   = $(call objects,$(PEER_SOURCES))
TEST_OBJECTS   = $(call objects,$(TEST_SOURCES))
ALL_OBJECTS    = $(SHARED_OBJECTS) $(SERVER_OBJECTS) $(CLIENT_OBJECTS) $(PEER_OBJECTS) $(TEST_OBJECTS)

.PHONY: all release run test sanitize windows windows-test soak fuzz fuzz-all format format-check tidy install clean help
.DEFAULT_GOAL := all

all: $(PROGRAMS:%=$(BUILD)/%$(EXE))

$(BUILD)/chat-server$(EXE): $(SERVER_OBJECTS) $(SHARED_OBJECTS)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

$(BUILD)/chat-client$(EXE): $(CLIENT_OBJECTS) $(SHARED_OBJECTS)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

$(BUILD)/chat-peer$(EXE): $(PEER_OBJECTS) $(SHARED_OBJECTS)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

# -MMD writes beside each object which headers it was made from; the include at the end reads that.
$(BUILD)/objects/%.o: %.cpp
	@mkdir -p $(dir $@)
	$(CXX) $(FLAGS) $(GTEST_CFLAGS) -MMD -MP -c $< -o $@

release:
	$(MAKE) BUILD=build/release MODE="-g -O2" all

run: $(BUILD)/chat-server
	$(BUILD)/chat-server

# ---------------------------------------------------------------------------------------- the tests

# GoogleTest: where it is and how to link it, found or set up once and written into a makefile.
GTEST_MK = build/googletest/$(notdir $(CXX)).mk

# The tests start the programs, too: CHATLAB_PROGRAMS tells them where those are.
TEST_GOALS = test $(BUILD)/tests/unit-tests$(EXE)
ifneq ($(filter $(TEST_GOALS),$(MAKECMDGOALS)),)
-include $(GTEST_MK)
endif

$(GTEST_MK): tests/googletest.sh
	CXX="$(CXX)" RUNNER="$(RUNNER)" LDFLAGS="$(LDFLAGS)" sh tests/googletest.sh $@

# The programs' main() stay out; the rest of them is tested from inside.
$(BUILD)/tests/unit-tests$(EXE): $(TEST_OBJECTS) $(SHARED_OBJECTS) $(filter-out %/main.o,\
                           $(SERVER_OBJECTS) $(CLIENT_OBJECTS) $(PEER_OBJECTS))
	@mkdir -p $(dir $@)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) $(GTEST_LIBS) -o $@

$(TEST_OBJECTS): $(GTEST_MK)

test: all $(BUILD)/tests/unit-tests$(EXE)
	CHATLAB_PROGRAMS=$(BUILD) $(RUNNER) $(BUILD)/tests/unit-tests$(EXE) $(TEST_ARGUMENTS)

# The same under the address, undefined-behaviour and leak sanitizers; but for the check of virtual
# tables, which opens a pipe and so fails falsely where a test uses all descriptors up.
sanitize:
	$(MAKE) BUILD=build/sanitize \
	  MODE="-g1 -O0 -fsanitize=address,undefined -fno-sanitize=vptr \
	        -fno-sanitize-recover=all" test

# The server against a simulated world: tests/simulation/ has a README.md. Its platform/ takes the
# place of the system's; address.cpp asks the system for nothing that could differ.
SIMULATION_SOURCES = $(wildcard tests/simulation/*.cpp tests/simulation/platform/*.cpp) \
                     tests/support/dialects.cpp \
                     platform/address.cpp platform/demultiplexer.cpp \
                     platform/posix/address.cpp \
                     $(filter-out platform/%,$(SHARED_SOURCES)) \
                     $(filter-out %/main.cpp,$(SERVER_SOURCES))
SIMULATION_OBJECTS = $(patsubst %.cpp,build/simulation/%.o,$(SIMULATION_SOURCES))
SEEDS ?= ci

simulate: build/tests/simulate
	build/tests/simulate --seeds $(SEEDS)

build/tests/simulate: $(SIMULATION_OBJECTS)
	@mkdir -p $(dir $@)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

build/simulation/%.o: MODE = -g -O1 -D_GLIBCXX_ASSERTIONS
build/simulation/%.o: %.cpp
	@mkdir -p $(dir $@)
	$(CXX) $(FLAGS) -MMD -MP -c $< -o $@

# Puts in one plausible bug at a time: the simulation must find each.
mutants: build/tests/simulate
	sh tests/simulation/mutants.sh

# The release build under everything at once for SECONDS: memory, descriptors and delay are watched.
SOAK_OBJECTS = $(call objects,$(wildcard tests/soak/*.cpp) \
                 $(patsubst %,tests/support/%.cpp,child_process child_process_posix dialects \
                   loopback protocol_lists test_client))
SECONDS ?= 300

soak: release $(BUILD)/tests/soak
	CHATLAB_PROGRAMS=build/release $(BUILD)/tests/soak $(SECONDS)

$(BUILD)/tests/soak: $(SOAK_OBJECTS) $(SHARED_OBJECTS)
	@mkdir -p $(dir $@)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

# Each fuzz target for FUZZ_SECONDS, from its corpus in tests/fuzz/corpus/. libFuzzer comes with clang.
FUZZ_TARGETS  = $(patsubst tests/fuzz/fuzz_%.cpp,%,$(wildcard tests/fuzz/fuzz_*.cpp))
FUZZ_SECONDS ?= 60

fuzz:
	$(MAKE) BUILD=build/fuzz CXX=clang++ \
	  MODE="-g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" fuzz-all

.PRECIOUS: $(BUILD)/fuzz-%
fuzz-all: $(FUZZ_TARGETS:%=fuzz-%)

fuzz-%: $(BUILD)/fuzz-%
	@mkdir -p $(BUILD)/corpus/$*
	$< -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -verbosity=0 -artifact_prefix=$(BUILD)/$*- \
	  $(BUILD)/corpus/$* tests/fuzz/corpus/$*

$(BUILD)/fuzz-%: $(BUILD)/objects/tests/fuzz/fuzz_%.o $(BUILD)/objects/tests/support/screen.o \
                 $(SHARED_OBJECTS) $(call objects,$(wildcard apps/*/*_options.cpp))
	$(CXX) $(FLAGS) -fsanitize=fuzzer $^ -o $@

# ---------------------------------------------------------------------------------------- Windows

# Cross-built with MinGW-w64, linked statically: nothing is needed that Windows does not have.
MINGW = x86_64-w64-mingw32-g++-posix
WINE  = sh tests/wine.sh
FOR_WINDOWS = $(MAKE) SYSTEM=windows EXE=.exe BUILD=build/windows CXX=$(MINGW) \
              LDFLAGS="-static -lws2_32 -lshell32" RUNNER="$(WINE)"

windows:
	+$(FOR_WINDOWS) all

# The same tests, run under Wine.
windows-test:
	+$(FOR_WINDOWS) test

# ------------------------------------------------------------------------------------ keeping house

SOURCES_TO_FORMAT = $(shell find apps platform reactor tests -name '*.cpp' -o -name '*.hpp')

format:
	clang-format -i $(SOURCES_TO_FORMAT)

format-check:
	clang-format --dry-run --Werror $(SOURCES_TO_FORMAT)

tidy:
	clang-tidy --quiet $(SHARED_SOURCES) $(SERVER_SOURCES) $(CLIENT_SOURCES) $(PEER_SOURCES) -- \
	  $(STANDARD) -I.

install: release
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install $(PROGRAMS:%=build/release/%) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard apps/*/chat-*.1) $(DESTDIR)$(PREFIX)/share/man/man1

clean:
	rm -rf build

help:
	@echo 'make            build/chat-server and the others, with -g -O0: the build to step through'
	@echo 'make release    the same into build/release/, with -g -O2'
	@echo 'make run        build and start the server'
	@echo 'make test       build and run all tests    (TEST_ARGUMENTS=--gtest_filter=Room* for some)'
	@echo 'make sanitize   all tests under the address, undefined-behaviour and leak sanitizers'
	@echo 'make simulate   the server in a simulated world, many runs   (SEEDS=5000-6000 for others)'
	@echo 'make mutants    puts bugs into the server: the simulation must find each'
	@echo 'make soak       the release server under mixed load for SECONDS=$(SECONDS): memory, delay'
	@echo 'make fuzz       each fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS)'
	@echo 'make windows    build/windows/*.exe with MinGW-w64;  make windows-test  runs the tests in Wine'
	@echo 'make format     lay out all sources with clang-format;  make format-check only looks'
	@echo 'make tidy       clang-tidy over all sources'
	@echo 'make install    the release build into PREFIX=$(PREFIX)'
	@echo 'make clean      remove build/'
	@echo 'CXX, CXXFLAGS and LDFLAGS are honoured: make CXX=clang++ CXXFLAGS=-Werror'

-include $(ALL_OBJECTS:.o=.d) $(SIMULATION_OBJECTS:.o=.d) $(SOAK_OBJECTS:.o=.d)
