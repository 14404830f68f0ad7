"""The points that an amendment is proposed: a new wording of a section, unless a figure or a few words say it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import Funding
from oleksandria_intl.documents.blocks import ApprovalMark, Heading, Landscape
from oleksandria_intl.models import Decision
from programs import points
from programs.amending import amend
from programs.annexes import restated, restates_whole, sections_named
from programs.checks import changes_named
from programs.documents import decision
from programs.edition_paper import EditionPaper
from programs.models import Edition, PassportRow, Section
from programs.points import proposed, unnamed
from tests import factories
from tests.programs.amendments import changed

TEXT = "Рада розвиває зв'язки. Громада приймає гостей двічі на рік."
ESTIMATE = "Кошторис"


@pytest.fixture
def draft(db: None, head: User) -> Edition:
    """An amendment of a programme with a passport, three sections of words and the estimate; nothing is changed."""
    edition = factories.edition()
    PassportRow.objects.create(edition=edition, order=1, label_uk="Замовник", value_uk="Міська рада")
    for order, title in enumerate(("Вступ", "Мета", ESTIMATE), 1):
        kind = "cost_estimate" if title == ESTIMATE else "text"
        Section.objects.create(edition=edition, order=order, title_uk=title, body_uk=TEXT * (kind == "text"), kind=kind)
    day = {"number": "875", "period_precision": "day", "period_start": "2019-12-20", "period_end": "2019-12-20"}
    Decision.objects.filter(edition=edition).update(**day)
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    return amend(edition=Edition.objects.of_key("2020/1"), by=head)


def section(draft: Edition, title: str) -> Section:
    return Section.objects.get(edition=draft, title_uk=title)


def reworded(draft: Edition, old: str, new: str, title: str = "Мета") -> None:
    """Put words in the place of others in a section."""
    row = section(draft, title)
    changed(row, body_uk=row.body_uk.replace(old, new))


def lines(draft: Edition) -> list[str]:
    """Return the changes that the first point lists."""
    found = [line.rstrip(";.") for line in proposed(draft)[0].split("\n\n")[1:]]
    return [line.partition(") ")[2] for line in found]


def with_points(draft: Edition, *texts: str) -> Edition:
    """Give the amendment's decision points."""
    decision: Any = draft.decision
    for order, text in enumerate(texts, 1):
        decision.points.create(order=order, text=text)
    return Edition.objects.of_key(draft.key)


def headings(blocks: Any) -> list[str]:
    inner = [each for block in blocks for each in (block.blocks if isinstance(block, Landscape) else (block,))]
    return [block.text for block in inner if isinstance(block, Heading)]


def test_nothing_is_proposed_where_nothing_changed(draft: Edition) -> None:
    assert proposed(draft) == []


def test_nothing_is_proposed_for_an_edition_that_amends_nothing(draft: Edition) -> None:
    assert draft.base is not None
    assert proposed(draft.base) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("двічі", "тричі", "слово «двічі» замінити словом «тричі»"),
        ("двічі на рік", "щороку", "слова «двічі на рік.» замінити словом «щороку.»"),
        ("приймає гостей", "їздить до друзів", "слова «приймає гостей» замінити словами «їздить до друзів»"),
        ("гостей двічі", "гостей у місті двічі", "після слів «Громада приймає гостей» доповнити словами «у місті»"),
        (" приймає гостей", "", "слова «приймає гостей» виключити"),
    ],
)
def test_a_few_words_in_one_place_are_said_themselves(draft: Edition, old: str, new: str, said: str) -> None:
    reworded(draft, old, new)
    assert lines(draft) == [f"у розділі II «Мета» {said}"]


@pytest.mark.parametrize(
    "text",
    [
        "Місто розвиває зв'язки. Громада приймає гостей тричі на рік.",
        f"{TEXT}\n\nЩе одне.",
        "слово " * 16,
        "Рада Рада розвиває зв'язки. Громада приймає гостей двічі на рік.",
    ],
    ids=["two places", "a new paragraph", "many words", "before all"],
)
def test_any_other_change_is_a_new_wording_of_the_section(draft: Edition, text: str) -> None:
    changed(section(draft, "Мета"), body_uk=text)
    assert lines(draft) == ["розділ II «Мета» викласти в новій редакції (додається)"]


def test_words_that_stand_twice_are_no_place_to_point_at() -> None:
    assert points._words([("двічі", "тричі")], ["двічі", "а"]) == "слово «двічі» замінити словом «тричі»"
    assert points._words([("двічі", "тричі")], ["двічі", "двічі"]) is None


def test_an_addition_is_placed_after_words_that_stand_once() -> None:
    assert points._words([("а б", "а б в")], ["а б"]) == "після слів «а б» доповнити словами «в»"
    assert points._words([("а б", "а б в")], ["а б", "а б г"]) is None


def test_a_figure_changes_with_the_sums_that_follow_from_it(draft: Edition) -> None:
    changed(Funding.objects.get(edition=draft, measure_line__code="1.2"), amount=Decimal(250_000))
    assert lines(draft) == [
        "у розділі III «Кошторис» цифри «300,0», «340,0», «385,0» замінити відповідно цифрами «250,0», «290,0», «335,0»"
    ]


