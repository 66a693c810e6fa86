# setup.mk - bring in the packages a target needs, and only those
#
# As root, or with sudo that asks for nothing, apt-get installs what is
# missing after saying so. Otherwise one line says what to run, and make stops.
# A stamp under build/ remembers that a group is complete.

CORE_PACKAGES := gcc make binutils libcunit1-dev bubblewrap libseccomp-dev \
                 libjansson-dev
BOOK_PACKAGES := pandoc

CORE_NEEDS := build/.have-core
BOOK_NEEDS := build/.have-book

build/.have-core: grader/setup.sh grader/setup.mk
	@sh grader/setup.sh $@ $(CORE_PACKAGES)

build/.have-book: grader/setup.sh grader/setup.mk
	@sh grader/setup.sh $@ $(BOOK_PACKAGES)
