# `make` lists what there is to do. The work itself is in tools/, in Python's standard library.
#   PORT, HOST, DATA_DIR, DATABASE_URL ... : see docs/configuration.md
#   ARGS : passed on, for example  make test ARGS="-k sign_in"

.DEFAULT_GOAL := help
.PHONY: help run build demo test test-fast test-postgres test-crash lint format bench image-check judge audit screenshots clean
MAKEFLAGS += --no-print-directory

PYTHON := @exec sh tools/python.sh

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## set up what is missing, then serve on http://127.0.0.1:8000
	$(PYTHON) -m tools.make run $(ARGS)

build: ## make all that `make run` needs, without starting it
	$(PYTHON) -m tools.make build $(ARGS)

demo: ## make the sample diary, in an account of its own
	$(PYTHON) -m tools.make demo $(ARGS)

test: ## run every test, the browser tests included
	$(PYTHON) -m tools.make test $(ARGS)

test-fast: ## run the tests that need no browser
	$(PYTHON) -m tools.make test-fast $(ARGS)

test-postgres: ## run every test on PostgreSQL: TEST_DATABASE_URL, or a server made for the run
	$(PYTHON) -m tools.make test-postgres $(ARGS)

test-crash: ## kill, crowd and starve the real server, on SQLite and PostgreSQL (minutes)
	$(PYTHON) -m tools.make test-crash $(ARGS)

lint: ## check style, types, the borders between rooms, templates, scripts and sizes
	$(PYTHON) -m tools.make lint $(ARGS)

format: ## lay out Python, JavaScript and CSS the one way
	$(PYTHON) -m tools.make format $(ARGS)

bench: ## measure speed, memory and growth on ten-year diaries, on both databases
	$(PYTHON) -m tools.make bench $(ARGS)

image-check: ## carry out the steps of the Dockerfile in a throwaway root, and start what they made
	$(PYTHON) -m tools.make image-check $(ARGS)

judge: ## measure how much of what is said to go with pain is false, on made-up diaries
	$(PYTHON) -m tools.make judge $(ARGS)

audit: ## ask PyPI and npm whether anything installed has a known hole
	$(PYTHON) -m tools.make audit $(ARGS)

screenshots: ## take pictures of every page, phone and desk, light and dark
	$(PYTHON) -m tools.make screenshots $(ARGS)

clean: ## remove all that make made, never the diary in data/
	@rm -rf .venv node_modules build staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
