# Checks a lab: in a student's copy the one that it was made for, in the repository the one that LAB
# names. Included by tests/tests.mk.
#
#   make check                        builds and runs the checks
#   make check ONLY=NAME              runs one, and shows all it prints
#   make check RESULTS=results.json   and writes what Gradescope reads
#   make hint                         the next hint for what failed first
#   make watch                        checks again whenever a file is saved

.PHONY: check hint watch

# A student's copy has LAB.md at its top, and one lab.
ifneq ($(wildcard LAB.md),)
  LAB       := $(patsubst tests/labs/%/lab,%,$(wildcard tests/labs/*/lab))
  LABS_BUILD := build/lab
  LAB_BUILD  := build/lab
else
  LABS_BUILD := build/labs
  LAB_BUILD   = build/labs/$(LAB)
endif

# A variant of another lab has that lab's checks and texts.
LAB_FOLDER  = tests/labs/$(LAB)
LAB_LINES   = $(shell sed -n 's/^$(1) //p' $(LAB_FOLDER)/lab 2> /dev/null)
LAB_BASE    = $(if $(wildcard $(LAB_FOLDER)/checks.cpp),$(LAB_FOLDER),tests/labs/$(call LAB_LINES,like))
# In the repository, the files that a lab adds to the tree are in a folder of their own.
LAB_ADDED   = $(wildcard $(call LAB_LINES,added))
LAB_LISTED  = $(subst {lab},$(LAB_BASE),$(subst {system},$(SYSTEM),$(call LAB_LINES,source)))
LAB_SOURCES = $(foreach file,$(LAB_LISTED),$(wildcard $(file) $(LAB_ADDED:%=%/$(file)))) \
              $(LAB_BASE)/checks.cpp tests/labs/machinery/transcript.cpp

ifneq ($(and $(LAB),$(wildcard $(LAB_FOLDER)/check.mk)),)
  include $(LAB_FOLDER)/check.mk
else

# The runner is compiled without sanitizers.
LAB_OBJECTS    = $(LAB_SOURCES:%.cpp=$(LABS_BUILD)/objects/%.o)
RUNNER_SOURCES = $(addprefix tests/labs/machinery/,runner_main.cpp child_posix.cpp diagnosis.cpp \
                   results.cpp table.cpp)
RUNNER_OBJECTS = $(RUNNER_SOURCES:%.cpp=$(LABS_BUILD)/runner/%.o)

# Whether the compiler has the sanitizers is tried once. The check of virtual tables is left out, as in
# `make sanitize`.
LAB_GOALS = check hint watch lab-% labs-check grade grade-one $(LABS_BUILD)/%
ifneq ($(filter $(LAB_GOALS),$(MAKECMDGOALS)),)
-include $(LABS_BUILD)/sanitizers.mk
endif

$(LABS_BUILD)/sanitizers.mk:
	@mkdir -p $(@D)
	@echo 'int main() {}' > $(LABS_BUILD)/probe.cpp
	@flags='-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all'; \
	if $(CXX) $$flags $(LABS_BUILD)/probe.cpp -o $(LABS_BUILD)/probe 2> $(LABS_BUILD)/probe.log && \
	  $(LABS_BUILD)/probe 2>> $(LABS_BUILD)/probe.log; \
	then echo "LAB_SANITIZERS = $$flags -fno-omit-frame-pointer" > $@; \
	else echo 'This compiler has no sanitizers: checks find fewer mistakes.'; echo 'LAB_SANITIZERS =' > $@; fi

# With all that a debugger wants in a student's copy; less is linked sooner in the repository.
LAB_MODE = $(if $(wildcard LAB.md),-g,-g1) -O0 -D_GLIBCXX_ASSERTIONS $(LAB_SANITIZERS) $(LAB_ADDED:%=-I%)

$(LABS_BUILD)/objects/%.o: MODE = $(LAB_MODE)
$(LABS_BUILD)/objects/%.o: %.cpp $(LABS_BUILD)/sanitizers.mk
	@mkdir -p $(@D)
	@echo 'compiling $<'
	@$(CXX) $(FLAGS) -MMD -MP -c $< -o $@

# Also if the goal that needs the runner is one with a mode of its own.
$(LABS_BUILD)/run: MODE = -g -O0
$(LABS_BUILD)/runner/%.o: MODE = -g -O0
$(LABS_BUILD)/runner/%.o: %.cpp
	@mkdir -p $(@D)
	@echo 'compiling $<'
	@$(CXX) $(FLAGS) -MMD -MP -c $< -o $@

$(LAB_BUILD)/checks: MODE = $(LAB_MODE)
$(LAB_BUILD)/checks: $(LAB_OBJECTS)
	@mkdir -p $(@D)
	@$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

$(LABS_BUILD)/run: $(RUNNER_OBJECTS)
	@$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@

RUN_CHECKS = $(if $(LAB_SANITIZERS),LAB_SANITIZED=1) $(LABS_BUILD)/run

# Remembers for `make hint` what failed, as the runner does. Status 2: there is no such check.
CHECK_ONE = $(LAB_BUILD)/checks $(ONLY) && { : > $(LAB_BUILD)/checks.failed; echo 'as expected'; } || \
  { status=$$?; [ $$status = 2 ] || printf %s '$(ONLY)' > $(LAB_BUILD)/checks.failed; exit $$status; }

check: $(LAB_BUILD)/checks $(LABS_BUILD)/run
	@echo
	@$(if $(ONLY),$(CHECK_ONE),$(RUN_CHECKS) check $(LAB_BUILD)/checks $(LAB_BASE) $(RESULTS))

hint: $(LABS_BUILD)/run
	@$(LABS_BUILD)/run hint $(LAB_BUILD)/checks $(LAB_BASE)

endif

watch:
	@sh tests/labs/machinery/watch.sh '$(MAKE)'

-include $(LAB_OBJECTS:.o=.d) $(RUNNER_OBJECTS:.o=.d)

ifneq ($(wildcard LAB.md),)
help::
	@echo 'This is the lab $(LAB): read LAB.md.'
	@echo 'make check     builds and runs its checks      (ONLY=NAME for one, RESULTS=FILE for Gradescope)'
	@echo 'make hint      the next hint for what failed first'
	@echo 'make watch     checks again whenever a file is saved'
	@echo 'make           builds the programs: build/chat-server and the others'
	@echo 'make simulate  the server in a simulated world, once the lab is solved'
	@echo 'make clean     removes build/'
endif
