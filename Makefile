# Two commands do: `make demo` and `make test`. Each sets up .venv from uv.lock by itself.
PYTHON ?= python3
RUN = .venv/bin/python -m
SETUP = .venv/.ready

.PHONY: all demo test check bench matrix screenshots pictures format clean

all: $(SETUP)

$(SETUP): pyproject.toml uv.lock scripts/bootstrap.py
	$(PYTHON) scripts/bootstrap.py
	UV_PROJECT_ENVIRONMENT=.venv UV_SYSTEM_CERTS=1 .venv/bin/uv sync --frozen --inexact --python .venv/bin/python
	touch $@

demo: $(SETUP) ## the whole assistant in a browser, http://127.0.0.1:8080
	$(RUN) bot demo

test: $(SETUP) ## every test, on SQLite and PostgreSQL, in a real Chromium
	$(RUN) pytest -n 2 --dist worksteal

check: $(SETUP) ## format, lint, types, floors, words, schema, content
	scripts/check

bench: $(SETUP) ## speed as ratios to baselines of the same run
	$(RUN) benchmarks

matrix: $(SETUP) ## the long proofs: every kill point, every hostile body
	$(RUN) pytest -m matrix -s tests

screenshots: $(SETUP) ## the pictures of docs/images, played in the demo
	$(RUN) scripts.screenshots

pictures: $(SETUP) ## the pictures of the courses, drawn from content/lessons/courses.yaml
	$(RUN) scripts.pictures update

format: $(SETUP)
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
