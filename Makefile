# Every command a contributor needs. `make help` lists them.

PYTHON ?= python3
VENV ?= .venv
NEWEST_VENV ?= .venv-newest
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SPARK_STAMP := $(VENV)/.installed-spark
NEWEST_STAMP := $(NEWEST_VENV)/.installed

DEMO_A := seeds/texts/baku-2024-a.ar.txt
DEMO_B := seeds/texts/baku-2024-b.ar.txt
DEMO_OUT := reports/local/baku-2024
FIVE := $(patsubst %,seeds/texts/%.ar.txt,moscow-2024 baku-2024-a apology-2023 baku-2024-b call-2021)
# One process a core; the tests of one file share what they have set up.
SPREAD := -n auto --dist loadfile
LANGUAGES := $(DEMO_A) $(DEMO_B) seeds/texts/baku-2024-c.en.txt seeds/texts/baku-2024-d.ru.txt

.DEFAULT_GOAL := help
.PHONY: help setup setup-spark demo test lint check test-newest bench bench-full golden catalogue format lock clean

help: ## List the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make the virtual environment and install everything into it, pinned and hashed

$(STAMP): requirements.lock pyproject.toml setup.py compare/kernels/kernels.c
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say which with: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.x" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup-spark: $(SPARK_STAMP) ## Add Spark, half a gigabyte that only its own tests and a cluster want (and Java 17)

$(SPARK_STAMP): $(STAMP) requirements-spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

demo: setup ## Compare two accounts of one visit and say where the report is
	$(BIN)/tawatur compare $(DEMO_A) $(DEMO_B) -o $(DEMO_OUT)
	@echo "The report is in $(DEMO_OUT)/ (open $(DEMO_OUT)/comparison.html in a browser)."

test: setup ## Run all tests
	$(BIN)/python -m pytest $(SPREAD)

lint: setup ## Style, format, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict compare
	$(BIN)/lint-imports

check: lint test ## Everything that must be green before a change goes in

test-newest: ## Run the unit tests on the newest Python on this machine
	@newest="$$(.ci/newest-python)"; \
	if [ -z "$$newest" ]; then \
	  echo "No Python newer than $$($(PYTHON) -V | cut -d' ' -f2) here; nothing more to run."; \
	else \
	  $(MAKE) --no-print-directory VENV=$(NEWEST_VENV) PYTHON="$$newest" setup \
	  && $(NEWEST_VENV)/bin/python -V && $(NEWEST_VENV)/bin/python -m pytest $(SPREAD) tests/unit compare \
	    --ignore tests/unit/report/exports --ignore tests/unit/report/pictures; \
	fi

bench: setup ## Measure whole runs against their ceilings
	$(BIN)/python tests/benchmarks/run.py
	$(BIN)/python tests/benchmarks/near_duplicates/run.py

bench-full: setup ## Near-duplicates against all peers, up to a million rows; write the table (an hour)
	$(BIN)/python tests/benchmarks/near_duplicates/run.py --full --date "$$(date -u +%F)" \
	  --table tests/benchmarks/near_duplicates/results.md

golden: setup ## Re-render the committed example reports (look at the diff before you commit it)
	$(BIN)/tawatur compare $(DEMO_A) $(DEMO_B) -o reports/examples/baku-2024 --align words
	$(BIN)/tawatur compare $(FIVE) -o reports/examples/five-accounts --align words
	$(BIN)/tawatur compare $(LANGUAGES) -o reports/examples/baku-2024-languages --align words
	$(BIN)/tawatur duplicates seeds/reprints.jsonl -o reports/examples/duplicates --format html,md,json,csv

catalogue: setup ## Take up changed texts of the interface and compile the catalogues
	PYTHONPATH=. $(BIN)/python tools/catalogue.py

format: setup ## Let ruff fix and format what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup ## Resolve the dependencies anew and write both locks
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	  --extra test --extra dev --extra train --extra semantic --extra parquet \
	  --extra office --extra web --extra watch --extra formats --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	  --extra spark --constraints requirements.lock --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --output-file requirements-spark.lock

clean: ## Remove what the other commands made
	rm -rf $(VENV) $(NEWEST_VENV) build dist *.egg-info reports/local
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
