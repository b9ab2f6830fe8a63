# Two commands on a machine that has only Python 3.11+, pip and make:
#   make report   sets everything up and writes the report of a real example
#   make test     sets everything up and runs ruff, import-linter, mypy --strict and pytest

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
EXAMPLE := examples/graduate-tacoma/2025-09
REPORT := build/graduate-tacoma-2025-09.html

.PHONY: help report test bench lint format ontology docs lock clean

help:  ## What there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | sort

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
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

bench: $(READY)  ## Compare speeds side by side, and print ratios
	$(BIN)/python -m benchmarks

format: $(READY)  ## Put code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ontology: $(READY)  ## Put the ontology's files into their one form, and check them
	$(BIN)/python -m tools.ontology format
	$(BIN)/backbone-kg ontology check

docs: $(READY)  ## Write what the docs derive from the code, and pages to browse the ontology
	$(BIN)/python docs/generate.py
	$(BIN)/python -m docs.site build/site

lock: $(READY)  ## Pin the newest versions that fit
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --all-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements-dev.txt pyproject.toml

clean:  ## Remove what was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
