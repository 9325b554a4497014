.PHONY: help run test check format bench bench-setup lock docs golden search wheelhouse install-offline clean
.DEFAULT_GOAL := help

COUNTY ?= fushan
SERVE ?= 1
PY := .venv/bin/python

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | \
	  while IFS="$$(printf '\t')" read -r name means; do printf '  make %-16s %s\n' "$$name" "$$means"; done

run: ## set up, then the whole job on one county (COUNTY=fushan|hequ, SERVE=0: stop after it)
	@scripts/bootstrap runtime
	@.venv/bin/sanding demo --county $(COUNTY) --out build/$(COUNTY)
	@if [ "$(SERVE)" != 0 ]; then scripts/frontend && exec .venv/bin/sanding serve --home build/workbench \
	  --demonstration build/$(COUNTY); fi

test: ## set up, then all tests
	@scripts/bootstrap dev
	@scripts/frontend
	POLARS_MAX_THREADS=1 $(PY) -m pytest -q -n auto --dist loadfile $(ARGS)

check: ## format, lint, types, import contracts, generated pages, then all tests
	@scripts/bootstrap dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) scripts/docs.py --check
	DJANGO_SETTINGS_MODULE=sanding_web.settings.test $(PY) -m django makemigrations --check --dry-run
	SANDING_SECRET=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(48))') SANDING_HOSTS=sanding.example SANDING_AUDIT_KEY=key \
	  DJANGO_SETTINGS_MODULE=sanding_web.settings.production $(PY) -m django check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test

format: ## put the code into its one format
	@scripts/bootstrap dev
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

bench: bench-setup ## every claim of speed, against its peers (QUICK=1: small sizes)
	@for file in $$(grep -l __main__ bench/*.py) $$(ls bench/*/__main__.py 2>/dev/null); do \
	  name=$$(echo "$$file" | sed -E 's#^bench/##; s#(/__main__)?\.py$$##'); \
	  echo "== bench.$$name"; .venv-bench/bin/python -m "bench.$$name" $(if $(QUICK),--quick) || exit 1; done

bench-setup: ## the benchmarks' own environment, with the peers
	@scripts/bench-setup

lock: ## compile the pinned requirements (UPGRADE=1: to the newest)
	@UPGRADE=$(UPGRADE) scripts/lock

docs: ## write the generated pages: GLOSSARY.md, docs/{register,changes,indicators}.md
	@scripts/bootstrap dev
	$(PY) scripts/docs.py

golden: ## rewrite the golden files; read the difference before committing
	@scripts/bootstrap dev
	$(PY) -m pytest -q --golden -m golden

search: ## let Hypothesis hunt at random, for longer
	@scripts/bootstrap dev
	HYPOTHESIS_PROFILE=search $(PY) -m pytest -q tests/laws

wheelhouse: ## gather every wheel for an office without network
	@scripts/wheelhouse

install-offline: ## install from wheelhouse/ into .venv-offline, without network
	@scripts/install-offline

clean: ## remove what was built; the environments stay
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
