"""Taking a picture in, and withdrawing it with all that was kept of it."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl.gallery.encoding import encode
from oleksandria_intl.models.picture import FILES, Picture
from oleksandria_intl.personal_data import erasures
from oleksandria_intl.personal_data.people import Person

KIND = "picture"
"""Under which a withdrawal stands among the erasures of personal data."""


@transaction.atomic
def keep(*, picture: Picture, file: Any, by: User) -> Picture:
    """Keep a new picture, made anew from a file that somebody sends.

    Raises ``ValidationError`` for what is no picture, or too large, and for facts that are missing.
    """
    encoded = encode(file)
    picture.width, picture.height, picture.uploaded_by = encoded.width, encoded.height, by
    name = secrets.token_hex(8)
    for size, content in encoded.files.items():
        setattr(picture, size, ContentFile(content, f"{name}-{size}.webp"))
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
