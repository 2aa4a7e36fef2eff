# Every target makes the environment it needs in $(VENV), once. Another interpreter: make test PYTHON=python3.13
PYTHON ?= python3
VENV ?= .venv
MINIMAL := $(VENV)-minimal
BIN := $(VENV)/bin
INSTALL := -m pip install --quiet --disable-pip-version-check
PACKAGED := $(shell find src datasets -type f -not -name '*.pyc' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup minimal report test check script docs bench clean
.DELETE_ON_ERROR:

help: ## Print this help
	@echo "welfare_graph: what you can ask for"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: $(VENV)/.dev ## Make the environment for work on the package: every extra, the tests' and checkers' tools

minimal: $(MINIMAL)/.wheel ## Make the environment of the built package with its core dependencies only

report: $(VENV)/.core ## Build the page of the Pinerolese: report.html (with a plan: make report BUDGET=500000)
	@$(BIN)/welfare-graph report pinerolese --out report.html --lang it $(if $(BUDGET),--budget $(BUDGET))
	@echo "Open in a browser: $(CURDIR)/report.html"

test: $(VENV)/.dev $(MINIMAL)/.wheel ## Run every test, notebooks, documentation and browser included
	@$(BIN)/python tools/chromium.py --install
	$(MINIMAL)/bin/python -m pytest -c tests/minimal/pytest.ini tests/minimal
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report= --cov-report=json:.coverage.json
	@$(BIN)/python tools/coverage_floors.py .coverage.json

check: $(VENV)/.dev ## Lint, format, types, floors of the house, docstrings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/docstrings.py src/welfare_graph

script: ## Lint the script and style of the pages (needs npm; for who works on them)
	@npm --prefix tools/script ci --silent --no-audit --no-fund
	@npm --prefix tools/script run --silent lint

docs: $(VENV)/.docs ## Build the documentation site in site/
	$(BIN)/python tools/data_model_page.py
	$(BIN)/python tools/findings_page.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Open in a browser: $(CURDIR)/site/index.html"

bench: $(VENV)/.bench ## Measure speed and memory against the peers
	$(BIN)/python -m pytest benchmarks -q

clean: ## Remove environments, caches and what was built
	rm -rf $(VENV) $(MINIMAL) build dist site out report.html .coverage .coverage.* .benchmarks .hypothesis
	rm -rf tools/script/node_modules .mypy_cache .ruff_cache .import_linter_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python $(MINIMAL)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "welfare_graph needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(@D)/.. || \
	  { rm -rf $(@D)/..; echo "$(PYTHON) cannot make an environment; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	@echo "Installing welfare_graph and what it needs in $(VENV) (once; a minute or two)"
	@$(BIN)/python $(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo "Installing the extras and the tools of tests and checks in $(VENV) (once; a few minutes)"
	@$(BIN)/python $(INSTALL) --editable '.[all,test,dev,docs]'
	@touch $@

$(VENV)/.docs: $(VENV)/.core
	@echo "Installing the tools of the documentation site in $(VENV) (once)"
	@$(BIN)/python $(INSTALL) --editable '.[docs]'
	@touch $@

$(VENV)/.bench: $(VENV)/.dev
	@echo "Installing the peers to measure against in $(VENV) (once)"
	@$(BIN)/python $(INSTALL) --editable '.[all,test,bench]'
	@touch $@

$(MINIMAL)/.wheel: pyproject.toml $(PACKAGED) | $(MINIMAL)/bin/python
	@echo "Installing the built package with its core dependencies only in $(MINIMAL)"
	@$(MINIMAL)/bin/python $(INSTALL) pytest .
	@$(MINIMAL)/bin/python $(INSTALL) --force-reinstall --no-deps .
	@touch $@
