# Makefile - the front door of the course: `make help` lists what it can do.
#
# Everything built goes under build/. Four files carry the rules:
#   Makefile           setting up, building the grader, grading
#   grader/tests/tests.mk  the tests
#   grader/explore/explore.mk  the schedule explorer
#   book/book.mk       the book

.DEFAULT_GOAL := map
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules --no-print-directory
# As many compilers as processors; `make -j1` still means one. Several goals are
# done one after the other: two labs would print into each other.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS))$(word 2,$(MAKECMDGOALS)),0)
MAKEFLAGS += --jobs=$(shell nproc)
endif

CC := gcc
# _GNU_SOURCE: the course is about Linux; -g: a verdict names source lines.
CFLAGS := -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g
# A student's driver is linked into a program at a fixed address, so that an
# address names a line (grader/checker/where.c).
DRIVER_CFLAGS := $(CFLAGS) -fno-pie

# A lab exists because its files exist: NN-slug/<lab> for each *_checks.c.
CHECKS := $(wildcard grader/checks/*/*_checks.c)
LAB_PATHS := $(patsubst grader/checks/%_checks.c,%,$(CHECKS))
LABS := $(notdir $(LAB_PATHS))
# Those whose checks hold under every schedule.
SCENARIOS := $(patsubst grader/checks/%_scenarios.c,%,\
               $(wildcard grader/checks/*/*_scenarios.c))
# What a lab needs to be explored.
EXPLORED_PARTS := $(if $(SCENARIOS),build/gen/explored_redefine \
                    build/gen/explored_known \
                    $(patsubst %,build/scenarios/%.o,$(notdir $(SCENARIOS))))

GRADE := build/bin/grade
GRADE_PARTS := $(GRADE) $(LABS:%=build/checkers/%) $(LABS:%=build/drivers/%.o) \
               $(LAB_PATHS:%=build/skeletons/%.c) \
               build/gen/redefine build/gen/known $(EXPLORED_PARTS)

include grader/setup.mk
include book/book.mk
include $(wildcard chapters/facts.mk)

# ---- grading ----------------------------------------------------------------

SUBMISSION ?= labs
SELECT = $(addprefix --lab ,$(LAB)) $(addprefix --chapter ,$(CHAPTER)) \
         --submission '$(SUBMISSION)' $(if $(SEED),--seed $(SEED)) \
         $(if $(LANGUAGE),--lang $(LANGUAGE))

.PHONY: map grade hint list help clean $(LABS)

map: $(GRADE_PARTS) ## student: make (alone) - where you stand, and the next step
	@$(GRADE) --map $(SELECT) || test $$? = 1

$(LABS): $(GRADE_PARTS) ## student: make mapf - grade one lab
	@$(GRADE) $(SELECT) --lab $@

grade: $(GRADE_PARTS) ## instructor: make grade SUBMISSION=dir LAB=.. - grade a hand-in
	@$(GRADE) $(SELECT)

hint: $(GRADE_PARTS) ## student: make hint LAB=mapf - help in three steps, one more each time
	@test -n "$(LAB)" || { echo 'make hint LAB=mapf' >&2; exit 2; }
	@$(GRADE) --hint $(SELECT) || test $$? = 1

list: $(GRADE_PARTS) ## student: all labs with their titles
	@$(GRADE) --list

# A goal that is no target is taken for the name of a lab: the grader knows the
# nearest. Only goals, and no paths: make also asks here for files it misses.
.DEFAULT:
	@case "$(findstring /,$@)  $(MAKECMDGOALS) " in \
	" "*" $@ "*) $(MAKE) --silent $(GRADE_PARTS) && $(GRADE) --lab '$@' ;; \
	*) echo "make: $@ is missing" >&2; exit 2 ;; \
	esac

clean: ## author: remove everything that was built
	rm -rf build

help: ## student: this list
	@awk -f grader/help.awk $(MAKEFILE_LIST)

# ---- building the grader ----------------------------------------------------

SUPERVISOR := $(patsubst grader/%.c,build/obj/%.o,\
                $(wildcard grader/supervisor/*.c)) \
              build/obj/checker/record.o build/obj/checker/siphash.o
CHECKER := $(patsubst grader/%.c,build/obj/%.o,\
               $(wildcard grader/checker/*.c grader/explore/search/*.c \
                          grader/explore/report/*.c)) \
           build/obj/supervisor/text.o
# What is linked with the student's object, besides the lab's driver.
RUNTIME := build/obj/runtime/driver_main.o build/obj/runtime/trace.o \
           build/obj/gen/wrappers.o

# One table, four views of it (grader/runtime/calls.awk).
CALLS := grader/runtime/calls.tsv grader/runtime/calls.awk
calls_view = @mkdir -p $(@D) && awk -F '\t' -v make=$1 \
    -f grader/runtime/calls.awk grader/runtime/calls.tsv >$@

build/gen/wrappers.c: $(CALLS)
	$(call calls_view,wrappers)
build/gen/calls_table.h: $(CALLS)
	$(call calls_view,table)
build/gen/redefine: $(CALLS)
	$(call calls_view,redefine)
build/gen/known: $(CALLS) grader/runtime/allow.txt
	$(call calls_view,names)
	@sed '/^#/d' grader/runtime/allow.txt | tr -s ' ' '\n' | sed '/^$$/d' >>$@

build/obj/gen/%.o: build/gen/%.c | $(CORE_NEEDS) build/.begun
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -Igrader/runtime -MMD -MP -c -o $@ $<
build/obj/checker/calls.o build/obj/runtime/trace.o: build/gen/calls_table.h
build/obj/checker/calls.o build/obj/runtime/trace.o: CFLAGS += -Ibuild/gen

# A first build takes seconds: say why nothing is to be seen.
build/.begun:
	@mkdir -p $(@D)
	@echo "构建评分器，只需一次… building the grader, once ..."
	@touch $@

$(GRADE): $(SUPERVISOR)
	@mkdir -p $(@D)
	@$(CC) -o $@ $^ -ljansson

build/obj/%.o: grader/%.c | $(CORE_NEEDS) build/.begun
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# What several labs of a chapter share lies beside their checks.
CHAPTERS_CHECKED := $(sort $(dir $(LAB_PATHS)))
shared_checks = $(patsubst grader/%.c,build/obj/%.o,$(filter-out \
    %_checks.c %_driver.c %_scenarios.c,$(wildcard grader/checks/$1*.c)))

# Checks see the contracts of their chapter.
define chapter_rules
build/obj/checks/$1%.o: CFLAGS += -Igrader/checker -Ilabs/$1
build/obj/checks/$1%_driver.o: CFLAGS := $(DRIVER_CFLAGS) -Igrader/runtime -Ilabs/$1
endef
$(foreach c,$(CHAPTERS_CHECKED),$(eval $(call chapter_rules,$c)))

# One checker and one driver for each lab.
define lab_rules
build/checkers/$(notdir $1): build/obj/checks/$1_checks.o $$(CHECKER) \
    $(call shared_checks,$(dir $1))
	@mkdir -p $$(@D)
	@$$(CC) -o $$@ $$^ -lcunit -ljansson -lseccomp
	@$$@ --describe >$$@.json

build/drivers/$(notdir $1).o: build/obj/checks/$1_driver.o $$(RUNTIME)
	@mkdir -p $$(@D)
	@ld -r -o $$@ $$^
endef
$(foreach path,$(LAB_PATHS),$(eval $(call lab_rules,$(path))))

build/obj/runtime/%.o: CFLAGS := $(DRIVER_CFLAGS)
build/obj/runtime/trace.o: CFLAGS := $(DRIVER_CFLAGS) -Ibuild/gen
build/obj/gen/%.o: CFLAGS := $(DRIVER_CFLAGS)

build/skeletons/%.c: solutions/%.c grader/skeleton.awk
	@mkdir -p $(@D)
	@awk -f grader/skeleton.awk $< >$@


include grader/explore/explore.mk
include grader/tests/tests.mk

-include $(shell find build/obj -name '*.d' 2>/dev/null)
