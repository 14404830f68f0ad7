"""The small state emblem: the drawing keeps to the reference, and its PNG (for Word files) to the drawing."""

from __future__ import annotations

from pathlib import Path

import pymupdf
from PIL import Image, ImageChops
from weasyprint import HTML

ROOT = Path(__file__).resolve().parents[2]
SVG = ROOT / "static" / "img" / "emblem.svg"
PNG = ROOT / "static" / "img" / "emblem.png"
REFERENCE = ROOT / "tests" / "data" / "state-emblem-reference.png"


def render(size: tuple[int, int]) -> Image.Image:
    """Draw the SVG over the whole of a white picture of this size, the way a PDF paper shows it."""
    width, height = size
    page = (
        f"<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}"
        f"img{{display:block;width:{width}px;height:{height}px}}</style><img src='{SVG.as_uri()}' alt=''>"
    )
    with pymupdf.open(stream=HTML(string=page).write_pdf(), filetype="pdf") as pdf:
        scale = pymupdf.Matrix(width / pdf[0].rect.width, height / pdf[0].rect.height)
        drawn = pdf[0].get_pixmap(matrix=scale, colorspace=pymupdf.csGRAY)
    assert (drawn.width, drawn.height) == size
    return Image.frombytes("L", size, drawn.samples)


def agreement(one: Image.Image, other: Image.Image) -> float:
    """Share of pixels that are black in both or white in both, the threshold being 50 %."""
    first, second = (picture.convert("L").point(lambda value: 255 * (value >= 128)) for picture in (one, other))
    return ImageChops.difference(first, second).histogram()[0] / (one.width * one.height)


def test_drawing_agrees_with_the_reference() -> None:
    with Image.open(REFERENCE) as reference:
        assert agreement(render(reference.size), reference) >= 0.98


def test_png_is_the_rendering_of_the_drawing() -> None:
    with Image.open(PNG) as png:
        assert png.width == 600
        assert agreement(render(png.size), png) >= 0.99
