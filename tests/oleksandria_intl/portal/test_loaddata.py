"""A fixture with an adopted edition comes into an empty portal, and into no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from oleksandria_intl import content_version
from oleksandria_intl.backup.tables import with_tables
from programs import guard
from programs.models import Edition, UsedCode
from tests import backups, factories


@pytest.fixture
def fixture(db: None, tmp_path: Path) -> Path:
    """A portal with an adopted edition, as ``dumpdata`` writes it; the portal itself is empty again."""
    backups.fill()
    file = tmp_path / "portal.json"
    call_command("dumpdata", exclude=["contenttypes", "auth.permission", "sessions"], output=str(file), verbosity=0)
    connection.check_constraints()
    with guard.lifted():
        for model in with_tables():
            model._base_manager.all()._raw_delete("default")  # type: ignore[attr-defined]
        connection.check_constraints()
    return file


def test_an_adopted_edition_comes_into_an_empty_portal_with_its_text(fixture: Path) -> None:
    epoch = content_version.current().epoch
    call_command("loaddata", str(fixture), verbosity=0)
    edition = Edition.objects.get()
    assert (edition.status, edition.frozen) == ("adopted", '{"б": 1, "а": 2}')
    assert UsedCode.objects.exists()
    assert guard.missing() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(name_uk="іншого")
    assert content_version.current().epoch != epoch


def test_a_portal_with_programmes_refuses_it_in_a_sentence(fixture: Path) -> None:
    factories.edition("2019")
    connection.check_constraints()
    with translation.override("en"), pytest.raises(CommandError, match="without programmes only"), transaction.atomic():
        call_command("loaddata", str(fixture), verbosity=0)
    assert list(Edition.objects.values_list("program__slug", flat=True)) == ["2019"]
    assert guard.missing() == []
