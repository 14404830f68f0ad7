"""An official who left, and a member of staff who worked with what the official signed."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

from oleksandria_intl.models import Official, Term

SURNAME = "Заздравний"


@pytest.fixture
def former_official(clerk: User) -> Official:
    """Остап left the office in 2019; the clerk once corrected his name."""
    official = Official.objects.create(
        code="zazdravnyi", surname=SURNAME, given_name="Остап", patronymic="Ігорович", name_en="Ostap Zazdravnyi"
    )
    term = {"post_uk": "Секретар ради", "since": date(2015, 11, 1), "until": date(2019, 5, 1), "phone": "7-77-99"}
    Term.objects.create(official=official, code="secretary-2015", **term)
    official.patronymic = "Іванович"
    official._history_user = clerk  # type: ignore[attr-defined]
    official.save()
    message = [{"changed": {"name": "строк", "object": f"Секретар ради {official}", "fields": ["Телефон"]}}]
    LogEntry.objects.log_actions(clerk.pk, [official], CHANGE, message, single_object=True)
    return official
