#!/bin/sh
# Prépare un environnement Python et y pose un verrou : installer.sh PYTHON ENVIRONNEMENT VERROU
# Une copie du verrou y est laissée à la fin : tant qu'elle dit la même chose, il n'y a rien à refaire, et une pose
# interrompue est reprise au lancement suivant.
set -eu
python=$1
environnement=$2
verrou=$3
neuf=$environnement/bin/python
pose=$environnement/.verrou-pose

# Un environnement inachevé, ou dont le Python du système a changé de version, ne trouve plus ses propres paquets.
est_sain() {
    "$neuf" -c 'import importlib.util as u, sys; sys.exit(sys.prefix == sys.base_prefix or not u.find_spec("pip"))' \
        2>/dev/null
}
if est_sain; then
    if cmp -s "$verrou" "$pose"; then exit 0; fi
else
    if ! command -v "$python" >/dev/null 2>&1; then
        echo "Python est introuvable ($python). Installez-le : apt-get install python3 python3-venv" >&2
        exit 1
    fi
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "Relogement demande Python 3.11 ou plus récent ; $("$python" --version 2>&1) est trop ancien." >&2
        echo "Avec un Python plus récent à côté : make PYTHON=python3.11 suivi de la commande voulue." >&2
        exit 1
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "Il manque à Python de quoi créer un environnement. Installez-le : apt-get install python3-venv" >&2
        exit 1
    fi
    rm -rf "$environnement"
    "$python" -m venv "$environnement"
fi
echo "Pose de $verrou dans $environnement (quelques minutes la première fois)…"
"$neuf" -m pip install -qq --disable-pip-version-check --no-input --require-hashes --requirement "$verrou"
cp "$verrou" "$pose"
