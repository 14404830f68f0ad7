"""What does not agree in the words of an edition is found, and what agrees is left in peace."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from django.utils import translation

from oleksandria_intl import guards
from oleksandria_intl.checks import findings
from oleksandria_intl.models import Decision, DecisionPoint, Term, Unit
from partners.models import Agreement
from programs.models import CityProfile, Edition, PassportRow, Section
from tests.findings import found

said = partial(found, app="programs")
"""What the checks of this app say of an edition."""


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_the_programme_of_2020_agrees_with_itself(programme_2020: Edition) -> None:
    assert found(programme_2020) == []


def test_the_programme_of_three_years_agrees_with_itself(programme_2021_2023: Edition) -> None:
    assert found(programme_2021_2023) == []


def test_the_programme_of_five_years_agrees_with_itself(programme_2021_2025: Edition) -> None:
    assert found(programme_2021_2025) == []


def test_an_edition_without_a_decision_is_an_error(programme_2020: Edition) -> None:
    Edition.objects.update(decision=None)
    assert "!The edition has no decision." in said(programme_2020)


def test_a_decision_without_a_preamble_is_an_error(programme_2020: Edition) -> None:
    Decision.objects.update(preamble=" \n")
    assert said(programme_2020) == ["!The decision has no preamble."]


def test_a_decision_without_points_is_an_error(programme_2020: Edition) -> None:
    DecisionPoint.objects.all().delete()
    assert said(programme_2020) == ["!The decision has no points."]


def test_a_section_without_text_is_told(programme_2020: Edition) -> None:
    Section.objects.filter(code="introduction").update(body_uk="")
    assert said(programme_2020) == ["The section “Вступ” has no text."]


def test_a_section_that_speaks_through_its_subsections_has_text(programme_2020: Edition) -> None:
    assert Section.objects.get(code="relations").body_uk == ""
    assert said(programme_2020) == []


@pytest.mark.parametrize(
    "text",
    ["план на 2019 рік", "на 2021-2023 роки", "На 2019 РІК", "на 2019–2021 роки", "заходи на 2019 рік і на 2020 рік"],
)
@pytest.mark.parametrize("place", ["section", "passport", "preamble", "point"])
def test_a_year_that_is_not_the_programmes_is_told(programme_2020: Edition, place: str, text: str) -> None:
    write(place, text)
    assert said(programme_2020)
    assert all("which is not a year of the programme" in sentence for sentence in said(programme_2020))


@pytest.mark.parametrize("text", ["на 2020 рік", "на {рік}", "у 2016 році підписано", "до 2030 року", "№ 2019"])
@pytest.mark.parametrize("place", ["section", "passport", "preamble", "point"])
def test_the_programmes_own_year_and_years_of_a_story_are_not_told(
    programme_2020: Edition, place: str, text: str
) -> None:
    write(place, text)
    assert said(programme_2020) == []


def write(place: str, text: str) -> None:
    """Put a text into one place of the programme."""
    if place == "section":
        Section.objects.filter(code="introduction").update(body_uk=text)
    elif place == "passport":
        PassportRow.objects.filter(code="customer").update(value_uk=text)
    elif place == "preamble":
        Decision.objects.filter(code="programme-2020").update(preamble=text)
    else:
        DecisionPoint.objects.filter(order=1).update(text=text)


def test_any_year_of_a_title_has_to_be_the_programmes(programme_2020: Edition) -> None:
    Section.objects.filter(code="introduction").update(title_uk="Підсумки 2019 року")
    assert said(programme_2020) == ["“Підсумки 2019 року” names 2019, which is not a year of the programme."]


def test_the_story_of_a_city_may_name_any_year(programme_2020: Edition) -> None:
    CityProfile.objects.filter(code="xinyi").update(relations="Укладено угоду на 2002 рік.")
    assert said(programme_2020) == []


@pytest.mark.parametrize("place", ["section", "passport", "preamble", "point"])
def test_a_word_in_braces_that_nobody_knows_is_told(programme_2020: Edition, place: str) -> None:
    write(place, "{Прогрма}")
    assert said(programme_2020) == ["The portal does not know what {Прогрма} stands for; it is printed as it is."]


def test_an_agreement_called_signed_without_a_date_is_told(programme_2020: Edition) -> None:
    with guards.lifted():
        Agreement.objects.filter(code="jarocin-2003").update(period_start=None, period_end=None, period_precision="")
    (finding,) = said(programme_2020)
    assert finding.endswith("is called signed, but has no date.")


def test_an_agreement_whose_date_is_known_in_words_is_in_order(programme_2020: Edition) -> None:
    values = {"period_start": None, "period_end": None, "period_precision": "", "period_words": "навесні 2003 року"}
    Agreement.objects.filter(code="jarocin-2003").update(**values)
    assert said(programme_2020) == []


def test_an_agreement_of_another_programme_is_not_told(programme_2020: Edition) -> None:
    Agreement.objects.create(code="other", kind="treaty", state="signed", title_uk="Інша")
    assert said(programme_2020) == []


@pytest.mark.parametrize("text", ["до ___ травня", "на суму ________ грн", "від «___» року"])
@pytest.mark.parametrize("place", ["section", "passport", "preamble", "point"])
def test_a_blank_in_a_text_that_is_to_be_adopted_is_found_with_its_row_and_field(
    programme_2020: Edition, place: str, text: str
) -> None:
    write(place, text)
    again = Edition.objects.of_key(programme_2020.key)
    (blank,) = [each for each in findings(again) if "a blank is left" in each.sentence and text in each.sentence]
    assert blank.field in {"body_uk", "value_uk", "preamble", "points"}
    assert blank.row is not None
    assert str(blank.row) in blank.sentence


def test_what_a_word_in_braces_leaves_blank_is_found(programme_2020: Edition) -> None:
    (blank,) = [each for each in findings(programme_2020) if "a blank is left" in each.sentence]
    assert (blank.row, blank.field) == (programme_2020.decision, "preamble")
    assert "“комітету міської ради від «___» _____ 2019 року №”" in blank.sentence


def test_what_was_adopted_is_not_searched_for_blanks(programme_2020: Edition) -> None:
    Edition.objects.update(status="adopted", in_force_from="2020-01-01")
    assert not any("a blank is left" in each.sentence for each in findings(Edition.objects.of_key("2020/1")))


def test_a_passport_without_rows_is_an_error(programme_2020: Edition) -> None:
    PassportRow.objects.all().delete()
    assert said(programme_2020) == ["!The passport has no rows, and is not printed."]


def test_a_decision_that_nobody_signs_is_found(programme_2020: Edition) -> None:
    Decision.objects.update(signatory=None)
    assert said(programme_2020) == ["Nobody signs the decision."]


def test_an_annex_that_nobody_signs_is_found(programme_2020: Edition) -> None:
    Decision.objects.update(approver=None)
    assert said(programme_2020) == ["Nobody signs the annex of the decision."]
    Decision.objects.update(annex_signatory=Term.objects.get(code="secretary"))
    assert said(programme_2020) == []


def test_a_draft_says_which_lines_of_its_end_are_missing(programme_2020: Edition) -> None:
    def missing() -> list[str]:
        again = Edition.objects.of_key(programme_2020.key)
        return [each.field for each in findings(again) if "lacks a line" in each.sentence]

    assert missing() == ["developer", "speaker", "executor"]
    mayor = Term.objects.get(code="mayor")
    Decision.objects.update(developer=Unit.objects.first(), speaker=mayor, executor=mayor)
    assert missing() == []


def test_a_finding_leads_to_the_field(programme_2020: Edition) -> None:
    Decision.objects.update(signatory=None)
    (finding,) = [each for each in findings(Edition.objects.of_key("2020/1")) if each.field == "signatory"]
    assert finding.link.endswith("/change/#id_signatory")
