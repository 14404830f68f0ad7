"""A form that is sent without its session comes back to whoever sent it; it is never carried out by itself."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget.models import Explanation
from oleksandria_intl.models import Decision, UnsavedPost
from oleksandria_intl.models.unsaved import MOST_OF_A_BROWSER
from oleksandria_intl.unsaved import posts
from partners.models import City
from programs.models import Edition, Section
from tests import spending
from tests.admin_pages import address, shown

OWN = {"HTTP_ORIGIN": "http://testserver"}
TEXT = "Текст Оксани. " * 400


@pytest.fixture
def section(edition: Edition) -> Section:
    """A section that the clerk edits."""
    return Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Було.")


@pytest.fixture
def page(section: Section) -> str:
    """The page of the section."""
    return address(Section, "change", section.pk)


def opened(client: Client, page: str) -> dict[str, Any]:
    """Return what the browser posts from a page, with the hidden fields of the page."""
    answer = client.get(page)
    return shown(answer) | {"typed_by": answer.context["typed_by"]}


def sent_without_session(client: Client, page: str, form: dict[str, Any], **headers: Any) -> Any:
    """Send a form whose session is gone."""
    Session.objects.all().delete()
    return client.post(page, form, **(headers or OWN))


def is_kept(answer: Any) -> bool:
    return answer.status_code == 302 and f"{posts.KEPT}=" in answer["Location"]


@pytest.fixture
def kept(client: Client, clerk: User, page: str) -> str:
    """The address of a section's form that the clerk sent without a session."""
    client.force_login(clerk)
    answer = sent_without_session(client, page, opened(client, page) | {"body_uk": TEXT, "_save": "1"})
    assert is_kept(answer)
    return answer["Location"]


def test_a_form_without_a_session_is_not_carried_out(kept: str, section: Section) -> None:
    section.refresh_from_db()
    assert section.body_uk == "Було."


def test_the_way_to_the_kept_form_leads_through_logging_in(client: Client, kept: str) -> None:
    answer = client.get(kept)
    assert answer.status_code == 302
    assert "kept" in answer["Location"]
    assert "next=" in answer["Location"]


def test_the_same_person_gets_the_form_back_filled_in(client: Client, clerk: User, kept: str) -> None:
    client.force_login(clerk)
    answer = client.get(kept)
    assert shown(answer)["body_uk"] == TEXT
    assert "не зберіг" in answer.content.decode() or "did not save" in answer.content.decode()


def test_to_look_at_the_form_saves_nothing(client: Client, clerk: User, kept: str, section: Section) -> None:
    client.force_login(clerk)
    client.get(kept)
    section.refresh_from_db()
    assert section.body_uk == "Було."
    assert UnsavedPost.objects.count() == 1


def test_save_saves_the_text_and_forgets_the_form(client: Client, clerk: User, kept: str, section: Section) -> None:
    client.force_login(clerk)
    client.post(kept, shown(client.get(kept)))
    section.refresh_from_db()
    assert section.body_uk == TEXT.strip()
    assert not UnsavedPost.objects.exists()


def test_another_person_on_the_same_browser_sees_nothing(client: Client, head: User, kept: str) -> None:
    client.force_login(head)
    answer = client.get(kept)
    assert "Текст Оксани" not in answer.content.decode()
    assert "Було." in answer.content.decode()
    assert "Оксани" not in client.get(reverse("admin:index")).content.decode()


def test_the_same_person_in_another_browser_sees_nothing(clerk: User, kept: str) -> None:
    other = Client()
    other.force_login(clerk)
    assert "Текст Оксани" not in other.get(kept).content.decode()


def test_the_front_page_says_that_a_form_waits(client: Client, clerk: User, kept: str) -> None:
    client.force_login(clerk)
    assert kept.replace("&", "&amp;") in client.get(reverse("admin:index")).content.decode()


def test_a_form_cannot_be_read_in_the_database(kept: str) -> None:
    content = bytes(UnsavedPost.objects.get().content)
    assert "Текст".encode() not in content
    assert b"body_uk" not in content


def test_a_form_that_nobody_came_back_for_within_a_week_is_gone(
    client: Client, clerk: User, kept: str, it_is: Callable[[str], None]
) -> None:
    it_is("2027-01-01")
    UnsavedPost.objects.update(kept_at="2026-12-24T09:00:00Z")
    client.force_login(clerk)
    assert "Текст Оксани" not in client.get(kept).content.decode()
    assert UnsavedPost.objects.outdated().count() == 1


@pytest.mark.parametrize(
    "headers", [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {"HTTP_ACCEPT": "text/html"}]
)
def test_a_form_of_another_origin_is_kept_by_nobody(
    headers: dict[str, str], client: Client, clerk: User, page: str
) -> None:
    client.force_login(clerk)
    answer = sent_without_session(client, page, opened(client, page), **headers)
    assert not is_kept(answer)
    assert not UnsavedPost.objects.exists()


