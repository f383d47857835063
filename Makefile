# Two commands: `make run` starts the product with its demo branch, `make test` proves it.
PYTHON ?= python3
TOOL = $(PYTHON) tools/bootstrap.py

.PHONY: help run test chaos check format messages lock trace shots bench clean

help:  ## What can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run:  ## Start the product (PORT=8000, DATABASE_URL and REDIS_URL are used when given)
	@$(TOOL) run
test:  ## The whole suite (BROWSER_TESTS=0 leaves the browser out; ARGS="tests/unit -x" for a part)
	@$(TOOL) test $(ARGS)
chaos:  ## Kill everything that can die while jobs run, for CHAOS_SEEDS seeds; figures in var/chaos.jsonl
	@CHAOS_SEEDS=$${CHAOS_SEEDS:-20} CHAOS_JOBS=600 CHAOS_SECONDS=40 CHAOS_REPORT=var/chaos.jsonl BROWSER_TESTS=0 \
		$(TOOL) test -n 0 tests/concurrency/test_chaos.py
check:  ## Lint, format, types, imports, templates, migrations, translations, API schema, lock files
	@$(TOOL) check $(ARGS)
format:  ## Bring the code into its format
	@$(TOOL) check --write
messages:  ## Extract the texts, merge the Chinese words, report what is missing, compile
	@$(TOOL) messages
lock:  ## Write the lock files from pyproject.toml
	@$(TOOL) lock
trace:  ## Requirements and their tests: docs/traceability.md
	@$(TOOL) trace
shots:  ## A screenshot of every page into var/shots
	@$(TOOL) shots
bench:  ## Measure, and write docs/benchmarks.md
	@$(TOOL) bench $(ARGS)
clean:  ## Remove what was installed; the data in var/ stays
	rm -rf .venv node_modules static/build staticfiles var/stamps
