"""Pictures on public pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from oleksandria_intl.gallery import shown
from oleksandria_intl.models import Picture

register = template.Library()


def image_of(picture: Picture, size: str) -> dict[str, Any]:
    """Return what an image says of itself, so that the page does not move when it comes."""
    width, height = picture.sides(size)
    source = reverse("gallery-file", args=[picture.pk, size])
    style = "picture-arms" if picture.role == Picture.Role.ARMS else "picture"
    return {"picture": picture, "source": source, "width": width, "height": height, "style": style}


@register.inclusion_tag("gallery/figures.html")
def pictures(row: Any) -> dict[str, Any]:
    """Show every picture of a row with caption and author, but its coat of arms; nothing where there is none."""
    found = [each for each in shown.pictures_of(row) if each.role != Picture.Role.ARMS]
    return {"images": [image_of(each, "medium") for each in found]}


@register.inclusion_tag("gallery/image.html")
def leading_picture(row: Any, size: str = "small") -> dict[str, Any]:
    """Show the leading picture of a row; nothing where it has none."""
    return _image(shown.the(Picture.Role.LEADING, row), size)


@register.inclusion_tag("gallery/image.html")
def coat_of_arms(row: Any, size: str = "small") -> dict[str, Any]:
    """Show the coat of arms of a row; nothing where it has none."""
    return _image(shown.the(Picture.Role.ARMS, row), size)


def _image(picture: Picture | None, size: str) -> dict[str, Any]:
    return {"image": image_of(picture, size) if picture else None}
