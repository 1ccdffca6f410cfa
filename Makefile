# make run   the dashboard on http://localhost:8501 (PORT=9000 make run for another port)
# make data  data/raw -> data/clean, only when something changed
# make test  everything that must hold: style, types, data, tests in a real browser
# make edition  close the edition of the day in data/datapackage.yaml; later builds list what changed since
# make check the records alone: what is wrong in data/raw, nothing written
# make bench how long a reader waits, here and with Dash, Panel and by hand, into benchmarks/results.md
# make bench-load  a hundred readers at once, into benchmarks/load.md
# make bench-memory  10,000 runs in sessions that come and go: is memory bounded?
# make lock  requirements*.txt -> requirements*.lock; UPGRADE=--upgrade make lock takes the newest that fit
# make sbom  what a release is made of: build/*.cdx.json (CycloneDX), and the licences in docs/licences.md
# make audit are there known holes in what is locked?
# make clean away with all that can be made again

PORT ?= 8501
PYTHON := .venv/bin/python
RUN_READY := .venv/run-$(shell cat requirements.lock | cksum | cut -d ' ' -f 1).stamp
TEST_READY := .venv/test-$(shell cat requirements-dev.lock | cksum | cut -d ' ' -f 1).stamp
BENCH_READY := .venv/bench-$(shell cat requirements-dev.lock requirements-bench.lock | cksum | cut -d ' ' -f 1).stamp
# The tools of a release see the product from outside: they stand in an environment of their own.
RELEASE := .venv/release/bin
RELEASE_READY := .venv/release-$(shell cat requirements-release.txt requirements-uv.txt | cksum | cut -d ' ' -f 1).stamp
CHROMIUM_READY := .venv/chromium.stamp
TABLES := data/clean/datapackage.json
RECORDS := data/raw data/datapackage.yaml $(wildcard data/raw/*.csv) $(wildcard data/editions/*/*) $(wildcard data/geo/*) $(wildcard etl/*.py) $(wildcard etl/normalise/*.py) $(wildcard editions/*.py)
# A browser opens where there is a screen to open it on.
HEADLESS ?= $(if $(CI),true,$(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),false,true))

.PHONY: run data edition test check bench bench-load bench-memory lock sbom audit clean port-is-free lint types clean-tables-as-committed

run: port-is-free data
	@$(PYTHON) -m streamlit run app.py --server.port $(PORT) --server.showEmailPrompt false \
		--server.headless $(HEADLESS)

data: $(TABLES)

edition: $(RUN_READY)
	$(PYTHON) -m etl edition
	@touch $(TABLES)

test: $(TEST_READY)
	@$(MAKE) --jobs 2 lint types clean-tables-as-committed $(CHROMIUM_READY)
	$(PYTHON) -m pytest -n 2 --dist loadgroup

check: $(RUN_READY)
	$(PYTHON) -m etl check

bench: $(TABLES) $(CHROMIUM_READY) $(BENCH_READY)
	$(PYTHON) -m benchmarks.measure

bench-load: $(TABLES) $(BENCH_READY)
	$(PYTHON) -m benchmarks.load

bench-memory: $(TABLES) $(BENCH_READY)
	$(PYTHON) -m benchmarks.memory

# The oldest Python decides what fits; markers say what is for which system and version.
LOCK := $(RELEASE)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(UPGRADE)

lock: $(RELEASE_READY)
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock
	$(LOCK) requirements-bench.txt --constraints requirements-dev.lock --output-file requirements-bench.lock
	$(LOCK) requirements-uv.txt --output-file requirements-uv.lock

sbom: $(RELEASE_READY)
	rm -rf build/product && mkdir -p build
	$(PYTHON) -m venv --without-pip build/product
	$(RELEASE)/uv pip install --quiet --require-hashes --python build/product/bin/python -r requirements.lock
	$(RELEASE)/cyclonedx-py environment --output-reproducible --output-file build/python.cdx.json build/product/bin/python
	cd vendor && npm sbom --package-lock-only --omit dev --sbom-format cyclonedx > ../build/browser.cdx.json
	$(PYTHON) deploy/licences.py build/python.cdx.json docs/licences.md

audit: $(RELEASE_READY)
	$(RELEASE)/pip-audit --strict --disable-pip --require-hashes -r requirements.lock
	cd vendor && npm audit --omit dev

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(TABLES): $(RUN_READY) $(RECORDS)
	$(PYTHON) -m etl
	@touch $@

lint: $(TEST_READY)
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check

types: $(TEST_READY)
	$(PYTHON) -m mypy

# data/clean is in the repository: what a reader finds there must be what the records give today.
clean-tables-as-committed: $(RUN_READY)
	$(PYTHON) -m etl
	@touch $(TABLES)
	@if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then \
		if ! git diff --stat --exit-code -- data/clean \
			|| git ls-files --others --exclude-standard -- data/clean | grep .; then \
			echo "These tables are not the ones in the repository: git add data/clean, and commit them." >&2; \
			exit 1; \
		fi; \
	else echo "Not a git checkout: data/clean was built, and compared with nothing."; fi

$(RUN_READY): | $(PYTHON)
	@echo "Installing what the dashboard needs into .venv (once, about a minute)"
	@$(call install,--require-hashes -r requirements.lock)
	@rm -f .venv/run-*.stamp && touch $@

$(TEST_READY): $(RUN_READY)
	@echo "Installing what the tests need into .venv (once)"
	@$(call install,--require-hashes -r requirements-dev.lock)
	@rm -f .venv/test-*.stamp && touch $@

$(BENCH_READY): $(TEST_READY)
	@echo "Installing what the benchmarks need into .venv (once)"
	@$(call install,--require-hashes -r requirements-bench.lock)
	@rm -f .venv/bench-*.stamp && touch $@

$(RELEASE_READY): | $(PYTHON)
	@$(PYTHON) -m venv --clear .venv/release
	@$(RELEASE)/python -m pip install --quiet --disable-pip-version-check -r requirements-release.txt
	@rm -f .venv/release-*.stamp && touch $@

$(CHROMIUM_READY): $(TEST_READY)
	$(PYTHON) -m tests.chromium
	@touch $@

$(PYTHON):
	@for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$name; break; fi; \
	done; \
	if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --seed --clear --python "$${found:-3.13}" .venv; \
	elif [ -z "$$found" ]; then \
		echo "Python 3.11, 3.12, 3.13 or 3.14 is needed; this machine has $$(python3 --version 2>&1 || echo none)." >&2; \
		echo "Install one from https://www.python.org/downloads/ and run make again." >&2; \
		exit 1; \
	elif ! $$found -m venv --clear .venv; then \
		rm -rf .venv; \
		echo "$$found cannot make a virtual environment: on Debian and Ubuntu install python3-venv." >&2; \
		exit 1; \
	fi

# Where uv cannot be had, or knows no way to the packages, pip installs them.
define install
$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock 2>/dev/null; \
.venv/bin/uv pip install --quiet --compile-bytecode --python $(PYTHON) $(1) 2>/dev/null \
	|| $(PYTHON) -m pip install --quiet --disable-pip-version-check $(1)
endef

define PORT_CHECK
import socket, sys
port = sys.argv[1]
if not (port.isdigit() and 0 < int(port) < 65536):
    sys.exit(f"PORT={port} is not a port: give a number from 1024 to 65535, such as PORT=9000 make run")
with socket.socket() as probe:
    if probe.connect_ex(("127.0.0.1", int(port))) == 0:
        sys.exit(f"Port {port} is busy: stop what runs there, or take another: PORT={int(port) + 1} make run")
endef
export PORT_CHECK

port-is-free: | $(PYTHON)
	@$(PYTHON) -c "$$PORT_CHECK" "$(PORT)"
