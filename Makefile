# reportgen: from the team's workbook to the quarterly report. `make` alone lists what there is.
#
# Nothing to install first: tools/setup brings what a target needs, once.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
unexport PYTHONDONTWRITEBYTECODE  # set in many images: every process would then compile every module anew

python := .venv/bin/python
quote = '$(subst ','\'',$(1))'
option = $(if $(2),$(1) $(call quote,$(2)))

# Variables of `make report`. LANGUAGE counts only when it is written on the command line: systems set it too.
QUARTER ?=
WORKBOOK ?=
OUTPUT ?=
FORMAT ?=
DRAFT ?=
REFERENCE ?=
no := 0 n N no No NO non Non NON false False FALSE faux Faux FAUX off Off OFF
language := $(if $(filter command line,$(origin LANGUAGE)),$(LANGUAGE))

.PHONY: report
report: ## the report, French and English, PDF and Word / le rapport, en français et en anglais, PDF et Word
	@tools/setup run
	@$(python) -P -m reportgen build \
	  $(call option,--workbook,$(WORKBOOK)) $(call option,--quarter,$(QUARTER)) $(call option,--output,$(OUTPUT)) \
	  $(call option,--lang,$(language)) $(call option,--format,$(FORMAT)) $(if $(filter-out $(no),$(DRAFT)),--draft) \
	  $(call option,--reference,$(REFERENCE))
##         QUARTER=2025-Q3  WORKBOOK=file.xlsx  OUTPUT=folder  FORMAT=pdf|docx|html  LANGUAGE=fr|en  DRAFT=1  REFERENCE=style.docx

.PHONY: test
test: ## the tests / les tests (PYTEST="-k name" picks some)
	@tools/setup dev
	@$(python) -m pytest --numprocesses auto --dist worksteal $(PYTEST)

.PHONY: check
check: ## style, types and the arrows of import / style, types et sens des imports
	@tools/setup dev
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	$(dir $(python))lint-imports --no-logo

.PHONY: verify
verify: ## validators and real consumers on every file / validateurs et logiciels réels sur chaque fichier
	@tools/setup verify
	@$(python) -m pytest --numprocesses auto tools/verify
	@$(python) -m pytest -m office tests/workbook
	@rm -rf build/verify
	@$(python) -P -m reportgen build --no-record --output build/verify --format pdf,docx,html
	@$(python) -m tools.verify $$(find build/verify -name '*.pdf' -o -name '*.docx' -o -name '*.html' | sort)

.PHONY: lock
lock: ## make the lock files anew from pyproject.toml (UPGRADE=1: newest versions) / refaire les fichiers de verrouillage
	@tools/setup dev
	@tools/lock $(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## remove what was built and the caches / enlever ce qui a été produit et les caches
	@find build -mindepth 1 ! -name .gitignore -delete
	@rm -rf dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -exec rm -rf {} +

.PHONY: help
help: ## this list / cette liste
	@sed -nE -e 's/^([a-z-]+):.*## (.*)/  \1\t\2/p' -e 's/^##( .*)/\1/p' $(MAKEFILE_LIST) | expand -t 11
