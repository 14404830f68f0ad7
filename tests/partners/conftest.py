"""Cities with agreements in every state, as the public pages show them."""

from __future__ import annotations

from datetime import date

import pytest

from partners.models import Area, City
from tests import factories
from tests.partners.rows import agreement, city, country
from tests.snapshots import bring_in


@pytest.fixture
def partners(db: None) -> dict[str, City]:
    """Four partners: signed with Yarochyn, prepared with Xinyi, ended with Tervel, nothing with Hdansk."""
    bring_in("partners", _make)
    return {each.slug: each for each in City.objects.order_by("pk")}


def _make() -> None:
    factories.council()
    poland = country("PL", "Польща", "Poland")
    made = {
        "jarocin": city("jarocin", "Ярочин", poland, name_en="Jarocin"),
        "xinyi": city("xinyi", "Сінь-І", country("CN", "Китай", "China"), name_en="Xinyi", kind="partner"),
        "tervel": city("tervel", "Тервел", country("BG", "Болгарія", "Bulgaria"), name_en="Tervel"),
        "gdansk": city("gdansk", "Гданськ", poland, name_en="Gdańsk", kind="partner"),
        "lublin": city("lublin", "Люблін", poland, name_en="Lublin", kind="destination"),
    }
    culture = Area.objects.create(code="culture", name_uk="культура", name_en="culture")
    agreement(made["jarocin"], "signed", date(2003, 10, 17)).areas.add(culture)
    agreement(made["xinyi"], "prepared")
    agreement(made["tervel"], "ended", date(2010, 4, 2), ended_on=date(2022, 3, 1))