def test_a_figure_that_stands_elsewhere_too_is_no_place_to_point_at() -> None:
    assert points._figures([("40,0", "50,0")], ["40,0", "340,0"]) == "цифри «40,0» замінити цифрами «50,0»"
    assert points._figures([("40,0", "50,0")], ["40,0", "340,0", "40,0"]) is None
    assert points._figures([("40,0", "50,0"), ("40,0", "60,0")], ["40,0", "40,0"]) is None


def test_more_than_a_few_figures_are_a_new_wording() -> None:
    pairs = [(f"{number},0", f"{number},5") for number in range(5)]
    assert points._figures(pairs, [old for old, _new in pairs]) is None


def test_a_row_of_the_passport_changes_in_the_passport(draft: Edition) -> None:
    changed(PassportRow.objects.get(edition=draft), value_uk="Обласна рада")
    assert lines(draft) == ["у паспорті Програми слово «Міська» замінити словом «Обласна»"]


def test_sections_come_and_go(draft: Edition) -> None:
    section(draft, "Мета").delete()
    Section.objects.create(edition=draft, order=9, title_uk="Строки", body_uk="Рік.")
    assert lines(draft) == [
        "доповнити новим: розділ III «Строки» (додається)",
        "розділ II «Мета» виключити",
    ]


def test_another_name_of_the_programme_is_a_new_wording_of_all(draft: Edition) -> None:
    changed(draft, name_uk="дружби")
    assert lines(draft) == ["викласти {Програму} в новій редакції (додається)"]


def test_the_first_point_names_what_is_amended_and_the_others_go_on(draft: Edition) -> None:
    reworded(draft, "двічі", "тричі")
    first, second = proposed(draft)
    lead = "Внести до {Програми}, затвердженої рішенням міської ради від 20 грудня 2019 року № 875, такі зміни:"
    assert first.startswith(f"{lead}\n\n1\\) у розділі")
    assert second == "Контроль покласти на комісію."


@pytest.mark.parametrize(
    ("line", "numerals"),
    [
        ("розділ VIII викласти", {"VIII"}),
        ("розділи III, V та X викласти", {"III", "V", "X"}),
        ("Розділ ІІІ викласти", {"III"}),
        ("розділ 2 викласти", {"2"}),
        ("розділ викласти", set()),
        ("паспорт викласти", set()),
    ],
)
def test_sections_are_known_by_their_numerals(line: str, numerals: set[str]) -> None:
    assert sections_named(line) == numerals


def test_the_annex_is_what_the_points_put_in_a_new_wording(draft: Edition) -> None:
    draft = with_points(draft, "Внести зміни:\n\n1\\) розділ II «Розділ I» викласти в новій редакції (додається)")
    assert headings(restated(EditionPaper(draft))) == ["II. МЕТА"]


def test_a_section_whose_words_alone_change_is_not_annexed(draft: Edition) -> None:
    draft = with_points(draft, "у розділі II слово «двічі» замінити словом «тричі»")
    assert restated(EditionPaper(draft)) == ()
    assert headings(decision(draft).blocks) == []


def test_the_passport_is_annexed_before_the_sections(draft: Edition) -> None:
    draft = with_points(draft, "розділ I, паспорт викласти в новій редакції (додаються)")
    assert headings(restated(EditionPaper(draft))) == ["ПАСПОРТ", "I. ВСТУП"]


@pytest.mark.parametrize("point", ["Затвердити {Програму}.", "викласти {Програму} в новій редакції (додається)"])
def test_the_whole_programme_is_annexed_where_a_point_says_so(draft: Edition, point: str) -> None:
    draft = with_points(draft, point)
    assert restates_whole(EditionPaper(draft))
    assert "ЗМІСТ" in headings(decision(draft).blocks)


def test_the_annex_of_an_amendment_is_not_approved_and_names_its_decision(draft: Edition) -> None:
    draft = with_points(draft, "розділ I викласти в новій редакції (додається)")
    (mark,) = (block for block in decision(draft).blocks if isinstance(block, ApprovalMark))
    assert mark.lines[:2] == ("Додаток", "до рішення міської ради")


def test_what_changes_and_no_point_names_is_found(draft: Edition) -> None:
    reworded(draft, "двічі", "тричі")
    reworded(draft, "двічі", "тричі", "Вступ")
    changed(PassportRow.objects.get(edition=draft), value_uk="Обласна рада")
    draft = with_points(draft, "у розділі II слово «двічі» замінити словом «тричі»")
    assert list(unnamed(draft)) == ["паспорт Програми", "розділ I «Вступ»"]
    assert len(list(changes_named(draft))) == 2


def test_what_the_proposed_points_say_leaves_nothing_unnamed(draft: Edition) -> None:
    reworded(draft, "двічі", "тричі")
    changed(section(draft, "Вступ"), body_uk="Інше.\n\nЩе інше.")
    changed(PassportRow.objects.get(edition=draft), value_uk="Обласна рада")
    draft = with_points(draft, *proposed(draft))
    assert list(unnamed(draft)) == []


def test_a_decision_without_points_names_nothing_yet(draft: Edition) -> None:
    reworded(draft, "двічі", "тричі")
    assert list(changes_named(draft)) == []
