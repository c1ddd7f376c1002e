#!/bin/sh
# La commande `relogement` du dépôt, posée dans .venv/bin : le programme tel qu'il est ici, sans l'installer.
ici=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
PYTHONPATH=$ici${PYTHONPATH:+:$PYTHONPATH}
export PYTHONPATH
exec "$ici/.venv/bin/python" -m ui.lancement "$@"
