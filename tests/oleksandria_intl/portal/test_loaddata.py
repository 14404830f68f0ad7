"""A fixture with an adopted edition comes into an empty portal, and into no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from oleksandria_intl import content_version, guards
from oleksandria_intl.backup.tables import with_tables
from oleksandria_intl.models import Unit
from programs.models import Edition, Program, UsedCode
from tests import backups


@pytest.fixture
def fixture(db: None, tmp_path: Path) -> Path:
    """A portal with an adopted edition, as ``dumpdata`` writes it."""
    backups.fill()
    file = tmp_path / "portal.json"
    call_command("dumpdata", exclude=["contenttypes", "auth.permission", "sessions"], output=str(file), verbosity=0)
    connection.check_constraints()
    return file


def wipe() -> None:
    with guards.lifted():
        for model in with_tables():
            model._base_manager.all()._raw_delete("default")  # type: ignore[attr-defined]
        connection.check_constraints()


def refusal(fixture: Path) -> str:
    with translation.override("en"), pytest.raises(CommandError) as refused, transaction.atomic():
        call_command("loaddata", str(fixture), verbosity=0)
    return str(refused.value)


def test_an_adopted_edition_comes_into_an_empty_portal_with_its_text(fixture: Path) -> None:
    wipe()
    epoch = content_version.current().epoch
    call_command("loaddata", str(fixture), verbosity=0)
    edition = Edition.objects.get()
    assert (edition.status, edition.frozen) == ("adopted", '{"б": 1, "а": 2}')
    assert UsedCode.objects.exists()
    assert guards.missing() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(name_uk="іншого")
    assert content_version.current().epoch != epoch


def test_the_portal_that_it_is_of_refuses_it_in_a_sentence(fixture: Path) -> None:
    before = backups.rows()
    assert "without programmes only" in refusal(fixture)
    assert backups.rows() == before
    assert guards.missing() == []


def test_a_portal_with_other_programmes_refuses_it_in_a_sentence(fixture: Path) -> None:
    wipe()
    Program.objects.create(slug="2019")
    Unit.objects.create(pk=7000, code="economy", name_uk="Відділ")
    connection.check_constraints()
    assert "does not fit" in refusal(fixture)
    assert not Edition.objects.exists()
