# book.mk - the bilingual book: checks, captured output, HTML.
#
# Included by the Makefile at the top; every path is relative to it. What is
# made goes under build/. A folder chapters/NN-slug/ with notes.zh.md and
# notes.en.md is a chapter: nothing lists the chapters a second time.
#
# Set BOOK_NEEDS before the include to a file whose rule installs pandoc.

BOOK_NEEDS ?=
BOOK_CHAPTERS := $(sort $(patsubst chapters/%/notes.zh.md,%,$(filter \
    $(patsubst %.en.md,%.zh.md,$(wildcard chapters/*/notes.en.md)), \
    $(wildcard chapters/*/notes.zh.md))))

# A folder with one language only is not a chapter yet; say so, go on.
BOOK_HALF := $(filter-out $(BOOK_CHAPTERS), \
    $(patsubst chapters/%/,%,$(dir $(wildcard chapters/*/notes.??.md))))

BOOK_WORK := build/book/work
BOOK_EDITIONS := zh en both
BOOK_DIALECT := markdown+east_asian_line_breaks-auto_identifiers

# --fail-if-warnings: a footnote that nothing uses, a key given twice.
BOOK_PANDOC = pandoc --from $(BOOK_DIALECT) --fail-if-warnings

BOOK_OUTLINES := $(BOOK_CHAPTERS:%=$(BOOK_WORK)/%.outline)
BOOK_PAGES := $(foreach e,$(BOOK_EDITIONS),build/book/$e/index.html \
    $(BOOK_CHAPTERS:%=build/book/$e/%.html))
BOOK_FIGURES := $(foreach c,$(BOOK_CHAPTERS), \
    $(patsubst chapters/$c/fig/%,build/book/fig/$c/%, \
    $(wildcard chapters/$c/fig/*.svg)))
BOOK_REST := $(BOOK_FIGURES) $(patsubst book/assets/%,build/book/assets/%, \
    $(wildcard book/assets/*)) build/book/index.html \
    $(BOOK_EDITIONS:%=build/book/%/search-data.js)

# Every program of a chapter, as NN-slug/NAME, and what is known about it.
BOOK_DEMOS := $(foreach c,$(BOOK_CHAPTERS), \
    $(patsubst chapters/$c/demos/%.c,$c/%,$(wildcard chapters/$c/demos/*.c)))
# NAME.explore beside a demo: the schedule explorer is asked about it as well.
BOOK_EXPLORED := $(foreach c,$(BOOK_CHAPTERS), \
    $(patsubst chapters/$c/demos/%.explore,$c/%.explore, \
    $(wildcard chapters/$c/demos/*.explore)))
# A line `player` in NAME.explore: one schedule is recorded as data as well.
BOOK_PLAYED := $(foreach d,$(BOOK_EXPLORED),$(if $(filter player, \
    $(file <chapters/$(subst /,/demos/,$d))),$d.json))
BOOK_RUNS := $(BOOK_DEMOS) $(BOOK_EXPLORED)
# What is recorded of all these, as NN-slug/FILE.
BOOK_RECORDS := $(BOOK_RUNS:%=%.out) $(BOOK_PLAYED)
BOOK_GOLDEN := $(foreach c,$(BOOK_CHAPTERS), \
    $(patsubst chapters/$c/run/%,$c/%,$(wildcard chapters/$c/run/*.out \
    chapters/$c/run/*.json)))
BOOK_ORPHANS := $(filter-out $(BOOK_RECORDS),$(BOOK_GOLDEN))

.PHONY: book book-check captures l10n-accept book-terms book-captures \
    book-half book-have-pandoc

BOOK_CHECKS := book-half book-terms book-captures $(BOOK_OUTLINES) \
    $(BOOK_WORK)/links.ok

# The translation lock comes last: an author who has changed one language can
# look at the pages before the other language follows.
book: $(BOOK_CHECKS) $(BOOK_PAGES) $(BOOK_REST) $(BOOK_WORK)/l10n.ok ## reader: the book as HTML: 中文, English, side by side
	@echo "build/book/index.html"
book-check: $(BOOK_CHECKS) $(BOOK_WORK)/l10n.ok ## author: both languages alike, listings, terms, captured output
captures: ## author: record what the demos print in chapters/*/run/
l10n-accept: ## author: both languages say the same (all, or ONLY=NN-slug#id)

# Order-only and phony: asked on every run, makes nothing out of date.
book-have-pandoc: | $(BOOK_NEEDS)
	@command -v pandoc >/dev/null || { \
	    echo "book: 缺少 pandoc / pandoc is missing:" \
	        "apt-get install pandoc" >&2; exit 2; }

book-half:
	@for c in $(BOOK_HALF); do \
	    echo "book: chapters/$$c has one language only, left out" >&2; done

# ---- demos: compile, run, compare ------------------------------------------

# -O1 -g: optimised enough for GCC's flow warnings, still easy to debug.
# -MMD -MP: remember the headers of a demo, survive their removal.
BOOK_CC = $(CC) -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -MMD -MP

# What the explorer command needs; the Makefile at the top makes it.
BOOK_EXPLORER := build/bin/explore build/explore/program.o \
    build/gen/program_redefine build/gen/explored_known

# $1 chapter, $2 name
define book_demo
build/demos/$1/$2: chapters/$1/demos/$2.c
	@mkdir -p $$(@D)
	@$$(BOOK_CC) -MF $$@.dep -o $$@ $$<
build/run/$1/$2.out: build/demos/$1/$2 book/run-demo.sh
	@book/run-demo.sh $$< $$@
endef
# The same, where $2 is NAME.explore.
define book_explored
build/run/$1/$2.out: chapters/$1/demos/$(2:.explore=.c) chapters/$1/demos/$2 \
    book/run-explore.sh book/explore.awk $(BOOK_EXPLORER)
	@book/run-explore.sh $$< $$@
endef
# One schedule of the same as data; $2 is NAME.explore.json.
define book_played
build/run/$1/$2: chapters/$1/demos/$(2:.explore.json=.c) \
    chapters/$1/demos/$(2:.json=) book/run-schedule.sh book/schedule.awk \
    $(BOOK_EXPLORER)
	@book/run-schedule.sh $$< $$@
endef
# $2 is the file that is recorded.
define book_run
build/run/$1/$2.ok: build/run/$1/$2 book/golden.sh \
    $(wildcard chapters/$1/run/$2 chapters/$1/demos/$(2:.out=.mask)) \
    $(if $(filter %.explore.out,$2),book/explore.mask)
	@book/golden.sh check $1 $2
	@touch $$@
endef
# $1 a recipe from above, $2 NN-slug/NAME
book_each = $(eval $(call $1,$(patsubst %/,%,$(dir $2)),$(notdir $2)))
$(foreach d,$(BOOK_DEMOS),$(call book_each,book_demo,$d))
$(foreach d,$(BOOK_EXPLORED),$(call book_each,book_explored,$d))
$(foreach d,$(BOOK_PLAYED),$(call book_each,book_played,$d))
$(foreach d,$(BOOK_RECORDS),$(call book_each,book_run,$d))
-include $(wildcard $(BOOK_DEMOS:%=build/demos/%.dep))

book-captures: $(BOOK_RECORDS:%=build/run/%.ok)
	@for o in $(BOOK_ORPHANS); do n=$${o##*/}; case $$n in \
	    *.json) cure="a line player to demos/$${n%.json}";; \
	    *) cure="demos/$${n%.out}.c";; esac; \
	    echo "chapters/$${o%/*}/run/$$n: no demo prints this;" \
	        "remove it or add $$cure" >&2; done; \
	test -z "$(BOOK_ORPHANS)"

captures: $(BOOK_RECORDS:%=build/run/%)
	@for d in $(BOOK_RECORDS); do \
	    book/golden.sh record "$${d%/*}" "$${d##*/}" || exit; done

# ---- checks of the text ----------------------------------------------------

BOOK_NOTES := $(foreach l,zh en,$(BOOK_CHAPTERS:%=chapters/%/notes.$l.md))

book-terms: $(BOOK_WORK)/terms.ok
$(BOOK_WORK)/terms.ok: book/terms.tsv book/terms.awk $(BOOK_NOTES)
	@mkdir -p $(@D)
	@awk -f book/terms.awk book/terms.tsv $(BOOK_NOTES) >&2
	@touch $@

# One pass proves that both languages are built alike and that every listing
# can be filled; what it prints is the outline of the chapter. The files shown
# are written down in NAME.d for the next run of make.
$(BOOK_OUTLINES): $(BOOK_WORK)/%.outline: chapters/%/notes.zh.md \
    chapters/%/notes.en.md book/filters/parity.lua book/filters/include.lua \
    book/filters/common.lua book/filters/schedule.lua | book-have-pandoc
	@mkdir -p $(@D)
	@$(BOOK_PANDOC) $< --lua-filter book/filters/parity.lua \
	    --lua-filter book/filters/include.lua --to plain --output /dev/null \
	    -M page=$* -M other=chapters/$*/notes.en.md -M deps=$(@:=.d) \
	    -M deps-of="$@ $(BOOK_EDITIONS:%=build/book/%/$*.html)" >$@.tmp
	@mv $@.tmp $@
BOOK_SHOWN :=
-include $(wildcard $(BOOK_OUTLINES:=.d))
# A file that is shown but gone: phony, so that its chapter is checked again.
# (A rule without a recipe would do, were it not for .SECONDARY.)
.PHONY: $(filter-out $(wildcard $(BOOK_SHOWN)),$(BOOK_SHOWN))

$(BOOK_WORK)/links.ok: book/links.awk $(BOOK_OUTLINES)
	@mkdir -p $(@D)
	@awk -f book/links.awk $(BOOK_OUTLINES) /dev/null >&2
	@touch $@

$(BOOK_WORK)/l10n.ok: book/l10n.lock book/l10n.awk $(BOOK_OUTLINES)
	@mkdir -p $(@D)
	@awk -f book/l10n.awk book/l10n.lock $(BOOK_OUTLINES) /dev/null >&2
	@touch $@

l10n-accept: $(BOOK_OUTLINES)
	@awk -v accept=1 -v only="$(ONLY)" -f book/l10n.awk book/l10n.lock \
	    $(BOOK_OUTLINES) /dev/null >build/book/l10n.lock.tmp
	@mv build/book/l10n.lock.tmp book/l10n.lock
	@echo "book/l10n.lock: recorded $(or $(ONLY),all sections)"

# ---- pages -----------------------------------------------------------------

# Two lists: pages show the titles of all chapters, front pages also those of
# the sections. They are replaced only when they change, so that a new
# sentence in one chapter does not make all pages again; the stamp carries
# the date.
$(BOOK_WORK)/lists.stamp: $(BOOK_OUTLINES) book/book.mk
	@mkdir -p $(@D)
	@awk -F '\t' '$$1 == "C"' $(BOOK_OUTLINES) /dev/null \
	    >$(BOOK_WORK)/chapters.new
	@awk -F '\t' -v OFS='\t' '$$1 == "C"; $$1 == "S" && $$4 == 2 \
	    { print "S", $$2, $$3, $$7, $$8 }' $(BOOK_OUTLINES) /dev/null \
	    >$(BOOK_WORK)/sections.new
	@for l in chapters sections; do \
	    cmp -s $(BOOK_WORK)/$$l.new $(BOOK_WORK)/$$l.list || \
	    cp $(BOOK_WORK)/$$l.new $(BOOK_WORK)/$$l.list; done
	@touch $@
$(BOOK_WORK)/chapters.list $(BOOK_WORK)/sections.list: \
    $(BOOK_WORK)/lists.stamp ;

BOOK_FILTERS := include search page blocks
BOOK_PARTS := book/templates/page.html $(patsubst %,book/filters/%.lua, \
    common pair schedule $(BOOK_FILTERS))

# --no-highlight is wrong here: skylighting marks the tokens, style.css gives
# them colours, for light and dark. --wrap=none: no line ends inside Chinese.
BOOK_TO_HTML = $(BOOK_PANDOC) --to html5 --template book/templates/page.html \
    --wrap=none

# pandoc 2.17 writes a role that ARIA has since dropped; take it out.
BOOK_FINISH = sed 's/ role="doc-endnote"//' $@.tmp >$@.new && \
    mv $@.new $@ && rm $@.tmp

# What one edition adds: records for the search, or the other language.
BOOK_SINGLE = -M search=$(BOOK_WORK)/$(*F).$(notdir $(@D)).search
BOOK_PAIRED = --lua-filter book/filters/pair.lua \
    -M other=$(subst .zh.md,.en.md,$<)

# $1 edition, $2 language of the source, $3 BOOK_SINGLE or BOOK_PAIRED
define book_edition
$(BOOK_CHAPTERS:%=build/book/$1/%.html): build/book/$1/%.html: \
    chapters/%/notes.$2.md $(BOOK_WORK)/%.outline $(BOOK_PARTS) \
    $(BOOK_WORK)/chapters.list
	@mkdir -p $$(@D)
	@$$(BOOK_TO_HTML) $$< $$($3) \
	    $(BOOK_FILTERS:%=--lua-filter book/filters/%.lua) \
	    -M page=$$* -M edition=$1 -M chapters=$(BOOK_WORK)/chapters.list \
	    --output $$@.tmp
	@$$(BOOK_FINISH)

build/book/$1/index.html: book/front.$2.md $(BOOK_PARTS) \
    $(BOOK_WORK)/sections.list | book-have-pandoc
	@mkdir -p $$(@D)
	@$$(BOOK_TO_HTML) $$< $(if $(filter both,$1),$$($3)) \
	    $(patsubst %,--lua-filter book/filters/%.lua,page blocks) \
	    -M page=index -M edition=$1 -M chapters=$(BOOK_WORK)/sections.list \
	    --output $$@.tmp
	@$$(BOOK_FINISH)
endef
$(eval $(call book_edition,zh,zh,BOOK_SINGLE))
$(eval $(call book_edition,en,en,BOOK_SINGLE))
$(eval $(call book_edition,both,zh,BOOK_PAIRED))

# The records of a page are written while the page is made.
# $1 edition, $2 its languages
define book_search
build/book/$1/search-data.js: $(foreach l,$2, \
    $(BOOK_CHAPTERS:%=build/book/$l/%.html))
	@mkdir -p $$(@D)
	@{ echo 'window.SECTIONS = ['; cat $(foreach l,$2, \
	    $(BOOK_CHAPTERS:%=$(BOOK_WORK)/%.$l.search)) /dev/null; \
	    echo '];'; } >$$@
endef
$(eval $(call book_search,zh,zh))
$(eval $(call book_search,en,en))
$(eval $(call book_search,both,zh en))

# $1 chapter. A figure is a document of its own: without a language it would have
# Chinese characters and marks in the shapes of another.
define book_figures
build/book/fig/$1/%: chapters/$1/fig/%
	@mkdir -p $$(@D)
	@sed '$$(if $$(findstring .zh.,$$@),1s/<svg /<svg xml:lang="zh-Hans" /)' $$< >$$@
endef
$(foreach c,$(BOOK_CHAPTERS),$(eval $(call book_figures,$c)))

build/book/assets/%: book/assets/%
	@mkdir -p $(@D)
	@cp $< $@
build/book/index.html: book/templates/index.html
	@mkdir -p $(@D)
	@cp $< $@
