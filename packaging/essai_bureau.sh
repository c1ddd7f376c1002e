#!/bin/sh
# La revue dans un vrai tableur : pose LibreOffice Calc si l'on est root sur une Debian, puis le fait recalculer.
# Sans lui et sans pouvoir le poser, l'essai dit qu'il n'a pas eu lieu.
set -eu

if ! command -v soffice >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "make test-bureau : pose LibreOffice Calc…"
    apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends libreoffice-calc >/dev/null ||
        echo "make test-bureau : LibreOffice Calc n'a pas pu être posé."
fi
exec "$1" -m tests.bureau