def test_the_referer_of_our_own_page_will_do(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    assert is_kept(sent_without_session(client, page, opened(client, page), HTTP_REFERER=f"http://testserver{page}"))


@pytest.mark.parametrize("signed", ["", "forged", "MQ:1abc:forged"])
def test_a_form_that_nobody_opened_is_kept_by_nobody(signed: str, stranger: Client, page: str) -> None:
    answer = stranger.post(page, {"typed_by": signed, "body_uk": TEXT}, **OWN)  # type: ignore[arg-type]
    assert not is_kept(answer)
    assert not UnsavedPost.objects.exists()


def test_a_form_of_somebody_who_works_here_no_more_is_kept_by_nobody(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    form = opened(client, page)
    User.objects.update(is_active=False)
    assert not is_kept(sent_without_session(client, page, form))


def test_a_form_of_more_than_a_megabyte_is_not_kept(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    form = opened(client, page) | {"body_uk": "x" * (posts.LARGEST + 1)}
    assert not is_kept(sent_without_session(client, page, form))


def test_passwords_codes_and_files_are_not_kept(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    secrets = {"password1": "a long enough word", "otp": "123456", "scan": SimpleUploadedFile("a.pdf", b"%PDF")}
    sent_without_session(client, page, opened(client, page) | secrets)
    text = posts.text_of(UnsavedPost.objects.get())
    assert text is not None
    assert text["body_uk"] == "Було."
    assert not {*secrets, "typed_by", "csrfmiddlewaretoken"} & set(text)


def test_a_browser_keeps_the_newest_few(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    form = opened(client, page)
    for number in range(MOST_OF_A_BROWSER + 2):
        sent_without_session(client, page, form | {"body_uk": f"Спроба {number}"})
    texts = [posts.text_of(post)["body_uk"] for post in UnsavedPost.objects.order_by("pk")]
    assert texts == [f"Спроба {number}" for number in range(2, MOST_OF_A_BROWSER + 2)]


def test_a_form_is_not_carried_out_for_whoever_logged_in_meanwhile(
    client: Client, clerk: User, head: User, page: str, section: Section
) -> None:
    client.force_login(clerk)
    form = opened(client, page) | {"body_uk": TEXT}
    client.force_login(head)
    assert is_kept(client.post(page, form, **OWN))  # type: ignore[arg-type]
    section.refresh_from_db()
    assert section.body_uk == "Було."
    assert UnsavedPost.objects.get().person == clerk


def test_what_was_changed_meanwhile_stands_beside_the_kept_text(
    client: Client, clerk: User, head: User, kept: str, section: Section
) -> None:
    section.body_uk = "Текст Ірини."
    section.save()
    client.force_login(clerk)
    answer = client.get(kept)
    assert shown(answer)["body_uk"] == TEXT
    assert "Текст Ірини." in str(answer.context["adminform"].form.errors)


def test_rows_on_the_page_come_back_with_it(client: Client, secretary: User, edition: Edition) -> None:
    decision = Decision.objects.get()
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    new = {"points-TOTAL_FORMS": "3", "points-2-text": "Оприлюднити.", "points-2-decision": str(decision.pk)}
    form = opened(client, page) | new
    kept = sent_without_session(client, page, form)["Location"]
    client.force_login(secretary)
    client.post(kept, shown(client.get(kept)))
    assert [point.text for point in decision.points.order_by("order")][1:] == [
        "Контроль покласти на комісію.",
        "Оприлюднити.",
    ]


def test_a_new_row_comes_back_too(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    page = address(City, "add")
    form = opened(client, page) | {"name_uk": "Каунас"}
    kept = sent_without_session(client, page, form)["Location"]
    client.force_login(clerk)
    assert shown(client.get(kept))["name_uk"] == "Каунас"
    assert not City.objects.filter(name_uk="Каунас").exists()


DRAFTS = b"admin/drafts.js"
DRAFT = "0123456789abcdef" * 2


def test_a_form_that_is_sent_twice_waits_once(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    form = opened(client, page) | {"draft": DRAFT}
    sent_without_session(client, page, form)
    sent_without_session(client, page, form | {"body_uk": TEXT})
    assert posts.text_of(UnsavedPost.objects.get())["body_uk"] == TEXT


def test_a_text_that_was_saved_by_its_draft_waits_no_more(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    form = opened(client, page) | {"draft": DRAFT, "body_uk": TEXT}
    sent_without_session(client, page, form)
    client.force_login(clerk)
    client.post(page, form)
    assert not UnsavedPost.objects.exists()


# The browser's drafts


def test_the_draft_comes_back_in_the_form_and_saves_nothing(
    client: Client, clerk: User, page: str, section: Section
) -> None:
    client.force_login(clerk)
    answer = client.post(page, opened(client, page) | {"draft": DRAFT, "body_uk": TEXT, "_give_back": "1"})
    assert shown(answer)["body_uk"] == TEXT
    assert f'value="{DRAFT}" data-unsaved' in answer.content.decode()
    section.refresh_from_db()
    assert section.body_uk == "Було."


def test_what_was_chosen_comes_back_by_its_name(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    page = address(Explanation, "add")
    measure = spending.measure_of("2.1")
    answer = client.post(page, opened(client, page) | {"measure": measure.pk, "text": "Карантин.", "_give_back": "1"})
    assert re.search(rf'<option value="{measure.pk}" selected>[^<]*2\.1 Захід 2\.1', answer.content.decode())
    assert not Explanation.objects.exists()


def test_a_row_that_is_gone_meanwhile_comes_back_as_a_new_one(
    client: Client, secretary: User, edition: Edition
) -> None:
    decision = Decision.objects.get()
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    draft = opened(client, page) | {"points-0-text": "Затвердити негайно.", "_give_back": "1"}
    decision.points.get(order=1).delete()
    answer = client.post(page, draft)
    client.post(page, shown(answer))
    assert "Затвердити негайно." in decision.points.values_list("text", flat=True)


def test_the_browser_may_forget_the_draft_of_a_saved_form(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    client.post(page, opened(client, page) | {"draft": DRAFT, "body_uk": TEXT})
    assert client.cookies["portal_saved"].value == DRAFT


def test_drafts_are_looked_after_where_there_is_a_form_or_a_list_of_them_or_a_form_was_saved(
    client: Client, clerk: User, page: str
) -> None:
    client.force_login(clerk)
    rows = address(Section, "changelist")
    assert [DRAFTS in client.get(each).content for each in (rows, reverse("usersessions_list"))] == [False, False]
    assert all(DRAFTS in client.get(each).content for each in (page, reverse("admin:index")))
    client.post(page, opened(client, page) | {"draft": DRAFT, "body_uk": TEXT})
    assert DRAFTS in client.get(rows).content


def test_a_step_of_an_edition_saves_the_form_too(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    page = address(Edition, "change", edition.pk)
    client.post(page, opened(client, page) | {"draft": DRAFT, "_publish": "1"})
    assert client.cookies["portal_saved"].value == DRAFT


def test_the_browser_keeps_the_draft_of_a_refused_form(client: Client, clerk: User, page: str) -> None:
    client.force_login(clerk)
    answer = client.post(page, opened(client, page) | {"draft": DRAFT, "title_uk": ""})
    assert "portal_saved" not in client.cookies
    assert f'value="{DRAFT}" data-unsaved' in answer.content.decode()


def test_the_key_of_drafts_is_each_persons_own(client: Client, clerk: User, head: User) -> None:
    keys = []
    for user in (clerk, head, clerk):
        client.force_login(user)
        answer = client.get(reverse("admin:draft-key"))
        assert "no-store" in answer["Cache-Control"]
        keys.append(answer.json()["key"])
    assert keys[0] == keys[2] != keys[1]
    assert len(base64.b64decode(keys[0])) == 32


def test_the_key_of_drafts_is_given_to_no_stranger(stranger: Client, db: None) -> None:
    assert stranger.get(reverse("admin:draft-key")).status_code == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_the_key_of_drafts_is_given_to_our_own_pages_only(site: str, client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get(reverse("admin:draft-key"), HTTP_SEC_FETCH_SITE=site).status_code == 403


# The cookie that guards forms


@pytest.fixture
def guarded() -> Client:
    """A browser whose forms are guarded as they are in earnest."""
    return Client(enforce_csrf_checks=True)


def test_without_the_guarding_cookie_the_form_comes_back_at_once(
    guarded: Client, clerk: User, page: str, section: Section
) -> None:
    guarded.force_login(clerk)
    form = opened(guarded, page) | {"body_uk": TEXT}
    del guarded.cookies["csrftoken"]
    answer = guarded.post(page, form, **OWN)  # type: ignore[arg-type]
    assert is_kept(answer)
    assert shown(guarded.get(answer["Location"]))["body_uk"] == TEXT
    section.refresh_from_db()
    assert section.body_uk == "Було."


def test_the_page_of_a_form_that_is_not_kept_is_the_staffs_own(guarded: Client, clerk: User, page: str) -> None:
    guarded.force_login(clerk)
    answer = guarded.post(page, {"body_uk": TEXT})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert reverse("admin:index") in text
    assert '<html lang="uk"' in text
    assert re.search(r"user-tools", text)


def test_the_page_of_a_refusal_is_the_staffs_own(client: Client, auditor: User, page: str) -> None:
    client.force_login(auditor)
    answer = client.post(page, {})
    assert answer.status_code == 403
    assert f'href="{reverse("admin:index")}"' in answer.content.decode()
    assert "user-tools" in answer.content.decode()
