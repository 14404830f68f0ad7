"""The counts of rows that a browser sends are bounded before a form is made for any of them."""

from __future__ import annotations

import resource
import time
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth.models import User
from django.forms.models import inlineformset_factory
from django.test import Client

from delegations.admin.stay import StayInline
from oleksandria_intl.admin.counting import MISCOUNTED
from oleksandria_intl.admin.locking import RecordedFormSet
from oleksandria_intl.models import Decision, DecisionPoint
from programs.models import Edition
from tests.admin_pages import address, posted, shown

WRONG = ("-200000000", "2000000000", "9" * 5000, "-1", "1999", "letters", "", "1.5", "²", "\x00")
PAGES = [page for page in admin.site._registry.values() if page.inlines]


@pytest.fixture
def decision(edition: Edition) -> Decision:
    """The edition's decision, of two points."""
    assert edition.decision is not None
    return edition.decision


def sentences(answer: Any) -> list[str]:
    """Return what the page says of its rows."""
    return [
        str(text) for inline in answer.context["inline_admin_formsets"] for text in inline.formset.non_form_errors()
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.model_name)
@pytest.mark.parametrize("count", ["INITIAL_FORMS", "TOTAL_FORMS"])
def test_every_page_with_rows_answers_a_wrong_count_with_a_sentence(
    page: Any, count: str, client: Client, administrator: User, edition: Edition
) -> None:
    client.force_login(administrator)
    add = address(page.model, "add")
    form = posted(client, add)
    names = [name for name in form if name.endswith(count)]
    # Those of a delegation of guests stand on the page of one alone.
    assert len(names) == len([inline for inline in page.inlines if inline is not StayInline])
    seconds = []
    for wrong in WRONG:
        began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answer = client.post(add, form | dict.fromkeys(names, wrong))
        assert sentences(answer) == [str(MISCOUNTED)] * len(names), wrong
        seconds.append(time.process_time() - began)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024
    # The first answer of a process reads its templates, too.
    assert sorted(seconds)[-2] < 1


def test_rows_that_were_miscounted_come_back_as_typed(client: Client, administrator: User, decision: Decision) -> None:
    client.force_login(administrator)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page)
    form |= {"points-1-text": "Виправлено.", "points-7-text": "Нове.", "points-INITIAL_FORMS": "-200000000"}
    answer = client.post(page, form)
    rows, *_others = answer.context["inline_admin_formsets"]
    assert [each["text"].value() for each in rows.formset.forms] == ["Затвердити {Програму}.", "Виправлено.", "Нове."]
    assert not decision.points.filter(text="Виправлено.").exists()


def test_rows_that_were_miscounted_are_saved_at_the_second_attempt(
    client: Client, administrator: User, decision: Decision
) -> None:
    client.force_login(administrator)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page)
    form |= {"points-1-text": "Виправлено.", "points-7-text": "Нове.", "points-TOTAL_FORMS": "2000000000"}
    client.post(page, shown(client.post(page, form)))
    assert [point.text for point in decision.points.all()] == ["Затвердити {Програму}.", "Виправлено.", "Нове."]


def test_a_row_outside_of_the_count_is_not_lost_in_silence(
    client: Client, administrator: User, decision: Decision
) -> None:
    client.force_login(administrator)
    page = address(Decision, "change", decision.pk)
    answer = client.post(page, posted(client, page) | {"points-2-text": "Третій."})
    assert sentences(answer) == [str(MISCOUNTED)]


def test_every_kind_of_rows_is_counted() -> None:
    kinds: list[type[InlineModelAdmin]] = [inline for page in PAGES for inline in page.inlines]
    assert len(kinds) > 5
    assert all(issubclass(kind.formset, RecordedFormSet) for kind in kinds)


def test_nobody_edits_rows_in_a_list() -> None:
    assert not any(page.list_editable for page in admin.site._registry.values())


def test_the_formset_of_a_factory_is_counted_too(decision: Decision) -> None:
    rows: Any = inlineformset_factory(Decision, DecisionPoint, formset=RecordedFormSet, fields=["text"])
    formset = rows({"points-TOTAL_FORMS": "x"}, instance=decision)
    assert formset.non_form_errors() == [str(MISCOUNTED)]
