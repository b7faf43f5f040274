# Endcap: `make demo` shows it, `make test` proves it. `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
LOCKS := packaging/locks
PACKAGES := kiosk edge_models firmware_bridge sync
CATALOG := build/screenshots/catalog
README_PICTURES := --only product-portrait-en --only staff-restock-landscape-zh
# Options for `endcap demo`, for example: make demo ARGS="--language zh"
ARGS ?=
# Two processes, since much of it waits; each file stays whole, for what its tests share. On small tables a second
# thread of arithmetic costs more than it saves. ARGS="-n 0 …" tests in one process.
PYTEST := QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest
TWO_PROCESSES := -n 2 --dist loadfile

export PYTHONUNBUFFERED := 1
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-check test test-slow bench bench-models bench-shelf lint format lock screenshots clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.demo ## the whole store on this machine: broker, shelves, bridge, HQ, agent, kiosk window
	@$(BIN)/endcap demo $(ARGS)

demo-check: $(VENV)/.demo ## the scripted tour of the demo, without a person
	@$(BIN)/endcap demo --check $(ARGS)

test: $(VENV)/.dev ## every test that takes no minutes
	$(PYTEST) $(TWO_PROCESSES) $(ARGS)

test-slow: $(VENV)/.dev ## the proofs that take minutes: training, chaos, full disks
	$(PYTEST) -m slow $(ARGS)

bench: $(VENV)/.dev ## measure everything; the figures go to build/bench.json
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(ARGS)

bench-models: $(VENV)/.dev ## measure the recommender's speed, then its quality on real baskets
	$(BIN)/python -m tests.bench models
	$(BIN)/python -m tests.bench.models_quality $(ARGS)

bench-shelf: $(VENV)/.dev ## measure shelf sensing
	$(BIN)/python -m tests.bench shelf $(ARGS)

lint: $(VENV)/.dev ## style, types, the rules of who imports whom, QML
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(addprefix -p ,$(PACKAGES))
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m kiosk.ui.qml_lint

format: $(VENV)/.dev ## let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev ## pin the newest dependencies that pyproject.toml allows
	UV=$(BIN)/uv $(LOCKS)/lock

screenshots: $(CATALOG)/manifest.json ## the pictures that README shows, made anew; ARGS="--out DIR" paints every screen
	@$(BIN)/endcap screenshots --catalog $(CATALOG) $(or $(ARGS),$(README_PICTURES))

$(CATALOG)/manifest.json: $(VENV)/.demo
	@$(BIN)/endcap models import completejourney --out $(CATALOG)-data
	@$(BIN)/endcap models selling-points --data $(CATALOG)-data
	@$(BIN)/endcap hq catalog --data $(CATALOG)-data --store 367 --out $(CATALOG)

clean: ## remove what the commands above made
	rm -rf $(VENV) build dist ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made once, and brought up to date when a lock or pyproject.toml changes.
# A stamp is written last, so that an interrupted installation is taken up again.

$(BIN)/python:
	@PYTHON="$(PYTHON)" packaging/debian/prepare
	@echo "making $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.demo: $(LOCKS)/demo.txt pyproject.toml packaging/debian/prepare | $(BIN)/python
	@PYTHON="$(PYTHON)" packaging/debian/prepare
	@$(call install,demo)

$(VENV)/.dev: $(LOCKS)/dev.txt $(VENV)/.demo | $(BIN)/python
	@$(call install,dev)

define install
echo "installing $(LOCKS)/$(1).txt" && \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(LOCKS)/$(1).txt && \
$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable . && \
touch $@
endef
