# Everything a newcomer needs: `make demo` to see it, `make test` to trust it.
SHELL := /bin/bash
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/uv/bin/uv
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv

# Measures how soon people are acknowledged: nothing else may run beside it, and its files lie on a disk.
SECONDS_COUNT := tests/inbound/test_acks_under_load.py

.DEFAULT_GOAL := help
.PHONY: help install warehouse demo check test test-chaos test-spark bench bench-quick bench-digests pictures clean

help:  ## say what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .tools/uv || { echo "This Python cannot make virtual environments (on Debian: apt install python3-venv)."; exit 1; }
	@.tools/uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.product: uv.lock pyproject.toml $(UV)
	@$(UV) sync --quiet --frozen --compile-bytecode --no-dev --inexact --python $(PYTHON)
	@touch $@

.venv/.development: .venv/.product
	@$(UV) sync --quiet --frozen --compile-bytecode --inexact --group warehouse --python $(PYTHON)
	@touch $@

.venv/.warehouse: .venv/.product
	@$(UV) sync --quiet --frozen --compile-bytecode --no-dev --inexact --group warehouse --python $(PYTHON)
	@touch $@

.venv/.spark: .venv/.development
	@$(UV) sync --quiet --frozen --inexact --group warehouse --group spark --python $(PYTHON)
	@touch $@

warehouse: .venv/.warehouse  ## install the drivers of warehouses beside the product

install: .venv/.development  ## install the product and its tools into .venv

demo: .venv/.product  ## a sample company, a local workspace and the assistant, in one command
	@.venv/bin/kpi demo

check: install  ## format, lint, types, layers, translations
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m bot.locales.check

test: install  ## every test, on two workers
	.venv/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder

test-chaos: install  ## deliveries while processes are killed, frozen and lied to, on both databases (30 minutes)
	.venv/bin/pytest --chaos -n 3 --deselect $(SECONDS_COUNT)
	TMPDIR=$(or $(TMPDIR),/var/tmp) .venv/bin/pytest --chaos $(SECONDS_COUNT)

test-spark: .venv/.spark  ## the tests of facts on a Spark cluster of this machine (needs Java 17 or 21)
	.venv/bin/pytest --spark

.tools/bench/.made: uv.lock pyproject.toml $(UV)
	@UV_PROJECT_ENVIRONMENT=.tools/bench $(UV) sync --quiet --frozen --compile-bytecode --no-dev --group bench --python $(PYTHON)
	@touch $@

bench: .tools/bench/.made install  ## measure side by side with the alternatives, up to 10 million leads (about 20 minutes)
	.tools/bench/bin/python -m benchmarks.import_speed
	.tools/bench/bin/python -m benchmarks.answer_speed --write docs/benchmarks.md
	.venv/bin/python -m benchmarks.digest_speed --write docs/benchmarks.md

bench-quick: .tools/bench/.made  ## the same for answers over 1 million leads, in less than a minute
	@.tools/bench/bin/python -m benchmarks.answer_speed --leads 1000000 --rounds 7

bench-digests: install  ## the digests of a thousand channels over 10 million leads: computed, drawn, queued (about 8 minutes)
	.venv/bin/python -m benchmarks.digest_speed

pictures: install  ## take the documentation's pictures again from the running playground
	.venv/bin/python docs/pictures.py

clean:  ## remove what was installed and made here
	rm -rf .venv .tools var
