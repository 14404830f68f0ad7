"""What is made of uploaded files, and which are refused."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile

from oleksandria_intl.gallery import encoding
from oleksandria_intl.gallery.encoding import MOST_SHOWN_BYTES, encode, scaled
from tests.photos import PLACE, from_camera, photo, sent


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_photo_is_turned_upright_and_says_neither_where_nor_by_what_it_was_taken() -> None:
    encoded = encode(sent(from_camera()))
    assert (encoded.width, encoded.height) == (20, 40)
    top, bottom = (opened(encoded.files["large"]).convert("RGB").getpixel((10, place)) for place in (5, 35))
    assert top[0] > 200 > 100 > bottom[0]  # type: ignore[index]
    for content in encoded.files.values():
        assert not opened(content).getexif()
        assert all(trace not in content for trace in (PLACE, b"EXIF", b"XMP", b"ICCP"))


def test_whatever_is_behind_the_picture_in_its_file_is_gone() -> None:
    encoded = encode(sent(photo(format="PNG") + b"<script>PK secret"))
    assert all(b"secret" not in content for content in encoded.files.values())


@pytest.mark.parametrize(
    ("format", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_pictures_of_three_formats_are_taken_in_any_colours(format: str, mode: str) -> None:
    assert all(
        opened(content).format == "WEBP" for content in encode(sent(photo(format=format, mode=mode))).files.values()
    )


def test_what_is_clear_in_a_coat_of_arms_stays_clear() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(encode(sent(out.getvalue())).files["small"]).getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_every_size_has_its_sides_and_none_is_enlarged() -> None:
    encoded = encode(sent(photo(sides=(1300, 975))))
    assert [opened(content).size for content in encoded.files.values()] == [(1200, 900), (800, 600), (400, 300)]
    assert max(map(len, encoded.files.values())) <= MOST_SHOWN_BYTES
    assert scaled(30_000, 1, 400) == (400, 1)
    assert scaled(40, 20, 400) == (40, 20)


def test_even_pure_noise_is_made_light_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MOST_SHOWN_BYTES", 2_000)
    noise = Image.frombytes("RGB", (400, 300), random.Random(1).randbytes(400 * 300 * 3))
    out = BytesIO()
    noise.save(out, "PNG")
    files = encode(sent(out.getvalue())).files
    assert max(map(len, files.values())) <= 2_000
    assert opened(files["large"]).size == (400, 300)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "JPEG, PNG"),
        (b"GIF89a" + bytes(30), "JPEG, PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG, PNG"),
        (photo(format="GIF"), "JPEG, PNG"),
        (photo(sides=(400, 400))[:700], "пошкоджен|damaged"),
        (photo(sides=(400, 400), format="PNG")[:120], "пошкоджен|damaged"),
    ],
)
def test_what_is_no_picture_or_broken_is_refused_in_a_sentence(
    content: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as once WeasyPrint is loaded
    with pytest.raises(ValidationError, match=sentence):
        encode(sent(content))


def test_what_is_too_large_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: Any) -> Any:
        raise AssertionError("decoded")

    monkeypatch.setattr(encoding, "_plain", never)
    heavy = sent(photo())
    heavy.size = 15 * 1024 * 1024 + 1
    with pytest.raises(ValidationError, match="15"):
        encode(heavy)
    for sides in ((8000, 5001), (30_000, 30_000)):
        with pytest.raises(ValidationError, match="40"):
            encode(sent(_announcing(sides)))


def _announcing(sides: tuple[int, int]) -> bytes:
    """Return a small PNG whose head announces other sides."""
    content = photo(format="PNG")
    head = b"IHDR" + struct.pack(">II", *sides) + content[24:29]
    return content[:12] + head + struct.pack(">I", zlib.crc32(head)) + content[33:]
