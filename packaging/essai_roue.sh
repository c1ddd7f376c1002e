#!/bin/sh
# Construit la roue, la pose dans un environnement qui n'a que le verrou livré, et la fait vivre loin du dépôt.
# L'environnement est gardé d'un essai à l'autre tant que le verrou ne change pas ; la roue, elle, est reposée.
set -eu
atelier=$PWD/.venv/bin/python
roues=build/roue
propre=build/roue-posee
verrou=packaging/requirements.txt

mkdir -p build
rm -rf "$roues"
"$atelier" -m build --wheel --no-isolation --outdir "$roues" . >build/roue.log 2>&1 || {
    cat build/roue.log >&2
    echo "La roue ne se construit pas." >&2
    exit 1
}
# Refait de zéro quand le verrou change : une bibliothèque oubliée du verrou ne doit pas survivre d'un essai à l'autre.
cmp -s "$verrou" "$propre/.verrou-pose" || rm -rf "$propre"
sh packaging/installer.sh "$atelier" "$propre" "$verrou"
"$propre/bin/python" -m pip install -qq --no-index --no-deps --force-reinstall "$roues"/relogement-*.whl

relogement=$PWD/$propre/bin/relogement
ailleurs=$(mktemp -d)
trap 'rm -rf "$ailleurs"' EXIT
cd "$ailleurs"
# Ni le dépôt ni les données de la personne ne doivent être vus : la roue se suffit.
unset PYTHONPATH
export HOME="$ailleurs" XDG_DATA_HOME="$ailleurs/donnees" XDG_CONFIG_HOME="$ailleurs/config" XDG_CACHE_HOME="$ailleurs/cache"

essayer() {
    if timeout 120 "$relogement" "$@" >"$ailleurs/sortie" 2>&1 </dev/null; then
        return
    fi
    cat "$ailleurs/sortie" >&2
    echo "La roue installée échoue sur : relogement $*" >&2
    exit 1
}
essayer --version
essayer --base essai.relogement demo
export QT_QPA_PLATFORM=offscreen RELOGEMENT_ESSAI=1
essayer --base essai.relogement
echo "Roue construite, installée à neuf, démonstration créée, fenêtre ouverte et refermée."
