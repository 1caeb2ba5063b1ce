# phieu: build, test, install.  `make help` lists the targets.

PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
CSTD    = -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
# SQLite first: at each start the loader looks up 1,500 names of its own, library by library in this order
PKGS    = sqlite3 ncursesw libutf8proc libmd
# What documents alone need stands in the program itself, behind the rest: as shared libraries these three would cost every session 0.2 MB.
STATIC  = -Wl,-Bstatic -lexpat -lminizip -lz -Wl,-Bdynamic
VERSION = 0.1.0

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes \
       -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wcast-qual $(if $(WERROR),-Werror)
SANS = -fsanitize=address -fsanitize=undefined -fno-sanitize-recover=all
B    ?= build$(if $(SAN),-san)$(if $(COV),-cov)

# Hardening: what this compiler and linker take of the lists of tests/flags.sh, tried once a build folder.
$(B)/flags.mk: tests/flags.sh
	@mkdir -p $(@D)
	@if sh tests/flags.sh $(CC) $(if $(SAN)$(COV),plain) >$@.new; then mv $@.new $@; else rm -f $@.new; false; fi
.DEFAULT_GOAL := all

# -D flags of pkg-config are dropped: ncurses.pc redefines _XOPEN_SOURCE
OUR_CFLAGS = $(CSTD) $(TAKEN_CFLAGS) -Isrc -I$(B) -MMD -MP $(WARN) $(if $(SAN),$(SANS),-fno-asynchronous-unwind-tables) \
             $(if $(COV),--coverage) -ffile-prefix-map=$(CURDIR)=. \
             $(filter-out -D%,$(shell pkg-config --cflags $(PKGS) 2>/dev/null)) \
             -DPHIEU_VERSION='"$(VERSION)"' -DPHIEU_PREFIX='"$(PREFIX)"'
OUR_LDFLAGS = $(TAKEN_LDFLAGS) $(if $(SAN),$(SANS)) $(if $(COV),--coverage) -Wl,--as-needed,-z,pack-relative-relocs
OUR_LDLIBS  = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -liniparser $(STATIC) -lm

# One library a layer, in the order in which they build on each other.
LAYERS = base text db form store service screen exchange net app
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
needs_net      = net service store form db text base
needs_app      = app net exchange screen service store form db text base
libs_of = $(foreach l,$(needs_$(1)),$(call layer_lib,$(l)))

# One short line a step; V=1 prints the commands.
Q   = $(if $(V),,@)
say = @$(if $(V),:,echo '$(1) $(2)')

all: $(B)/phieu $(B)/phieu-session $(B)/locale/vi/LC_MESSAGES/phieu.mo ## build

define LAYER_RULES
$$(call layer_lib,$(1)): $$(call layer_obj,$(1))
	@rm -f $$@
	$$(call say,AR,$$@)
	$$(Q)$$(AR) rcs $$@ $$^
UNIT_$(1) = $$(patsubst tests/unit/$(1)/%.c,$$(B)/tests/unit/$(1)/%,$$(sort $$(wildcard tests/unit/$(1)/test_*.c)))
$$(UNIT_$(1)): $$(B)/tests/unit/$(1)/%: $$(B)/tests/unit/$(1)/%.o $$(call libs_of,$(1))
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(OUR_CFLAGS) $$(CFLAGS) $$(OUR_LDFLAGS) $$(LDFLAGS) -o $$@ $$^ -lcmocka $$(TEST_LDLIBS) $$(OUR_LDLIBS) $$(LDLIBS)
unit-$(1): $$(UNIT_$(1))
	@for t in $$(UNIT_$(1)); do $$$$t || exit 1; done
.PHONY: unit-$(1)
endef
$(foreach l,$(LAYERS),$(eval $(call LAYER_RULES,$(l))))
UNITS = $(foreach l,$(LAYERS),$(UNIT_$(l)))

