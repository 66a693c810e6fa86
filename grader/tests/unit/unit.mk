# unit.mk - build the unit tests of the grader, and the check of its results
#
#   build/tests/unit          runs every test (unit_main.c)
#   build/tests/schema_check  SCHEMA RESULT (schema_check.c)
#
# The objects come from the pattern rule for build/obj/%.o in the Makefile.
# checker/check.c is not among them: its main would be a second one.

UNIT_TESTS := build/tests/unit build/tests/schema_check

UNIT_OBJECTS := $(patsubst grader/%.c,build/obj/%.o,\
                  $(filter-out %/schema_check.c,\
                    $(wildcard grader/tests/unit/*.c))) \
                $(addprefix build/obj/checker/,cell.o chance.o filter.o \
                  reaper.o record.o siphash.o view.o) \
                $(addprefix build/obj/supervisor/,fields.o jail.o lanes.o \
                  sources.o stage.o text.o untouched.o) \
                $(patsubst grader/%.c,build/obj/%.o,\
                  $(wildcard grader/explore/search/*.c \
                             grader/explore/report/*.c))

# -no-pie: a test asks whether a program counter lies in a function.
build/tests/unit: $(UNIT_OBJECTS)
	@mkdir -p $(@D)
	@$(CC) -no-pie -o $@ $^ -lcunit -ljansson -lseccomp

build/tests/schema_check: $(addprefix build/obj/tests/unit/,schema_check.o \
                            schema.o)
	@mkdir -p $(@D)
	@$(CC) -o $@ $^ -ljansson
