"""Files that wait until somebody has looked at what they would change: a day at most, for whoever uploaded them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, ClassVar

from django.conf import settings
from django.db import OperationalError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .cells import UnreadableFile
from .outcome import ImportRefused

KEPT_FOR = timedelta(hours=23)
"""With housekeeping every hour, no file waits for longer than a day."""


def place_of(upload: Upload, name: str) -> str:
    """Return where a file is kept: under a name that nobody can guess."""
    return f"{upload.folder}/{secrets.token_hex(16)}"


class UploadQuerySet(models.QuerySet[Any]):
    """Records of files that wait, and of those that came in."""

    def waiting(self) -> UploadQuerySet:
        """Those whose files are kept, for they are not brought in yet."""
        return self.exclude(file="")

    def outdated(self) -> UploadQuerySet:
        """Those that nobody has brought in for nearly a day."""
        return self.waiting().filter(uploaded_at__lt=timezone.now() - KEPT_FOR)

    def visible_to(self, user: Any) -> UploadQuerySet:
        """Leave out the files that wait for somebody else: they may hold a whole payer's salaries."""
        return self if user.is_superuser else self.filter(Q(file="") | Q(imported_by=user))

    def found(self, pk: int, user: Any) -> Any:
        """Return the record, or None where there is none that the user may see."""
        return self.visible_to(user).filter(pk=pk).first()


class Upload(models.Model):
    """A file that came from somebody, and waits; whoever uploaded it may bring it in."""

    folder: ClassVar[str]
    """Where the files of this kind wait, in the storage of media."""

    file_name = models.CharField(_("file"), max_length=200)
    file = models.FileField(upload_to=place_of, blank=True, editable=False)
    """The file while it waits for its import; removed then, for it may hold more than came in."""
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imported by"),
    )
    """Who brought the file in; while it waits, who uploaded it."""

    objects: ClassVar[Any] = UploadQuerySet.as_manager()

    class Meta:
        abstract = True

    def keep(self, file: Any) -> None:
        """Keep the file with its record."""
        self.file.save(file.name or "", file, save=False)
        self.save()

    def opened(self) -> BinaryIO:
        """Return the file that waits; raise ``UnreadableFile`` where it has vanished."""
        try:
            stream: Any = self.file.open("rb")
        except FileNotFoundError:
            raise UnreadableFile(gettext("The file is not kept any more. Upload it again.")) from None
        return stream

    def delete_file(self) -> None:
        """Delete the file once the database says that it does not wait; the record is not saved here."""
        transaction.on_commit(partial(self.file.storage.delete, self.file.name or ""))
        self.file = ""


@contextmanager
def taken(upload: Upload) -> Iterator[Any]:
    """Hold the record of a file in a transaction, so that it comes in once; None where it waits no more.

    Raises ``ImportRefused`` where the whole database is being written by somebody else, as SQLite's can be.
    """
    try:
        with transaction.atomic():
            yield type(upload).objects.waiting().select_for_update(of=("self",)).filter(pk=upload.pk).first()
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        message = gettext("Somebody else is saving at the moment. Nothing was imported; try again in a minute.")
        raise ImportRefused(message) from error


def discard(upload: Upload) -> None:
    """Delete a waiting upload and its record."""
    with taken(upload) as waiting:
        if waiting:
            waiting.delete_file()
            waiting.delete()


def sweep(model: type[Upload]) -> None:
    """Delete what nobody has brought in for nearly a day, and files that an interrupted upload left."""
    before = timezone.now() - KEPT_FOR
    with transaction.atomic():
        # What somebody brings in at this moment is locked, and is no leftover.
        for old in model.objects.outdated().select_for_update(skip_locked=True):
            old.delete_file()
            old.delete()
    field: Any = model._meta.get_field("file")
    kept = set(model.objects.waiting().values_list("file", flat=True))
    with suppress(FileNotFoundError):
        for name in field.storage.listdir(model.folder)[1]:
            path = str(PurePosixPath(model.folder, name))
            if path not in kept and field.storage.get_modified_time(path) < before:
                field.storage.delete(path)