# What most sessions at the screen never run is small rather than fast, and lies behind the rest in one piece: the kernel
# brings a program in by pieces of 64 KiB, and with the rare among the common all of it comes to fill memory.
RARE = app/account app/cmd_% app/cli_text app/confine app/console_font app/decode app/demo app/print app/profile app/progress app/show_matrix \
       net/% base/ini_edit db/backup db/err text/legacy \
       form/check form/check_% base/xml form/code form/record_diff form/report form/summary form/template form/verify form/wire% \
       store/erase store/govern store/migrate store/operator store/people store/readers store/prove% store/rekey store/sent store/search \
       store/snapshot store/suppose store/verify service/files service/merge service/op_board service/op_copy% service/op_dossier service/op_handover service/op_move service/op_renumber service/op_user \
       service/op_validate service/op_verify service/suppose screen/board screen/doctor screen/form_conflict screen/form_copy screen/form_discard \
       screen/form_paste screen/form_sealed screen/help screen/history screen/identity screen/keys_file screen/linear% \
       screen/list screen/menu screen/print screen/script screen/seal screen/summary screen/table
NOT_RARE = app/cmd_enter
# Rare, but whole files of records go through it.
RARE_FAST = exchange/% form/value_json text/fold store/chain store/codes store/given store/history store/lists store/serial
objs = $(patsubst %,$(B)/src/%.o,$(1))
program_obj = $(B)/src/main.o $(foreach l,$(needs_app),$(call layer_obj,$(l)))
rare_obj    = $(filter-out $(call objs,$(NOT_RARE)),$(filter $(call objs,$(RARE)),$(program_obj)))
last_obj    = $(rare_obj) $(filter $(call objs,$(RARE_FAST)),$(program_obj))
$(rare_obj): CFLAGS += $(if $(SAN),,-Os)

$(B)/phieu: $(program_obj)
	$(call say,LD,$@)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $(filter-out $(last_obj),$^) $(last_obj) $(OUR_LDLIBS) $(LDLIBS)

$(B)/phieu-session: $(B)/src/session.o $(call layer_lib,base)
	$(call say,LD,$@)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/%.o: %.c $(B)/flags.mk
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(OUR_CFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Tests that look at a terminal's bytes read them through libvterm.
$(B)/tests/unit/screen/test_term: TEST_LDLIBS = -lvterm

# What types at the real program in a pseudo-terminal and reads its screen.
$(B)/tests/pty: $(B)/tests/program/pty.o
	$(call say,LD,$@)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ -lvterm $(LDLIBS)

# What lets the n-th write to the disk fail, or the program die there; what makes time run fast.
$(B)/tests/%.so: tests/program/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CSTD) $(WARN) $(CFLAGS) -shared -fPIC -o $@ $< -ldl

# Parsers, each called with bytes that are changed at random: tests/fuzz.
FUZZERS = $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
$(FUZZERS): $(B)/%: $(B)/%.o $(B)/tests/fuzz/driver.o $(foreach l,screen exchange service store form db text base,$(call layer_lib,$(l)))
	$(call say,LD,$@)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(OUR_LDLIBS) $(LDLIBS)

# Many sessions at one daemon, by its own messages.
$(B)/tests/load: $(B)/tests/program/load.o $(call libs_of,net)
	$(call say,LD,$@)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(OUR_LDLIBS) $(LDLIBS)

# Many people at their screens.
$(B)/tests/crowd: $(B)/tests/program/crowd.o
	$(call say,LD,$@)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ -lvterm $(LDLIBS)

# What a power cut leaves of files.
$(B)/tests/replay: $(B)/tests/program/replay.o
	$(call say,LD,$@)
	$(Q)$(CC) $(OUR_CFLAGS) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

PROGRAM_TOOLS = $(B)/tests/replay $(B)/tests/record.so $(B)/tests/pty $(B)/tests/crowd $(B)/tests/load $(B)/tests/slow.so $(B)/tests/fail.so $(B)/tests/fast.so $(B)/tests/oom.so $(FUZZERS)

