# The front door. Everything below sets up its own environment in .venv on first use.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# nbgrader starts other programs of its environment by name.
export PATH := $(CURDIR)/$(BIN):$(PATH)

# What makes NumPy and TensorFlow choose the code of an older processor.
OTHER_CPU := OPENBLAS_CORETYPE=Haswell NPY_DISABLE_CPU_FEATURES=X86_V4 ONEDNN_MAX_CPU_ISA=AVX2

# Two workers on two cores, each with one thread. What shares a kernel or a class to grade stays
# with one worker: tests/conftest.py says what.
PYTEST := OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 2

.DEFAULT_GOAL := help
.PHONY: help book test lab class-demo notebooks mutants setup clean

help:
	@echo "make book        build the book into _build/html"
	@echo "make test        run every test, and every notebook, comparing its outputs"
	@echo "make lab         open the course in JupyterLab"
	@echo "make setup       set up .venv; the others do it, too"
	@echo "make class-demo  release, collect and grade an assignment for a class of three"
	@echo "make notebooks   execute the chapters and write the solutions again"
	@echo "make mutants     break each solution a little, and see whether its tests notice"
	@echo "make clean       empty _build (never class/, which holds the grades)"
	@echo
	@echo "With another Python: make PYTHON=python3.12 ..."

setup: $(READY)

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info; (3, 11) <= v < (3, 14) or sys.exit("nnbook needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is Python %d.%d: name another with make PYTHON=python3.12." % v[:2])'
	@echo "Setting up .venv from uv.lock (about 3 GB, once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv sync --frozen --inexact --compile-bytecode --quiet
	@touch $@

book: $(READY)
	@$(BIN)/jupyter-book build . -W -n --keep-going
	@echo "The book is in _build/html/index.html"

test: $(READY)
	@echo "Tests, and every notebook executed with its outputs compared ..."
	@$(PYTEST) --nbval tests chapters solutions
	@echo "The solutions once more, as another processor computes them ..."
	@$(OTHER_CPU) $(PYTEST) -p tests.conftest --nbval solutions
	@echo "Every test passes."

lab: $(READY)
	@$(BIN)/jupyter lab

class-demo: $(READY)
	@$(BIN)/nnbook-class drill

notebooks: $(READY)
	@$(BIN)/python -m classroom.notebooks chapters/*.ipynb
	@for folder in exercises/*/; do \
	  name=$$(basename $$folder); \
	  $(BIN)/nbgrader generate_assignment $$name --force && \
	  $(BIN)/nbgrader generate_solution $$name --force || exit 1; \
	done

mutants: $(READY)
	@$(BIN)/nnbook-class mutants

clean:
	rm -rf _build
