"""The kind of a programme in every case, and the name without what the portal adds."""

from __future__ import annotations

import pytest

from programs.kinds import CASES, bare_name, declined, is_kind


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("Програма", CASES),
        (
            "Міська цільова програма",
            (
                "Міська цільова програма",
                "Міської цільової програми",
                "Міській цільовій програмі",
                "Міську цільову програму",
                "Міською цільовою програмою",
            ),
        ),
        (
            "Комплексна програма",
            (
                "Комплексна програма",
                "Комплексної програми",
                "Комплексній програмі",
                "Комплексну програму",
                "Комплексною програмою",
            ),
        ),
    ],
)
def test_a_kind_is_declined_with_its_adjectives(kind: str, forms: tuple[str, ...]) -> None:
    assert tuple(declined(kind, word) for word in CASES) == forms


def test_what_is_no_kind_of_programme_stays_as_it_is() -> None:
    assert not is_kind("План")
    assert declined("План", "Програмою") == "План"


@pytest.mark.parametrize(
    "title",
    [
        "Програма підтримки молоді м. Полтави на 2021-2023 роки",
        "програма підтримки молоді м. Полтави",
        "Програми підтримки молоді м. Полтави на 2021 – 2023 рр.",
        "Міська цільова програма підтримки молоді м. Полтави на 2021 рік",
        "«Комплексна програма підтримки молоді м. Полтави на 2021\u20142023 роки",
        "підтримки молоді м. Полтави на 2021-2023 роки",
    ],
)
def test_a_full_title_is_told_from_a_name(title: str) -> None:
    assert bare_name(title) == "підтримки молоді м. Полтави"


@pytest.mark.parametrize(
    "name",
    ["підтримки молоді м. Полтави", "розвитку програм обміну", "виконання програми обміну", "участі в конкурсі 2021"],
)
def test_a_name_that_speaks_of_programmes_is_a_name(name: str) -> None:
    assert bare_name(name) == name
