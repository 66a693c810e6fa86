# explore.mk - the schedule explorer: its runtime, the command, its tests
#
# Included by the Makefile at the top; every path is relative to it.
#   build/bin/explore        the command
#   build/explore/program.o  linked with a whole program of the user's
#   build/scenarios/LAB.o    linked with a student's file, one for each lab
#                            that has scenarios

# Its runtime is linked with a student's code, once with a main that runs a
# whole program (the command), once with one that runs a lab's scenarios.
EXPLORED_CFLAGS := $(CFLAGS) -O2 -fno-pie -Igrader/runtime -Ibuild/gen
EXPLORED := $(patsubst grader/%.c,build/obj/%.o,$(filter-out \
    grader/explore/runtime/main_%.c,$(wildcard grader/explore/runtime/*.c))) \
    build/obj/gen/explored.o
SEARCHER := $(patsubst grader/%.c,build/obj/%.o,\
    $(wildcard grader/explore/search/*.c grader/explore/report/*.c))
EXPLORE := build/bin/explore

build/gen/explored.c: $(CALLS)
	$(call calls_view,explored)
build/gen/calls_explored.h: $(CALLS)
	$(call calls_view,declarations)
build/gen/calls_numbers.h: $(CALLS)
	$(call calls_view,numbers)
build/gen/calls_names.h: $(CALLS)
	@mkdir -p $(@D)
	@awk -F '\t' '!/^#/ && NF >= 3 { print "\"" $$1 "\"," }' \
	    grader/runtime/calls.tsv >$@

build/obj/explore/runtime/%.o: CFLAGS := $(EXPLORED_CFLAGS)
build/obj/gen/explored.o: CFLAGS := $(EXPLORED_CFLAGS) -Igrader/explore/runtime
build/obj/explore/report/words.o: CFLAGS += -Ibuild/gen
build/obj/checker/explore.o: CFLAGS += -Ibuild/gen
$(EXPLORED) $(patsubst %,build/obj/explore/runtime/main_%.o,program scenarios): \
    | build/gen/calls_numbers.h build/gen/calls_explored.h
build/obj/explore/report/words.o build/obj/checker/explore.o: \
    | build/gen/calls_names.h

# A student's own function may be called as one of ours: only what the hooks and
# the redefined calls need stays visible.
VISIBLE := $(foreach s,explored_* __tsan_* main lab_point, \
    --keep-global-symbol='$s')

build/explore/runtime.o: $(EXPLORED)
	@mkdir -p $(@D)
	@ld -r -o $@ $^
build/explore/program.o: build/explore/runtime.o \
    build/obj/explore/runtime/main_program.o
	@ld -r -o $@ $^
	@objcopy -w $(VISIBLE) $@

# Every explored_NAME takes over NAME; a program's own main becomes another.
build/gen/explored_redefine: build/explore/runtime.o
	@nm -g --defined-only $< | sed -n 's/.* explored_\(.*\)/\1 explored_\1/p' \
	    >$@
# A scenario copies and prints unseen.
build/gen/scenario_redefine: build/gen/explored_redefine \
    build/obj/explore/runtime/wrap_text.o
	@nm -g --defined-only build/obj/explore/runtime/wrap_text.o | \
	    sed -n 's/.* explored_//p' >$@.text
	@awk 'NR == FNR { text[$$1]; next } !($$1 in text)' $@.text $< >$@

# A scenario is the grader's own code: no hooks in it, but its calls are taken
# over like the student's.
define scenario_rules
build/obj/checks/$1_scenarios.o: CFLAGS := $(DRIVER_CFLAGS) \
    -Igrader/explore/runtime -Ilabs/$(dir $1)
build/scenarios/$(notdir $1).o: build/obj/checks/$1_scenarios.o \
    build/explore/runtime.o build/obj/explore/runtime/main_scenarios.o \
    build/gen/scenario_redefine
	@mkdir -p $$(@D)
	@objcopy --redefine-syms=build/gen/scenario_redefine $$< $$@.own
	@ld -r -o $$@ $$@.own build/explore/runtime.o \
	    build/obj/explore/runtime/main_scenarios.o
	@objcopy -w $(VISIBLE) $$@
	@rm -f $$@.own
endef
$(foreach s,$(SCENARIOS),$(eval $(call scenario_rules,$s)))

build/gen/program_redefine: build/gen/explored_redefine
	@{ cat $<; echo 'main explored_main'; } >$@
# What it cannot follow although the grader can: threads, asynchronous time.
build/gen/explored_known: build/gen/explored_redefine build/gen/known
	@{ sed 's/ .*//' $<; cat build/gen/known; } | sort -u | \
	    grep -vxE 'pthread_(create|join|exit|detach)' >$@

$(EXPLORE): $(patsubst grader/%.c,build/obj/%.o,\
    $(wildcard grader/explore/command/*.c)) $(SEARCHER) \
    $(addprefix build/obj/supervisor/,course.o fields.o jail.o lanes.o \
    sources.o text.o workshop.o)
	@mkdir -p $(@D)
	@$(CC) -o $@ $^ -ljansson

EXPLORE_PARTS := $(EXPLORE) build/explore/program.o build/gen/program_redefine \
    build/gen/explored_known

.PHONY: explore
explore: $(EXPLORE_PARTS) ## reader: make explore FILE=x.c ARGS=.. - a program under every schedule
	@test -n "$(FILE)" || { echo 'make explore FILE=program.c' >&2; exit 2; }
	@$(EXPLORE) $(if $(LANGUAGE),--lang $(LANGUAGE)) $(FILE) \
	    $(if $(ARGS),-- $(ARGS)) || test $$? = 1

# The explorer's own: everything of the command but its main.
build/tests/sound: build/obj/explore/tests/sound.o \
    build/obj/explore/command/complain.o build/obj/explore/command/program.o \
    $(SEARCHER) \
    $(addprefix build/obj/supervisor/,course.o jail.o text.o workshop.o)
	@mkdir -p $(@D)
	@$(CC) -o $@ $^ -ljansson

# Every kind of object, and an exec: a schedule must replay event for event.
EXPLORED_PROGRAM := grader/explore/tests/programs
REPLAYED := $(patsubst %,$(EXPLORED_PROGRAM)/%.c,wrong/lost-update-anon \
    wrong/abba wrong/cond-if wrong/mq-no-reply wrong/semop-zero \
    wrong/ring-relaxed right/count-named-sem right/peterson \
    right/record-locks right/exec-itself)
# Small enough to be tried without any pruning.
COMPARED := $(patsubst %,$(EXPLORED_PROGRAM)/%.c,wrong/lost-update-anon \
    wrong/abba wrong/lost-wakeup wrong/signal-before-wait \
    wrong/post-before-write wrong/pshared-0 right/count-unnamed-sem \
    right/handshake-two-way right/fetch-add right/mq-ping-pong right/pipe-eof)
EXPLORE_TESTED = $(EXPLORE_PARTS) build/tests/sound

.PHONY: explore-bench
explore-bench: $(EXPLORE_TESTED) $(GRADE_PARTS) ## author: executions a second, and what a losing verdict costs
	@build/tests/sound speed $(patsubst %,$(EXPLORED_PROGRAM)/right/%.c, \
	    count-unnamed-sem fetch-add barrier-three)
	@sh grader/tests/bench.sh count02 grader/wrong/06-semaphores/count02/1-*.c
