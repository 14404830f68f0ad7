"""An import into a closed period: one reason for the whole file, asked for on its page and by the command."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from budget.models import LateChange, Payment
from tests import spending
from tests.closing import closed
from tests.import_pages import maria, media, page, staff_in_english, tried
from tests.payment_files import csv_of

__all__ = ["maria", "media", "staff_in_english"]
FILE = csv_of({"id": "1"}, {"id": "2", "amount": "7"}, {"id": "3", "trans_date": "2020-05-04"})
REASON = "Лист казначейства № 14"


@pytest.fixture
def quarter(maria: Client) -> None:
    """The first quarter is closed; a rule assigns what comes in."""
    spending.rule("2.1", payee_code=spending.PAYEE)
    closed()


@pytest.mark.usefixtures("quarter")
def test_the_page_asks_for_one_reason_for_the_file_and_taking_it_back_asks_again(maria: Client) -> None:
    shown = tried(maria, FILE)
    assert shown.context["outcome"].late == 2
    assert 'name="late_reason"' in shown.content.decode()
    refused = maria.post(page("try"), follow=True)
    assert not Payment.objects.exists()
    assert 'name="late_reason"' in refused.content.decode()
    maria.post(page("try"), {"late_reason": REASON})
    assert Payment.objects.count() == 3
    assert set(LateChange.objects.values_list("reason__text", "is_amount")) == {
        (REASON, Decimal("1234.50")),
        (REASON, Decimal(7)),
    }
    asked = maria.post(page("withdraw")).content.decode()
    assert 'name="late_reason"' in asked
    assert Payment.objects.count() == 3
    maria.post(page("withdraw"), {"late_reason": "Файл не той"})
    assert not Payment.objects.exists()
    assert LateChange.objects.filter(reason__text="Файл не той", is_amount=None).count() == 2


@pytest.mark.usefixtures("quarter")
def test_the_command_takes_the_reason_as_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "payments.csv"
    file.write_bytes(FILE)
    call_command("import_spending", str(file), dry_run=True)
    assert "2 rows change money of a closed period" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("import_spending", str(file))
    assert not Payment.objects.exists()
    call_command("import_spending", str(file), reason=REASON)
    assert Payment.objects.count() == 3
    assert {change.reason.text for change in LateChange.objects.all()} == {REASON}
