"""Les images que l'on met dans un document : vérifiées avant, et ses pages en images pour l'aperçu."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from relogement.commun import ErreurMetier

POIDS_MAX = 2 * 1024 * 1024
COTE_MAX = 4000
"""En points de chaque côté."""
_FORMATS = ("PNG", "JPEG")


def verifier_logo(octets: bytes) -> None:
    """ErreurMetier si ce n'est pas une image PNG ou JPEG entière, de 2 Mo et de 4 000 points de côté au plus."""
    if len(octets) > POIDS_MAX:
        raise ErreurMetier("Ce logo dépasse 2 Mo : réduisez l'image.", "logo")
    try:
        # Ouvrir ne lit que l'en-tête : les dimensions se jugent avant de décompresser.
        with Image.open(BytesIO(octets), formats=_FORMATS) as image:
            if max(image.size) > COTE_MAX:
                raise ErreurMetier("Ce logo dépasse 4 000 points de côté : réduisez l'image.", "logo")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as e:
        raise ErreurMetier("Ce logo n'est pas une image PNG ou JPEG lisible : choisissez-en une autre.", "logo") from e


def pages_png(pdf: bytes, echelle: float = 1.5) -> Iterator[bytes]:
    """Chaque page en PNG ; `echelle` 1 : 72 points par pouce."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        for page in document:
            tampon = BytesIO()
            page.render(scale=echelle).to_pil().save(tampon, "PNG")
            yield tampon.getvalue()
    finally:
        document.close()
