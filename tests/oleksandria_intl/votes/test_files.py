"""Files of voting systems become the table that a clerk would paste."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.votes.files import text_of
from tests.budget.importing.files import workbook

pytestmark = pytest.mark.usefixtures("in_english")


def read(content: bytes) -> str:
    return text_of(io.BytesIO(content))


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


MEMBERS = [{"DPName": "Коваль О.", "DPGolos": "ЗА"}, {"DPName": "Лис І.", "DPGolos": "Не голосував"}]


def test_a_sheet_keeps_the_places_of_its_rows() -> None:
    assert read(workbook([["Сесія"], [], ["Коваль О.", "ЗА"]])) == "Сесія\n\nКоваль О.\tЗА"


def test_the_sheet_with_the_votes_is_the_one() -> None:
    assert read(workbook([["Коваль О.", "ЗА"]], name="Голоси", before=["Зміст"])) == "Коваль О.\tЗА"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_text_is_read_whatever_parts_its_cells(encoding: str, separator: str) -> None:
    rows = ["ПІБ|Голос", "Коваленко Олена|ЗА", "Мороз Петро|ПРОТИ"]
    text = "\n".join(row.replace("|", separator) for row in rows)
    assert read(text.encode(encoding)) == "ПІБ\tГолос\nКоваленко Олена\tЗА\nМороз Петро\tПРОТИ"


def test_the_json_of_one_vote_becomes_two_columns() -> None:
    assert read(as_json({"Number": 5, "DPList": MEMBERS})) == "Коваль О.\tЗА\nЛис І.\tНе голосував"


def test_the_json_of_several_votes_becomes_a_column_for_each_member() -> None:
    other = [{"DPName": "Мороз П.", "DPGolos": "ПРОТИ"}, MEMBERS[0]]
    votes = {"GolList": [{"Title": "Про\nбюджет", "DPList": MEMBERS}, {"Title": "Про міста", "DPList": other}]}
    assert read(as_json(votes)).split("\n") == [
        "№\tПитання\tКоваль О.\tЛис І.\tМороз П.",
        "1\tПро бюджет\tЗА\tНе голосував",
        "2\tПро міста\tЗА\t\tПРОТИ",
    ]


def test_two_members_of_one_name_both_stay() -> None:
    twice = {"DPList": [MEMBERS[0], {"DPName": "Коваль О.", "DPGolos": "ПРОТИ"}]}
    assert read(as_json(twice)) == "Коваль О.\tЗА\nКоваль О.\tПРОТИ"


@pytest.mark.parametrize("content", [b'{"DPList": [', b"[" * 100_000, b'{"a": 1} x'])
def test_broken_json_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="The JSON is broken; download the file again"):
        read(content)


def test_json_of_something_else_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="The JSON has no list DPList with DPName and DPGolos"):
        read(as_json([{"name": "Коваль"}]))


def test_a_file_of_another_format_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="This is not a table but PDF"):
        read(b"%PDF-1.7")


def test_a_table_that_is_too_long_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="The table has more than 2000 rows"):
        read(("Коваль О.;ЗА\n" * 2001).encode())


def test_a_text_whose_quotation_marks_are_wrong_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="quotation mark"):
        read('Коваль О.;"ЗА\nЛис І.;ЗА'.encode())
