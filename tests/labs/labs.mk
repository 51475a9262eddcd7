# Makes labs out of the tree, and checks them. Included by tests/tests.mk; no student's copy has it.
# tests/labs/README.md tells how labs are used, and how to write one.

.PHONY: lab handout labs-check

LABS = $(sort $(patsubst tests/labs/%/lab,%,$(wildcard tests/labs/*/lab)))

CUT_OBJECTS = $(patsubst %,build/labs/runner/tests/labs/machinery/%.o,cut_main cut definitions source_mask)
build/labs/cut: $(CUT_OBJECTS)
	@$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@
-include $(CUT_OBJECTS:.o=.d)

# make lab LAB=framing DIR=../my-lab
lab: build/labs/cut
	@sh tests/labs/machinery/make_lab.sh '$(LAB)' '$(DIR)'

# All labs as build/handouts/chatlab-NAME.tar.gz and .zip.
handout: build/labs/cut
	@sh tests/labs/machinery/handout.sh $(LABS)

# Tests the checks: the skeleton must compile and fail, each mistake must be caught by the expectation
# that it names, and the original must get all points. One lab after the other, because they share
# objects; each with all jobs. `make lab-check-NAME` for one lab.
labs-check:
	+@failed=; for lab in $(LABS); do $(MAKE) --no-print-directory lab-check-$$lab || failed=1; done; [ -z "$$failed" ]

lab-check-%: build/labs/cut
	+@$(MAKE) --no-print-directory --keep-going LAB=$* lab-checked

LAB_MISTAKES = $(patsubst $(LAB_FOLDER)/mistakes/%.sed,lab-mistake-%,$(wildcard $(LAB_FOLDER)/mistakes/*.sed))
LAB_CUTS     = $(patsubst %,lab-cut-%,$(shell grep -n '^cut' $(LAB_FOLDER)/lab 2> /dev/null | cut -d: -f1))
TRY_LAB      = LAB='$(LAB)' FOLDER='$(LAB_FOLDER)' BASE='$(LAB_BASE)' RUN='$(RUN_CHECKS)' MAKE='$(MAKE)' \
               COMPILE='$(CXX) $(FLAGS)' OBJECTS='$(LAB_OBJECTS:.o=.d)' LINK='$(LAB_OBJECTS)' \
               LIBRARIES='$(LDFLAGS)' sh tests/labs/machinery/try_lab.sh

.PHONY: lab-checked lab-original lab-skeleton $(LAB_MISTAKES) $(LAB_CUTS)
lab-checked: lab-original lab-skeleton $(LAB_CUTS) $(LAB_MISTAKES)

lab-original $(LAB_CUTS) $(LAB_MISTAKES): MODE = $(LAB_MODE)
lab-original: $(LAB_BUILD)/checks build/labs/run
	@$(TRY_LAB) original
$(LAB_CUTS): lab-cut-%: $(LAB_BUILD)/checks build/labs/run
	@$(TRY_LAB) cut $*
$(LAB_MISTAKES): lab-mistake-%: $(LAB_BUILD)/checks build/labs/run
	@$(TRY_LAB) mistake $*
lab-skeleton:
	+@$(TRY_LAB) skeleton

help::
	@echo
	@echo 'Exercises for a course (tests/labs/README.md):'
	@echo 'make lab       a copy of the tree for students to complete    (LAB=NAME DIR=FOLDER; labs:'
	@echo '               $(LABS))'
	@echo 'make handout   all labs, packed, in build/handouts/'
	@echo 'make labs-check  tests the checks of all labs with mistakes    (lab-check-NAME for one)'