$(B)/locale/%/LC_MESSAGES/phieu.mo: locale/%.po
	@mkdir -p $(@D)
	$(call say,MSGFMT,$<)
	$(Q)msgfmt -c -o $@ $<

# What people ask for is asked twice: by a call, and by the bytes that a socket would carry.
unit-service: unit-service-by-wire
unit-service-by-wire: $(UNIT_service)
	@for t in $(UNIT_service); do PHIEU_DOOR=wire $$t || exit 1; done
.PHONY: unit-service-by-wire

unit: $(addprefix unit-,$(LAYERS)) ## the unit tests; those of one layer: make unit-base, unit-text, …

# ---- what a stranger types ----

# Debian packages: to build; to test besides.
BUILD_PKGS = gcc libc6-dev pkg-config libncurses-dev libsqlite3-dev libiniparser-dev libutf8proc-dev libmd-dev libexpat1-dev libminizip-dev zlib1g-dev gettext
TEST_PKGS  = libcmocka-dev libvterm-dev sqlite3 strace universal-ctags hunspell-vi locales
need = sh tests/deps.sh

run: ## install what is missing, build, make the demo database if there is none, open the screen
	@$(need) $(BUILD_PKGS)
	@$(MAKE) --no-print-directory all
	@[ -e build/demo.db ] || $(B)/phieu --db build/demo.db demo
	@exec $(B)/phieu --db build/demo.db

check: ## install what is missing, build, run every test
	@$(need) $(BUILD_PKGS) $(TEST_PKGS) $(if $(CLANG),clang)
	@$(MAKE) --no-print-directory check-built
	@$(if $(CLANG),$(MAKE) --no-print-directory CC=clang B=build-clang WERROR=$(WERROR) all)

check-built: all $(PROGRAM_TOOLS) ## every test, installing nothing
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory unit
	@sh tests/run.sh $(B)

lint: ## the layer check, headers alone, lengths of functions, a test for each rule of terminals
	@sh tests/lint/layers.sh
	@sh tests/lint/headers.sh $(CC) $(OUR_CFLAGS)
	@sh tests/lint/lengths.sh
	@sh tests/lint/rules.sh

faults: ## what can go wrong goes wrong, thousands of times (a quarter of an hour); PART=edits: that one alone
	@$(need) $(BUILD_PKGS) $(TEST_PKGS)
	@$(MAKE) --no-print-directory faults-built
faults-built: all $(PROGRAM_TOOLS) $(B)/tests/unit/exchange/test_model
	@sh tests/faults/run.sh $(B) $(PART)

fuzz: ## parsers under random bytes, with sanitizers; FUZZ=RUNS, SEED=N
	@$(need) $(BUILD_PKGS)
	@$(MAKE) --no-print-directory SAN=1 fuzz-built
fuzz-built: $(PROGRAM_TOOLS)
	@FUZZ=$(or $(FUZZ),100000) SEED=$(or $(SEED),1) sh tests/run.sh $(B) fuzz

# gcc 12 does not see that a function that says true has filled what it was to fill, nor that err_set always says false; leaks are found by
# LeakSanitizer (SAN=1), without guessing.
NOT_ANALYZED = -Wno-analyzer-null-dereference -Wno-analyzer-null-argument -Wno-analyzer-malloc-leak -Wno-analyzer-file-leak
analyze: ## what cppcheck, clang-tidy and gcc -fanalyzer find: nothing (some minutes)
	@$(need) $(BUILD_PKGS) cppcheck clang-tidy
	@mkdir -p build-analyze
	@sh tests/analyze.sh build-analyze
	@echo "gcc -fanalyzer"
	@$(MAKE) --no-print-directory -s B=build-analyze WERROR=1 CFLAGS='-O1 -g -fanalyzer $(NOT_ANALYZED)' build-analyze/phieu >build-analyze/gcc.log 2>&1 || { grep -A30 'error:' build-analyze/gcc.log; exit 1; }

