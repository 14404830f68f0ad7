"""Keeping a picture and withdrawing it with all that was kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from oleksandria_intl.gallery import services
from oleksandria_intl.gallery.services import withdraw
from oleksandria_intl.models import Erasure, Picture
from oleksandria_intl.models.picture import FILES
from oleksandria_intl.personal_data import erasures
from tests import factories
from tests.photos import picture

pytestmark = pytest.mark.django_db
AGREED = {"people": "adults", "consent_by": "Ганна Лісовська", "consent_on": "2020-10-01"}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    factories.city()
    return tmp_path


def kept_in(media: Path) -> int:
    return sum(file.is_file() for file in media.rglob("*"))


def test_a_picture_is_kept_in_three_sizes_with_who_sent_it_and_no_original(clerk: User, media: Path) -> None:
    row = picture(clerk)
    assert (row.width, row.height, row.uploaded_by) == (40, 20, clerk)
    assert kept_in(media) == 3
    assert len({getattr(row, size).name for size in FILES}) == 3


@pytest.mark.parametrize(
    "facts",
    [
        {"owner_code": "atlantis"},
        {"author": ""},
        {"alt_uk": ""},
        {"people": "adults"},
        AGREED | {"consent_on": None},
        AGREED | {"consent_by": ""},
        AGREED | {"people": "minors"},
    ],
)
def test_without_owner_author_words_or_consent_nothing_is_kept(clerk: User, media: Path, facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        picture(clerk, **facts)
    assert kept_in(media) == 0


def test_the_database_too_refuses_minors_without_written_consent_and_two_that_lead(clerk: User) -> None:
    row = picture(clerk, **AGREED | {"people": "minors", "consent_is_written": True})
    with pytest.raises(IntegrityError, match="picture_of_minors"):
        Picture.objects.filter(pk=row.pk).update(consent_is_written=False)


def test_one_picture_leads(clerk: User) -> None:
    picture(clerk, role="leading")
    with pytest.raises(ValidationError):
        picture(clerk, role="leading")


def test_a_withdrawn_picture_is_gone_in_all_sizes_and_from_its_history(
    clerk: User, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    row = picture(clerk, **AGREED | {"caption_uk": "Ганна Лісовська", "role": "leading"})
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(picture=row, by=clerk, reason="На прохання")
    assert kept_in(media) == 0
    row.refresh_from_db()
    for record in (row, *row.history.all()):
        assert not any(getattr(record, size) for size in FILES)
        assert (record.caption_uk, record.alt_uk, record.consent_by, record.consent_on) == ("", "", "", None)
    made = Erasure.objects.get()
    assert (made.erased_by, made.reason, made.kind) == (clerk, "На прохання", "picture")
    picture(clerk, role="leading")


def test_a_restored_backup_does_not_bring_a_withdrawn_picture_back(clerk: User) -> None:
    row = picture(clerk)
    before = {name: getattr(row, name) for name in ("alt_uk", "author", *FILES)}
    withdraw(picture=row, by=clerk, reason="На прохання")
    Picture.objects.filter(pk=row.pk).update(**before)
    erasures.repeat(erasures.since())
    assert not Picture.objects.there().exists()


def test_a_picture_is_withdrawn_once_and_with_a_reason(clerk: User) -> None:
    row = picture(clerk)
    with pytest.raises(ValidationError):
        withdraw(picture=row, by=clerk, reason=" ")
    withdraw(picture=row, by=clerk, reason="На прохання")
    with pytest.raises(ValidationError, match=r"withdrawn|відкликано"):
        withdraw(picture=row, by=clerk, reason="Ще раз")


def test_a_picture_whose_keeping_breaks_off_leaves_no_row(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    save = Picture.save

    def broken(self: Picture, *args: Any, **kwargs: Any) -> None:
        save(self, *args, **kwargs)
        raise OSError("full")

    monkeypatch.setattr(Picture, "save", broken)
    with pytest.raises(OSError, match="full"):
        picture(clerk)
    assert not Picture.objects.exists()


def test_a_withdrawal_that_breaks_off_erases_nothing(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    row = picture(clerk)
    monkeypatch.setattr(services, "default_storage", None)
    with pytest.raises(AttributeError):
        withdraw(picture=row, by=clerk, reason="На прохання")
    assert Picture.objects.there().exists()
    assert not Erasure.objects.exists()
