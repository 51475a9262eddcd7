# chatlab. `make` builds the programs to step through in a debugger; `make help` lists the rest.
# Simulation, sanitizers, fuzzing, Windows and formatting are in tests/tests.mk.

# GNU make runs one job per core, unless -j says otherwise: `make -j1` builds one file at a time.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
  MAKEFLAGS += -j$(shell nproc 2> /dev/null || getconf _NPROCESSORS_ONLN 2> /dev/null || \
                         sysctl -n hw.ncpu 2> /dev/null || echo 1)
endif

# --------------------------------------------------------------------------------- what may be set

CXX      ?= g++
CXXFLAGS ?=
LDFLAGS  ?=
PREFIX   ?= /usr/local

# Each way of building has a folder of its own: BUILD names it, MODE is how it compiles.
BUILD ?= build
MODE  ?= -g -O0

# Which half of platform/ is compiled, posix or windows, and how the programs' names end.
SYSTEM ?= posix
EXE    ?=

# What every file is compiled with. CXXFLAGS comes last, so that it wins.
FLAGS = -std=c++17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -I. $(MODE) $(CXXFLAGS)

# ------------------------------------------------------------------------------------ the programs

# chat-NAME is apps/NAME/main.cpp and the library: everything else in platform/, reactor/ and apps/.
PROGRAMS = chat-server chat-client chat-peer chat-proxy
SOURCES  = $(filter-out %/main.cpp,$(wildcard platform/*.cpp platform/$(SYSTEM)/*.cpp \
                                              reactor/*.cpp apps/*.cpp apps/*/*.cpp))
OBJECTS  = $(SOURCES:%.cpp=$(BUILD)/objects/%.o)
LIBRARY  = $(BUILD)/libchatlab.a

.PHONY: all run release test install clean help
.DEFAULT_GOAL := all

all: $(PROGRAMS:%=$(BUILD)/%$(EXE))

$(PROGRAMS:%=$(BUILD)/%$(EXE)): $(BUILD)/chat-%$(EXE): $(BUILD)/objects/apps/%/main.o $(LIBRARY)
	$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

# -MMD lists the headers that an object was made from in a .d file beside it, for the last line here.
$(BUILD)/objects/%.o: %.cpp
	@mkdir -p $(@D)
	$(CXX) $(FLAGS) -MMD -MP -c $< -o $@

run: all
	$(BUILD)/chat-server

release:
	$(MAKE) BUILD=build/release MODE="-g -O2" all

install: release
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install $(PROGRAMS:%=build/release/%) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard apps/*/chat-*.1) $(DESTDIR)$(PREFIX)/share/man/man1

clean:
	rm -rf build

# --------------------------------------------------------------------------------------- the tests

# The tests start the programs, too: CHATLAB_PROGRAMS tells them where these are.
test: all $(BUILD)/tests/unit-tests$(EXE)
	CHATLAB_PROGRAMS=$(BUILD) $(RUNNER) $(BUILD)/tests/unit-tests$(EXE) $(TEST_ARGUMENTS)

help::
	@echo 'make           build/chat-server and the others, with -g -O0: the build to step through'
	@echo 'make run       build all programs and start the server'
	@echo 'make test      build and run all tests    (TEST_ARGUMENTS=--gtest_filter=Room* for some)'
	@echo 'make release   the programs with -g -O2, in build/release/'
	@echo 'make install   the release build into PREFIX=$(PREFIX)'
	@echo 'make clean     remove build/'
	@echo 'CXX, CXXFLAGS and LDFLAGS are honoured: make CXX=clang++ CXXFLAGS=-Werror'

include tests/tests.mk
-include $(shell find $(BUILD)/objects -name '*.d' 2> /dev/null)
