# One name for each job. The jobs are scripts, so that they read as programs and run the same everywhere.
.DEFAULT_GOAL := help
.PHONY: help setup build demo test soak lint bench clean
MAKEFLAGS += --no-print-directory

help: ## these lines
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: ## install what Billow needs and this machine lacks
	@scripts/setup

build: ## release build of the command `billow`
	@CONFIGURATION=release scripts/build

demo: ## write sample exports, land them, report, land again: everything in ./demo
	@scripts/demo

test: ## set up, lint, build, run all tests: what CI runs
	@scripts/test

soak: ## the long versions of the tests that kill, starve, race and randomise
	@scripts/soak

lint: ## check the format; `scripts/lint --fix` mends it
	@scripts/lint

bench: ## time Billow and its peers on the same exports, write Benchmarks/RESULTS.md
	@scripts/bench

clean: ## remove what was built and the demo; keep .tools
	rm -rf .build demo
