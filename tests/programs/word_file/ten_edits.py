"""Ten edits of the decision of 2020, as a lawyer makes them, and what becomes of each."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """What is done to the paragraph that begins so, and the field that is to take it, or why none does."""

    beginning: str
    was: str = ""
    now: str = ""
    """Without what was, a new paragraph below; without either, the paragraph is deleted."""
    field: str = ""
    placement: str = "field"
    place: int = 0
    """Which of the paragraphs that begin so."""


TEN = (
    Edit("Відповідно до ст. 26", "Відповідно до", "Згідно зі", "decision.preamble"),
    Edit("Фінансовому управлінню міської ради", "здійснювати", "забезпечити", "decisionpoint.text"),
    Edit("Термін реалізації Програми", "реалізації", "виконання", "passportrow.label_uk"),
    Edit("Запозичення та впровадження", field="passportrow.value_uk"),
    Edit("Підтримка та розвиток вже", "", "Створення ради з питань співпраці", "section.body_uk"),
    Edit("V. ОСНОВНІ ЗАВДАННЯ", "ЗАВДАННЯ", "ЗАВДАННЯ ТА КРОКИ", "section.title_uk"),
    Edit("Місто Сінь-І розташоване", "розташоване", "лежить", "cityprofile.about"),
    Edit("Міський голова, начальник", "Міський голова", "Міський голова або його заступник", "visitline.participants"),
    Edit("10,0", "10,0", "20,0", "funding.amount"),
    Edit("580,0", "580,0", "590,0", "edition.", "computed"),
)
