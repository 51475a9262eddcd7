# Included by the Makefile: how the tests are built, and the checks that go beyond `make test`.

.PHONY: sanitize simulate golden soak fuzz fuzz-replay windows windows-test format format-check tidy

# ----------------------------------------------------------------------------------- the unit tests

# Files whose names end in _posix or _windows belong to that system alone.
OTHER_SYSTEM = $(filter-out $(SYSTEM),posix windows)
of_this_system = $(filter-out %_$(OTHER_SYSTEM).cpp %_$(OTHER_SYSTEM)_test.cpp,$(wildcard $(1)))

# Each folder of tests is compiled as one file, a unit that includes all of its files: so GoogleTest
# and the standard library are parsed once per folder. The build then needs a third of the time.
TEST_SOURCES = $(wildcard tests/platform/*.cpp tests/reactor/*.cpp tests/apps/*.cpp \
                          tests/apps/*/*.cpp tests/programs/*.cpp tests/labs/machinery/tests/*.cpp)
TEST_FOLDERS = $(sort $(patsubst %/,%,$(dir $(TEST_SOURCES))))
TEST_UNITS   = $(TEST_FOLDERS:%=$(BUILD)/objects/%.unit.cpp)
TEST_OBJECTS = $(TEST_UNITS:.cpp=.o) \
               $(patsubst %.cpp,$(BUILD)/objects/%.o,$(call of_this_system,tests/support/*.cpp) \
                 $(wildcard $(patsubst %,tests/labs/machinery/%.cpp, \
                   cut definitions source_mask diagnosis results table)))

# A unit depends on its folder, whose time changes when a file is added or removed.
$(TEST_UNITS): $(BUILD)/objects/%.unit.cpp: %
	@mkdir -p $(@D)
	@printf '#include "%s"\n' $(call of_this_system,$</*.cpp) > $@

%.unit.o: %.unit.cpp
	$(CXX) $(FLAGS) -MMD -MP -c $< -o $@

# GoogleTest is found, or else set up, once per build: the script writes how to compile and link
# with it into a makefile.
GOOGLETEST = $(BUILD)/googletest/flags.mk
ifneq ($(filter test mutant% $(BUILD)/tests/unit-tests$(EXE),$(MAKECMDGOALS)),)
-include $(GOOGLETEST)
endif

$(GOOGLETEST): tests/googletest.sh
	CXX="$(CXX)" FLAGS="$(MODE) $(CXXFLAGS)" LDFLAGS="$(LDFLAGS)" RUNNER="$(RUNNER)" \
	  sh tests/googletest.sh $@

$(TEST_OBJECTS): FLAGS += $(GTEST_CFLAGS)
$(TEST_OBJECTS): $(GOOGLETEST)

$(BUILD)/tests/unit-tests$(EXE): $(TEST_OBJECTS) $(LIBRARY)
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) $(GTEST_LIBS) -o $@

# A clock for programs that a test stops for minutes; not on Windows, where no test stops one.
ifeq ($(SYSTEM),posix)
$(BUILD)/tests/unit-tests: | $(BUILD)/tests/jumping_clock.so
endif

$(BUILD)/tests/jumping_clock.so: tests/clock/jumping_clock.cpp
	@mkdir -p $(@D)
	$(CXX) -std=c++17 -Wall -Wextra -Wpedantic -shared -fPIC $< -ldl -o $@

# All tests under the address, undefined-behaviour and leak sanitizers, with the checks of GCC's
# standard library. The check of virtual tables is left out: it opens a pipe, and so fails in tests
# that use up all descriptors.
sanitize:
	$(MAKE) BUILD=build/sanitize MODE="-g1 -O0 -D_GLIBCXX_DEBUG -fsanitize=address,undefined \
	  -fno-sanitize=vptr -fno-sanitize-recover=all" test

# ----------------------------------------------------------------------------------- the simulation

# The server against a simulated world: tests/simulation/ has a README.md. Its platform/ takes the
# place of the system's; resolve.cpp and names.cpp ask the system for nothing that could differ.
SIMULATION_SOURCES = $(wildcard tests/simulation/*.cpp tests/simulation/platform/*.cpp) \
                     tests/support/dialects.cpp $(wildcard platform/*.cpp) \
                     platform/posix/resolve.cpp platform/posix/names.cpp \
                     $(filter-out platform/% apps/client/% apps/peer/%,$(SOURCES))
SIMULATION_OBJECTS = $(SIMULATION_SOURCES:%.cpp=build/simulation/%.o)
SIMULATION_MODE    = -g -O1 -D_GLIBCXX_ASSERTIONS
SEEDS ?= ci

simulate: build/tests/simulate
	build/tests/simulate --seeds $(SEEDS)
	sh tests/simulation/golden.sh

# Accepts the traces that tests/simulation/golden/ is compared with, as they are now.
golden: build/tests/simulate
	sh tests/simulation/golden.sh accept

build/tests/simulate: $(SIMULATION_OBJECTS)
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

build/simulation/%.o: MODE = $(SIMULATION_MODE)
build/simulation/%.o: %.cpp
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) -MMD -MP -c $< -o $@

-include $(SIMULATION_OBJECTS:.o=.d)

# -------------------------------------------------------------------------------------- the mutants

# Each tests/mutants/NAME.sed is a plausible bug: the simulation, or the unit tests that it names, must
# find it. The script compiles what the bug changes, links, and tells what found it.
MUTANTS           = $(patsubst tests/mutants/%.sed,mutant-%,$(wildcard tests/mutants/*.sed))
UNIT_TEST_MUTANTS = $(patsubst tests/mutants/%.sed,mutant-%, \
                      $(shell grep -l '^\# found by' tests/mutants/*.sed 2> /dev/null))
SIMULATED_MUTANTS = $(filter-out $(UNIT_TEST_MUTANTS),$(MUTANTS))

.PHONY: mutants $(MUTANTS)
mutants:
	+$(MAKE) --keep-going $(MUTANTS)

$(SIMULATED_MUTANTS): mutant-%: build/tests/simulate
	@COMPILE='$(CXX) $(FLAGS)' OBJECTS=build/simulation LINK='$(SIMULATION_OBJECTS)' \
	  LIBRARIES='$(LDFLAGS) -s' sh tests/mutants/mutant.sh $*
$(SIMULATED_MUTANTS): MODE = $(SIMULATION_MODE)

$(UNIT_TEST_MUTANTS): mutant-%: $(BUILD)/tests/unit-tests
	@COMPILE='$(CXX) $(FLAGS) $(GTEST_CFLAGS)' OBJECTS=$(BUILD)/objects \
	  LINK='$(TEST_OBJECTS) $(LIBRARY)' LIBRARIES='$(LDFLAGS) -s $(GTEST_LIBS)' \
	  sh tests/mutants/mutant.sh $*

# ----------------------------------------------------------------------------------------- the labs

# Exercises for students: check.mk checks one, labs.mk makes them. tests/labs/ has a README.md.
include $(wildcard tests/labs/*.mk)

# ------------------------------------------------------------------------------------ the benchmark

# The release build beside a bare relay, and beside IRC servers if they are installed.
.PHONY: bench bench-check
BENCH_OBJECTS = $(patsubst %.cpp,$(BUILD)/objects/%.o,$(filter-out %/floor.cpp %/relay.cpp \
                  %/count_calls.cpp,$(wildcard tests/bench/*.cpp))) \
                $(patsubst %,$(BUILD)/objects/tests/support/%.o,dialects loopback protocol_lists)
BENCH_PROGRAMS = $(patsubst %,$(BUILD)/tests/%,bench floor relay count_calls.so)

bench bench-check: release
	+$(MAKE) BUILD=build/release MODE="-g -O2" $(patsubst $(BUILD)/%,build/release/%,$(BENCH_PROGRAMS))
	build/release/tests/bench $(if $(filter bench-check,$@),--check)

# The README's table and plot, from the last results of `make bench`.
.PHONY: bench-publish
bench-publish:
	sh tests/bench/publish.sh

$(BUILD)/tests/bench: $(BENCH_OBJECTS) $(LIBRARY)
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

$(BUILD)/tests/floor $(BUILD)/tests/relay: $(BUILD)/tests/%: tests/bench/%.cpp
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $< $(LDFLAGS) -o $@

$(BUILD)/tests/count_calls.so: tests/bench/count_calls.cpp
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) -shared -fPIC $< $(LDFLAGS) -ldl -o $@

# ------------------------------------------------------------------------ soak, captures and fuzzing

# The release build under everything at once for SECONDS: memory, descriptors and delay are watched.
SOAK_OBJECTS = $(patsubst %,$(BUILD)/objects/tests/%.o,soak/soak \
                 $(addprefix support/,child_process child_process_posix dialects loopback \
                                    protocol_lists test_client))
SECONDS ?= 300

soak: release $(BUILD)/tests/soak
	CHATLAB_PROGRAMS=build/release $(BUILD)/tests/soak $(SECONDS)

$(BUILD)/tests/soak: $(SOAK_OBJECTS) $(LIBRARY)
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

# The captures that the dissector for Wireshark is tested with: tests/wireshark/ has a README.md.
CAPTURE_OBJECTS = $(patsubst %.cpp,$(BUILD)/objects/%.o,$(wildcard tests/wireshark/*.cpp))

$(BUILD)/tests/make-captures: $(CAPTURE_OBJECTS) $(LIBRARY)
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

# The tap that records the conversations in apps/protocols/README.md: tests/ci/wire.sh.
$(BUILD)/tests/wire-tap: $(BUILD)/objects/tests/wire/wire_tap.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

# What draws the picture at the top of README.md: tests/ci/picture.sh.
PICTURE_OBJECTS = $(patsubst %,$(BUILD)/objects/tests/%.o,picture/picture \
                    $(addprefix support/,loopback pty_program_posix screen))

$(BUILD)/tests/picture: $(PICTURE_OBJECTS) $(LIBRARY)
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

# The fuzz targets; libFuzzer comes with clang. `fuzz` searches with each for FUZZ_SECONDS, and keeps in
# build/fuzz/corpus/ which inputs reach new code. `fuzz-replay` tries tests/fuzz/corpus/ and FUZZ_RUNS
# inputs that follow from a fixed seed. For these to be the same each time, nothing that varies may
# guide the search: no compared values (addresses are among them), no random addresses, a fixed
# environment.
FUZZ_TARGETS  = $(patsubst tests/fuzz/fuzz_%.cpp,%,$(wildcard tests/fuzz/fuzz_*.cpp))
FUZZ_SECONDS ?= 60
FUZZ_RUNS    ?= 20000
FUZZ_FOUND   ?= $(BUILD)/corpus
FOR_FUZZING   = $(MAKE) BUILD=build/fuzz CXX=clang++ \
  MODE="-g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
FIXED_ADDRESSES = $(shell setarch -R true 2> /dev/null && echo setarch -R)

fuzz:
	+$(FOR_FUZZING) FUZZ_LENGTH=-max_total_time=$(FUZZ_SECONDS) fuzz-$(FUZZ)

fuzz-replay:
	rm -rf build/fuzz/replay
	+$(FOR_FUZZING) FUZZ_LENGTH="-seed=1 -runs=$(FUZZ_RUNS) -use_cmp=0" \
	  FUZZ_RUNNER="env -i PATH=/usr/bin:/bin $(FIXED_ADDRESSES)" \
	  FUZZ_FOUND=build/fuzz/replay fuzz-$(FUZZ)

# `fuzz` or `fuzz-replay` for one registered protocol alone: make fuzz-replay FUZZ=protocol-line
FUZZ ?= all

.PHONY: fuzz-all $(FUZZ_TARGETS:%=fuzz-%)
fuzz-all: $(FUZZ_TARGETS:%=fuzz-%)

# Run with its corpus: $(call fuzz_with,CORPUS).
fuzz_with = $< $(FUZZ_LENGTH) -max_len=4096 -verbosity=0 -artifact_prefix=$(BUILD)/$(1)- \
            $(FUZZ_FOUND)/$(1) $(wildcard tests/fuzz/corpus/$(1))

$(patsubst %,fuzz-%,$(filter-out protocol,$(FUZZ_TARGETS))): fuzz-%: $(BUILD)/fuzz-%
	@mkdir -p $(FUZZ_FOUND)/$*
	$(FUZZ_RUNNER) $(call fuzz_with,$*)

# One run per registered protocol, which the program lists.
fuzz-protocol: $(BUILD)/fuzz-protocol
	+protocols=$$($<) && $(MAKE) $$(printf 'fuzz-protocol-%s ' $$protocols)

fuzz-protocol-%: $(BUILD)/fuzz-protocol
	@mkdir -p $(FUZZ_FOUND)/$*
	$(FUZZ_RUNNER) env FUZZ_PROTOCOL=$* $(call fuzz_with,$*)

$(FUZZ_TARGETS:%=$(BUILD)/fuzz-%): $(BUILD)/fuzz-%: $(BUILD)/objects/tests/fuzz/fuzz_%.o \
                 $(patsubst %,$(BUILD)/objects/tests/support/%.o,dialects screen) $(LIBRARY)
	$(CXX) $(FLAGS) -fsanitize=fuzzer $^ -o $@

# ------------------------------------------------------------------------------------------ Windows

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

# -------------------------------------------------------------------------------------- the sources

SOURCES_TO_FORMAT = $(shell find apps platform reactor tests -name '*.cpp' -o -name '*.hpp')

format:
	clang-format -i $(SOURCES_TO_FORMAT)

format-check:
	clang-format --dry-run --Werror $(SOURCES_TO_FORMAT)

tidy:
	clang-tidy --quiet $(SOURCES) $(wildcard apps/*/main.cpp) -- -std=c++17 -I.

help::
	@echo
	@echo 'Beyond that (tests/README.md):'
	@echo 'make sanitize  all tests under the address, undefined-behaviour and leak sanitizers,'
	@echo '               and the checks of the standard library'
	@echo 'make simulate  the server in a simulated world, many runs   (SEEDS=5000-6000 for others)'
	@echo 'make golden    accepts what traced seeds do now (tests/simulation/golden/)'
	@echo 'make mutants   puts bugs in, one at a time: simulation or tests must find each   (mutant-NAME for one)'
	@echo 'make bench     the release build beside a bare relay and IRC servers;  make bench-check  counts only'
	@echo 'make soak      the release server under mixed load for SECONDS=$(SECONDS): memory, delay'
	@echo 'make fuzz      searches with each fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS)'
	@echo 'make fuzz-replay  each fuzz target on its corpus and on inputs from a fixed seed'
	@echo 'make windows   build/windows/*.exe with MinGW-w64;  make windows-test  runs the tests in Wine'
	@echo 'make format    lay out all sources with clang-format;  make format-check only looks'
	@echo 'make tidy      clang-tidy over all sources'
