# facts.mk - the probes behind the notes: one program for each fact, or group
#
# Included by the Makefile at the top, which sets CC and CFLAGS; every path is
# relative to it. chapters/NN-slug/facts/NAME.c becomes build/facts/NN-slug/NAME.

FACT_PROBES := $(patsubst chapters/%,build/facts/%,$(subst /facts/,/, \
    $(basename $(sort $(wildcard chapters/*/facts/*.c)))))

.PHONY: facts facts-tests

facts: $(FACT_PROBES) ## author: every fact the notes cite, asked of this kernel
	@sh chapters/facts.sh $(FACT_PROBES)

# For make test: "ok - fact ..." lines in place of the table.
facts-tests: $(FACT_PROBES)
	@sh chapters/facts.sh --tests $(FACT_PROBES)

# $1 chapter, $2 name. -Ichapters: fact.h.
define fact_probe
build/facts/$1/$2: chapters/$1/facts/$2.c chapters/fact.h | $(CORE_NEEDS)
	@mkdir -p $$(@D)
	@$$(CC) $$(CFLAGS) -Ichapters -o $$@ $$<
endef
$(foreach p,$(FACT_PROBES:build/facts/%=%), \
    $(eval $(call fact_probe,$(patsubst %/,%,$(dir $p)),$(notdir $p))))
