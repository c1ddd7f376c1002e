#!/bin/sh
# Refait les deux verrous depuis pyproject.toml : verrouiller.sh PYTHON [--upgrade]
# Seul qui entretient les dépendances en a besoin : uv s'installe à part, dans build/.
set -eu
python=$1
shift
outils=build/verrou
uv=$outils/bin/uv

[ -x "$uv" ] || { "$python" -m venv "$outils" && "$outils/bin/python" -m pip install --quiet uv; }

verrouiller() {
    "$uv" pip compile --quiet --no-config pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" "$@"
}
verrouiller --output-file packaging/requirements.txt "$@"
# La contrainte donne à l'atelier exactement les versions livrées.
verrouiller --extra dev --constraint packaging/requirements.txt --output-file packaging/requirements-dev.txt "$@"
