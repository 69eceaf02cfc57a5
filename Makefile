# Signpost. `make` alone prints what there is.
SHELL := /bin/bash
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup dev run test train check eval bench bench-soak clean

help: ## print this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

setup: ## install what is needed to run, and build what is built once
	@bash scripts/setup.sh run

dev: ## the same, with what tests and checks need
	@bash scripts/setup.sh dev

train: setup ## train the model, unless it is up to date
	@$(PY) -m bot.cli train

run: train ## answer on http://127.0.0.1:5005 (HOST and PORT change it)
	@$(PY) -m bot.cli serve

check: dev ## ruff, mypy, and the directory, words and training data
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy
	@$(PY) -m bot.cli check

test: dev ## train if needed, then run every test
	@$(PY) -m bot.cli train && .venv/bin/pytest

eval: dev ## score the held-out messages
	@$(PY) -m bot.cli eval

bench: dev ## this bot beside the starter of `rasa init`, on Telegram, and how it grows
	@$(PY) -m bot.cli train && $(PY) scripts/bench.py

bench-soak: dev ## the same with ten minutes of load; every figure into bench.json
	@$(PY) -m bot.cli train && $(PY) scripts/bench.py --soak 600 --json bench.json

clean: ## take away everything that was built
	@rm -rf .venv .signpost models .mypy_cache .ruff_cache .pytest_cache *.egg-info
