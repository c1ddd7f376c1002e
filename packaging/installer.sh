#!/bin/sh
# Prépare un environnement Python et y pose un verrou : installer.sh PYTHON ENVIRONNEMENT VERROU
# Le témoin .verrou-pose n'est écrit qu'à la fin : une pose interrompue est reprise au lancement suivant.
set -eu
python=$1
environnement=$2
verrou=$3
neuf=$environnement/bin/python

if ! command -v "$python" >/dev/null 2>&1; then
    echo "Python est introuvable ($python). Installez-le : apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Relogement demande Python 3.11 ou plus récent ; $("$python" --version) est trop ancien." >&2
    echo "Avec un Python plus récent à côté : make PYTHON=python3.11 suivi de la commande voulue." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Il manque à Python de quoi créer un environnement. Installez-le : apt-get install python3-venv" >&2
    exit 1
fi

# Un environnement déplacé, inachevé ou dont le Python du système a changé se refait de zéro.
if ! "$neuf" -c 'import pip, sys; sys.exit(sys.prefix == sys.base_prefix)' 2>/dev/null; then
    rm -rf "$environnement"
    "$python" -m venv "$environnement"
fi
echo "Pose de $verrou dans $environnement (quelques minutes la première fois)…"
"$neuf" -m pip install -qq --disable-pip-version-check --no-input --require-hashes --requirement "$verrou"
touch "$environnement/.verrou-pose"
