# Les commandes de la maison. Sur une Debian neuve (python3 avec venv, git, make), `make run` et `make test` font tout.
# Un autre Python que celui du système : make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv/bin/python
POSE := .venv/.verrou-pose
VERROUS := packaging/requirements.txt packaging/requirements-dev.txt
SANS_ECRAN := QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := aide
.PHONY: aide install run demo test style types fleches essais roue captures bench lock clean qt

aide:
	@echo "make run       ouvrir l'application"
	@echo "make demo      ouvrir la base de démonstration"
	@echo "make test      tout vérifier : style, types, architecture, tests, roue installée à neuf"
	@echo "make install   préparer seulement .venv"
	@echo "make captures  photographier chaque écran dans build/captures/"
	@echo "make bench     mesurer les temps, chacun à côté de son plancher"
	@echo "make lock      refaire les verrous depuis pyproject.toml (OPTIONS=--upgrade pour tout monter)"
	@echo "make clean     effacer .venv, build/ et les caches"

install: $(POSE)

$(POSE): $(VERROUS) packaging/installer.sh
	@sh packaging/installer.sh "$(PYTHON)" .venv packaging/requirements-dev.txt

qt: $(POSE)
	@$(VENV) packaging/verifier_qt.py

run: $(POSE)
	@$(VENV) packaging/verifier_qt.py --fenetre
	@$(VENV) -m ui.lancement

demo: $(POSE)
	@$(VENV) packaging/verifier_qt.py --fenetre
	@$(VENV) -m ui.lancement demo

test: style types fleches essais roue
	@echo "make test : tout est bon."

style: $(POSE)
	@$(VENV) -m ruff check .

types: $(POSE)
	@$(VENV) -m mypy
	@$(VENV) -m mypy packaging/verifier_qt.py

fleches: $(POSE)
	@$(VENV) .venv/bin/lint-imports

essais: $(POSE) qt
	@$(SANS_ECRAN) $(VENV) -m pytest

roue: $(POSE) qt
	@if [ -e ui/lancement.py ] && [ -e README.md ]; then sh packaging/essai_roue.sh; \
	else echo "Roue non essayée : il lui faut ui/lancement.py et README.md."; fi

captures: $(POSE) qt
	@$(SANS_ECRAN) $(VENV) -m tests.captures

bench: $(POSE) qt
	@$(SANS_ECRAN) $(VENV) -m tests.bench

lock:
	@sh packaging/verrouiller.sh "$(PYTHON)" $(OPTIONS)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
