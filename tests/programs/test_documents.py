"""The decision, the passport and the programme say what the rows say, and nothing else."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from budget.models import Direction, MeasureLine, Responsible
from delegations.models import Conference, PlannedVisit, VisitField, VisitLine, VisitPurpose, VisitTheme
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Contents,
    DraftMark,
    Heading,
    Landscape,
    Table,
    text_of,
)
from oleksandria_intl.models import Body, Council, Decision, DecisionPoint, Official, Term, Unit
from partners.models import City, Country
from programs.documents import decision, passport
from programs.edition_paper import moment_of
from programs.exchange import row_models
from programs.models import CityProfile, Edition, Footnote, IndicatorValue, PassportRow, Section
from tests.reading import FORMATS, letters, made, words


def within(blocks: Blocks) -> Iterator[Block]:
    """Yield the blocks, those of turned pages too."""
    for block in blocks:
        yield block
        if isinstance(block, Landscape):
            yield from within(block.blocks)


def headings(edition: Edition, level: int) -> list[str]:
    paper = decision(Edition.objects.of_key(edition.key))
    return [each.text for each in within(paper.blocks) if isinstance(each, Heading) and each.level == level]


def test_the_parts_of_a_citys_profile_are_headings(programme_2020: Edition) -> None:
    parts = {"Інформація про місто", "Братерські відносини", "Партнерські відносини"}
    assert set(headings(programme_2020, 5)) == parts


def test_sections_have_roman_numerals_from_their_order(programme_2020: Edition) -> None:
    numerals = [heading.partition(".")[0] for heading in headings(programme_2020, 2)]
    assert numerals == "I II III IV V VI VII VIII IX X".split()


def test_a_section_moved_up_takes_the_numeral_of_its_place(programme_2020: Edition) -> None:
    Section.objects.filter(code="conferences").update(order=0)
    assert headings(programme_2020, 2)[:2] == ["I. УЧАСТЬ У МІЖНАРОДНИХ КОНФЕРЕНЦІЯХ", "II. ВСТУП"]


def test_a_section_taken_out_leaves_no_gap(programme_2020: Edition) -> None:
    Section.objects.get(code="goals").delete()
    assert [heading.partition(".")[0] for heading in headings(programme_2020, 2)] == (
        "I II III IV V VI VII VIII IX".split()
    )


def test_the_year_of_every_title_is_the_programmes(programme_2020: Edition) -> None:
    Edition.objects.update(year_from=2031, year_to=2033)
    titles = " ".join(headings(programme_2020, 1) + headings(programme_2020, 2))
    assert "НА 2031-2033 РОКИ" in titles
    assert "2020" not in titles


def test_the_contents_list_every_section_and_lead_to_it(programme_2020: Edition) -> None:
    blocks = list(within(decision(programme_2020).blocks))
    (contents,) = [block for block in blocks if isinstance(block, Contents)]
    anchors = [block.anchor for block in blocks if isinstance(block, Heading) and block.level == 2]
    assert [entry.anchor for entry in contents.entries] == anchors
    assert [entry.numeral for entry in contents.entries] == [f"{number}." for number in range(1, 11)]


def test_anchors_are_told_apart(programme_2020: Edition) -> None:
    anchors = [block.anchor for block in within(decision(programme_2020).blocks) if isinstance(block, Heading)]
    named = [anchor for anchor in anchors if anchor]
    assert len(named) == len(set(named))


def test_neighbouring_wide_sections_share_turned_pages(programme_2020: Edition) -> None:
    turned = [block for block in decision(programme_2020).blocks if isinstance(block, Landscape)]
    assert len(turned) == 1
    assert len([block for block in turned[0].blocks if isinstance(block, Heading) and block.level == 2]) == 3


@pytest.mark.parametrize(("status", "says"), [("draft", True), ("published", True), ("adopted", False)])
def test_a_draft_says_that_it_is_one(programme_2020: Edition, status: str, says: bool) -> None:
    Edition.objects.update(status=status, in_force_from="2020-01-01")
    blocks = decision(Edition.objects.of_key("2020/1")).blocks
    assert any(isinstance(block, DraftMark) for block in blocks) is says


def test_without_a_decision_there_is_the_programme_alone(programme_2020: Edition) -> None:
    Edition.objects.update(decision=None)
    text = words(made(programme_2020, "html"), "html")
    assert "ВИРІШИЛА" not in text
    assert "I. ВСТУП" in text


def test_the_passport_stands_alone_too(programme_2020: Edition) -> None:
    text = words(made(programme_2020, "html", "passport"), "html")
    assert "ПАСПОРТ" in text
    assert "I. ВСТУП" not in text


def test_the_passport_computes_sums_where_a_row_asks_for_them(programme_2021_2023: Edition) -> None:
    text = words(made(programme_2021_2023, "html", "passport"), "html")
    assert "1\xa0830,0\xa0тис.\xa0грн" in text
    assert "2021\xa0рік - 350,0\xa0тис.\xa0грн" in text
    assert "2022\xa0рік - 740,0\xa0тис.\xa0грн" in text
    assert "Тестовий грант - 500,0\xa0тис.\xa0грн" in text


def test_indicators_stand_by_year_with_a_dash_for_nothing(programme_2021_2023: Edition) -> None:
    *_others, table = (block for block in passport(programme_2021_2023).blocks if isinstance(block, Table))
    assert [column.head for column in table.columns][3:] == ["2021 рік", "2022 рік", "2023 рік"]
    (group,) = table.groups
    assert [text_of(cell.content[0].runs) for cell in group.rows[0].cells] == [  # type: ignore[union-attr]
        "1.",
        "Прийнято тестових делегацій",
        "од.",
        "2",
        "4",
        "-",
    ]


def test_an_indicators_fraction_is_printed_with_a_comma(programme_2021_2023: Edition) -> None:
    IndicatorValue.objects.filter(year=2021).update(value="2.50")
    assert "2,5" in words(made(programme_2021_2023, "html", "passport"), "html")


def test_a_paper_is_dated_by_its_decision_else_by_its_programme(programme_2020: Edition) -> None:
    assert moment_of(programme_2020).date() == date(2019, 12, 1)
    programme_2020.decision = None
    assert moment_of(programme_2020).date() == date(2020, 1, 1)


def test_a_decision_asks_the_database_no_more_for_more_rows(programme_2020: Edition) -> None:
    before = queries()
    section, direction = Section.objects.get(code="relations"), Direction.objects.get(code="3")
    for number in range(10):
        Section.objects.create(edition=programme_2020, parent=section, order=50 + number, title_uk="Ще", body_uk="а")
        MeasureLine.objects.create(direction=direction, name_uk="Ще")
    assert queries() == before


def queries() -> int:
    """Return how often a decision asks the database."""
    with CaptureQueriesContext(connection) as asked:
        decision(Edition.objects.of_key("2020/1"))
    return len(asked)


# One text changed: it stands in the paper, and nothing else has changed.

MARK = "Єдинйдієслівнйзнак"
"""A word that no text has."""
TEXTS: list[tuple[type[models.Model], str, str]] = [
    (Decision, "subject", "code=programme-2020"),
    (Decision, "preamble", "code=programme-2020"),
    (DecisionPoint, "text", "order=2"),
    (Body, "name_genitive", "code=council"),
    (Body, "short_name", "code=council"),
    (Body, "short_name_genitive", "code=executive"),
    (Council, "region_genitive", ""),
    (Council, "place", ""),
    (Body, "act_verb", "code=council"),
    (Council, "approval_word", ""),
    (Official, "surname", "code=tsapiuk"),
    (Term, "post_uk", "code=secretary"),
    (Edition, "name_uk", ""),
    (PassportRow, "label_uk", "code=customer"),
    (PassportRow, "value_uk", "code=customer"),
    (Section, "title_uk", "code=goals"),
    (Section, "contents_title", "code=goals"),
    (Section, "body_uk", "code=goals"),
    (Section, "title_uk", "code=relations-twins"),
    (CityProfile, "heading", "code=jarocin"),
    (CityProfile, "agreement_line", "code=jarocin"),
    (CityProfile, "city_day_line", "code=jarocin"),
    (CityProfile, "about_heading", "code=jarocin"),
    (CityProfile, "about", "code=jarocin"),
    (CityProfile, "relations_heading", "code=jarocin"),
    (CityProfile, "relations", "code=jarocin"),
    (Footnote, "text", ""),
    (Direction, "name_uk", "code=3"),
    (MeasureLine, "name_uk", "code=1.1"),
    (MeasureLine, "period_words", "code=1.1"),
    (Responsible, "words", "code=1.1-1"),
    (Unit, "name_uk", "code=strategic-planning"),
    (VisitField, "name_uk", "code=economy"),
    (VisitTheme, "name_uk", "code=industrial-park"),
    (VisitPurpose, "name_uk", "code=industrial-parks"),
    (VisitLine, "participants", "code=industrial-parks-lublin"),
    (VisitLine, "cost_words", "code=industrial-parks-lublin"),
    (PlannedVisit, "place_words", "code=lublin"),
    (PlannedVisit, "period_words", "code=lublin"),
    (Conference, "topic_uk", "code=geneva"),
    (Conference, "place_words", "code=geneva"),
    (Conference, "period_words", "code=geneva"),
    (City, "name_uk", "slug=lublin"),
    (Country, "formal_name_uk", "code=BG"),
]


ENDINGS = ("_uk", "words", "_line", "heading")
"""What the names of printed fields end in."""


def row_of(model: Any, where: str) -> Any:
    name, _, value = where.partition("=")
    found = model._default_manager.filter(**({name: value} if name else {}))
    return found.filter(edition__program__slug="2020").first() if hasattr(model, "edition") else found.first()


def mutated(model: Any, field: str, where: str) -> tuple[str, str]:
    """Change a text of a row past all checks; return the old and the new."""
    row = row_of(model, where)
    old = getattr(row, field)
    model._default_manager.filter(pk=row.pk).update(**{field: MARK})
    return old, MARK


def changed(before: str, after: str) -> list[str]:
    """Return the lines that are not in the other text."""
    there = set(before.splitlines())
    return [line for line in after.splitlines() if line.strip() and line not in there]


@pytest.mark.parametrize(
    ("model", "field", "where"), TEXTS, ids=lambda value: value.__name__ if isinstance(value, type) else value
)
def test_a_changed_text_is_printed_and_nothing_else_changes(
    programme_2020: Edition, model: Any, field: str, where: str
) -> None:
    before = words(made(programme_2020, "html"), "html")
    mutated(model, field, where)
    after = words(made(programme_2020, "html"), "html")
    new = changed(before, after)
    assert new
    assert all(letters(MARK) in letters(line) for line in new)
    kept = [line for line in after.splitlines() if letters(MARK) not in letters(line)]
    lost = changed("\n".join(kept), before)
    assert len(lost) <= max(len(new), old_lines(before, model))


def old_lines(before: str, model: Any) -> int:
    """Return how many lines one text may have had: a long one has several paragraphs."""
    return 25 if model in (Section, CityProfile, PassportRow, Decision) else 0


SAMPLE = [TEXTS[place] for place in (0, 2, 8, 10, 12, 15, 18, 24, 26, 28, 33, 37, 40)]


@pytest.mark.parametrize("format", FORMATS)
def test_changed_texts_are_printed_in_every_format(programme_2020: Edition, format: str) -> None:
    marks = {}
    for number, (model, field, where) in enumerate(SAMPLE):
        mark = f"Знак{'абвгґдеєжзиіїй'[number]}якогонема"
        marks[f"{model.__name__}.{field}"] = mark
        row = row_of(model, where)
        model._default_manager.filter(pk=row.pk).update(**{field: mark})  # type: ignore[attr-defined]
    text = letters(words(made(programme_2020, format), format))
    assert {name for name, mark in marks.items() if letters(mark) not in text} == set()


def test_every_text_of_an_edition_row_that_a_paper_prints_is_tried_here() -> None:
    tried = {(model, field) for model, field, _where in TEXTS}
    for model in row_models():
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, (models.CharField, models.TextField)) and not field.is_relation
            is_own = is_text and field.name not in model.register_words
            printed = is_own and (isinstance(field, models.TextField) or field.name.endswith(ENDINGS))
            if printed and not field.name.endswith("_en") and model.__name__ not in ("Indicator",):
                assert (model, field.name) in tried, f"{model.__name__}.{field.name}"


# What a clerk may paste

BAD = """<script>document.title = "hacked"</script> <img src=x onerror=alert(1)> <b>не жирно</b>

