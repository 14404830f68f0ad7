# Everything is made as needed: system packages (.ci/packages), .venv, then the work itself.
# ARGS go to the command:  make demo ARGS=--no-serve     make test ARGS="-k edition"

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py

.DEFAULT_GOAL := help
.PHONY: help demo run install wheels lock test test-all lint messages bench walk papers-check upgrade rollback clean system

help: ## цей перелік
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

demo: .venv/.runtime ## портал із програмою 2020 року: дані, документи в out/, http://127.0.0.1:8000
	$(MANAGE) demo $(ARGS)

run: .venv/.runtime ## сервер розробника, http://127.0.0.1:8000
	DEBUG=1 $(MANAGE) runserver $(ARGS)

install: .venv/.production ## лише те, на чому портал працює на сервері, з requirements.lock; без мережі: WHEELS=wheels

wheels: | system ## завантажити до wheels/ усе, що треба для make install WHEELS=wheels на такій самій машині
	[ -x $(PYTHON) ] || python3 -m venv .venv
	$(PYTHON) -m pip download --quiet --disable-pip-version-check --only-binary :all: -r requirements.lock --dest wheels

lock: .venv/.dev ## оновити requirements.lock до найновіших версій, що їх дозволяє requirements.txt
	.venv/bin/uv pip compile requirements.txt --output-file requirements.lock --quiet --upgrade --no-config \
		--universal --python-version 3.10 --generate-hashes --default-index https://pypi.org/simple \
		--custom-compile-command "make lock"

test: .venv/.dev ## усі тести; наприкінці сказано, що виконано і що пропущено
	bash .ci/test $(ARGS)

test-all: .venv/.dev ## усі тести, нічого не пропускаючи: спершу встановлює PostgreSQL, Chromium, LibreOffice, Java, Maven
	bash .ci/tools
	REQUIRE_ALL=1 bash .ci/test $(ARGS)

lint: .venv/.dev ## стиль і типи: ruff, mypy
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

messages: .venv/.dev ## зібрати й скомпілювати переклади інтерфейсу
	bash .ci/packages msgfmt=gettext
	$(MANAGE) makemessages --locale uk --no-obsolete --add-location file --ignore .venv --ignore out --ignore var
	$(MANAGE) compilemessages --ignore .venv

bench: .venv/.dev ## виміряти швидкість: документи, таблиці, імпорт, сервер (звіти й багато програм: з DATABASE_URL на PostgreSQL)
	$(MANAGE) demo --no-serve
	$(PYTHON) tests/bench/documents.py $(ARGS)
	$(PYTHON) tests/bench/sheets.py
	$(PYTHON) tests/bench/imports.py
	$(PYTHON) tests/bench/http.py
	$(PYTHON) tests/bench/crowd.py
	if [ -n "$$DATABASE_URL" ]; then $(PYTHON) tests/bench/reports.py && $(PYTHON) tests/bench/pages.py; fi

walk: .venv/.dev ## усі сторінки, читачів і відділу, в Chromium: axe, клавіатура, збільшення
	WALK=all $(PYTHON) -m pytest -m browser tests/walk $(ARGS)

papers-check: ## перевірити PDF з out/ на PDF/A-3 і PDF/UA-1 (veraPDF: потрібні Java і Maven)
	@.ci/verapdf/check out/*.pdf || { code=$$?; [ $$code -eq 77 ] && echo "veraPDF пропущено: бракує java або mvn"; }

clean: ## прибрати .venv, out/ і кеші; дані у var/ лишаються
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

upgrade: ## новий випуск на сервері: TO=v1.1.0 (без нього найновіший), UNIT=portal; що не вдалося, вертає само
	@python3 -B -m oleksandria_intl.releases upgrade

rollback: ## назад до того, що було перед make upgrade; дані лишаються, якщо їх таблиці не змінились
	@python3 -B -m oleksandria_intl.releases rollback

# What a server runs on: these very versions, each with its hash.
.venv/.production: requirements.lock | system
	python3 -m venv --clear .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		$(if $(WHEELS),--no-index --find-links $(WHEELS)) -r requirements.lock
	$(PYTHON) -m compileall -q oleksandria_intl partners programs budget delegations
	touch $@

# The stamps say which requirements .venv was made from. A change makes it anew, so that nothing stale stays behind.
.venv/.runtime: requirements.txt | system
	python3 -m venv --clear .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

system:
	@bash .ci/packages
