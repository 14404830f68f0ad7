"""The cost estimate: its columns, its rows, its sums."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from budget.documents.estimate import CostEstimate, cost_estimate
from budget.models import Direction, Funding, FundingSource, MeasureLine, Responsible
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Landscape, Paragraph, Table, text_of
from programs.models import Edition, Section
from tests.reading import FORMATS, made, words


def estimate(edition: Edition) -> Table:
    (table,) = CostEstimate(Edition.objects.of_key(edition.key)).blocks()
    assert isinstance(table, Table)
    return table


def heads(edition: Edition) -> list[str]:
    return [column.head for column in estimate(edition).columns]


def rows(edition: Edition) -> list[list[str]]:
    """Return the texts of every row, what a rowspan covers repeated."""
    table, found = estimate(edition), []
    for group in table.groups:
        held: dict[int, tuple[str, int]] = {}
        for row in group.rows:
            cells, texts = iter(row.cells), []
            for column in range(len(table.columns)):
                if held.get(column, ("", 0))[1] == 0:
                    cell = next(cells)
                    words = " ".join(text_of(block.runs) for block in cell.content if isinstance(block, Paragraph))
                    held[column] = (words, cell.rowspan)
                texts.append(held[column][0])
                held[column] = (held[column][0], held[column][1] - 1)
            assert next(cells, None) is None
            found.append(texts)
    return found


ONE_YEAR = [
    "№ з/п",
    "Напрямки реалізації",
    "Перелік заходів Програми",
    "Термін виконання",
    "Фінансування (тис. грн)",
    "Відповідальні за реалізацію заходу",
]


def test_one_year_and_one_source_make_one_column_of_money(programme_2020: Edition) -> None:
    assert heads(programme_2020) == ONE_YEAR


def test_the_sums_of_2020_are_those_of_the_source(programme_2020: Edition) -> None:
    money = [row[4] for row in rows(programme_2020)]
    assert money == ("40,0 300,0 40,0 - 380,0 - 100,0 5,0 45,0 150,0 10,0 20,0 20,0 580,0".split())


def test_a_direction_of_one_measure_has_no_subtotal(programme_2020: Edition) -> None:
    assert len([row for row in rows(programme_2020) if row[2] == "ВСЬОГО"]) == 3


def test_all_totals_stand_in_the_same_columns(programme_2020: Edition) -> None:
    totals = [row for row in rows(programme_2020) if "ВСЬОГО" in row]
    assert {row.index("ВСЬОГО") for row in totals} == {2}
    assert totals[-1][1] == "Загальний кошторис"


def test_several_years_and_sources_make_a_column_for_each_year(programme_2021_2023: Edition) -> None:
    assert heads(programme_2021_2023)[4:-1] == [
        "Джерело фінансування",
        "2021 рік (тис. грн)",
        "2022 рік (тис. грн)",
        "2023 рік (тис. грн)",
        "Усього (тис. грн)",
    ]


def test_every_source_of_a_measure_has_a_row(programme_2021_2023: Edition) -> None:
    assert [row[4:9] for row in rows(programme_2021_2023) if row[2].endswith("гранту")] == [
        ["Тестовий бюджет", "150,0", "240,0", "240,0", "630,0"],
        ["Тестовий грант", "100,0", "200,0", "200,0", "500,0"],
    ]


def test_a_measure_without_money_shows_dashes(programme_2021_2023: Edition) -> None:
    (row,) = [row for row in rows(programme_2021_2023) if row[2].endswith("без грошей")]
    assert row[4:9] == ["-", "-", "-", "-", "-"]


def test_a_year_without_money_shows_a_dash(programme_2021_2023: Edition) -> None:
    (row,) = [row for row in rows(programme_2021_2023) if row[2].endswith("двох останніх років")]
    assert row[4:9] == ["Тестовий бюджет", "-", "100,0", "100,0", "200,0"]


def test_a_subtotal_sums_every_year_of_its_direction(programme_2021_2023: Edition) -> None:
    subtotal = next(row for row in rows(programme_2021_2023) if row[2] == "ВСЬОГО")
    assert subtotal[4:9] == ["", "350,0", "640,0", "640,0", "1\xa0630,0"]


def test_the_grand_total_tells_what_each_source_gives(programme_2021_2023: Edition) -> None:
    assert [[row[2], *row[4:9]] for row in rows(programme_2021_2023)[-3:]] == [
        ["ВСЬОГО", "", "350,0", "740,0", "740,0", "1\xa0830,0"],
        ["у тому числі", "Тестовий бюджет", "250,0", "540,0", "540,0", "1\xa0330,0"],
        ["у тому числі", "Тестовий грант", "100,0", "200,0", "200,0", "500,0"],
    ]


def test_sums_of_columns_are_the_rows_above_them(programme_2021_2023: Edition) -> None:
    money = [[cell.replace("\xa0", "").replace(",", ".") for cell in row[5:9]] for row in rows(programme_2021_2023)]
    of_measures = [row for row, texts in zip(money, rows(programme_2021_2023), strict=True) if "ВСЬОГО" not in texts]
    of_measures = of_measures[:-2]
    for column in range(4):
        total = sum(Decimal(row[column]) for row in of_measures if row[column] != "-")
        assert total == Decimal(money[-3][column])


def test_a_planned_zero_is_printed_and_nothing_planned_is_a_dash(programme_2020: Edition) -> None:
    Funding.objects.filter(measure_line__code="1.1").update(amount=0)
    money = {row[2]: row[4] for row in rows(programme_2020)}
    assert money["Забезпечення участі іноземних делегацій в святкуванні Дня міста Олександрії"] == "0,0"
    assert money["Організація прийому іноземних офіційних делегацій"] == "-"


def test_a_kopiyka_is_printed(programme_2020: Edition) -> None:
    Funding.objects.filter(measure_line__code="1.1").update(amount=Decimal("40000.01"))
    money = [row[4] for row in rows(programme_2020)]
    assert (money[0], money[4], money[-1]) == ("40,00001", "380,00001", "580,00001")


def test_a_second_source_brings_its_column(programme_2020: Edition) -> None:
    grant = FundingSource.objects.get(code="special-fund")
    line = MeasureLine.objects.get(code="1.1")
    Funding.objects.create(measure_line=line, year=2020, source=grant, amount=1000)
    assert "Джерело фінансування" in heads(programme_2020)


def test_a_measure_says_who_answers_for_it_and_when(programme_2020: Edition) -> None:
    first = rows(programme_2020)[0]
    assert first[3] == "Протягом 2020 року"
    assert first[5] == (
        "Управління стратегічного планування міської ради, управління забезпечення діяльності міської ради"
    )


def test_words_are_printed_instead_of_the_units_name(programme_2020: Edition) -> None:
    Responsible.objects.filter(code="1.1-1").update(words="робоча група")
    assert rows(programme_2020)[0][5].startswith("Робоча група, управління")


def test_directions_are_numbered_by_their_order(programme_2020: Edition) -> None:
    Direction.objects.filter(code="5").update(order=0)
    numbers = [row[0] for row in rows(programme_2020)]
    assert numbers[0] == "1."
    assert rows(programme_2020)[0][1].startswith("Підвищення кваліфікації")


def test_an_estimate_without_measures_is_not_printed(edition: Edition) -> None:
    Direction.objects.all().delete()
    assert CostEstimate(edition).blocks() == ()
    with pytest.raises(papers.PaperNotFound):
        cost_estimate(edition)


def test_alone_it_is_an_annex_on_turned_pages_with_its_approval_mark(programme_2020: Edition) -> None:
    Edition.objects.update(status="adopted", in_force_from="2020-01-01")
    programme_2020.refresh_from_db()
    (turned,) = cost_estimate(programme_2020).blocks
    assert isinstance(turned, Landscape)
    text = words(made(programme_2020, "html", "cost-estimate"), "html")
    assert text.index("ЗАТВЕРДЖЕНО") < text.index("\nЗАГАЛЬНИЙ КОШТОРИС") < text.index("580,0")


def test_without_a_section_for_it_the_bare_table_is_printed(programme_2020: Edition) -> None:
    Section.objects.filter(kind="cost_estimate").delete()
    text = words(made(programme_2020, "html", "cost-estimate"), "html")
    assert "580,0" in text


def test_it_asks_the_database_no_more_for_more_measures(
    programme_2020: Edition, django_assert_max_num_queries: Any
) -> None:
    direction = Direction.objects.get(code="1")
    for number in range(20):
        MeasureLine.objects.create(direction=direction, name_uk=f"Захід {number}", order=50)
    fresh = Edition.objects.of_key("2020/1")
    with django_assert_max_num_queries(8):
        CostEstimate(fresh).blocks()


@pytest.mark.parametrize("format", FORMATS)
def test_three_years_are_printed_in_every_format(programme_2021_2023: Edition, format: str) -> None:
    text = words(made(programme_2021_2023, format, "cost-estimate"), format).replace("\xa0", " ")
    for figure in ("350,0", "740,0", "1 830,0", "500,0"):
        assert figure in text


def test_the_act_of_the_other_council_says_uhvala(programme_2021_2023: Edition) -> None:
    text = words(made(programme_2021_2023, "html"), "html")
    assert "УХВАЛА" in text
    assert "МІСЬКА РАДА УХВАЛИЛА:" in text
    assert "Ухвала міської ради" in text
    assert "РІШЕННЯ" not in text.upper()
    assert "тестової співпраці м.\xa0Тестове на\xa02021–2023\xa0роки" in text
