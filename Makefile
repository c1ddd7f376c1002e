# Les commandes de la maison. Sur une Debian neuve (python3 avec venv, git, make), `make run` et `make test` font tout.
# Un autre Python que celui du système : make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv/bin/python
DEMO := build/demonstration.relogement
SANS_ECRAN := QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := aide
.PHONY: aide install run demo test test-bureau style types fleches essais roue captures bench lock clean qt

aide:
	@echo "make run       ouvrir l'application"
	@echo "make demo      faire une base de démonstration neuve et l'ouvrir"
	@echo "make test      tout vérifier : style, types, architecture, tests, roue installée à neuf"
	@echo "make test-bureau  faire recalculer la revue par LibreOffice : chaque écart est nul"
	@echo "make essais    les tests seuls, sur tous les cœurs"
	@echo "make install   préparer seulement .venv"
	@echo "make captures  photographier chaque écran dans build/captures/"
	@echo "make bench     mesurer les temps, chacun à côté de son plancher"
	@echo "make lock      refaire les verrous depuis pyproject.toml (OPTIONS=--upgrade pour tout monter)"
	@echo "make clean     effacer .venv, build/ et les caches"

install:
	@sh packaging/installer.sh "$(PYTHON)" .venv packaging/requirements-dev.txt
	@cp packaging/relogement.sh .venv/bin/relogement && chmod +x .venv/bin/relogement

qt: install
	@$(VENV) packaging/verifier_qt.py

run: install
	@$(VENV) packaging/verifier_qt.py --fenetre
	@$(VENV) -m ui.lancement

# Refaite à chaque fois, hors des données de la personne : on peut tout y essayer.
demo: install
	@mkdir -p build && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@$(VENV) -m ui.lancement --base $(DEMO) demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
	$(VENV) packaging/verifier_qt.py --fenetre && $(VENV) -m ui.lancement --base $(DEMO); \
	else echo "La base de démonstration est faite : $(DEMO) (sans écran, elle n'est pas ouverte)."; fi

test: style types fleches essais roue
	@echo "make test : tout est bon."

style: install
	@$(VENV) -m ruff check .

types: install
	@$(VENV) -m mypy
	@$(VENV) -m mypy packaging/verifier_qt.py

fleches: install
	@$(VENV) .venv/bin/lint-imports --no-logo

# Sur tous les cœurs ; `$(VENV) -m pytest CHEMIN` en lance un seul morceau, sans attendre.
essais: qt
	@$(SANS_ECRAN) $(VENV) -m pytest -n auto --maxprocesses 8 --dist worksteal

roue: qt
	@sh packaging/essai_roue.sh

# Dans un vrai tableur, que les tests n'exigent pas : il le pose s'il le peut, et dit quand il n'a rien pu faire.
test-bureau: install
	@sh packaging/essai_bureau.sh $(VENV)

captures: qt
	@$(SANS_ECRAN) $(VENV) -m tests.captures

bench: qt
	@$(SANS_ECRAN) $(VENV) -m tests.bench

lock:
	@sh packaging/verrouiller.sh "$(PYTHON)" $(OPTIONS)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
