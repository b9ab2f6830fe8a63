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
NEEDING := browser or java or office or curl
PROGRAM := $(addprefix tests/,base graph model reading writing validation analysis cli sparql checking asking showing)
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --custom-compile-command 'make lock'
PYTEST := -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help report test test-lowest bench format ontology docs lock clean

help:  ## What there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | sort

# Reinstalled only when what is to be installed has changed.
$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) was found. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

report: $(READY)  ## Write the report of a real example
	@mkdir -p build
	@$(BIN)/backbone-kg report $(EXAMPLE) -o $(REPORT) --force
	@echo
	@$(BIN)/backbone-kg analyze $(EXAMPLE)
	@echo
	@echo "The report: $(CURDIR)/$(REPORT)"

test: $(READY)  ## Check style, layers and types, run all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/mypy
	$(BIN)/python $(PYTEST)

# Old libraries may use what newer ones of theirs warn of; that is not for this project to mend.
test-lowest:  ## Run tests of the program with the lowest versions of libraries that are allowed
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-lowest.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
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
	$(BIN)/python docs/generate.py
	$(BIN)/python -m docs.site build/site

lock: $(READY)  ## Pin the newest versions that fit, and the lowest that are allowed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --all-extras --output-file requirements-dev.txt pyproject.toml
	$(COMPILE) --resolution lowest-direct --extra fast --extra serve --output-file requirements-lowest.txt pyproject.toml

clean:  ## Remove what was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
