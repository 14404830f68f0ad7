"""Taking a picture in, and withdrawing it with all that was kept of it."""

from __future__ import annotations

import secrets
from functools import partial

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl.gallery.encoding import Encoded
from oleksandria_intl.models.picture import FILES, Picture
from oleksandria_intl.personal_data import erasures
from oleksandria_intl.personal_data.people import Person

KIND = "picture"
"""Under which a withdrawal stands among the erasures of personal data."""


def assign(picture: Picture, encoded: Encoded) -> None:
    """Give a picture its files, under names that nobody can guess."""
    picture.width, picture.height = encoded.width, encoded.height
    name = secrets.token_hex(8)
    for size, content in encoded.files.items():
        setattr(picture, size, ContentFile(content, f"{name}-{size}.webp"))


@transaction.atomic
def keep(*, picture: Picture, encoded: Encoded, by: User) -> Picture:
    """Keep a new picture, made anew from what somebody sent; raises ``ValidationError`` for facts that are missing."""
    assign(picture, encoded)
    picture.uploaded_by = by
    picture.full_clean()
    picture.save()
    return picture


@transaction.atomic
def withdraw(*, picture: Picture, by: User, reason: str) -> None:
    """Erase a picture in all sizes, and what its row and history say of people; a restored backup erases it again.

    Raises ``ValidationError`` without a reason, and for a picture that is gone already.
    """
    row = Picture.objects.select_for_update().get(pk=picture.pk)
    if not row.is_there:
        raise ValidationError(_("The picture is withdrawn already."))
    names = [getattr(row, size).name for size in FILES]
    erasures.erase(person=Person(KIND, row.pk, str(row)), by=by, reason=reason)
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
