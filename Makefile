# phieu: build, test, install.  `make help` lists the targets.

PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
CSTD    = -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
PKGS    = ncursesw sqlite3 libutf8proc libmd
VERSION = 0.1.0

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes \
       -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wcast-qual $(if $(WERROR),-Werror)
SANS = -fsanitize=address -fsanitize=undefined -fno-sanitize-recover=all
B    ?= build$(if $(SAN),-san)

# -D flags of pkg-config are dropped: ncurses.pc redefines _XOPEN_SOURCE
OUR_CFLAGS = $(CSTD) -Isrc -I$(B) -MMD -MP $(WARN) $(if $(SAN),$(SANS)) \
             $(filter-out -D%,$(shell pkg-config --cflags $(PKGS) 2>/dev/null)) \
             -DPHIEU_VERSION='"$(VERSION)"' -DPHIEU_PREFIX='"$(PREFIX)"'
OUR_LDFLAGS = $(if $(SAN),$(SANS)) -Wl,--as-needed
OUR_LDLIBS  = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -liniparser -lm

# One library a layer, in the order in which they build on each other.
LAYERS = base text db form store service screen exchange app
layer_src = $(sort $(wildcard src/$(1)/*.c))
layer_obj = $(patsubst %.c,$(B)/%.o,$(call layer_src,$(1)))
layer_lib = $(B)/lib$(1).a
# What a layer links: itself and everything it may include (see tests/lint/layers.sh).
needs_base     = base
needs_text     = text base
needs_db       = db base
needs_form     = form db text base
needs_store    = store form db text base
needs_service  = service store form db text base
needs_screen   = screen form db text base
needs_exchange = exchange service store form db text base
needs_app      = app exchange screen service store form db text base
libs_of = $(foreach l,$(needs_$(1)),$(call layer_lib,$(l)))

all: $(B)/phieu

define LAYER_RULES
$$(call layer_lib,$(1)): $$(call layer_obj,$(1))
	@rm -f $$@
	$$(AR) rcs $$@ $$^
UNIT_$(1) = $$(patsubst tests/unit/$(1)/%.c,$$(B)/tests/unit/$(1)/%,$$(sort $$(wildcard tests/unit/$(1)/test_*.c)))
$$(UNIT_$(1)): $$(B)/tests/unit/$(1)/%: $$(B)/tests/unit/$(1)/%.o $$(call libs_of,$(1))
	$$(CC) $$(OUR_CFLAGS) $$(CFLAGS) $$(OUR_LDFLAGS) $$(LDFLAGS) -o $$@ $$^ -lcmocka $$(OUR_LDLIBS) $$(LDLIBS)
unit-$(1): $$(UNIT_$(1))
	@for t in $$(UNIT_$(1)); do $$$$t || exit 1; done
.PHONY: unit-$(1)
endef
$(foreach l,$(LAYERS),$(eval $(call LAYER_RULES,$(l))))
UNITS = $(foreach l,$(LAYERS),$(UNIT_$(l)))

$(B)/phieu: $(B)/src/main.o $(call libs_of,app)
	$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(OUR_LDLIBS) $(LDLIBS)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OUR_CFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

unit: $(addprefix unit-,$(LAYERS))

clean:
	rm -rf build build-*

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all unit clean
.DELETE_ON_ERROR:
.SECONDARY:
