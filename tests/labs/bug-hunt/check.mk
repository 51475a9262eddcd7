# The check of the bug hunt: the simulation. Included by tests/labs/check.mk.
.PHONY: world
world:
	@[ -e build/tests/simulate ] || echo 'building the simulated world: one to two minutes'
	+@$(MAKE) --no-print-directory -s build/tests/simulate

check: world
	@sh tests/labs/bug-hunt/check.sh $(RESULTS)

hint: world
	@sh tests/labs/bug-hunt/hint.sh