coverage: ## which share of each layer the tests run
	@$(need) $(BUILD_PKGS) $(TEST_PKGS)
	@$(MAKE) --no-print-directory COV=1 CFLAGS='-O0 -g' coverage-built
	@$(MAKE) --no-print-directory COV=1 CFLAGS='-O0 -g' unit >build-cov/unit.log 2>&1 || { tail -30 build-cov/unit.log; exit 1; }
	@sh tests/run.sh build-cov || true # how long it takes is not what is measured
	@sh tests/coverage.sh build-cov

coverage-built: all $(PROGRAM_TOOLS)

reproducible: ## two builds in two folders make the same program
	@rm -rf build/twice && mkdir -p build/twice/one build/twice/two/deeper
	@for d in one two/deeper; do cp -R src locale Makefile tests build/twice/$$d && $(MAKE) -s -C build/twice/$$d B=build build/phieu >/dev/null || exit 1; done
	@cmp build/twice/one/build/phieu build/twice/two/deeper/build/phieu && sha256sum build/twice/one/build/phieu

sbom: all ## what the program is linked with, as SPDX: build/phieu.spdx.json
	@sh tests/sbom.sh $(VERSION) $(B)/phieu > $(B)/phieu.spdx.json
	@echo $(B)/phieu.spdx.json

bench: all $(PROGRAM_TOOLS) ## the budgets, each as a ratio with what it was measured against
	@$(need) libvterm-dev valgrind strace sqlite3 time
	@sh tests/bench.sh $(B)

install: all ## PREFIX=/usr/local, DESTDIR
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/phieu' '$(DESTDIR)$(PREFIX)/share/man/man1' \
	    '$(DESTDIR)$(PREFIX)/share/locale/vi/LC_MESSAGES' '$(DESTDIR)$(PREFIX)/share/bash-completion/completions'
	install -m755 $(B)/phieu '$(DESTDIR)$(PREFIX)/bin/phieu'
	install -d '$(DESTDIR)$(PREFIX)/lib/phieu'
	install -m755 $(B)/phieu-session '$(DESTDIR)$(PREFIX)/lib/phieu/phieu-session'
	install -m644 $(B)/locale/vi/LC_MESSAGES/phieu.mo '$(DESTDIR)$(PREFIX)/share/locale/vi/LC_MESSAGES/phieu.mo'
	XDG_CONFIG_HOME=/nowhere $(B)/phieu --man > '$(DESTDIR)$(PREFIX)/share/man/man1/phieu.1'
	$(B)/phieu --completion > '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/phieu'
	cp -R forms/kdclgd '$(DESTDIR)$(PREFIX)/share/phieu/'

pot: ## collect the messages and merge them into locale/vi.po
	xgettext -k_ -kN_ -kQ_:1,2 --from-code=UTF-8 --add-comments=TRANSLATORS --sort-by-file --no-location \
	    --package-name=phieu -o $(B)/phieu.pot $(sort $(wildcard src/*/*.c src/*.c))
	msgmerge -q --update --no-fuzzy-matching --backup=none --no-location locale/vi.po $(B)/phieu.pot

screens: all ## renew the stored screens of tests/screens and those of the guides; read the difference before you commit it
	@UPDATE=1 sh tests/run.sh $(B) screens guides

clean: ## remove what was built
	rm -rf build build-*

help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14
	@echo "  SAN=1         with ASan and UBSan, in build-san"
	@echo "  WERROR=1      warnings are errors"
	@echo "  V=1           the compiler's commands are printed"

-include $(B)/flags.mk
-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all unit run check check-built lint faults faults-built fuzz analyze coverage coverage-built reproducible sbom bench install pot screens clean help
.DELETE_ON_ERROR:
.SECONDARY:
