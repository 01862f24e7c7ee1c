# make run    serve the dashboard at http://localhost:8501 (PORT=8600 for another port)
# make test   the whole suite, real browser included      make check  style, types of Python and JavaScript, ladder
# make bench  speed against an empty page, in one run      make screenshots  every page into screenshots/
# make bench-events  the event store at 10 thousand, 1 million and 10 million events, in one run
# make version SUMMARY="what is new in it"  publishes the record as it stands: a row and a package in data/versions/
# make fuzz   imports of 10,000 changed files (IMPORT_FUZZ=n), 50 imports killed (IMPORT_KILLS=n), 1,000 examples a property

PYTHON ?= python3
comma := ,
PORT ?= 8501
# Spark's tests need Java; where there is none, its package is not fetched.
EXTRAS := dev$(if $(shell command -v java),$(comma)spark)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check fuzz bench bench-events screenshots datapackage version clean
.DEFAULT_GOAL := run

$(VENV)/.run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@

run: $(VENV)/.run
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/bring-chromium
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.javascript
	$(BIN)/python -m pytest tests/test_ladder.py

fuzz: export IMPORT_FUZZ ?= 10000
fuzz: export IMPORT_KILLS ?= 50
fuzz: export EXAMPLES ?= thorough
fuzz: $(VENV)/.dev
	$(BIN)/python -m pytest -s tests/eventsets/test_importing_fuzz.py tests/eventsets/test_importing_jobs.py
	$(BIN)/python -m pytest tests/control tests/analysis tests/disagreements tests/api/test_contract.py

bench: $(VENV)/.dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/bring-chromium
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.api
	$(BIN)/python -m benchmarks.briefing
	$(BIN)/python -m benchmarks.exports
	$(BIN)/python -m benchmarks.sweep

bench-events: $(VENV)/.dev
	$(BIN)/python -m benchmarks.events

screenshots: $(VENV)/.dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/bring-chromium
	$(BIN)/python -m tests.browser.screenshots screenshots

datapackage: $(VENV)/.run
	$(BIN)/python -m dashboard.exports.datapackage

version: $(VENV)/.run
	$(BIN)/python -m dashboard.versions.publish "$(SUMMARY)"
	$(BIN)/python -m dashboard.exports.datapackage

clean:
	rm -rf $(VENV) screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis
