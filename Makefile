# Needs Python 3.11 or newer with pip, and make. Everything else is installed into .venv/ from requirements.lock.
# ARGS is passed on: make chat ARGS="--topic car", make test ARGS="-k scrap", make lock ARGS=--upgrade

PYTHON ?=
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)
PACKAGES := bot dialogs policy tests benchmarks
READY := .venv/.ready

.PHONY: chat test test-long check bench eval screenshots lock clean

chat: $(READY)
	@.venv/bin/jinhui chat $(ARGS)

# In three processes, a file in one of them, also where there are two processors: many tests wait for processes of their
# own. In the order of the folders, or those that take longest, which are few in a file, would come last.
test: $(READY)
	.venv/bin/pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

# All tests, the long ones too.
test-long: $(READY)
	.venv/bin/pytest -m "" $(ARGS)

check: $(READY)
	.venv/bin/ruff check $(PACKAGES)
	.venv/bin/ruff format --check $(PACKAGES)
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/jinhui check

bench: $(READY)
	.venv/bin/python -m benchmarks $(ARGS)

# How well free text is understood: make eval ARGS=score
eval: $(READY)
	.venv/bin/python -m tests.eval.evaluate $(ARGS)

# Every page of the web, at two widths, light and dark, into docs/screenshots/. Needs chromium and fonts-wqy-zenhei.
screenshots: $(READY)
	.venv/bin/python -m tests.bot.web.screenshots $(ARGS)

lock: $(READY)
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras \
		--no-header --no-emit-index-url pyproject.toml --output-file requirements.lock $(ARGS)

clean:
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find $(PACKAGES) -type d -name __pycache__ -prune -exec rm -rf {} +

# pip is told twice to be quiet: it then shows errors only.
PIP_INSTALL := .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check

$(READY): requirements.lock pyproject.toml
	@for python in $(PYTHONS); do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Setting up .venv (once, and again when the lock changes) ..." >&2; \
			exec $$python -m venv .venv; \
		fi; \
	done; \
	echo "Python 3.11 or newer is needed; tried: $(PYTHONS). Name one: make PYTHON=/path/to/python3" >&2; \
	exit 1
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
# As pip does with what it copies; where Python may not keep bytecode it would compile all of it at every start.
	@.venv/bin/python -m compileall -q bot dialogs policy
	@touch $@
