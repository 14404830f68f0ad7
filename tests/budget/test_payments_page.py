"""Every payment of a programme, on a page of its own."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import Edition
from tests.public_pages import page
from tests.spending import pay

PAGE = "/en/budget/2020/payments/"


@pytest.fixture
def published(edition: Edition) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    return edition


def test_the_payments_of_a_measure_are_told_with_their_sum(stranger: Client, published: Edition) -> None:
    pay("1.1", "100.50", purpose="Оренда зали")
    pay("1.2", 70, purpose="Квитки")
    assert "170.50" in page(stranger, PAGE)
    one = page(stranger, f"{PAGE}?measure=1.1")
    assert "Оренда зали" in one
    assert "Квитки" not in one
    assert '<td><span lang="uk">Оренда зали</span></td>' in one
    assert "Some of this page is available in Ukrainian only." in one
    assert "lang=" not in page(stranger, PAGE.removeprefix("/en")).partition("<tbody>")[2].partition("</tbody>")[0]


def test_a_natural_person_is_not_named(stranger: Client, published: Edition) -> None:
    pay("1.1", 5, payee_name="Шевченко Тарас", purpose="Добові Шевченку", payee_is_person=True)
    html = page(stranger, PAGE)
    assert "Шевченк" not in html
    assert "natural person" in html


def test_payments_that_wait_or_are_set_aside_are_not_listed_and_the_page_says_how_many(
    stranger: Client, published: Edition
) -> None:
    assert "Not in this list" not in page(stranger, PAGE)
    pay(None, 5, purpose="Невідоме")
    pay(None, 70, purpose="Зарплата", is_outside=True)
    pay(None, 30, is_outside=True)
    html = " ".join(page(stranger, PAGE).split())
    assert "Невідоме" not in html
    assert "Зарплата" not in html
    assert "1 payment, 5.00 UAH, that is not assigned to a measure yet" in html
    assert "2 payments, 100.00 UAH, that were set aside" in html


@pytest.mark.parametrize("asked", ["9.9", "'; --", "%", "\U0001f600" * 100])
def test_a_measure_that_never_was_is_answered_with_a_sentence(stranger: Client, published: Edition, asked: str) -> None:
    assert "There is no such measure" in page(stranger, f"{PAGE}?measure={asked}")


def test_the_list_is_paged_and_asks_no_more_for_more(stranger: Client, published: Edition) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(stranger, f"{PAGE}?page=1")
        return len(queries)

    pay("1.1", 1)
    before = count()
    for _time in range(60):
        pay("1.2", 1)
    assert count() == before
    assert "page 1 of 2" in page(stranger, PAGE)
