# Everything a contributor does, each with one word. `make run` and `make test` need only Python 3.11 or newer.
PYTHON ?= $(shell for v in python3.13 python3.12 python3.11 python3; do \
	$$v -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$v; break; }; done)
VENV ?= .venv
INSTALL ?= -e .
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NONE_IS_FINE := $(if $(ARGS),|| [ $$? -eq 5 ]) # pytest's "no tests ran": those named by ARGS may all be of another kind

.PHONY: run test test-quick test-real check bench pictures docs release clean

run: $(READY) ## open the app
	$(BIN)/legtimer

test: test-quick test-real ## pass every test

test-quick: $(READY) ## those that need no real seconds, side by side
	$(BIN)/pytest -n auto -m "not slow and not sound" $(ARGS) $(NONE_IS_FINE)

# Those that only wait go side by side, a file at a time, since some files share what takes long to make. Those that
# listen go one by one: they would disturb each other.
test-real: $(READY) ## those that take real seconds or listen; ARGS=--once: none is tried again
	$(BIN)/pytest -n auto --dist loadfile -m "slow and not sound" $(ARGS) $(NONE_IS_FINE)
	$(BIN)/pytest -m sound $(ARGS) $(NONE_IS_FINE)

check: $(READY) ## lint, format and types: what CI runs beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY) ## measure everything: benchmarks/RESULTS.md and the table in the README; ARGS="screen" for some
	$(BIN)/python -m benchmarks $(ARGS)

pictures: $(READY) ## draw the pictures of the README again
	$(BIN)/python -m scripts.make_pictures

docs: $(READY) ## write docs/schema and the tables of keys again
	$(BIN)/python -m scripts.make_schemas
	$(BIN)/python -m scripts.make_key_tables

release: $(READY) ## the release checklist
	$(BIN)/python -m scripts.release_check

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "legtimer needs Python 3.11 or newer; set PYTHON=/path/to/it"; exit 1; }
	@if command -v uv >/dev/null; then \
		uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) && uv pip install --quiet --python $(BIN)/python --group dev $(INSTALL); \
	else \
		$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --upgrade pip && $(BIN)/python -m pip install --quiet --group dev $(INSTALL); \
	fi
	@touch $@

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
