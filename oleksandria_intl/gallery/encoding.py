"""Pictures made anew from what somebody sends: turned upright, without place and camera, in three sizes.

Nothing of the file that came is kept: the pixels are decoded and encoded again, so no other content can hide in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_MEGABYTES = 15
MOST_MEGAPIXELS = 40
SIZES = {"large": 1200, "medium": 800, "small": 400}
"""The longer side of each size in pixels; a smaller picture is not enlarged."""
MOST_SHOWN_BYTES = 60_000
QUALITIES = (82, 66, 50, 34, 18, 2)
DETAILS = (1, 2, 4, 8)
"""Tried one after another until the file is light enough: of how few pixels it is made, for pictures of pure noise."""


class Encoded(NamedTuple):
    """A picture in all sizes, as WebP; width and height are those of the large one."""

    width: int
    height: int
    files: dict[str, bytes]


def encode(file: Any) -> Encoded:
    """Return what is kept of an uploaded file; raises ``ValidationError`` with the sentence that refuses it.

    Bytes and pixels are counted before anything is decoded.
    """
    if file.size > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": MOST_MEGABYTES})
    picture = _decoded(file)
    files = {name: _written(picture, size) for name, size in SIZES.items()}
    return Encoded(*scaled(picture.width, picture.height, SIZES["large"]), files)


def scaled(width: int, height: int, longest: int) -> tuple[int, int]:
    """Return the sides of a picture whose longer side is at most this long."""
    if max(width, height) <= longest:
        return width, height
    return max(1, round(width * longest / max(width, height))), max(1, round(height * longest / max(width, height)))


def _decoded(file: Any) -> Image:
    """Return the picture upright, in the colours of the web, with nothing but its pixels."""
    from PIL import Image, UnidentifiedImageError

    broken = _("The file is damaged: it cannot be read as a picture.")
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
                raise ValidationError(_("The picture has more than %(most)d megapixels.") % {"most": MOST_MEGAPIXELS})
            # JPEG is decoded at the size that is needed, so that a large one takes little memory.
            picture.draft("RGB", (2 * SIZES["large"],) * 2)
            with _whole():
                return _plain(picture)
    except UnidentifiedImageError:
        raise ValidationError(_("Only pictures are taken: JPEG, PNG or WebP.")) from None
    except Image.DecompressionBombError:
        raise ValidationError(_("The picture has more than %(most)d megapixels.") % {"most": MOST_MEGAPIXELS}) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(broken) from None


@contextmanager
def _whole() -> Iterator[None]:
    """Take no file that ends too early: WeasyPrint lets Pillow fill up such pictures once it is loaded."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _plain(picture: Image) -> Image:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    is_clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    mode = "RGBA" if is_clear else "RGB"
    upright.thumbnail((2 * SIZES["large"],) * 2)
    shown = _in_srgb(upright, mode)
    plain = Image.new(mode, shown.size)
    plain.paste(shown)
    return plain


def _in_srgb(picture: Image, mode: str) -> Image:
    """Return a picture in the mode, its colours moved from those of its own profile."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture.convert(mode)
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        moved = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture.convert(mode)
    return moved or picture.convert(mode)


def _written(picture: Image, longest: int) -> bytes:
    """Return the file of one size, of the best quality at which it is light enough; at last with less detail."""
    from PIL import Image

    sides = scaled(picture.width, picture.height, longest)
    content = b""
    for detail, quality in product(DETAILS, QUALITIES):
        rough = picture.resize(scaled(*sides, max(sides) // detail or 1), Image.Resampling.LANCZOS)
        out = BytesIO()
        rough.resize(sides, Image.Resampling.BICUBIC).save(
            out, "WEBP", quality=quality, alpha_quality=quality, method=4
        )
        content = out.getvalue()
        if len(content) <= MOST_SHOWN_BYTES:
            break
    return content
