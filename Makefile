# Two commands on a machine that has only Python 3.11+, pip and make:
#   make report   sets everything up and writes the report of a real example
#   make test     sets everything up and runs ruff, import-linter, mypy --strict and pytest

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
EXAMPLE := examples/graduate-tacoma/2025-09
REPORT := build/graduate-tacoma-2025-09.html
LOWEST := build/lowest
SSSOM  := build/sssom
SBOM   := build/sbom
NEEDING := browser or java or office or curl or sssom
PROGRAM := $(addprefix tests/,base graph model reading writing validation analysis cli sparql batch asking showing)
PIP    := -m pip install --quiet --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --requirement
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
# One process of tests more than processors, at most four: tests of the endpoint and the page wait.
WORKERS := $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')
PYTEST := -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

# Tests start the program some hundred times, and each start would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help report test test-lowest bench format ontology docs lock sbom clean

help:  ## What there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | sort

# Reinstalled only when what is to be installed has changed.
$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) was found. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(LOCKED) requirements-dev.txt
	$(BIN)/python $(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Each needs many packages, some of them old, of which the program and its tests need none.
$(SSSOM)/.ready $(SBOM)/.ready: build/%/.ready: requirements-%.txt
	$(PYTHON) -m venv build/$*
	build/$*/bin/python $(LOCKED) $<
	@touch $@

report: $(READY)  ## Write the report of a real example
	@mkdir -p build
	@$(BIN)/backbone-kg report $(EXAMPLE) -o $(REPORT) --force
	@echo
	@$(BIN)/backbone-kg analyze $(EXAMPLE)
	@echo
	@echo "The report: $(CURDIR)/$(REPORT)"

test: $(READY) $(SSSOM)/.ready  ## Check style, layers and types, run all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/mypy --num-workers auto
	$(BIN)/python $(PYTEST)

# Old libraries may use what newer ones of theirs warn of; that is not for this project to mend.
test-lowest:  ## Run tests of the program with the lowest versions of libraries that are allowed
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python $(LOCKED) requirements-dev.txt
	$(LOWEST)/bin/python $(LOCKED) requirements-lowest.txt --no-deps
	$(LOWEST)/bin/python $(PIP) --no-deps --no-build-isolation -e .
	$(LOWEST)/bin/python $(PYTEST) -W ignore::DeprecationWarning -m 'not ($(NEEDING))' $(PROGRAM)

bench: $(READY)  ## Compare speeds side by side, and print ratios
	$(BIN)/python -m benchmarks

format: $(READY)  ## Put code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ontology: $(READY)  ## Put the ontology's files into their one form, and check them
	$(BIN)/python -m tools.ontology format
	$(BIN)/backbone-kg ontology check

docs: $(READY)  ## Write what the docs derive from the code, and the site: guides, commands, findings, the literature
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.site build/site

lock: $(READY)  ## Pin the newest versions that fit, and the lowest that are allowed; list their licenses
	$(BIN)/python $(PIP) uv
	$(COMPILE) --all-extras --output-file requirements-dev.txt pyproject.toml
	$(COMPILE) --resolution lowest-direct --extra fast --extra serve --output-file requirements-lowest.txt pyproject.toml
	$(COMPILE) --group sssom --output-file requirements-sssom.txt
	$(COMPILE) --group sbom --output-file requirements-sbom.txt
	$(BIN)/python $(LOCKED) requirements-dev.txt
	$(BIN)/python -m tools.licenses

sbom: $(READY) $(SBOM)/.ready  ## List what is installed for the program and its tests, in CycloneDX
	$(SBOM)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		--output-file build/sbom.cdx.json $(BIN)/python

clean:  ## Remove what was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
