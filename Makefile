# The one way in: `make run` and `make test` need git, make and Python 3.11 or newer, and nothing else.

.DEFAULT_GOAL := help
SHELL := /bin/sh
PY := .venv/bin/python
ENOUGH := import sys, venv; sys.exit(sys.version_info < (3, 11))
# The first Python that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(ENOUGH)' >/dev/null 2>&1 && { echo $$p; break; }; done)

# Locks and missing defaults hurt no table that the same migrations have only just created; nobody misses a column of no release.
HARMLESS := --ignore-name 0002_models 0003_triggers 0017_successors_no_longer_noted

.PHONY: help run test test-all fuzz drill bench bench-desk growth bulk lint format schema superuser lock venv venv-dev clean
.NOTPARALLEL:

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | awk -F '\t' '{ printf "make %-10s %s\n", $$1, $$2 }'

run: venv  ## the service on http://127.0.0.1:8000/ (HOST, PORT, DATA_DIR, WORKERS, DATABASE_URL)
	@exec $(PY) manage.py serve

superuser: venv  ## an account that may do everything in the admin
	@$(PY) manage.py createsuperuser

test: lint  ## every check but the long ones, in about 5 minutes
	$(PY) -m pytest -n 2

test-all: lint  ## every check, the long ones too, and all of it on PostgreSQL 15 where that is installed
	@.ci/audit $(PY)
	$(PY) -m pytest -n 2 -m 'long or not long'
	@if [ -x /usr/lib/postgresql/15/bin/postgres ]; then \
		echo 'Once more on PostgreSQL 15:'; \
		POSTGRES_BIN_DIR=/usr/lib/postgresql/15/bin $(PY) -m pytest -n 2; \
	else echo 'PostgreSQL 15 is not installed here: its run is left out.'; fi

drill: venv-dev  ## faults and loads at full length, as a table of figures
	@DJANGO_SETTINGS_MODULE=reeapi.settings $(PY) -m tests.drills

bench: venv-dev  ## what a page costs over N claims (1,000,000), beside the limit and two peers
	@$(PY) -m benchmarks $(N)

bench-desk: venv-dev  ## the curation desk over N claims (100,000), in Chromium, beside what it promises
	@$(PY) -m benchmarks.desk $(N)

growth: venv-dev  ## what each question costs in worlds of N claims (10,000, 1,000,000 and 10,000,000)
	@$(PY) -m benchmarks.growth $(N)

bulk: venv-dev  ## loading and dumping N claims (10,000), beside a bare COPY
	@$(PY) -m benchmarks.bulk $(N)

fuzz: venv-dev  ## FUZZ_CASES (1,000) made-up requests for each operation and role; with FUZZ_SECONDS again and again, for so long
	FUZZ_CASES=$(or $(FUZZ_CASES),1000) $(PY) -m pytest -q -s -m long tests/api/test_conformance.py

lint: venv-dev  ## style, types, migrations and the OpenAPI document
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py lintmigrations --include-apps sources claims $(HARMLESS) \
		--sql-analyser postgresql --no-cache --quiet ok ignore
	$(PY) manage.py spectacular --validate --fail-on-warn --file /dev/null

format: venv-dev  ## put every file into the agreed style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

schema: venv-dev  ## rewrite the snapshot of the OpenAPI document that the tests compare with
	$(PY) manage.py spectacular --validate --fail-on-warn --file tests/api/schema.yaml

lock: venv-dev  ## resolve requirements*.in anew into the two locked sets
	for set in requirements requirements-dev; do .venv/bin/uv pip compile --quiet --upgrade --generate-hashes --universal \
		--python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--output-file $$set.txt $$set.in || exit 1; done

venv: python
	@$(PYTHON) .ci/venv requirements.txt

venv-dev: python
	@$(PYTHON) .ci/venv requirements-dev.txt

.PHONY: python
python:
	@[ -n "$(PYTHON)" ] || { echo 'Error: Python 3.11 or newer was not found; install one, or name it: make PYTHON=/path/to/python3 …' >&2; exit 1; }

clean:  ## remove .venv and caches; the data stay
	rm -rf .venv .venv.lock .static .mypy_cache .ruff_cache .pytest_cache
