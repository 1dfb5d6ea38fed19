# make demo: try the program on the seed collection.   make test: everything that must pass.   make quick: most of it, soon.
PYTHON ?= python3
BIN := .venv/bin
RL := $(BIN)/readinglist --library demo.db
# On every core; a worker that has nothing left to do takes tests from another.
PARALLEL := --numprocesses auto --dist worksteal
ANNOTATED := --annotated --claims --verdicts --style apa --title "How DeepSeek: the sources"
# What Python compiles is kept, for the many processes that tests start, and not among the sources.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/compiled
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test quick lint types check format schema docs pictures bench clean

demo: .venv/installed
	rm -rf demo.db demo.db-wal demo.db-shm demo.db.files references.bib annotated.html annotated.md evidence.html evidence.md packet.html page.html
	$(RL) seed
	$(RL) list
	$(RL) show howdeepseek
	$(RL) attach howdeepseek seeds/article.pdf
	$(RL) search "export controls" --in text
	$(RL) quotes verify key:howdeepseek
	$(RL) export --output references.bib
	$(RL) bibliography $(ANNOTATED) --output annotated.html
	$(RL) bibliography $(ANNOTATED) --output annotated.md
	$(RL) matrix howdeepseek --verdicts --output evidence.html
	$(RL) matrix howdeepseek --verdicts --output evidence.md
	$(RL) packet howdeepseek --output packet.html
	$(RL) page --verdicts --output page.html
	@echo "The library is demo.db, the bibliography references.bib, with notes and claims annotated.html and annotated.md;"
	@echo "which source says what to which claim is in evidence.html and evidence.md, and what an editor ticks off in packet.html; page.html is all of it, to hand over."
	@echo "To read and argue in the browser: $(RL) serve"

test: lint types check

lint: .venv/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/tested
	$(BIN)/mypy

check: .venv/tested
	$(BIN)/pytest $(PARALLEL) --cov

quick: .venv/tested
	$(BIN)/pytest $(PARALLEL) -m "not latex and not property"

format: .venv/tested
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

schema: .venv/tested
	$(BIN)/python -m readinglist.store.sqlite.snapshot
	$(BIN)/ruff format --quiet readinglist/store/sqlite/columns.py

docs: .venv/installed
	$(BIN)/python docs/commands.py > docs/commands.md
	$(BIN)/python docs/coming_from.py > docs/coming-from.md
	$(BIN)/python docs/interchange.py > docs/interchange.md
	$(BIN)/python docs/man.py
	$(BIN)/python docs/pictures.py

# What the README shows of the room; needs Chromium, and Playwright: pip install --group browser
pictures: .venv/tested
	$(BIN)/python docs/room_pictures.py

bench: .venv/tested
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf .venv demo.db demo.db-wal demo.db-shm demo.db.files references.bib annotated.html annotated.md evidence.html evidence.md packet.html page.html .coverage .coverage.*

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[citations,pdf,web]"
	touch .venv/installed

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --group dev
	touch .venv/tested