![знімок](file:///etc/passwd) ![знімок](http://127.0.0.1:9/picture.png) [натисни](javascript:alert(1))

| Місто | Рік | Ґудзик |
| --- | --- | --- |
| Люблін 😀 | 2020 | ґєії' ҐЄІЇ |

<style>body { display: none }</style> &nbsp; <!-- примітка --> </article></body> \x0b\x01 \u2028 \ufeff кінець
"""


@pytest.fixture
def bad_programme(programme_2020: Edition) -> Edition:
    """The programme after a clerk has pasted all sorts of things into it."""
    Section.objects.filter(code="introduction").update(body_uk=BAD)
    PassportRow.objects.filter(code="customer").update(value_uk=BAD, label_uk="<script>а</script>")
    CityProfile.objects.filter(code="jarocin").update(about=BAD, heading="<h1>Ярочин</h1> \x0b😀")
    MeasureLine.objects.filter(code="1.1").update(name_uk="<img src=http://127.0.0.1:9/a.png> \x01 ґєії'")
    Footnote.objects.update(text=BAD)
    Decision.objects.filter(code="programme-2020").update(subject="<script>б</script> Про {Програми} 😀")
    return programme_2020


@pytest.mark.parametrize("format", FORMATS)
def test_whatever_is_pasted_is_printed_as_text(
    bad_programme: Edition, caplog: pytest.LogCaptureFixture, format: str
) -> None:
    with caplog.at_level(logging.WARNING):
        text = words(made(bad_programme, format), format)
    assert [record.getMessage() for record in caplog.records] == []
    for piece in ("не жирно", "ґєії'", "ҐЄІЇ", "document.title", "alert(1)", "кінець"):
        assert letters(piece) in letters(text), piece


def test_nothing_pasted_becomes_markup(bad_programme: Edition) -> None:
    page = made(bad_programme, "html").decode()
    body = page.partition("<body>")[2]
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z!][a-zA-Z0-9]*)", body)}
    assert tags.isdisjoint({"script", "img", "style", "iframe", "b", "!"})
    assert set(re.findall(r'href="([^"#][^"]*)"', body)) <= {"http://127.0.0.1:9/picture.png"}
    assert page.count("</body>") == 1
    assert not re.search(r"<[^>]*\son\w+=", body)


def test_nothing_pasted_is_fetched(bad_programme: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError("a paper opened a connection")

    made(bad_programme, "html")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert b"root:" not in made(bad_programme, "pdf")


def test_the_word_file_of_it_is_sound(bad_programme: Edition) -> None:
    content = made(bad_programme, "docx")
    assert ZipFile(BytesIO(content)).testzip() is None
    assert docx.Document(BytesIO(content)).tables


def many_words(count: int) -> str:
    """Return as many words, of which few differ: every thousandth and the last have their numbers."""
    numbered = {*range(0, count, 1_000), count - 1}
    return " ".join(f"слово{number}" if number in numbered else "слово" for number in range(count))


@pytest.mark.parametrize("format", FORMATS)
def test_twenty_thousand_words_in_one_field_are_printed_to_the_last(
    programme_2020: Edition, caplog: pytest.LogCaptureFixture, format: str
) -> None:
    text = many_words(20_000)
    Section.objects.filter(code="introduction").update(body_uk=text)
    with caplog.at_level(logging.WARNING):
        printed = letters(words(made(programme_2020, format), format))
    assert caplog.records == []
    assert all(f"слово{number}" in printed for number in (0, 9_000, 19_999))


@pytest.mark.parametrize("format", FORMATS)
def test_a_long_text_in_a_cell_of_a_table_is_printed_to_the_last(programme_2020: Edition, format: str) -> None:
    text = many_words(3_000)
    MeasureLine.objects.filter(code="1.1").update(name_uk=text)
    VisitLine.objects.filter(code="festivals-tervel").update(participants=text)
    printed = letters(words(made(programme_2020, format), format))
    assert printed.count("слово2999") == 2
