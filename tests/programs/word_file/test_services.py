"""An edited Word file comes back: each text that differs waits beside its field, until a person decides."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.utils import translation

from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.typesetting import compared
from programs.models import CityProfile, Edition, PassportRow, RefusedWording, Section, WordFile, WordProposal
from programs.word_file import services
from tests import factories
from tests.programs.word_file.files import Edited, accept, found_in, marked, taken, texts
from tests.programs.word_file.ten_edits import TEN


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def edited(content: bytes) -> BytesIO:
    """Return the file with the ten edits."""
    file = Edited(content)
    for edit in TEN:
        if edit.was:
            file.replace(edit.beginning, edit.was, edit.now, edit.place)
        elif edit.now:
            file.add_below(edit.beginning, edit.now)
        else:
            file.remove(edit.beginning)
    return file.saved()


def test_ten_edits_are_ten_proposals_each_at_its_field_or_named_as_not_placed(
    programme_2020: Edition, clerk: User
) -> None:
    proposals = taken(programme_2020, edited(marked(programme_2020)), clerk)
    assert found_in(proposals) == [(edit.field, edit.placement) for edit in TEN]
    assert [proposal.order for proposal in proposals] == list(range(1, 11))


def test_what_is_accepted_prints_as_the_file_says(programme_2020: Edition, clerk: User) -> None:
    file = edited(marked(programme_2020))
    accept(taken(programme_2020, file, clerk))
    now, wanted = texts(marked(programme_2020)), texts(file.getvalue())
    assert [(one, other) for one, other in zip(now, wanted, strict=True) if one != other] == []


# A small edition is enough for the rest.


@pytest.fixture
def draft(edition: Edition) -> Edition:
    """A draft with a row of the passport, and a section of two paragraphs and a list."""
    PassportRow.objects.create(edition=edition, order=1, label_uk="Назва", value_uk="{Програма} (далі - Програма)")
    body = "Перший **важливий** абзац {Програми}.\n\n- перша точка;\n- друга точка.\n\nКінець."
    Section.objects.create(edition=edition, order=1, title_uk="Мета Програми", body_uk=body)
    return edition


def came_back(draft: Edition, by: User, *edits: Callable[[Edited], None]) -> list[WordProposal]:
    """Return what a file proposes that was edited so."""
    file = Edited(marked(draft))
    for edit in edits:
        edit(file)
    return taken(draft, file.saved(), by)


def one(draft: Edition, by: User) -> WordProposal:
    """Return the proposal of a file in which a word was changed."""
    (found,) = came_back(draft, by, lambda file: file.replace("Кінець", "Кінець", "Край"))
    return found


def test_an_untouched_file_proposes_nothing(draft: Edition, clerk: User) -> None:
    assert came_back(draft, clerk) == []
    assert WordFile.objects.get().is_older is False


def test_a_file_is_recorded_with_whose_and_what_it_is(draft: Edition, clerk: User) -> None:
    file = Edited(marked(draft)).saved()
    kept = services.take_in(edition=draft, file=file, file_name="а" * 300, by=clerk)
    assert (kept.edition, kept.paper, kept.file_name, kept.uploaded_by) == (draft, "decision", "а" * 200, clerk)
    assert kept.sha256 == hashlib.sha256(file.getvalue()).hexdigest()


def test_words_in_braces_and_looks_that_nobody_touched_stay(draft: Edition, clerk: User) -> None:
    accept(came_back(draft, clerk, lambda file: file.replace("Перший важливий", "Перший", "Найперший")))
    assert Section.objects.get().body_uk.startswith("Найперший **важливий** абзац {Програми}.\n\n- перша")


def test_words_in_braces_that_were_changed_become_what_the_file_says(draft: Edition, clerk: User) -> None:
    accept(came_back(draft, clerk, lambda file: file.replace("Програма ", "на 2020 рік", "на 2021 рік")))
    value = PassportRow.objects.get().value_uk
    assert "{Програма}" not in value
    assert value.endswith("на 2021 рік (далі - Програма)")


def test_points_of_a_list_are_added_and_deleted(draft: Edition, clerk: User) -> None:
    def add(file: Edited) -> None:
        file.add_below("друга точка", "третя точка")

    accept(came_back(draft, clerk, add, lambda file: file.remove("перша точка")))
    assert "\n\n- друга точка.\n- третя точка\n\nКінець." in Section.objects.get().body_uk


def test_a_paragraph_that_lost_its_mark_is_found_by_its_words(draft: Edition, clerk: User) -> None:
    def retype(file: Edited) -> None:
        file.add_below("друга точка", "друга, дуже нова точка.")
        file.remove("друга точка")

    (proposal,) = came_back(draft, clerk, retype)
    assert (proposal.kind, proposal.said_now) == ("changed", "друга, дуже нова точка.")


def test_a_paragraph_that_was_split_is_changed_and_its_end_is_added(draft: Edition, clerk: User) -> None:
    def split(file: Edited) -> None:
        file.add_below("Перший", "абзац і далі.")
        file.replace("Перший", " абзац", "", 0)

    proposals = came_back(draft, clerk, split)
    assert [(each.kind, each.placement) for each in proposals] == [("changed", "field"), ("inserted", "field")]
    accept(proposals)
    assert "\n\nабзац і далі.\n\n- перша точка;" in Section.objects.get().body_uk


def test_a_point_that_was_moved_is_taken_out_and_put_in(draft: Edition, clerk: User) -> None:
    def move(file: Edited) -> None:
        file.paragraph("Кінець").addnext(file.paragraph("перша точка"))

    proposals = came_back(draft, clerk, move)
    assert sorted((each.kind, each.placement) for each in proposals) == [("inserted", "field"), ("removed", "field")]


def test_a_new_point_of_the_decision_is_a_row_of_its_own(draft: Edition, clerk: User) -> None:
    assert draft.decision
    draft.decision.points.create(order=9, text="Погодити {Програму}.")
    (proposal,) = came_back(draft, clerk, lambda file: file.add_below("Погодити", "Оприлюднити рішення."))
    assert (proposal.placement, proposal.model) == ("row", "oleksandria_intl.decisionpoint")


def test_words_of_the_form_and_sums_have_no_field(programme_2020: Edition, clerk: User) -> None:
    def change(file: Edited) -> None:
        file.replace("Назва розділу", "розділу", "частини")
        file.replace("580,0", "580,0", "600,0")
        file.replace("Управління стратегічного планування міської ради", "планування", "розвитку", 1)

    found = [(each.placement, each.field) for each in came_back(programme_2020, clerk, change)]
    assert found == [("form", ""), ("register", "name_uk"), ("computed", "")]


def test_a_row_that_was_taken_out_of_a_table_is_one_proposal(programme_2020: Edition, clerk: User) -> None:
    def remove(file: Edited) -> None:
        row = next(file.paragraph("Термін реалізації Програми").iterancestors("{*}tr"))
        row.getparent().remove(row)

    (proposal,) = came_back(programme_2020, clerk, remove)
    assert (proposal.kind, proposal.placement) == ("removed", "row")
    assert compared(proposal.said_was) == "3. | Термін реалізації Програми | 2020 рік"


def test_figures_are_proposed_in_the_unit_of_their_rows(programme_2020: Edition, clerk: User) -> None:
    def change(file: Edited) -> None:
        file.replace("45,0", "45,0", "95,5")
        file.replace("120 000", "120 000", "90 000")

    accept(came_back(programme_2020, clerk, change))
    assert {"95,5", "90 000 грн*"} <= set(texts(marked(programme_2020)))


def test_an_older_file_says_nothing_of_what_changed_in_the_portal_alone(draft: Edition, clerk: User) -> None:
    file = Edited(marked(draft))
    Section.objects.update(title_uk="Ціль Програми", version=2)
    file.replace("Кінець", "Кінець", "Край")
    (proposal,) = taken(draft, file.saved(), clerk)
    assert (proposal.said_now, proposal.is_outdated) == ("Край.", False)
    assert proposal.file.is_older


def test_a_text_that_both_changed_says_so(draft: Edition, clerk: User) -> None:
    file = Edited(marked(draft))
    row = Section.objects.get()
    row.body_uk = row.body_uk.replace("Кінець", "Завершення")
    row.save()
    file.replace("Кінець", "Кінець", "Край")
    (proposal,) = taken(draft, file.saved(), clerk)
    assert (proposal.said_was, proposal.said_now, proposal.is_outdated) == ("Завершення.", "Край.", True)


def test_an_adopted_edition_takes_nothing_back(draft: Edition, clerk: User) -> None:
    content = marked(draft)
    Edition.objects.filter(pk=draft.pk).update(status="withdrawn")
    with pytest.raises(ValidationError, match="does not change"):
        taken(draft, BytesIO(content), clerk)


def test_a_file_of_another_edition_is_refused_by_its_name(draft: Edition, clerk: User) -> None:
    other = factories.edition("2021", years=(2021, 2021))
    with pytest.raises(ValidationError, match="edition 2020/1, not of 2021/1"):
        taken(other, BytesIO(marked(draft)), clerk)


def test_a_file_without_marks_is_refused(draft: Edition, clerk: User) -> None:
    file = Edited(marked(draft))
    file.file.core_properties.keywords = ""
    for mark in list(file.file.element.body.iter("{*}bookmarkStart")):
        mark.getparent().remove(mark)
    with pytest.raises(ValidationError, match="has no marks"):
        taken(draft, file.saved(), clerk)


def test_a_file_that_lost_its_name_is_known_by_its_marks(draft: Edition, clerk: User) -> None:
    file = Edited(marked(draft, "passport"))
    file.file.core_properties.keywords = ""
    assert taken(draft, file.saved(), clerk) == []
    assert WordFile.objects.get().paper == "passport"


def test_a_file_that_differs_nearly_everywhere_is_refused(
    draft: Edition, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_PROPOSALS", 0)
    with pytest.raises(ValidationError, match="hardly this paper"):
        one(draft, clerk)


def test_what_is_no_word_file_is_refused_in_a_sentence(draft: Edition, clerk: User) -> None:
    with pytest.raises(UnreadableFile, match="is damaged"):
        taken(draft, BytesIO(b"garbage"), clerk)
    assert not WordFile.objects.exists()


@contextmanager
def failing(model: Any) -> Iterator[None]:
    """Have rows of a model fail right after they are written."""

    def fail(sender: Any, **facts: Any) -> None:
        raise RuntimeError("the disk is full")

    post_save.connect(fail, sender=model)
    try:
        with pytest.raises(RuntimeError):
            yield
    finally:
        post_save.disconnect(fail, sender=model)


def test_a_file_that_cannot_be_kept_whole_is_not_kept(draft: Edition, clerk: User) -> None:
    with failing(WordFile):
        one(draft, clerk)
    assert not WordFile.objects.exists()


@pytest.mark.parametrize("decide", [services.take, services.refuse])
def test_a_decision_that_cannot_be_kept_leaves_the_proposal_waiting(
    draft: Edition, clerk: User, decide: Callable[..., None]
) -> None:
    proposal = one(draft, clerk)
    with failing(WordProposal):
        decide(proposal=proposal, by=clerk)
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_what_is_taken_says_who_took_it(draft: Edition, clerk: User) -> None:
    proposal = one(draft, clerk)
    services.take(proposal=proposal, by=clerk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("taken", clerk)
    assert proposal.decided_at
    assert not RefusedWording.objects.exists()


def test_what_is_refused_is_not_asked_about_again(draft: Edition, clerk: User, head: User) -> None:
    proposal = one(draft, clerk)
    services.refuse(proposal=proposal, by=head)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("refused", head)
    assert RefusedWording.objects.get().refused_by == head
    again = one(draft, clerk)
    assert (again.pk != proposal.pk, again.state, again.decided_by) == (True, "refused", head)
    assert again.decided_at


@pytest.mark.parametrize("decide", [services.take, services.refuse])
def test_what_is_decided_is_not_decided_again(draft: Edition, clerk: User, decide: Callable[..., None]) -> None:
    proposal = one(draft, clerk)
    services.take(proposal=proposal, by=clerk)
    with pytest.raises(ValidationError, match="decided this already"):
        decide(proposal=proposal, by=clerk)


def test_what_is_reconsidered_waits_and_is_asked_about_again(draft: Edition, clerk: User) -> None:
    proposal = one(draft, clerk)
    services.refuse(proposal=proposal, by=clerk)
    services.reconsider(proposal=proposal, by=clerk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.decided_at) == ("waiting", None, None)
    assert one(draft, clerk).state == "waiting"


def test_what_cannot_be_reconsidered_stays_refused(draft: Edition, clerk: User) -> None:
    proposal = one(draft, clerk)
    services.refuse(proposal=proposal, by=clerk)
    with failing(WordProposal):
        services.reconsider(proposal=proposal, by=clerk)
    assert RefusedWording.objects.exists()


def test_a_city_as_it_was_described_is_no_other_citys(programme_2020: Edition, clerk: User) -> None:
    accept(came_back(programme_2020, clerk, lambda file: file.replace("Братерські відносини", "Братерські", "Щирі")))
    assert CityProfile.objects.filter(relations_heading="Щирі відносини").count() == 1
