# Every command a contributor needs is one word.  Needs Python >= 3.11, git and make; sarif-check needs Node.

PYTHON ?= python3
VENV ?= .venv
BIN ?= $(VENV)/bin
PYTEST_ARGS ?= -n auto --dist loadfile
PROJECT ?= fixtures/projects/harbor
CORPORA ?= corpora
LABELS ?= labels
SCORE ?= score.py
RESULTS ?= build/accuracy
FILE ?= build/prodlint.sarif

# The build back end is pinned, too: old versions of pip look at the first name, new ones at the second.
PIN := PIP_CONSTRAINT="$(CURDIR)/constraints.txt" PIP_BUILD_CONSTRAINT="$(CURDIR)/constraints.txt"
INSTALL := $(PIN) "$(BIN)/python" -m pip install --quiet --disable-pip-version-check

.PHONY: scan test check accept pages bench accuracy sarif-check clean

## The demonstration: findings of a small project that only pretends to work.
scan: $(VENV)/installed
	"$(BIN)/prodlint" check $(PROJECT) --exit-zero

## What CI runs: install, then everything that `check` does.
test: $(VENV)/installed-dev
	@$(MAKE) --no-print-directory check

## Style, types, layers, generated pages, tests; installs nothing.
check:
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy"
	"$(BIN)/lint-imports"
	"$(BIN)/python" tools/pages.py --check
	"$(BIN)/python" -m pytest $(PYTEST_ARGS)

## Write what is found in fixtures/ as what is expected; read the diff.
accept:
	PRODLINT_ACCEPT=1 "$(BIN)/python" -m pytest tests/test_fixtures.py

## Generate docs/rules, docs/facts.md, docs/rule.schema.json and the table in README.md from the rules.
pages:
	"$(BIN)/python" tools/pages.py

## The budgets, measured side by side.  Another tree: make bench TREE=folder
bench:
	"$(BIN)/python" benchmarks/bench.py $(TREE)

## Precision and recall on labelled projects, as a Markdown table.
accuracy:
	"$(BIN)/python" benchmarks/accuracy.py --corpora "$(CORPORA)" --labels "$(LABELS)" --score "$(SCORE)" --results "$(RESULTS)"

## Microsoft's validator with GitHub's rules on a SARIF file.  It exits with 0 in any case, so its words count.
sarif-check: build/sarif/node_modules $(FILE)
	cd build/sarif && npx --no-install sarif-multitool validate "$(abspath $(FILE))" --rule-kind "'Sarif;Ghas'" --level Error | \
		awk '{print} /: error /{bad=1} /^Analysis completed successfully/{done=1} END{exit bad||!done}'

build/sarif/node_modules:
	mkdir -p build/sarif
	npm install --no-save --no-fund --no-audit --prefix build/sarif @microsoft/sarif-multitool@5.7.0

build/prodlint.sarif: FORCE
	mkdir -p build
	"$(BIN)/prodlint" check $(PROJECT) --format sarif --output $@ --exit-zero

FORCE:

$(VENV)/bin/python:
	$(PYTHON) -m venv "$(VENV)"

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) -e .
	@touch "$@"

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) -e ".[dev]"
	@touch "$@" "$(VENV)/installed"

clean:
	rm -rf "$(VENV)" build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
