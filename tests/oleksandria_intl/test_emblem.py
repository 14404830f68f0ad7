"""The small state emblem: the drawing keeps to the reference, and its PNG (for Word files) to the drawing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from weasyprint import HTML

ROOT = Path(__file__).resolve().parents[2]
SVG = ROOT / "static" / "img" / "emblem.svg"
PNG = ROOT / "static" / "img" / "emblem.png"
REFERENCE = ROOT.parent / "shared" / "data" / "state-emblem-reference.png"


def render(folder: Path, size: tuple[int, int]) -> Image.Image:
    """Draw the SVG over the whole of a white picture of this size, the way a PDF paper shows it."""
    pdftoppm = shutil.which("pdftoppm")
    if pdftoppm is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed: nothing to draw the PDF page with")
    width, height = size
    page = (
        f"<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}"
        f"img{{display:block;width:{width}px;height:{height}px}}</style><img src='{SVG.as_uri()}' alt=''>"
    )
    pdf = folder / "emblem.pdf"
    HTML(string=page).write_pdf(pdf)
    scale = ["-scale-to-x", str(width), "-scale-to-y", str(height)]
    subprocess.run([pdftoppm, "-png", "-gray", "-singlefile", *scale, pdf, folder / "emblem"], check=True, timeout=60)
    with Image.open(folder / "emblem.png") as picture:
        drawn = picture.convert("L")
    assert drawn.size == size
    return drawn


def agreement(one: Image.Image, other: Image.Image) -> float:
    """Share of pixels that are black in both or white in both, the threshold being 50 %."""
    first, second = (picture.convert("L").point(lambda value: 255 * (value >= 128)) for picture in (one, other))
    return ImageChops.difference(first, second).histogram()[0] / (one.width * one.height)


def test_drawing_agrees_with_the_reference(tmp_path: Path) -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference picture ../shared/data/state-emblem-reference.png is not here")
    with Image.open(REFERENCE) as reference:
        assert agreement(render(tmp_path, reference.size), reference) >= 0.98


def test_png_is_the_rendering_of_the_drawing(tmp_path: Path) -> None:
    with Image.open(PNG) as png:
        assert png.width == 600
        assert agreement(render(tmp_path, png.size), png) >= 0.99
