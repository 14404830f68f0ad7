"""Money of other sources whose amount nobody knows: its words are printed, and it is in no sum."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.documents import CostEstimate
from budget.models import Funding, FundingSource, MeasureLine
from budget.sections import total
from oleksandria_intl.documents.blocks import Row, text_of
from oleksandria_intl.documents.measures import LANDSCAPE_WIDTH
from programs.exchange import dump
from programs.models import Edition
from tests import factories

WORDS = "інші джерела, не заборонені законодавством"


def with_words(edition: Edition, code: str = "1.2") -> Edition:
    """Say of a measure that other sources pay, too."""
    MeasureLine.objects.filter(edition=edition, code=code).update(other_funding=WORDS)
    return edition


def said(row: Row) -> list[str]:
    """Return the words of a row's cells."""
    return ["".join(text_of(block.runs) for block in cell.content if hasattr(block, "runs")) for cell in row.cells]


def rows_with_words(edition: Edition, width: float = LANDSCAPE_WIDTH) -> list[Row]:
    (table,) = CostEstimate(edition).blocks(width)
    return [row for group in table.groups for row in group.rows if WORDS in said(row)]  # type: ignore[union-attr]


def test_the_words_stand_below_the_amount_of_the_measure(db: None) -> None:
    (row,) = rows_with_words(with_words(factories.edition()))
    assert said(row) == [WORDS]


def test_a_measure_without_an_amount_says_the_words_alone(db: None) -> None:
    edition = factories.edition()
    Funding.objects.filter(measure_line__code="1.2").delete()
    (row,) = rows_with_words(with_words(edition))
    assert "Захід 1.2" in said(row)
    assert "-" not in said(row)


def test_the_words_span_the_columns_of_all_years(db: None) -> None:
    edition = with_words(factories.edition("2020-2022", years=(2020, 2022)))
    (row,) = rows_with_words(edition)
    assert [cell.colspan for cell in row.cells] == [4]


def test_where_years_are_rows_the_words_span_year_and_amount(db: None) -> None:
    edition = with_words(factories.edition("2020-2027", years=(2020, 2027)))
    (row,) = rows_with_words(edition, width=100)
    assert [cell.colspan for cell in row.cells] == [2]


def test_where_sources_have_a_column_the_words_are_one_of_them(db: None) -> None:
    edition = factories.edition()
    grant = FundingSource.objects.create(code="grant", name_uk="Грант")
    Funding.objects.create(
        measure_line=MeasureLine.objects.get(code="1.1"), year=2020, source=grant, amount=Decimal(1_000)
    )
    (row,) = rows_with_words(with_words(edition))
    assert said(row) == [WORDS, "-"]


@pytest.mark.parametrize("code", ["1.1", "1.2", "2.1"])
def test_it_is_in_no_sum(db: None, code: str) -> None:
    edition = factories.edition()
    before = (CostEstimate(edition).total, total(edition))
    with_words(edition, code)
    assert (CostEstimate(edition).total, total(edition)) == before


def test_it_travels_with_the_programme(db: None) -> None:
    edition = factories.edition()
    assert [row.get("other_funding") for row in dump(edition)["measures"]] == [None] * 3
    assert WORDS in [row.get("other_funding") for row in dump(with_words(edition))["measures"]]
