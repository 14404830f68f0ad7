"""The pages of edited Word files: the form, what a file proposes, and the fields that open with it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from programs.models import Edition, Section, WordFile, WordProposal
from tests.admin_pages import address, posted
from tests.programs.word_file.files import Edited, marked


@pytest.fixture
def draft(edition: Edition) -> Edition:
    """A draft with a section, and a point of its decision."""
    Section.objects.create(edition=edition, order=1, title_uk="Мета Програми", body_uk="Абзац {Програми}.\n\nКінець.")
    assert edition.decision
    edition.decision.points.create(order=9, text="Погодити {Програму}.")
    return edition


def upload(client: Client, edition: Edition, content: bytes) -> Any:
    """Send a file; return the answer."""
    file = SimpleUploadedFile("decision.docx", content)
    return client.post(address(WordFile, "add"), {"edition": edition.pk, "file": file})


def edited(draft: Edition, beginning: str, was: str, now: str) -> bytes:
    file = Edited(marked(draft))
    file.replace(beginning, was, now)
    return file.saved().getvalue()


@pytest.fixture
def proposal(client: Client, clerk: User, draft: Edition) -> WordProposal:
    """A word of the section that the clerk's file changes."""
    client.force_login(clerk)
    upload(client, draft, edited(draft, "Кінець", "Кінець", "Край"))
    return WordProposal.objects.get()


def test_the_edition_leads_to_the_form_while_it_changes(client: Client, clerk: User, draft: Edition) -> None:
    client.force_login(clerk)
    form = f"{address(WordFile, 'add')}?edition={draft.pk}"
    assert form in client.get(address(Edition, "change", draft.pk)).content.decode()
    Edition.objects.filter(pk=draft.pk).update(status="withdrawn")
    assert form not in client.get(address(Edition, "change", draft.pk)).content.decode()


def test_what_the_file_says_stands_beside_its_field(client: Client, proposal: WordProposal) -> None:
    page = client.get(address(WordFile, "change", proposal.file_id)).content.decode()
    assert "<del>Кінець</del>." in page
    assert "<ins>Край</ins>." in page
    assert f"{address(Section, 'change', Section.objects.get().pk)}?proposal={proposal.pk}" in page


def test_the_field_opens_with_the_proposal_and_saving_takes_it(
    client: Client, clerk: User, proposal: WordProposal
) -> None:
    section = Section.objects.get()
    page = f"{address(Section, 'change', section.pk)}?proposal={proposal.pk}"
    data = posted(client, page)
    assert data["body_uk"] == "Абзац {Програми}.\n\nКрай."
    section.refresh_from_db()
    assert section.body_uk.endswith("Кінець.")
    answer = client.post(page, data | {"_save": "1"})
    assert answer["Location"] == f"{address(WordFile, 'change', proposal.file_id)}#proposal-{proposal.pk}"
    section.refresh_from_db()
    proposal.refresh_from_db()
    assert (section.body_uk, proposal.state, proposal.decided_by) == ("Абзац {Програми}.\n\nКрай.", "taken", clerk)


def test_a_row_of_another_page_opens_there_with_the_proposal(client: Client, head: User, draft: Edition) -> None:
    client.force_login(head)
    upload(client, draft, edited(draft, "Погодити", "Погодити", "Схвалити"))
    assert draft.decision
    page = f"{address(type(draft.decision), 'change', draft.decision.pk)}?proposal={WordProposal.objects.get().pk}"
    assert "Схвалити {Програму}." in posted(client, page).values()


def test_who_may_not_change_the_field_is_offered_no_form(
    client: Client, clerk: User, auditor: User, draft: Edition
) -> None:
    client.force_login(clerk)
    upload(client, draft, edited(draft, "Погодити", "Погодити", "Схвалити"))
    client.force_login(auditor)
    assert "?proposal=" not in client.get(address(WordFile, "change", WordFile.objects.get().pk)).content.decode()


