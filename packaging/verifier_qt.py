"""Vérifie que Qt trouve ses bibliothèques système ; sinon nomme la commande apt-get, et la lance si l'on est root.

    verifier_qt.py            ce que demandent les tests (sans écran)
    verifier_qt.py --fenetre  ce que demande une vraie fenêtre sur l'écran de la session

Ce fichier ne tient qu'à la bibliothèque standard : il parle même quand rien d'autre ne se charge.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

# Bibliothèque demandée par les roues de Qt (relevées par `objdump -p`) -> paquet Debian qui la porte.
SANS_ECRAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

# Dans un autre processus : un Qt incomplet arrête brutalement celui qui l'ouvre.
_OUVRIR = "from PySide6.QtWidgets import QApplication; QApplication([])"


class EcranAbsent(Exception):
    """Une fenêtre est demandée et la session n'a pas d'écran."""


def se_charge(bibliotheque: str) -> bool:
    """Vrai si l'éditeur de liens du système trouve cette bibliothèque et tout ce dont elle dépend."""
    try:
        ctypes.CDLL(bibliotheque)
    except OSError:
        return False
    return True


def bibliotheques_requises(fenetre: bool, environnement: Mapping[str, str]) -> dict[str, str]:
    """Les bibliothèques que cette session demande à Qt, avec leur paquet ; `EcranAbsent` s'il n'y a pas d'écran."""
    if not fenetre or environnement.get("QT_QPA_PLATFORM"):
        return SANS_ECRAN
    if environnement.get("DISPLAY"):
        return SANS_ECRAN | X11
    if environnement.get("WAYLAND_DISPLAY"):
        return SANS_ECRAN | WAYLAND
    raise EcranAbsent


def paquets_manquants(requises: Mapping[str, str], charge: Callable[[str], bool] = se_charge) -> list[str]:
    """Les paquets Debian à installer, triés et sans doublon ; vide si tout se charge."""
    return sorted({paquet for bibliotheque, paquet in requises.items() if not charge(bibliotheque)})


def commande(paquets: Iterable[str]) -> list[str]:
    """La commande d'installation, mot à mot, sans `sudo`."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *paquets]


def _installer(paquets: list[str]) -> bool:
    """Lance l'installation, vrai si elle réussit ; relit d'abord la liste des paquets, absente d'une machine neuve."""
    if shutil.which("apt-get") is None:
        return False
    silencieux = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-o", "DPkg::Lock::Timeout=120"]
    # Une source étrangère en panne fait échouer la relecture sans empêcher l'installation, qui seule décide.
    subprocess.run(["apt-get", "update", *options], env=silencieux, check=False, stdout=subprocess.DEVNULL)
    pose = subprocess.run([*commande(paquets), *options], env=silencieux, check=False, stdout=subprocess.DEVNULL)
    return pose.returncode == 0


def _qt_s_ouvre(fenetre: bool) -> bool:
    """Ouvre Qt pour de bon, sur l'écran si `fenetre`, et montre ce qu'il en dit quand il ne veut pas."""
    plateforme = {} if fenetre else {"QT_QPA_PLATFORM": "offscreen"}
    essai = subprocess.run(
        [sys.executable, "-c", _OUVRIR], env=os.environ | plateforme, capture_output=True, text=True, check=False
    )
    if essai.returncode:
        print(essai.stderr, file=sys.stderr)
    return essai.returncode == 0


def principal(arguments: list[str]) -> int:
    """Rend 0 si Qt peut s'ouvrir, 1 sinon, après avoir dit quoi faire."""
    fenetre = "--fenetre" in arguments
    try:
        requises = bibliotheques_requises(fenetre, os.environ)
    except EcranAbsent:
        print("Cette session n'a pas d'écran : lancez la commande depuis un bureau graphique.", file=sys.stderr)
        return 1
    if manquants := paquets_manquants(requises):
        ligne = " ".join(commande(manquants))
        if os.geteuid() != 0:
            print(f"Il manque à Qt des bibliothèques du système. Installez-les :\n    sudo {ligne}", file=sys.stderr)
            return 1
        print(f"Il manque à Qt des bibliothèques du système ; installation par :\n    {ligne}", file=sys.stderr)
        if not _installer(manquants):
            print("Cette installation a échoué : lancez la commande vous-même pour voir pourquoi.", file=sys.stderr)
            return 1
    if _qt_s_ouvre(fenetre):
        return 0
    print("Qt est installé mais ne s'ouvre pas : son message est ci-dessus.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
