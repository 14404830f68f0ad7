"""An amendment renames and prolongs the programme; what was adopted stays as it was."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from budget.documents import CostEstimate
from budget.models import Measure
from budget.reports import report_of
from oleksandria_intl import papers
from oleksandria_intl.typesetting import typeset_text
from programs.models import Edition, PassportRow, Program
from tests import factories
from tests.public_pages import page
from tests.reading import made, words

OLD = "розвитку співробітництва на 2020 рік"
NEW = "міжнародної дружби на 2020-2022 роки"
JUNE = date(2020, 6, 1)
PAGES = ("/programs/2020/", "/programs/2020/text/", "/en/programs/2020/", "/programs/", "/budget/2020/")


@pytest.fixture
def adopted(db: None) -> Edition:
    """The programme of 2020 as adopted, in force from its January."""
    edition = factories.edition()
    PassportRow.objects.create(edition=edition, label_uk="Назва", value_uk="{Програма}")
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    return Edition.objects.of_key("2020/1")


def amended(edition: Edition, **changed: object) -> Edition:
    """Make the amendment, a public draft."""
    amendment = factories.amendment(
        edition, name_uk="міжнародної дружби", name_en="Friendship", year_to=2022, status="published"
    )
    PassportRow.objects.create(edition=amendment, code="1", label_uk="Назва", value_uk="{Програма}")
    Edition.objects.filter(pk=amendment.pk).update(**changed)
    return Edition.objects.of_key("2020/2")


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_the_papers_of_what_was_adopted_stay_byte_for_byte(adopted: Edition, format: str) -> None:
    before = made(adopted, format)
    amended(adopted, status="adopted", in_force_from=JUNE)
    assert made(adopted, format) == before


@pytest.mark.parametrize("address", PAGES)
def test_a_draft_amendment_changes_no_page(stranger: Client, adopted: Edition, address: str) -> None:
    before = page(stranger, address)
    amended(adopted)
    assert page(stranger, address) == before


def test_each_edition_prints_its_own_name_and_years(adopted: Edition) -> None:
    amendment = amended(adopted)
    first, second = (words(made(edition, "html"), "html") for edition in (adopted, amendment))
    old, new = map(typeset_text, (OLD, NEW))
    assert old in first
    assert new not in first
    assert new in second
    assert old not in second


@pytest.mark.parametrize("address", ["/programs/2020/", "/programs/", "/", "/budget/2020/"])
def test_the_pages_go_by_the_amendment_once_it_is_in_force(stranger: Client, adopted: Edition, address: str) -> None:
    amended(adopted, status="adopted", in_force_from=JUNE)
    assert NEW.split(" на ")[0] in page(stranger, address)
    assert OLD.split(" на ")[0] not in page(stranger, address)


def test_a_programme_is_called_by_its_edition_in_force(adopted: Edition) -> None:
    amendment = amended(adopted)
    assert str(Program.objects.get()) == f"Програма {OLD}"
    Edition.objects.filter(pk=amendment.pk).update(status="adopted", in_force_from=JUNE)
    assert str(Program.objects.get()) == f"Програма {NEW}"


def test_a_programme_that_has_only_a_draft_is_called_by_that_and_one_without_editions_by_its_address(db: None) -> None:
    factories.edition()
    assert str(Program.objects.get()) == f"Програма {OLD}"
    bare = Program.objects.create(slug="bare")
    assert str(bare) == "bare"
    assert list(bare.years) == []


def test_the_names_of_many_programmes_take_as_many_queries_as_of_one(
    db: None, django_assert_num_queries: object
) -> None:
    for year in range(2020, 2025):
        factories.edition(str(year), years=(year, year), status="published")
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len({str(program) for program in Program.objects.named()}) == 5
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len({str(measure) for measure in Measure.objects.named()}) == 15


def test_a_report_takes_name_and_years_of_the_edition_in_force_on_its_day(adopted: Edition) -> None:
    amended(adopted, status="adopted", in_force_from=JUNE)
    spring = report_of("2020", papers.Scope(end=date(2020, 3, 31)))
    assert (spring.edition.number, spring.edition.years_short) == (1, "2020")
    later = report_of("2020", papers.Scope(end=date(2022, 3, 31)))
    assert (later.edition.number, later.edition.years_short) == (2, "2020-2022")


def test_a_report_lies_within_the_years_of_the_edition_in_force_on_its_day(adopted: Edition) -> None:
    amended(adopted, status="adopted", in_force_from=JUNE)
    with pytest.raises(papers.PaperNotFound, match=r"\(2020\)"):
        report_of("2020", papers.Scope(start=date(2019, 1, 1), end=date(2020, 3, 31)))
    with pytest.raises(papers.PaperNotFound, match=r"\(2020-2022\)"):
        report_of("2020", papers.Scope(end=date(2023, 3, 31)))


def test_the_sums_of_an_edition_are_of_its_own_years(adopted: Edition) -> None:
    amendment = amended(adopted)
    assert CostEstimate(adopted).years == [2020]
    assert CostEstimate(amendment).years == [2020, 2021, 2022]
