# tests.mk - what `make test` and `make lint` run

include $(wildcard grader/tests/unit/unit.mk)

.PHONY: test lint

# Each suite prints "ok - ..." lines; all.sh counts them.
SUITES = unit=build/tests/unit \
    schema='sh grader/tests/unit/schema_tests.sh' \
    skeletons='sh grader/tests/skeletons.sh' \
    sections='sh grader/tests/sections.sh' \
    matrix='sh grader/tests/matrix.sh' \
    trivial='sh grader/tests/trivial.sh' \
    hostile='sh grader/tests/hostile.sh' \
    isolation='sh grader/tests/isolation.sh' \
    explore='MAX_SECONDS=2 sh grader/explore/tests/corpus.sh' \
    explore-replay='build/tests/sound replay $(REPLAYED)' \
    explore-command='sh grader/explore/tests/command.sh' \
    explore-hostile='sh grader/explore/tests/hostile.sh' \
    explore-output='sh grader/explore/tests/output.sh' \
    explore-sound='build/tests/sound outcomes $(COMPARED)' \
    determinism='sh grader/tests/determinism.sh 5' \
    reports='sh grader/tests/reports.sh' \
    frontdoor='sh grader/tests/frontdoor.sh' \
    book='$(MAKE) book && echo "ok - the book builds in both languages"' \
    book-faults='sh book/tests/run.sh' \
    facts='$(MAKE) --silent facts-tests' \
    edges-table='sh chapters/03-edges/check-table.sh build/demos/03-edges/table'

test: $(GRADE_PARTS) $(EXPLORE_TESTED) $(UNIT_TESTS) build/tests/no_namespaces | $(BOOK_NEEDS) ## author: everything is what it says; ends with N passed, N failed
	@sh grader/tests/all.sh $(SUITES)

build/tests/no_namespaces: grader/tests/no_namespaces.c | $(CORE_NEEDS)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $< -lseccomp

LINT_PACKAGES := clang-format cppcheck shellcheck

build/.have-lint: grader/setup.sh
	@sh grader/setup.sh $@ $(LINT_PACKAGES)

C_FILES = $(shell find chapters labs solutions grader -name '*.[ch]')
SH_FILES = $(shell find grader chapters book -name '*.sh') .ci/run

lint: | build/.have-lint ## author: the house style, as far as tools can see it
	@clang-format --dry-run -Werror $(C_FILES)
	@shellcheck --severity=warning $(SH_FILES)
	@cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
	    --suppress=missingIncludeSystem -D__x86_64__ \
	    --library=grader/tests/cppcheck.cfg \
	    $(wildcard grader/supervisor/*.c grader/checker/*.c grader/runtime/*.c \
	    grader/explore/search/*.c grader/explore/report/*.c \
	    grader/explore/command/*.c grader/explore/runtime/*.c)
	@echo "lint: $(words $(C_FILES)) C files, $(words $(SH_FILES)) scripts"

.PHONY: bench
bench: $(GRADE_PARTS) ## author: edit to verdict, as a ratio to a bare compile
	@sh grader/tests/bench.sh
