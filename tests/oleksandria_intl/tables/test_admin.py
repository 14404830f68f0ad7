"""Lists go out as files and come back in the admin: who may, what is shown first, what a page can bear."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget.models import Allotment, Appropriation, Commitment, FundingSource, MeasureLine, Payment, SpendingUnit
from oleksandria_intl import roles
from oleksandria_intl.tables.admin import Exchanges
from partners.models import Agreement, City, Country
from programs.models import Edition
from tests import factories, spending
from tests.admin_pages import address
from tests.seed import BASE

HEAD = "ЄДРПОУ;Назва\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Let files wait where no other test looks."""
    settings.MEDIA_ROOT = tmp_path


def sent_file(content: str | bytes, name: str = "таблиця.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def tried(client: Client, model: Any, content: str | bytes, of: str = "") -> Any:
    """Return the page that says what a file would change."""
    name = of or model._meta.model_name
    return client.post(address(model, "import"), {"of": name, "file": sent_file(content)}, follow=True)


def agree(client: Client, model: Any, page: Any) -> Any:
    """Press the button that brings the shown file in."""
    return client.post(page.request["PATH_INFO"], page.context["verdict"].posts, follow=True)


def content_of(answer: Any) -> bytes:
    """Return the bytes of a file that is sent in pieces."""
    return b"".join(answer.streaming_content)


def offered() -> Iterator[Exchanges]:
    return (page for page in admin.site._registry.values() if isinstance(page, Exchanges))


# Who may


@pytest.mark.parametrize(
    ("who", "model", "buttons"),
    [
        ("accountant", Appropriation, {"import", "export"}),
        ("accountant", Payment, {"export"}),
        ("accountant", City, {"export"}),
        ("clerk", Appropriation, {"export"}),
        ("clerk", City, {"import", "export"}),
        ("auditor", Commitment, {"export"}),
        ("accountant", MeasureLine, {"import", "export"}),
        ("clerk", MeasureLine, {"import", "export"}),
    ],
)
def test_the_buttons_are_for_those_who_may(
    client: Client, request: pytest.FixtureRequest, edition: Edition, who: str, model: Any, buttons: set[str]
) -> None:
    client.force_login(request.getfixturevalue(who))
    text = client.get(address(model, "changelist")).content.decode()
    found = {page for page in ("import", "export") if f'href="{address(model, page)}"' in text}
    assert found == buttons


def test_what_people_do_not_see_in_a_workbook_is_named(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["ЄДРПОУ", "Назва"], ["11111111", "А"], ["22222222", "Б"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.save(file)
    columns, rows = tried(client, SpendingUnit, file.getvalue()).context["outcome"].notices
    assert "«Назва»" in columns
    assert re.search(r"\b3 \(.*1\)", rows)


def test_nobody_imports_without_the_permission(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    assert client.get(address(Commitment, "import")).status_code == 403
    assert tried(client, Commitment, "x").status_code == 403


def test_a_stranger_is_led_to_the_login(stranger: Client, edition: Edition) -> None:
    for page in ("import", "export"):
        assert reverse("admin:login") in stranger.get(address(Commitment, page)).headers["Location"]


def test_payments_have_no_import_of_this_kind(client: Client, administrator: User, edition: Edition) -> None:
    client.force_login(administrator)
    assert client.get(address(Payment, "import")).status_code == 403


# Export


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_every_list_that_offers_it_goes_out(client: Client, administrator: User, edition: Edition, format: str) -> None:
    factories.everything(edition)
    spending.pay("1.2", 5)
    client.force_login(administrator)
    pages = list(offered())
    assert len(pages) >= 13
    for page in pages:
        for kind in page.resources():
            name = kind.model()._meta.model_name
            answer = client.post(address(page.model, "export"), {"of": name, "format": format})
            assert answer.status_code == 200
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert content_of(answer)


def test_the_export_keeps_to_the_list_s_filter(client: Client, accountant: User, edition: Edition) -> None:
    spending.promise("1.1", 5, number="перший")
    spending.promise("1.2", 5, number="другий")
    client.force_login(accountant)
    where = f"{address(Commitment, 'export')}?q=%D0%B4%D1%80%D1%83%D0%B3%D0%B8%D0%B9"
    assert client.get(where).context["counts"][0][1] == 1
    answer = client.post(where, {"of": "commitment", "format": "csv"})
    text = content_of(answer).decode()
    assert "другий" in text
    assert "перший" not in text


def test_the_months_of_the_list_s_appropriations_go_out(client: Client, accountant: User, edition: Edition) -> None:
    for code in ("1.1", "1.2"):
        Allotment.objects.create(appropriation=spending.grant(code, 5), month=1, amount=5)
    client.force_login(accountant)
    measure = spending.measure_of("1.1")
    where = f"{address(Appropriation, 'export')}?measure__id__exact={measure.pk}"
    answer = client.post(where, {"of": "allotment", "format": "csv"})
    assert len(content_of(answer).decode().splitlines()) == 2


def test_a_filter_that_is_none_leads_to_the_whole_list(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    assert client.get(f"{address(Commitment, 'export')}?year=abc").status_code == 302


def test_a_number_that_no_row_can_have_is_a_filter_of_nothing_or_none(
    client: Client, accountant: User, edition: Edition
) -> None:
    client.force_login(accountant)
    assert client.get(f"{address(Commitment, 'export')}?id__in={'9' * 30}").status_code in (200, 302)


def test_heads_are_ukrainian_whatever_the_page(edition: Edition) -> None:
    from django.utils.translation import override

    from partners.resources import CountryResource

    with override("en"):
        assert CountryResource().column_heads[0] == "Назва"


# Import


def test_what_would_change_is_shown_and_then_brought_in(client: Client, accountant: User, edition: Edition) -> None:
    spending.unit("00012345", "Відділ")
    client.force_login(accountant)
    page = tried(client, SpendingUnit, HEAD + "00012345;Управління\n00054321;Новий відділ")
    assert (page.context["outcome"].created, page.context["outcome"].changed) == (1, 1)
    assert "Новий відділ" in page.content.decode()
    assert SpendingUnit.objects.get().name_uk == "Відділ"
    done = agree(client, SpendingUnit, page)
    assert done.redirect_chain[-1][0] == address(SpendingUnit, "changelist")
    assert SpendingUnit.objects.count() == 2
    changed = SpendingUnit.objects.get(register_code="00012345")
    assert changed.name_uk == "Управління"
    assert changed.history.first().history_user == accountant


def test_a_file_is_brought_in_once(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    page = tried(client, SpendingUnit, HEAD + "00012345;Відділ")
    agree(client, SpendingUnit, page)
    SpendingUnit.objects.all().delete()
    again = agree(client, SpendingUnit, page)
    assert again.status_code == 200
    assert not SpendingUnit.objects.exists()


def test_nobody_goes_on_with_the_file_of_another(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    page = tried(client, SpendingUnit, HEAD + "00012345;Відділ")
    client.force_login(factories.person("other", roles.ACCOUNTANT, "Інна Фінансист"))
    agree(client, SpendingUnit, page)
    assert not SpendingUnit.objects.exists()


def test_rows_that_changed_meanwhile_are_shown_again(client: Client, accountant: User, edition: Edition) -> None:
    unit = spending.unit("00012345", "Відділ")
    client.force_login(accountant)
    page = tried(client, SpendingUnit, HEAD + "00012345;Управління")
    unit.name_uk = "Чужа правка"
    unit.save()
    again = agree(client, SpendingUnit, page)
    assert "Чужа правка" in again.content.decode()
    unit.refresh_from_db()
    assert unit.name_uk == "Чужа правка"
    agree(client, SpendingUnit, again)
    unit.refresh_from_db()
    assert unit.name_uk == "Управління"


def test_refusals_are_shown_and_nothing_can_be_brought_in(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    page = tried(client, SpendingUnit, HEAD + "00012345;Відділ\n12;<b>Кілька</b> слів")
    text = page.content.decode()
    assert page.context["verdict"].button == ""
    assert [refusal.row for refusal in page.context["outcome"].refusals] == [3]
    assert "<b>Кілька" not in text
    assert not SpendingUnit.objects.exists()


def test_a_long_file_has_a_light_page(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    lines = "\n".join(f"{number:08d};Відділ {number}" for number in range(1, 1001))
    page = tried(client, SpendingUnit, HEAD + lines)
    assert page.context["outcome"].created == 1000
    assert page.context["lines_left_out"] == 800
    assert len(page.content) < 150_000


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return file.getvalue()


BAD = {
    "empty": b"",
    "bomb": bomb(),
    "docx": b"PK\x03\x04 no archive",
    "binary": bytes(range(256)) * 40,
    "wrong heads": "Прізвище;Оклад\nЦапко;5".encode(),
    "json": b'[{"name_uk": "x"}]',
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_told_in_a_sentence(client: Client, accountant: User, edition: Edition, content: bytes) -> None:
    client.force_login(accountant)
    page = tried(client, SpendingUnit, content)
    assert page.status_code == 200
    assert len(page.context["form"].errors["file"]) == 1


def test_a_file_that_is_too_large_is_not_read(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    page = tried(client, SpendingUnit, b"x" * (10 * 1024 * 1024 + 1))
    assert "10" in page.context["form"].errors["file"][0]


def test_no_file_is_asked_for(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    page = client.post(address(SpendingUnit, "import"), {"of": "spendingunit"})
    assert page.context["form"].errors["file"]


def test_the_list_says_which_table_a_file_is_of(client: Client, accountant: User, edition: Edition) -> None:
    grant = spending.grant("1.1", 5)
    client.force_login(accountant)
    page = client.get(address(Appropriation, "import"))
    assert [value for value, _label in page.context["form"].fields["of"].choices] == ["appropriation", "allotment"]
    from budget.resources.lists import AllotmentResource

    heads = {name: column.column_name for name, column in AllotmentResource().fields.items()}
    content = f"{heads['appropriation']};{heads['month']};{heads['amount']}\n{grant.record_key};січень;5"
    agree(client, Appropriation, tried(client, Appropriation, content, of="allotment"))
    assert Allotment.objects.get().month == 1


def test_a_page_of_the_exchange_has_no_style_or_script_of_its_own(
    client: Client, accountant: User, edition: Edition
) -> None:
    client.force_login(accountant)
    pages = [client.get(address(FundingSource, page)) for page in ("import", "export")]
    pages.append(tried(client, SpendingUnit, HEAD + "00012345;Відділ"))
    for page in pages:
        text = page.content.decode().partition('<div id="content-main">')[2]
        assert text
        assert not re.search(r"<script|<style| style=| on\w+=", text.partition("</main>")[0])


# The cost


def test_django_starts_without_what_makes_files() -> None:
    script = "import django, sys; django.setup(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=BASE, capture_output=True, encoding="utf-8", check=True)
    assert {"import_export", "tablib", "openpyxl", "diff_match_patch"} & set(done.stdout.split()) == set()


@pytest.mark.parametrize("model", [City, Country, Agreement])
def test_partners_go_out_with_their_words(client: Client, clerk: User, edition: Edition, model: Any) -> None:
    factories.everything(edition)
    client.force_login(clerk)
    answer = client.post(address(model, "export"), {"of": model._meta.model_name, "format": "csv"})
    text = content_of(answer).decode()
    assert {City: "місто-побратим", Country: "Республіка Польща", Agreement: "Мозир, Польща"}[model] in text
