# The check of the bug hunt: the simulation. Included by tests/labs/check.mk.
.PHONY: world
world:
	@[ -e build/tests/simulate ] || echo 'Building the simulated world: one to two minutes, several on a busy machine.'
	+@$(MAKE) --no-print-directory -s build/tests/simulate

check: world
	@sh tests/labs/bug-hunt/check.sh $(RESULTS)

hint:
	@sh tests/labs/bug-hunt/hint.sh
