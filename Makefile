# Every command worth remembering. `make run` and `make test` need only git, Rust and Node.js on Debian or Ubuntu.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CARGO_TARGET_DIR ?= $(CURDIR)/target
export CARGO_TARGET_DIR
INGOT := $(CARGO_TARGET_DIR)/debug/ingot

.PHONY: help run serve test lint fmt bench build types rules clean

help: ## Lists the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: ui/dist ## Installs what is missing, builds, and opens the window on a copy of the sample workspace
	cargo build --locked
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	  exec $(INGOT) --sample; \
	else \
	  echo "no display here: running the same job in the terminal with 'ingot demo' instead of opening the window"; \
	  exec $(INGOT) demo; \
	fi

serve: ui/dist ## The same UI in a browser: prints an address on loopback
	cargo build --locked
	exec $(INGOT) serve --sample

test: packages-test ui/dist tests/node_modules browser ## Runs every test: Rust, UI, terminal, AWS clients, browser, window
	npm --prefix ui test
	cargo test --workspace --locked
	.ci/python-tests $(INGOT)
	INGOT_BIN=$(INGOT) npm --prefix tests test

lint: ui/dist tests/node_modules ## Formatting, clippy, the UI's linter and types
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	npm --prefix ui run lint
	npm --prefix tests run lint

fmt: ui/node_modules ## Formats Rust and the UI
	cargo fmt --all
	npm --prefix ui run format

bench: packages-test ui/dist tests/node_modules ## Measures what must be fast, each figure beside its floor in the same run
	cargo build --release --locked --features empty-window --bin ingot --example empty-window
	cargo bench --locked -p ingot-workbench --bench check --bench documents
	cargo bench --locked -p ingot-report --bench reading
	cargo bench --locked -p ingot-store --bench findings
	INGOT_BIN=$(CARGO_TARGET_DIR)/release/ingot npm --prefix tests run bench

build: ui/dist ## The release program
	cargo build --release --locked

types: ## Writes the contract's TypeScript types anew
	INGOT_WRITE_TYPES=1 cargo test --locked -p ingot-workbench contract::typescript

rules: ## Writes docs/rules.md anew from the rules
	INGOT_WRITE_RULES=1 cargo test --locked -p ingot-workbench --test rules

clean:
	rm -rf $(CARGO_TARGET_DIR) ui/dist ui/node_modules tests/node_modules

.PHONY: packages-run packages-test browser
browser: tests/node_modules
	@command -v chromium google-chrome >/dev/null || tests/node_modules/.bin/playwright-core install --with-deps chromium-headless-shell

packages-run:
	@.ci/system-packages run

packages-test:
	@.ci/system-packages test

ui/node_modules: ui/package-lock.json
	npm --prefix ui ci
	@touch $@

tests/node_modules: tests/package-lock.json
	npm --prefix tests ci
	@touch $@

# Built every time: Vite is quicker than knowing whether it is needed.
.PHONY: ui/dist
ui/dist: packages-run ui/node_modules
	npm --prefix ui run build
