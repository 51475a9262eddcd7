# Makes labs out of the tree, and checks them. Included by tests/tests.mk; no student's copy has it.
# tests/labs/README.md tells how labs are used, and how to write one.

.PHONY: lab bug handout labs-check

LABS = $(filter-out bug-hunt,$(sort $(patsubst tests/labs/%/lab,%,$(wildcard tests/labs/*/lab))))

CUT_OBJECTS = $(patsubst %,build/labs/runner/tests/labs/machinery/%.o,cut_main cut definitions source_mask)
build/labs/cut: $(CUT_OBJECTS)
	@$(CXX) $(FLAGS) $^ $(LDFLAGS) -o $@
-include $(CUT_OBJECTS:.o=.d)

# make lab LAB=framing DIR=../my-lab
lab: build/labs/cut
	@sh tests/labs/machinery/make_lab.sh '$(LAB)' '$(DIR)'

# make bug N=7 DIR=../my-bug: a copy with one of the mutants that the simulation finds.
bug: build/labs/cut
	@N='$(N)' sh tests/labs/machinery/make_lab.sh bug-hunt '$(DIR)'

# All labs as build/handouts/chatlab-NAME.tar.gz and .zip, and the bugs with the numbers BUGS.
BUGS ?= 7
handout: build/labs/cut
	@BUGS='$(BUGS)' sh tests/labs/machinery/handout.sh $(LABS)

# Tests the checks: the skeleton must compile and fail, each mistake must be caught by the expectation
# that it names, and the original must get all points. One lab after the other, because they share
# objects; each with all jobs. `make lab-check-NAME` for one lab.
labs-check:
	+@failed=; for lab in $(LABS) bug-hunt; do $(MAKE) --no-print-directory lab-check-$$lab || failed=1; done; [ -z "$$failed" ]

lab-check-%: build/labs/cut
	+@$(MAKE) --no-print-directory --keep-going LAB=$* lab-checked

# One bug: the copy must build, and must be found wanting. `make mutants` tries them all.
lab-check-bug-hunt: build/labs/cut
	+@sh tests/labs/bug-hunt/try.sh '$(MAKE)'

LAB_MISTAKES = $(patsubst $(LAB_FOLDER)/mistakes/%.sed,lab-mistake-%,$(wildcard $(LAB_FOLDER)/mistakes/*.sed))
TRY_LAB      = LAB='$(LAB)' FOLDER='$(LAB_FOLDER)' BASE='$(LAB_BASE)' RUN='$(RUN_CHECKS)' MAKE='$(MAKE)' \
               COMPILE='$(CXX) $(FLAGS)' OBJECTS='$(LAB_OBJECTS:.o=.d)' LINK='$(LAB_OBJECTS)' \
               LIBRARIES='$(LDFLAGS)' RUNNER='$(RUNNER_OBJECTS)' sh tests/labs/machinery/try_lab.sh

# make grade DIR=submissions: a table of the points of all students.
.PHONY: grade grade-one
grade: build/labs/run
	+@LAB='$(LAB)' MAKE='$(MAKE)' sh tests/labs/machinery/grade.sh '$(DIR)'

grade-one: MODE = $(LAB_MODE)
grade-one: $(LAB_BUILD)/checks build/labs/run
	@SUBMISSION='$(SUBMISSION)' $(TRY_LAB) grade '$(notdir $(SUBMISSION:%/=%))'

.PHONY: lab-checked lab-original lab-skeleton lab-cuts $(LAB_MISTAKES)
lab-checked: lab-original lab-skeleton lab-cuts $(LAB_MISTAKES)

lab-original lab-skeleton lab-cuts $(LAB_MISTAKES): MODE = $(LAB_MODE)
lab-original lab-cuts: lab-%: $(LAB_BUILD)/checks build/labs/run
	@$(TRY_LAB) $*
lab-skeleton: $(LAB_BUILD)/checks build/labs/run
	+@$(TRY_LAB) skeleton
$(LAB_MISTAKES): lab-mistake-%: $(LAB_BUILD)/checks build/labs/run
	@$(TRY_LAB) mistake $*

help::
	@echo
	@echo 'Exercises for a course (tests/labs/README.md):'
	@echo 'make lab       a copy of the tree for students to complete    (LAB=NAME DIR=FOLDER; labs:'
	@echo '               $(LABS))'
	@echo 'make bug       a copy with one seeded bug to find    (N=NUMBER DIR=FOLDER)'
	@echo 'make handout   all labs, packed, in build/handouts/'
	@echo 'make grade     a table of the points of DIR, a folder with one folder per submission'
	@echo 'make labs-check  tests the checks of all labs with mistakes    (lab-check-NAME for one)'
