"""Pictures on public pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from oleksandria_intl.gallery import owners, shown
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


@register.simple_tag
def picture_to_add(row: Any) -> str:
    """Return where staff add a picture of a row; empty where such rows have none."""
    try:
        kind, code = owners.place_of(row)
    except KeyError:
        return ""
    return f"{reverse('admin:oleksandria_intl_picture_add')}?{urlencode({'owner_kind': kind, 'owner_code': code})}"


def _image(picture: Picture | None, size: str) -> dict[str, Any]:
    return {"image": image_of(picture, size) if picture else None}
