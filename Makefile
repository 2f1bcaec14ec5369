# The two commands: `make run` serves the dashboard, `make test` checks everything. Both set up what they need.
PYTHON ?= python3
PORT ?= 8501
SOAK_SESSIONS ?= 50
SOAK_MINUTES ?= 60
BIN := .venv/bin

.PHONY: run build test audit bench mutants check image-check setup setup-dev setup-bench setup-mutants chromium report clean

run: build
	$(BIN)/streamlit run server.py --server.port $(PORT)

build: setup
	$(BIN)/python -m data build

report: build
	$(BIN)/python -m queries report

# Both cores from the first second: ruff and mypy are tests too (tests/test_static.py).
# Compiled modules are kept, whatever the environment says: some thirty processes would compile everything again.
test: export PYTHONDONTWRITEBYTECODE =
test: setup-dev chromium
	$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

# Before a release: known weaknesses (asks the internet), the image's steps (needs root), many sessions at once, and whether
# memory levels off (an hour; `make audit SOAK_MINUTES=20` is the shortest that says something).
audit: setup-dev
	$(BIN)/python -m pytest -m audit -rs --durations=0
	$(BIN)/python -m benchmarks.soak --sessions $(SOAK_SESSIONS) --minutes $(SOAK_MINUTES) --csv soak.csv

# Some minutes, and two gigabytes on disk for as long as it lasts; prints one table and writes benchmarks/results.json.
bench: setup-bench chromium
	$(BIN)/python -m benchmarks

# Which wrong lines the tests would not notice; never yet run whole, hours rather than minutes. `python -m tests.mutation "queries.verdicts*"` runs a part.
mutants: setup-mutants
	nice -n 10 $(BIN)/python -m tests.mutation

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The Dockerfile's own steps where there is no container engine, as another user in a clean root (needs root).
image-check:
	$(PYTHON) deploy/rehearse.py

setup: .venv/ready
setup-dev: .venv/ready-dev
setup-bench: .venv/ready-bench
setup-mutants: .venv/ready-mutants

.venv/ready: requirements.txt constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	touch $@

.venv/ready-bench: .venv/ready-dev requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-bench.txt
	touch $@

.venv/ready-mutants: .venv/ready-dev requirements-mutants.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-mutants.txt
	touch $@

# The browser tests use the system's Chromium; where there is none, the system's packages have it.
chromium:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		SUDO=$$(test "$$(id -u)" = 0 || echo sudo); \
		command -v apt-get $$SUDO >/dev/null && $$SUDO apt-get update -qq && { $$SUDO apt-get install -y -qq chromium-headless-shell || $$SUDO apt-get install -y -qq chromium; } || \
		{ echo "The browser tests need Chromium: install the package chromium (or google-chrome), and run this again."; exit 1; }; }

clean:
	rm -rf .venv data/build mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis
