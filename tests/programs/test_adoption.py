"""What adoption keeps of an edition: words of registers in its own rows, parts of its pages, every paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from budget.documents import CostEstimate
from budget.models import Funding, FundingSource, MeasureLine, Responsible
from delegations.models import Conference, PlannedVisit
from oleksandria_intl import papers
from oleksandria_intl.acts import PRIOR_DECISION
from oleksandria_intl.documents.decision import annex_signature, prepared_by, reference
from oleksandria_intl.models import Body, Decision, IssuedPaper, Official, SignedWords, Unit, as_signed
from partners.models import City, Country
from programs import adoption
from programs.exchange import dump, row_models
from programs.models import Edition, EditionRow, KeptPart
from programs.words import words_of
from tests import factories


@pytest.fixture
def full(edition: Edition) -> Edition:
    """The draft of 2020 with a row of every kind, and English names in the registers."""
    factories.everything(edition)
    Unit.objects.update(name_en="Department of Economy")
    FundingSource.objects.update(name_en="City budget")
    City.objects.update(name_en="Mazyr")
    Country.objects.update(name_en="Poland")
    return Edition.objects.get()


def rename() -> None:
    """Rename everything in the registers that the edition names."""
    Unit.objects.update(name_uk="відділ", name_en="Office")
    FundingSource.objects.update(name_uk="Джерело", name_en="Source", order=99)
    City.objects.update(name_uk="Місто", name_en="Town")
    Country.objects.update(name_uk="Країна", name_en="Land", formal_name_uk="Країна")
    Official.objects.update(surname="Інший")
    Body.objects.update(act_name="ухвала", name_uk="Інша рада")


def words(model: type[EditionRow]) -> dict[str, Any]:
    """Return the words that the first row of a kind has from registers."""
    row = model._default_manager.order_by("pk").first()
    return {name: row.word(name) for name in model.register_words}


KINDS = [model for model in row_models() if model.register_words]


def test_the_kinds_of_rows_that_print_registers_are_known() -> None:
    assert {*KINDS} == {Responsible, Funding, PlannedVisit, Conference}


@pytest.mark.parametrize("model", KINDS)
def test_a_row_keeps_the_words_that_registers_had_when_it_was_adopted(full: Edition, model: type[EditionRow]) -> None:
    before = words(model)
    assert all(value not in ("", None) for value in before.values())
    adoption.copy_words(full)
    rename()
    assert words(model) == before


@pytest.mark.parametrize("model", KINDS)
def test_a_row_of_a_draft_follows_the_registers(full: Edition, model: type[EditionRow]) -> None:
    before = words(model)
    rename()
    assert all(value != before[name] for name, value in words(model).items())


def test_an_english_name_that_comes_later_is_not_the_editions(full: Edition) -> None:
    Unit.objects.update(name_en="")
    adoption.copy_words(full)
    rename()
    assert Responsible.objects.first().shown_en == ""


def test_a_row_that_names_nothing_of_a_register_keeps_that_it_does(full: Edition) -> None:
    PlannedVisit.objects.update(city=None, place_words="Балтія")
    adoption.copy_words(full)
    visit = PlannedVisit.objects.get()
    assert (visit.place, visit.city_formal_name, visit.city_name_uk) == ("Балтія", "", "")


def test_the_history_says_who_copied_the_words(full: Edition, secretary: User) -> None:
    adoption.copy_words(full, by=secretary)
    latest = Responsible.history.latest()
    assert (latest.history_user, latest.unit_name_uk) == (secretary, "управління економіки")


def test_what_travels_is_the_same_with_the_words_and_without(full: Edition) -> None:
    before = dump(full)
    adoption.copy_words(full)
    assert dump(full) == before


def test_sources_stand_under_the_names_and_in_the_order_of_the_edition(full: Edition) -> None:
    second = FundingSource.objects.create(code="grant", name_uk="Грант", order=5)
    line = MeasureLine.objects.get(code="1.1")
    Funding.objects.create(measure_line=line, year=2020, source=second, amount=10)
    adoption.copy_words(full)
    rename()
    FundingSource.objects.filter(code="grant").update(order=1)
    assert [source.name_uk for source in CostEstimate(full).sources] == ["Міський бюджет", "Грант"]


# The decision


@pytest.fixture
def decided(full: Edition) -> Decision:
    """Its decision, which names that of the executive committee, with everybody who stands on one."""
    decision: Any = full.decision
    executive = factories.body(
        "executive", name_uk="Виконавчий комітет", short_name_genitive="виконавчого комітету", act_name="рішення"
    )
    decision.prior = Decision.objects.create(code="prior", body=executive, subject="Про проєкт")
    decision.speaker = decision.executor = decision.annex_signatory = decision.signatory
    decision.developer = Unit.objects.first()
    decision.save()
    return decision


def printed(decision: Decision) -> list[Any]:
    """Return what a decision prints of registers."""
    signed = as_signed(decision)
    blocks = [*annex_signature(decision), *prepared_by(decision, is_draft=True)]
    return [signed.body.name_uk, signed.body.act_name, reference(decision, {}), *blocks]


def test_a_decision_keeps_body_posts_and_names_as_it_was_signed(full: Edition, decided: Decision) -> None:
    before = printed(decided)
    adoption.copy_words(full)
    rename()
    assert printed(Decision.objects.get(pk=decided.pk)) == before


def test_a_draft_of_a_decision_follows_the_registers(full: Edition, decided: Decision) -> None:
    before = printed(decided)
    rename()
    assert not {*map(str, before)} & {*map(str, printed(Decision.objects.get(pk=decided.pk)))}


def test_the_decision_of_the_executive_committee_is_named_as_it_was_then(full: Edition, decided: Decision) -> None:
    before = words_of(Edition.objects.get())[PRIOR_DECISION]
    adoption.copy_words(Edition.objects.get())
    rename()
    Decision.objects.filter(code="prior").update(subject="Про інше")
    assert words_of(Edition.objects.get())[PRIOR_DECISION] == before


def test_a_decision_that_named_none_of_the_executive_committee_names_none_later(full: Edition) -> None:
    adoption.copy_words(full)
    assert PRIOR_DECISION not in words_of(Edition.objects.get())


# Parts of pages


def test_pages_keep_the_decision_and_the_text_as_they_are_printed(full: Edition) -> None:
    adoption.keep_parts(full)
    parts = {kept.part: kept.html for kept in KeptPart.objects.filter(edition=full)}
    assert "Контроль покласти на комісію." in parts["act"]
    assert "<h1" not in parts["act"]
    assert 'id="section-1"' in parts["text"]
    assert "<style" not in "".join(parts.values())


def test_an_edition_without_a_decision_has_no_act_to_keep(full: Edition) -> None:
    full.decision = None
    adoption.keep_parts(full)
    assert [kept.part for kept in KeptPart.objects.all()] == ["text"]


def test_what_was_kept_stays_once_the_edition_is_adopted(full: Edition) -> None:
    adoption.copy_words(full)
    adoption.keep_parts(full)
    Edition.objects.update(status=Edition.Status.ADOPTED, in_force_from=date(2020, 1, 1))
    for kept in (KeptPart.objects.all(), SignedWords.objects.all()):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            kept.delete()


def test_a_draft_again_follows_the_registers_again(full: Edition, decided: Decision, secretary: User) -> None:
    edition = Edition.objects.with_papers().get()
    adoption.copy_words(edition)
    adoption.keep_parts(edition)
    rename()
    adoption.forget_words(edition, by=secretary)
    assert words(Responsible) == {"unit_name_uk": "відділ", "unit_name_en": "Office"}
    assert Responsible.history.latest().history_user == secretary
    assert as_signed(edition.decision) is edition.decision
    assert not SignedWords.objects.exists()
    assert not KeptPart.objects.exists()


def test_words_are_copied_anew_where_some_were_copied_before(full: Edition, decided: Decision) -> None:
    adoption.copy_words(full)
    rename()
    adoption.copy_words(Edition.objects.with_papers().get())
    assert words(Responsible)["unit_name_uk"] == "відділ"
    assert SignedWords.objects.get().words["body"]["name_uk"] == "Інша рада"
    assert "Виконавчий" not in SignedWords.objects.get().prior


# Papers


def kept_papers() -> set[tuple[str, str, User | None]]:
    return {(paper.kind, paper.format, paper.issued_by) for paper in IssuedPaper.objects.all()}


def test_every_paper_of_the_edition_is_kept_in_every_format(full: Edition, secretary: User, quick_papers: None) -> None:
    adoption.keep_papers(full, by=secretary)
    kinds = {kind.kind for kind in papers.kinds_of("edition") if kind.applies(full)}
    assert kinds >= {"decision", "passport", "cost-estimate"}
    formats = ("pdf", "docx", "html", "json")
    assert kept_papers() == {(kind, format, secretary) for kind in kinds for format in formats}


def test_a_paper_that_has_nothing_to_print_is_left_out(edition: Edition, quick_papers: None) -> None:
    adoption.keep_papers(edition, by=None)
    assert {kind for kind, _format, _by in kept_papers()} == {"decision", "cost-estimate"}


def test_a_paper_that_cannot_be_kept_is_said(
    full: Edition, quick_papers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ValidationError("немає місця")

    monkeypatch.setattr(papers, "issue", fail)
    with pytest.raises(ValidationError, match="немає місця"):
        adoption.keep_papers(full, by=None)
