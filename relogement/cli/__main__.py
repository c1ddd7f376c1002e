"""`python -m relogement.cli` : la ligne de commande sans la fenêtre."""

import sys

from relogement.cli import principal

sys.exit(principal())