def test_a_field_that_changed_since_is_left_as_it_is(client: Client, proposal: WordProposal) -> None:
    section = Section.objects.get()
    section.body_uk = "Зовсім інше."
    section.save()
    page = f"{address(Section, 'change', section.pk)}?proposal={proposal.pk}"
    assert posted(client, page)["body_uk"] == "Зовсім інше."
    assert "Край." in client.get(page).content.decode()


def test_another_row_does_not_open_with_the_proposal(client: Client, proposal: WordProposal, draft: Edition) -> None:
    other = Section.objects.create(edition=draft, order=2, title_uk="Інше", body_uk="Кінець.")
    page = f"{address(Section, 'change', other.pk)}?proposal={proposal.pk}"
    assert posted(client, page)["body_uk"] == "Кінець."
    client.post(page, posted(client, page) | {"_save": "1"})
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


@pytest.mark.parametrize("key", ["0", "-1", "слово", "9" * 30])
def test_a_proposal_that_is_not_there_changes_nothing(client: Client, proposal: WordProposal, key: str) -> None:
    page = f"{address(Section, 'change', Section.objects.get().pk)}?proposal={key}"
    assert posted(client, page)["body_uk"].endswith("Кінець.")


def decide(client: Client, proposal: WordProposal, decision: str) -> Any:
    return client.post(reverse("admin:programs_wordfile_decide", args=[proposal.file_id, proposal.pk, decision]))


@pytest.mark.parametrize(("decision", "state"), [("refuse", "refused"), ("take", "taken")])
def test_a_proposal_is_decided_and_decided_anew(
    client: Client, proposal: WordProposal, decision: str, state: str
) -> None:
    decide(client, proposal, decision)
    proposal.refresh_from_db()
    assert proposal.state == state
    assert decide(client, proposal, "take").status_code == 302, "decided already, which is said"
    decide(client, proposal, "reconsider")
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_what_cannot_be_decided_is_not_there(client: Client, proposal: WordProposal) -> None:
    assert decide(client, proposal, "eat").status_code == 404
    proposal.pk = 0
    assert decide(client, proposal, "take").status_code == 404


def test_the_auditor_sees_the_proposals_and_decides_nothing(
    client: Client, auditor: User, proposal: WordProposal
) -> None:
    client.force_login(auditor)
    page = client.get(address(WordFile, "change", proposal.file_id)).content.decode()
    assert "<ins>Край</ins>" in page
    assert "/refuse/" not in page
    assert decide(client, proposal, "refuse").status_code == 403
    assert client.get(address(WordFile, "add")).status_code == 403


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 old", b"%PDF-1.7"])
def test_what_is_no_word_file_is_answered_with_a_sentence(
    client: Client, clerk: User, draft: Edition, content: bytes
) -> None:
    client.force_login(clerk)
    page = upload(client, draft, content)
    assert page.status_code == 200
    assert 'class="errorlist"' in page.content.decode()
    assert not WordFile.objects.exists()


def test_a_file_larger_than_any_paper_is_not_read(client: Client, clerk: User, draft: Edition) -> None:
    client.force_login(clerk)
    assert "10" in upload(client, draft, b"P" * (10 * 1024 * 1024 + 1)).content.decode()
    assert not WordFile.objects.exists()


def test_an_edition_that_does_not_change_any_more_is_refused(client: Client, clerk: User, draft: Edition) -> None:
    client.force_login(clerk)
    content = marked(draft)
    Edition.objects.filter(pk=draft.pk).update(status="withdrawn")
    assert "errorlist" in upload(client, draft, content).content.decode()


def test_a_file_that_says_the_same_has_nothing_to_decide(client: Client, clerk: User, draft: Edition) -> None:
    client.force_login(clerk)
    answer = upload(client, draft, BytesIO(marked(draft)).getvalue())
    page = client.get(answer["Location"]).content.decode()
    assert "portal-success" in page
    assert "portal-proposal" not in page


def test_the_list_says_how_much_waits(client: Client, proposal: WordProposal) -> None:
    page = client.get(address(WordFile, "changelist")).content.decode()
    assert '<td class="field-still_waiting">1</td>' in page
