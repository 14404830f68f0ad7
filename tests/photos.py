"""Photos as cameras make them, and pictures of cities."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from oleksandria_intl.gallery.encoding import encode
from oleksandria_intl.gallery.services import keep
from oleksandria_intl.models import Picture

MAKE, MODEL, ORIENTATION, GPS = 0x010F, 0x0110, 0x0112, 0x8825
PLACE = b"Secret camera"


def photo(sides: tuple[int, int] = (40, 20), *, format: str = "JPEG", mode: str = "RGB", **saved: Any) -> bytes:
    """Make a photo whose left half is red and whose right half is blue."""
    picture = Image.new(mode, sides, "red")
    picture.paste(Image.new(mode, (sides[0] // 2, sides[1]), "blue"), (sides[0] // 2, 0))
    out = BytesIO()
    picture.save(out, format, **saved)
    return out.getvalue()


def from_camera() -> bytes:
    """Make a photo that a camera held on its side took: which camera and where stands in it."""
    exif = Image.Exif()
    exif[MAKE] = exif[MODEL] = PLACE.decode()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (48.0, 40.0, 0.0)}
    return photo(exif=exif, comment=PLACE, icc_profile=b"", quality=95)


def sent(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    """Make an uploaded file."""
    return SimpleUploadedFile(name, content)


def picture(by: User, **facts: Any) -> Picture:
    """Keep a picture of the city of tests on which nobody can be recognised."""
    known = {"owner_kind": "city", "owner_code": "mozyr", "people": "none", "alt_uk": "Площа", "author": "О. Коваль"}
    return keep(picture=Picture(**known | facts), encoded=encode(sent(photo())), by=by)
