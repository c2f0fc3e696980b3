# Two commands: `make report` (sets everything up, reports the sample rounds) and `make test`.
# Both set up .venv once; the stamp file says that it is done, so a second call installs nothing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SUPPORTED := "Python 3.11 or newer with the venv module is needed; name it with: make PYTHON=/path/to/python3.12"

.PHONY: report test test-slow lint types lab lock environment sample docs clean
.DEFAULT_GOAL := report

report: $(STAMP)
	@$(BIN)/ducha report --all

test: $(STAMP)
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not slow"

test-slow: $(STAMP)
	$(BIN)/pytest -q -n 2 --dist worksteal -m slow

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

lab: $(STAMP)
	$(BIN)/jupyter lab notebooks

# The sample rounds and their expected tables, written anew from what their script decides.
sample: $(STAMP)
	$(BIN)/python -m tests.golden.sample

# The manual of the reader, written anew from the sheets that its tests draw.
docs: $(STAMP)
	$(BIN)/python -m tests.spec.manual

# One lock for every supported system and Python; run after a change of the dependencies in pyproject.toml.
# The two bounds: later releases have no wheel for macOS on Intel.
lock:
	printf 'argon2-cffi-bindings<26\ncryptography<49\n' | uv pip compile --quiet --universal --generate-hashes --constraint - \
	  --python-version 3.11 --extra dev --no-header --no-annotate --no-emit-index-url pyproject.toml --output-file requirements.lock

environment: $(STAMP)
	$(BIN)/pyproject2conda yaml --extra dev --python-include infer --name ducha --output environment.yml

$(STAMP): requirements.lock pyproject.toml
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "$(PYTHON) was not found. "$(SUPPORTED) >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$("$(PYTHON)" --version) is too old. "$(SUPPORTED) >&2; exit 2; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module (on Debian: apt install python3-venv). "$(SUPPORTED) >&2; exit 2; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Outputs and tables stay: a person may have edited a product, and the answers that were taken are logged there.
clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache
