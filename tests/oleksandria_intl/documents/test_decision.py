"""A council's act and its annex's approval mark, as blocks."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    DraftMark,
    Letterhead,
    NumberedList,
    Paragraph,
    Requisites,
    Signature,
    Subject,
    plain,
    text_of,
)
from oleksandria_intl.models import Council, Decision, Term
from programs.models import Edition
from tests import factories

WORDS = {"Програми": "Програми розвитку на 2020 рік", "Програму": "Програму розвитку на 2020 рік"}
MONTH = {"period_start": date(2019, 12, 1), "period_end": date(2019, 12, 31), "period_precision": "month"}
DAY = {"period_start": date(2021, 12, 24), "period_end": date(2021, 12, 24), "period_precision": "day"}


@pytest.fixture
def decision(edition: Edition) -> Decision:
    """A draft of the council, of which neither day nor number are known."""
    assert edition.decision
    return edition.decision


def with_values(decision: Decision, **values: Any) -> Decision:
    for name, value in values.items():
        setattr(decision, name, value)
    return decision


def kinds(decision: Decision, *, mark: str = "") -> list[type[Block]]:
    return [type(block) for block in acts.act(decision, WORDS, mark=mark)]


def test_an_act_goes_from_the_letterhead_to_the_signature(decision: Decision) -> None:
    assert kinds(decision) == [Letterhead, Requisites, Subject, Paragraph, Paragraph, NumberedList, Signature]


def test_a_draft_says_so_first(decision: Decision) -> None:
    assert kinds(decision, mark=acts.DRAFT)[0] is DraftMark
    assert DraftMark not in kinds(decision)


def test_a_draft_names_its_registration(decision: Decision) -> None:
    registered = with_values(decision, draft_number="01-03/390", draft_date=date(2025, 12, 12))
    assert acts.draft_mark(acts.DRAFT, registered).lines == ("ПРОЄКТ", "№ 01-03/390 від 12.12.2025")


def test_a_draft_that_is_not_registered_says_just_that_it_is_one(decision: Decision) -> None:
    assert acts.draft_mark(acts.DRAFT, decision).lines == ("ПРОЄКТ",)


def lines(decision: Decision) -> list[str]:
    return [line.text for line in acts.letterhead(decision).lines]


def test_the_letterhead_begins_with_the_council(decision: Decision) -> None:
    Council.objects.update(region_genitive="Кіровоградської області")
    with_values(decision, session=48, convocation=7)
    assert lines(decision) == [
        "ОЛЕКСАНДРІЙСЬКА МІСЬКА РАДА",
        "КІРОВОГРАДСЬКОЇ ОБЛАСТІ",
        "СОРОК ВОСЬМА СЕСІЯ СЬОМОГО СКЛИКАННЯ",
        "РІШЕННЯ",
    ]


def test_the_letterhead_begins_with_the_kind_of_act_where_the_council_has_it_so(decision: Decision) -> None:
    Council.objects.update(letterhead_order=Council.LetterheadOrder.ACT_FIRST)
    with_values(decision, session=48, convocation=7)
    assert lines(decision) == [
        "РІШЕННЯ",
        "ОЛЕКСАНДРІЙСЬКОЇ МІСЬКОЇ РАДИ",
        "СОРОК ВОСЬМОЇ СЕСІЇ",
        "СЬОМОГО СКЛИКАННЯ",
    ]


def test_a_session_not_yet_known_is_a_blank(decision: Decision) -> None:
    assert "_____ СЕСІЯ СЬОМОГО СКЛИКАННЯ" in lines(with_values(decision, convocation=7))


def test_without_a_convocation_no_session_is_named(decision: Decision) -> None:
    assert not any("СЕСІЯ" in line for line in lines(decision))


@pytest.mark.parametrize("has", [True, False])
def test_the_emblem_is_the_councils_choice(decision: Decision, has: bool) -> None:
    Council.objects.update(has_emblem=has)
    assert acts.letterhead(decision).emblem is has


@pytest.mark.parametrize(
    ("name", "verb", "formula"),
    [("рішення", "вирішила", "МІСЬКА РАДА ВИРІШИЛА:"), ("ухвала", "ухвалила", "МІСЬКА РАДА УХВАЛИЛА:")],
)
def test_the_kind_of_act_and_its_verb_are_the_bodys(decision: Decision, name: str, verb: str, formula: str) -> None:
    decision.body.act_name, decision.body.act_verb = name, verb
    assert formula in [text_of(block.runs) for block in acts.act(decision, WORDS) if isinstance(block, Paragraph)]
    assert name.upper() in lines(decision)
    assert acts.approval_mark(decision).lines[1] == f"{name.capitalize()} міської ради"


def formulas(decision: Decision) -> list[str]:
    paragraphs = [block for block in acts.act(decision, WORDS) if isinstance(block, Paragraph)]
    return [text for block in paragraphs if (text := text_of(block.runs)).endswith(":")]


def test_an_executive_committees_act_is_its_own_and_not_the_councils(decision: Decision) -> None:
    decision.body = factories.body(
        "executive",
        name_uk="Виконавчий комітет Олександрійської міської ради",
        name_genitive="виконавчого комітету Олександрійської міської ради",
        short_name="виконавчий комітет міської ради",
        short_name_genitive="виконавчого комітету міської ради",
        act_verb="вирішив",
    )
    assert formulas(decision) == ["ВИКОНАВЧИЙ КОМІТЕТ МІСЬКОЇ РАДИ ВИРІШИВ:"]
    assert lines(decision) == ["ВИКОНАВЧИЙ КОМІТЕТ ОЛЕКСАНДРІЙСЬКОЇ МІСЬКОЇ РАДИ", "РІШЕННЯ"]
    assert acts.approval_mark(decision).lines[1] == "Рішення виконавчого комітету міської ради"
    assert acts.annex_mark(decision).lines[1] == "до рішення виконавчого комітету міської ради"
    assert "МІСЬКА РАДА ВИРІШИЛА" not in str(acts.act(decision, WORDS)).upper()


def test_a_mayors_order_is_in_the_first_person(decision: Decision) -> None:
    decision.body = factories.body(
        "mayor",
        name_uk="Олександрійський міський голова",
        name_genitive="Олександрійського міського голови",
        short_name="міський голова",
        short_name_genitive="міського голови",
        act_name="розпорядження",
        act_verb="зобов'язую",
    )
    assert formulas(decision) == ["ЗОБОВ'ЯЗУЮ:"]
    assert lines(decision) == ["ОЛЕКСАНДРІЙСЬКИЙ МІСЬКИЙ ГОЛОВА", "РОЗПОРЯДЖЕННЯ"]
    assert acts.annex_mark(decision).lines[1] == "до розпорядження міського голови"
    assert acts.reference(decision, WORDS).startswith("розпорядження міського голови від")


def test_a_body_whose_acts_have_no_verb_prints_no_formula(decision: Decision) -> None:
    decision.body.act_verb = ""
    assert formulas(decision) == []


def test_before_the_council_is_entered_its_places_stay_blank(decision: Decision) -> None:
    Council.objects.all().delete()
    assert lines(decision) == ["ОЛЕКСАНДРІЙСЬКА МІСЬКА РАДА", "РІШЕННЯ"]


def test_a_known_day_and_number_stand_in_the_requisites(decision: Decision) -> None:
    of_day = acts.act(with_values(decision, number="5", **DAY), WORDS)
    assert Requisites("від 24 грудня 2021 року", "№ 5", "м. Олександрія") in of_day


def test_what_is_not_known_is_a_blank_in_the_requisites(decision: Decision) -> None:
    assert Requisites("від _____ 20__ року", "№ _____", "м. Олександрія") in acts.act(decision, WORDS)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "від ___ _____ 20__ року № ___"),
        (MONTH, "від ___ грудня 2019 року № ___"),
        (MONTH | {"period_precision": "year"}, "від ___ _____ 2019 року № ___"),
        (DAY | {"number": "5"}, "від 24 грудня 2021 року № 5"),
    ],
    ids=["nothing", "month", "year", "day"],
)
def test_the_approval_mark_says_of_its_date_what_is_known(
    decision: Decision, values: dict[str, Any], said: str
) -> None:
    assert acts.approval_date(with_values(decision, **values)) == said


def test_the_approval_mark_names_who_signs_it(decision: Decision) -> None:
    mark = acts.approval_mark(decision)
    assert isinstance(mark, ApprovalMark)
    assert (mark.lines[0], *mark.lines[3:]) == ("ЗАТВЕРДЖЕНО", "Міський голова", "_____ Степан ЦАПЮК")


def test_an_approval_mark_that_nobody_signs_has_no_blank_for_it(decision: Decision) -> None:
    assert len(acts.approval_mark(with_values(decision, approver=None)).lines) == 3


def test_an_act_that_nobody_signs_has_no_signature(decision: Decision) -> None:
    assert Signature not in kinds(with_values(decision, signatory=None))


def test_the_style_of_the_signature_goes_by_the_first_possible_day(decision: Decision) -> None:
    assert acts.signature(Term.objects.get(), with_values(decision, **MONTH)) == (
        Signature("Міський голова", "С. ЦАПЮК"),
    )


def test_words_in_braces_are_replaced_in_subject_and_points(decision: Decision) -> None:
    blocks = acts.act(decision, WORDS)
    assert Subject("Про затвердження Програми розвитку на 2020 рік") in blocks
    (points,) = [block for block in blocks if isinstance(block, NumberedList)]
    assert "Затвердити Програму розвитку на 2020 рік." in str(points)


def test_points_stand_in_their_order(decision: Decision) -> None:
    first, second = decision.points.all()
    first.order, second.order = 2, 1
    first.save()
    second.save()
    (points,) = [block for block in acts.act(decision, WORDS) if isinstance(block, NumberedList)]
    assert "Контроль" in str(points.items[0])


def test_an_act_without_points_has_no_list(decision: Decision) -> None:
    decision.points.all().delete()
    assert NumberedList not in kinds(decision)


def test_another_act_is_named_by_its_body_date_number_and_subject(decision: Decision) -> None:
    named = acts.reference(with_values(decision, number="5", **DAY), WORDS)
    assert named == (
        "рішення міської ради від 24 грудня 2021 року № 5 «Про затвердження Програми розвитку на 2020 рік»"
    )


def test_of_another_act_not_yet_adopted_blanks_are_left(decision: Decision) -> None:
    assert "від «___» _____ 2019 року № ___ «Про" in acts.reference(with_values(decision, **MONTH), WORDS)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("approved", ("ЗАТВЕРДЖЕНО", "Ухвала міської ради")),
        ("approved-by", ("ЗАТВЕРДЖЕНО", "ухвалою міської ради")),
        ("annex", ("Додаток", "до ухвали міської ради")),
        ("annex-approved-by", ("Додаток", "ЗАТВЕРДЖЕНО", "ухвалою міської ради")),
    ],
)
def test_the_form_of_the_approval_mark_is_the_councils(decision: Decision, form: str, said: tuple[str, ...]) -> None:
    Council.objects.update(approval_form=form)
    decision.body.act_name = "ухвала"
    assert acts.approval_mark(with_values(decision, approver=None)).lines[:-1] == said


@pytest.mark.parametrize(
    ("name", "genitive", "instrumental"),
    [
        ("рішення", "рішення", "рішенням"),
        ("ухвала", "ухвали", "ухвалою"),
        ("розпорядження", "розпорядження", "розпорядженням"),
        ("висновок", "висновку", "висновком"),
        ("наказ", "наказу", "наказом"),
    ],
)
def test_a_kind_of_act_is_declined(decision: Decision, name: str, genitive: str, instrumental: str) -> None:
    decision.body.act_name = name
    assert (decision.body.act_genitive, decision.body.act_instrumental) == (genitive, instrumental)


def marks(decision: Decision, count: int) -> list[str]:
    """Return the first line of the mark of each of so many annexes."""
    parts = [(partial(acts.annex_mark, decision), (Paragraph(plain("Текст")),))] * count
    return [block.lines[0] for block in acts.annexed(parts) if isinstance(block, ApprovalMark)]


def test_annexes_are_numbered_where_there_are_several(decision: Decision) -> None:
    assert marks(decision, 3) == ["Додаток 1", "Додаток 2", "Додаток 3"]


def test_a_sole_annex_has_no_number(decision: Decision) -> None:
    assert marks(decision, 1) == ["Додаток"]


def test_the_word_for_an_annex_is_the_councils(decision: Decision) -> None:
    Council.objects.update(annex_word="ДОДАТОК")
    assert marks(decision, 2) == ["ДОДАТОК 1", "ДОДАТОК 2"]


def test_a_numbered_annex_that_is_approved_is_called_one(decision: Decision) -> None:
    assert acts.approval_mark(decision, "2").lines[:2] == ("Додаток 2", "ЗАТВЕРДЖЕНО")
