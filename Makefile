# crm_ext: customer analytics inside PostgreSQL.
#
#   make demo        score customers, from a generated orders table or from ORDERS=file.csv
#   make test        every test, with all set-up done for you
#   make, make install, make installcheck    the usual PGXS targets, for the server that PG_CONFIG names
#   make dashboard   a demo report in a dashboard, at a local address; make test-dashboard tests it
#   make bench       speed, against plain SQL in the same run

PG_CONFIG ?= pg_config
.DEFAULT_GOAL = all

# These set up what they need themselves, so they run before there is a pg_config.
SELF_CONTAINED = demo dashboard test-dashboard test bench setup
.PHONY: $(SELF_CONTAINED)
demo dashboard test bench:
	@test/$@/run
test-dashboard:
	@test/dashboard/test
setup:
	@test/lib/setup

GOALS = $(or $(MAKECMDGOALS),all)
ifneq ($(filter-out $(SELF_CONTAINED),$(GOALS)),)

# A room is added by adding its folder and one word here; the order is that of dependence.
ROOMS = core exact history survey portfolio rfm tier lifecycle loyalty clv report

EXTENSION = crm_ext
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" crm_ext.control)
SCRIPT_FILE = src/crm_ext--$(EXTVERSION).sql

MODULE_big = crm_ext
OBJS = $(patsubst %.c,%.o,$(foreach room,$(ROOMS),$(sort $(wildcard src/$(room)/*.c))))
DATA_built = $(SCRIPT_FILE)
DOCS = $(wildcard doc/*.md)
EXTRA_CLEAN = src/crm_ext--*.sql results regression.diffs regression.out

# The same bits on every machine: a*b+c is never contracted. CPPFLAGS reach JIT's bitcode too.
PG_CPPFLAGS += -Isrc -ffp-contract=off
PG_CFLAGS += -fvisibility=hidden -Wall -Wextra -Wno-unused-parameter \
	-Wno-sign-compare -Wno-missing-field-initializers -Wno-declaration-after-statement

# The optimiser, and eigenvalues of a fit's Hessian.
SHLIB_LINK += -llbfgs -llapack -lm

REGRESS = $(filter-out core,$(ROOMS))
REGRESS_OPTS = --load-extension=crm_ext

PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifeq ($(wildcard $(PGXS)),)
$(error $(PG_CONFIG) names no PostgreSQL to build against: set PG_CONFIG, or let 'make setup' install what is missing)
endif
include $(PGXS)

# The pages have names that other extensions use too.
docmoduledir := extension/crm_ext

# PGXS looks for them below doc/, where it has not put them.
uninstall: uninstall-pages
.PHONY: uninstall-pages
uninstall-pages:
	rm -rf '$(DESTDIR)$(docdir)/$(docmoduledir)'

$(SCRIPT_FILE): src/core/assemble.awk $(foreach room,$(ROOMS),src/$(room)/$(room).sql $(sort $(wildcard src/$(room)/*.sql))) \
		$(wildcard src/core/*.sql.in) crm_ext.control
	awk -f $< $(filter %.sql,$^) > $@

$(OBJS): $(wildcard src/*/*.h)

endif
