"""A programme of another city comes in: all or nothing, and nothing that was there changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from budget.models import FundingSource, MeasureLine
from oleksandria_intl import papers
from oleksandria_intl.models import Body, Council, Decision, IssuedPaper, Population, Stage
from partners.models import Agreement, City
from programs.exchange import dump
from programs.loading import LoadError, load
from programs.models import Edition, Program, Section
from tests.seed import empty, of_here, three_years


def test_what_the_database_lacks_is_made(db: None) -> None:
    load(three_years())
    assert Body.objects.get().act_verb == "ухвалила"
    assert City.objects.get().country.name_uk == "Франція"
    assert FundingSource.objects.count() == 2


def test_what_the_database_has_is_taken_as_it_is(db: None) -> None:
    FundingSource.objects.create(code="test-grant", name_uk="Наш грант")
    edition = load(three_years())
    assert FundingSource.objects.get(code="test-grant").name_uk == "Наш грант"
    assert edition.program.slug == "2021-2023"


def test_two_programmes_live_side_by_side(programme_2020: Edition) -> None:
    before = dump(programme_2020)
    load(of_here(three_years()))
    assert Program.objects.count() == 2
    assert dump(Edition.objects.of_key("2020/1")) == before


def refusal(data: dict[str, Any]) -> str:
    """Return the sentence of a refusal; nothing is written."""
    before = Program.objects.count(), City.objects.count()
    with pytest.raises(LoadError) as error:
        load(data)
    assert (Program.objects.count(), City.objects.count()) == before
    return str(error.value)


def test_a_file_of_another_council_is_refused_in_a_sentence_that_says_whose_is_whose(programme_2020: Edition) -> None:
    assert refusal(three_years()) == (
        "Цей портал належить раді «Олександрійська міська рада», а файл – раді «Тестова міська рада» (00000099): "
        "один портал обслуговує одну раду."
    )


def test_a_council_is_known_by_its_code_where_both_have_one_whatever_its_name_is_now(programme_2020: Edition) -> None:
    Council.objects.update(code="00000099")
    load(three_years())
    assert Council.objects.get().name_uk == "Олександрійська міська рада"


def test_a_council_of_the_same_name_and_another_code_is_another(programme_2020: Edition) -> None:
    Council.objects.update(code="00000098")
    assert "(00000098)" in refusal(
        of_here(three_years()) | {"council": of_here(three_years())["council"] | {"code": "00000099"}}
    )


def test_a_file_of_the_first_form_is_refused_in_a_sentence(db: None) -> None:
    assert refusal({"form": "local-target-programme/1", "references": {"councils": []}}) == (
        "Файл має попередній формат, local-target-programme/1; цей портал читає local-target-programme/2: "
        "створіть файл наново."
    )


def test_a_code_of_one_programme_does_not_name_a_row_of_another(programme_2020: Edition) -> None:
    edition = load(of_here(three_years()))
    lines = MeasureLine.objects.of_edition(edition)
    assert {line.direction.edition for line in lines} == {edition}


def test_a_programme_that_is_there_is_refused_and_stays(programme_2021_2023: Edition) -> None:
    data = three_years()
    data["sections"][0]["body_uk"] = "Інше"
    with pytest.raises(LoadError):
        load(data)
    assert not Section.objects.filter(body_uk="Інше").exists()


def test_a_mistake_in_the_last_row_leaves_nothing_of_the_first(db: None) -> None:
    data = three_years()
    data["visit_lines"][-1]["visit"] = "nowhere"
    with pytest.raises(LoadError):
        load(data)
    assert not Program.objects.exists()
    assert not Council.objects.exists()
    assert not City.objects.exists()


def test_a_subsection_may_stand_before_its_section(db: None) -> None:
    data = three_years()
    data["sections"].reverse()
    load(data)
    assert Section.objects.get(code="partners-list").parent.code == "partners"


def test_rows_without_codes_are_given_some(db: None) -> None:
    data = three_years()
    for row in data["responsible"] + data["passport"]:
        del row["code"]
    edition = load(data)
    assert all(row["code"] for row in dump(edition)["responsible"])


def test_areas_and_parties_of_an_agreement_come_with_it(programme_2020: Edition) -> None:
    before = dump(programme_2020)
    parties = {agreement.code: agreement.parties.count() for agreement in Agreement.objects.all()}
    empty()
    load(before)
    assert {agreement.code: agreement.parties.count() for agreement in Agreement.objects.all()} == {
        code: count for code, count in parties.items() if Agreement.objects.filter(code=code).exists()
    }
    assert Agreement.objects.get(code="jarocin-2003").areas.count() == 5


def test_every_row_that_came_in_has_its_history(programme_2021_2023: Edition) -> None:
    for section in Section.objects.all():
        assert section.history.count() == 1


def test_a_decision_that_is_taken_by_another_programme_is_refused(programme_2021_2023: Edition) -> None:
    data = three_years()
    data["program"]["slug"] = "another"
    with pytest.raises(LoadError, match=r"edition\.decision"):
        load(data)


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
def test_the_status_comes_along(db: None, status: str) -> None:
    data = three_years()
    data["edition"]["status"] = status
    assert load(data).status == status
    assert Edition.objects.get().status == status
    assert not IssuedPaper.objects.exists()


def test_an_adopted_programme_whose_papers_cannot_be_kept_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ValidationError("Немає місця.")

    monkeypatch.setattr(papers, "issue", fail)
    data = three_years()
    data["edition"] |= {"status": "adopted", "in_force_from": "2021-01-01"}
    assert refusal(data) == "Немає місця."


def stages(status: str) -> dict[str, str]:
    """Load a programme whose decision has a number, with other decisions; return how far each has come."""
    data = three_years()
    (own,) = data["references"]["decisions"]
    own |= {"number": "12", "period_start": "2020-12-20", "period_end": "2020-12-20", "period_precision": "day"}
    data["references"]["decisions"] += [own | {"code": "prior"}, own | {"code": "draft", "number": ""}]
    data["edition"] |= {"status": status, "in_force_from": "2021-01-01"}
    load(data)
    return {decision.code: decision.stage for decision in Decision.objects.all()}


def test_decisions_that_come_with_a_number_are_signed_but_for_that_of_a_draft(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "issue", lambda *args, **kwargs: [])
    own = three_years()["references"]["decisions"][0]["code"]
    assert stages("draft") == {own: Stage.DRAFT, "prior": Stage.SIGNED, "draft": Stage.DRAFT}


def test_the_decision_of_an_adopted_programme_that_comes_in_is_signed(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "issue", lambda *args, **kwargs: [])
    own = three_years()["references"]["decisions"][0]["code"]
    assert stages("adopted")[own] == Stage.SIGNED


def test_loading_ends_in_a_sound_database(programme_2021_2023: Edition) -> None:
    connection.check_constraints()


def test_a_full_title_typed_as_the_name_is_refused_with_the_name_to_type(db: None) -> None:
    data = three_years()
    name = data["edition"]["name_uk"]
    data["edition"]["name_uk"] = f"Програма {name} на 2021-2023 роки"
    assert "edition.name_uk: " in refusal(data)
    assert f"«{name}»" in refusal(data) or f"“{name}”" in refusal(data)


def test_kind_numbering_and_mark_come_in_and_go_out_again(db: None) -> None:
    data = three_years()
    data["edition"] |= {"kind_uk": "Комплексна програма", "numbering": "arabic"}
    data["council"] |= {"approval_form": "annex", "annex_word": "ДОДАТОК"}
    again = dump(load(data))
    assert again["edition"]["kind_uk"] == "Комплексна програма"
    assert again["edition"]["numbering"] == "arabic"
    assert (again["council"]["approval_form"], again["council"]["annex_word"]) == ("annex", "ДОДАТОК")


def test_a_file_that_says_nothing_of_kind_and_numbering_is_of_the_usual_ones(db: None) -> None:
    edition = load(three_years())
    assert (edition.kind_uk, edition.kind_genitive, edition.numbering) == ("Програма", "", "roman")
    assert {"kind_uk", "kind_genitive", "numbering"}.isdisjoint(dump(edition)["edition"])


def test_the_number_of_inhabitants_comes_in_with_its_day_and_goes_out_with_no_programme(db: None) -> None:
    data = three_years()
    data["references"]["population"] = [{"on": "2020-01-01", "number": 78000, "source": "Статистика"}]
    edition = load(data)
    assert (Population.objects.get().number, "population" in dump(edition)["references"]) == (78_000, False)
    data["program"]["slug"], data["references"]["population"][0]["on"] = "2021", "2020-13-45"
    with pytest.raises(LoadError, match="population"):
        load(data)


def test_a_programme_that_is_there_is_refused_with_what_to_do(programme_2021_2023: Edition) -> None:
    said = refusal(of_here(three_years()))
    assert "2021-2023/1" in said, "which edition stands there"
    assert "книгу Excel" in said, "how a draft is changed"
    assert "«2021-2023-2»" in said, "under which address the file's one may stand beside it"
    Edition.objects.filter(pk=programme_2021_2023.pk).update(status="adopted", in_force_from="2021-01-01")
    assert "«Внести зміни»" in refusal(of_here(three_years())), "how an adopted one is changed"
