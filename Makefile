# One target for each thing a contributor does. Needs only make and Python 3.11 or newer.
PYTHON ?= $(shell for v in python3.13 python3.12 python3.11 python3; do \
	$$v -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$v; break; }; done)
VENV ?= .venv
# What to install into VENV, as for pip. With LOCKED=no: the newest versions that pyproject.toml allows. Otherwise those
# in uv.lock, where uv is installed; pip cannot read that file.
INSTALL ?= -e .
LOCKED ?= yes
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := $(VENV)/.ready
ISSUE_FORMS := $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
MINUTES ?= 30
MODULE ?=
UV := $(shell command -v uv 2>/dev/null)
PIP_INSTALL := $(if $(UV),uv pip install --python $(BIN)/python,$(BIN)/python -m pip install) --quiet
ALLOW_NO_TESTS := $(if $(ARGS),|| [ $$? -eq 5 ]) # with ARGS, none of the selected tests may be of this kind

.PHONY: run test test-quick test-slow test-sound test-windows check lint-workflows coverage bench listen naturalness sounds storm soak mutants pictures \
	figures docs xterm lock newest-textual dist check-tag release clean

run: $(READY) ## open the app
	$(BIN)/legtimer

# The tests of what touches the system, as far as Wine runs them in a few minutes; docs/testing.md says what is left out.
# tests/end_to_end/test_windows.py runs on this system, and starts the app there.
WINDOWS_TESTS := tests/runtime tests/system tests/audio/playback tests/audio/test_service.py \
	$(patsubst %,tests/storage/test_%.py,atomic bin cloud_files copies history locations permissions preset_library \
	session_lock settings_file windows_names) \
	$(patsubst %,tests/cli/test_%.py,check command_line doctor long_paths plain presets run)

test: test-quick test-slow test-sound ## run all tests

test-quick: $(READY) ## run the tests that do not wait in real time, in parallel
	$(BIN)/pytest -n auto -m "not slow and not sound" $(ARGS) $(ALLOW_NO_TESTS)

# Tests of a group (`xdist_group`) run in one process; the largest group starts first.
test-slow: $(READY) ## run the tests that take real seconds, in parallel
	$(BIN)/pytest -n auto --dist loadgroup -m "slow and not sound" $(ARGS) $(ALLOW_NO_TESTS)

test-sound: $(READY) ## run the tests that record sound, one at a time: they would disturb each other
	$(BIN)/pytest -m sound $(ARGS) $(ALLOW_NO_TESTS)

test-windows: $(READY) ## run tests in a Windows Python under Wine (Debian and Ubuntu); installs both
	timeout 15m .ci/windows-python -m pytest -q -n 2 -p no:cacheprovider --hypothesis-profile few -m "not slow and not sound" $(WINDOWS_TESTS)
	timeout 15m .ci/windows-python --here $(BIN)/pytest -q -n 2 tests/end_to_end/test_windows.py

check: $(READY) lint-workflows ## check style, format, types and workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin legtimer
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 legtimer

lint-workflows: $(READY) ## check the files in .github against their schemas
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(ISSUE_FORMS)
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml

coverage: $(READY) ## run the quick tests and print the branch coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto -q -m "not slow and not sound" $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: $(READY) ## measure everything, write benchmarks/RESULTS.md and the README's figures; ARGS="screen": only some
	$(BIN)/python -m benchmarks $(ARGS)

storm: $(READY) ## end the app by signals and a closed window in random orders, 300 times; a million random inputs
	LEGTIMER_STORMS=300 $(BIN)/pytest -n 2 -q tests/end_to_end/test_storm.py -k any_order $(ARGS)
	LEGTIMER_INPUTS=1000000 $(BIN)/pytest -q tests/tui/textual_compat/test_input.py -k random_input $(ARGS)

soak: $(READY) ## use the app at random for MINUTES; its memory and threads must not grow
	$(BIN)/python -m scripts.soak --minutes $(MINUTES) $(ARGS)

mutants: $(READY) ## change the code in every possible place and list what no test notices; MODULE="legtimer.core.coach.*"
	$(PIP_INSTALL) --group mutants
	$(BIN)/mutmut run --max-children 1 $(MODULE)
	$(BIN)/mutmut results

listen: $(READY) naturalness ## let a recogniser listen to whole workouts, write benchmarks/RESULTS.md; ARGS="taster": only some
	$(PIP_INSTALL) --group sounds --group listen
	$(BIN)/python -m scripts.listen $(ARGS)

naturalness: $(READY) ## predict how natural the voice sounds, beside flite; installs 5 GB on Linux
	$(PIP_INSTALL) --group sounds --group naturalness
	$(BIN)/python -m scripts.naturalness

sounds: $(READY) ## record everything in sounds/ again
	$(PIP_INSTALL) --group sounds
	$(BIN)/python -m scripts.make_sounds

pictures: $(READY) ## draw the README's pictures again
	$(BIN)/python -m scripts.make_pictures

figures: $(READY) ## draw a sheet of every exercise the figure can show
	$(BIN)/python -m scripts.make_figures

docs: $(READY) ## write docs/schema and the key tables again
	$(BIN)/python -m scripts.make_schemas
	$(BIN)/python -m scripts.make_key_tables

xterm: ## copy the released files of xterm.js for `legtimer serve` (needs npm)
	cd $$(mktemp -d) && npm pack --silent @xterm/xterm@6.0.0 @xterm/addon-webgl@0.19.0 @xterm/addon-unicode11@0.9.0 && \
	for each in *.tgz; do tar -xzf $$each --strip-components=2 package/lib; done && \
	tar -xzf xterm-xterm-*.tgz --strip-components=1 package/LICENSE package/css/xterm.css && \
	sed -i '/sourceMappingURL/d' *.mjs && cp *.mjs LICENSE css/xterm.css $(CURDIR)/legtimer/web/page/xterm/

lock: ## update uv.lock to the newest versions that pyproject.toml allows (needs uv)
	uv lock --upgrade

newest-textual: $(READY) ## install the newest Textual into VENV, even if pyproject.toml does not allow it
	$(PIP_INSTALL) --upgrade textual

dist: $(READY) ## build the wheel and the sdist
	$(BIN)/python -m hatchling build --clean

check-tag: $(READY) ## check that TAG is the version of this tree: make check-tag TAG=v1.2.3
	test "$(TAG)" = "v$$($(BIN)/python -c 'import legtimer; print(legtimer.__version__)')"

release: $(READY) ## go through the release checklist
	$(BIN)/python -m scripts.release_check

$(READY): pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "legtimer needs Python 3.11 or newer; set PYTHON=/path/to/it"; exit 1; }
ifdef UV
	@uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV)
ifeq ($(LOCKED),yes)
	@uv export --quiet --locked --all-groups --all-extras --no-emit-project --no-hashes --output-file $(VENV)/locked.txt
	@$(PIP_INSTALL) --constraint $(VENV)/locked.txt --group dev $(INSTALL)
else
	@$(PIP_INSTALL) --upgrade --group dev $(INSTALL)
endif
else
	@$(PYTHON) -m venv $(VENV)
	@$(PIP_INSTALL) --upgrade pip
	@$(PIP_INSTALL) --upgrade --group dev $(INSTALL)
endif
	@touch $@

clean:
	rm -rf $(VENV) dist .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
