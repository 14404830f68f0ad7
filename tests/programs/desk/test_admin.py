"""The workspace of an edition: the paper with its sources, the outline, the way to the forms and back."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from lxml import html

from budget.models import Funding, MeasureLine
from oleksandria_intl.documents.html import render_blocks
from oleksandria_intl.documents.sources import source_of, sources_of
from programs.desk.sources import written
from programs.desk.whole import parts_of_paper
from programs.documents import decision
from programs.edition_paper import EditionPaper
from programs.models import CityProfile, Edition, PassportRow, Section
from tests import factories
from tests.admin_pages import address, posted

JSON = {"accept": "application/json"}


def page_of(edition: Edition, page: str = "", **query: str) -> str:
    name = f"admin:programs_edition_desk{page}"
    asked = "&".join(f"{key}={quote(value)}" for key, value in query.items())
    return reverse(name, args=[edition.pk]) + (f"?{asked}" if asked else "")


def tree_of(client: Client, edition: Edition) -> Any:
    return html.fromstring(client.get(page_of(edition)).content.decode())


def of_class(tree: Any, *names: str) -> list[Any]:
    return [each for name in names for each in tree.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")]


def entry_of(tree: Any, part: str) -> Any:
    return tree.xpath(f".//li[@data-entry='{part}']")[0]


@pytest.fixture
def section(edition: Edition) -> Section:
    """A section that the clerk writes."""
    return Section.objects.create(edition=edition, code="intro", order=1, title_uk="Вступ", body_uk="Було.")


# The paper


def test_every_text_of_the_decision_has_a_source_in_the_workspace(programme_2020: Edition) -> None:
    parts = parts_of_paper(EditionPaper(Edition.objects.of_key(programme_2020.key)))
    lacking = [part.key for part in parts if None in set(sources_of(tuple(part.blocks)))]
    assert lacking == []
    assert len(parts) == 16


def test_the_workspace_prints_what_the_paper_prints(programme_2020: Edition) -> None:
    edition = Edition.objects.of_key(programme_2020.key)
    parts = parts_of_paper(EditionPaper(edition))
    ours = html.fromstring("".join(render_blocks(tuple(part.blocks)) for part in parts)).text_content().split()
    assert ours == html.fromstring(render_blocks(decision(edition).blocks)).text_content().split()


def test_what_everybody_sees_has_no_marks(programme_2020: Edition) -> None:
    assert "data-source" not in render_blocks(decision(programme_2020).blocks)


def test_every_paragraph_and_cell_of_a_row_leads_to_its_field(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    word = written(source_of(section, "body_uk"))
    [paragraph] = tree_of(client, section.edition).xpath(f".//p[@data-source='{word}']")
    assert paragraph.text_content() == "Було."
    found = client.get(of_class(paragraph, "desk-link")[0].get("href"))
    assert found["Location"] == f"{address(Section, 'change', section.pk)}?desk={section.edition_id}#id_body_uk"


def test_a_sum_of_the_passport_says_from_what_it_is_counted(client: Client, head: User, edition: Edition) -> None:
    row = PassportRow.objects.create(edition=edition, code="sum", order=1, label_uk="Обсяг", figure="total")
    Section.objects.create(edition=edition, code="money", order=1, title_uk="Кошторис", kind="cost_estimate")
    client.force_login(head)
    said = client.get(page_of(edition, "_open", source=written(source_of(row))), headers=JSON).json()
    assert [lead["part"] for lead in said["leads"]] == ["section-money"]
    assert said["sentence"]


def test_a_cell_of_an_inline_row_opens_the_page_of_its_parent(
    client: Client, administrator: User, edition: Edition
) -> None:
    funding = Funding.objects.get(edition=edition, measure_line__code="1.1")
    client.force_login(administrator)
    said = client.get(page_of(edition, "_open", source=written(source_of(funding, "amount"))), headers=JSON).json()
    page = address(MeasureLine, "change", funding.measure_line_id)
    assert said["form"] == {"address": page, "prefix": "funding"}
    assert (said["row"], said["field"]) == (funding.pk, "amount")


@pytest.mark.parametrize("word", ["", "x", "programs.section", "no.such:field:key", "auth.user:password:1", "a:b:c:d"])
def test_a_source_that_is_none_is_not_found(client: Client, clerk: User, edition: Edition, word: str) -> None:
    client.force_login(clerk)
    assert client.get(page_of(edition, "_open", source=word), headers=JSON).status_code == 404


def test_a_row_of_another_edition_is_not_opened(client: Client, clerk: User, section: Section) -> None:
    other = factories.edition("2021", years=(2021, 2021))
    client.force_login(clerk)
    asked = page_of(other, "_open", source=written(source_of(section, "body_uk")))
    assert client.get(asked, headers=JSON).status_code == 404


# Saving


def test_what_is_saved_is_in_the_paper_at_once(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    client.post(page, posted(client, page) | {"body_uk": "Стало.", "_continue": "1"})
    parts = client.get(page_of(section.edition, "_paper"), headers=JSON).json()["parts"]
    assert "Стало." in parts["section-intro"]


def test_a_form_that_was_opened_from_the_workspace_leads_back_to_it(
    client: Client, clerk: User, section: Section
) -> None:
    client.force_login(clerk)
    page = f"{address(Section, 'change', section.pk)}?desk={section.edition_id}"
    answer: Any = client.post(page, posted(client, page) | {"body_uk": "Стало."})
    assert answer["Location"] == page_of(section.edition)


# Who may what


def test_a_frozen_edition_shows_the_paper_without_forms(client: Client, administrator: User, section: Section) -> None:
    Edition.objects.filter(pk=section.edition_id).update(status="adopted")
    client.force_login(administrator)
    tree = tree_of(client, section.edition)
    assert "Було." in tree.text_content()
    assert tree.xpath(".//@data-source")
    assert not of_class(tree, "desk-link", "desk-open", "desk-add")
    asked = page_of(section.edition, "_open", source=written(source_of(section, "body_uk")))
    assert client.get(asked, headers=JSON).json()["form"] is None


def test_forms_open_only_for_those_who_may_change_the_row(client: Client, accountant: User, section: Section) -> None:
    client.force_login(accountant)
    paper = tree_of(client, section.edition)
    assert paper.xpath(".//*[starts-with(@data-source, 'programs.section')]")
    assert not paper.xpath(".//*[starts-with(@data-source, 'programs.section')]/a[@class='desk-link']")
    asked = page_of(section.edition, "_open", source=written(source_of(section, "body_uk")))
    assert client.get(asked, headers=JSON).json()["form"] is None


def test_one_who_changes_nothing_is_told_so(client: Client, auditor: User, section: Section) -> None:
    client.force_login(auditor)
    tree = tree_of(client, section.edition)
    assert not of_class(tree, "desk-link")
    assert "нічого в ній не можете змінити" in of_class(tree, "desk-hint")[0].text_content()


def test_a_stranger_sees_no_workspace(client: Client, edition: Edition) -> None:
    for page in ("", "_paper", "_state", "_open"):
        assert client.get(page_of(edition, page)).status_code == 302


@pytest.mark.parametrize("page", ["", "_paper", "_state", "_open"])
def test_one_who_may_not_see_editions_sees_no_workspace(client: Client, edition: Edition, page: str) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(page_of(edition, page)).status_code == 403


# The ways here


def test_the_list_of_editions_and_of_programmes_and_the_page_of_one_lead_here(
    client: Client, clerk: User, edition: Edition
) -> None:
    client.force_login(clerk)
    for page in ("/admin/programs/edition/", "/admin/programs/program/", address(Edition, "change", edition.pk)):
        assert f'href="{page_of(edition)}"' in client.get(page).content.decode()
    assert address(Edition, "change", edition.pk) in client.get(page_of(edition)).content.decode()


# The outline


def test_the_outline_shows_the_sections_as_a_tree_and_what_is_empty(
    client: Client, clerk: User, section: Section
) -> None:
    within = {"edition": section.edition, "parent": section}
    Section.objects.create(code="sub", order=2, title_uk="Порожній підрозділ", **within)
    client.force_login(clerk)
    tree = tree_of(client, section.edition)
    child = entry_of(entry_of(tree, "section-intro"), "section-sub")
    assert "порожньо" in child.text_content()
    assert of_class(child, "desk-open")
    assert "заповнено" in of_class(entry_of(tree, "section-intro"), "desk-states")[0].text_content()


def test_what_an_amendment_changes_is_told(client: Client, clerk: User, section: Section) -> None:
    Edition.objects.filter(pk=section.edition_id).update(status="adopted")
    section.edition.refresh_from_db()
    later = factories.amendment(section.edition)
    Edition.objects.filter(pk=later.pk).update(base=section.edition)
    changed = Section.objects.create(edition=later, code="intro", order=1, title_uk="Вступ", body_uk="Стало.")
    client.force_login(clerk)
    assert written(source_of(changed)) in client.get(page_of(later, "_state")).json()["changed"]


def test_the_workspace_of_an_amendment_shows_the_whole_programme(client: Client, clerk: User, edition: Edition) -> None:
    later = factories.amendment(edition)
    Section.objects.create(edition=later, code="intro", order=1, title_uk="Вступ", body_uk="Без пункту про нього.")
    client.force_login(clerk)
    assert "Без пункту про нього." in tree_of(client, later).text_content()


def test_an_edition_without_a_decision_has_a_workspace(client: Client, clerk: User, section: Section) -> None:
    Edition.objects.filter(pk=section.edition_id).update(decision=None)
    client.force_login(clerk)
    tree = tree_of(client, section.edition)
    assert "Було." in tree.text_content()
    assert "порожньо" in entry_of(tree, "act").text_content()


def test_a_table_has_a_link_to_its_grid(client: Client, clerk: User, edition: Edition) -> None:
    Section.objects.create(edition=edition, code="money", order=1, title_uk="Кошторис", kind="cost_estimate")
    client.force_login(clerk)
    grid = reverse("admin:programs_edition_table", args=[edition.pk, "cost-estimate"])
    assert [each.get("href") for each in of_class(tree_of(client, edition), "desk-table")].count(grid) == 2


def test_a_finding_names_the_places_where_it_may_stand(client: Client, clerk: User, edition: Edition) -> None:
    measure = MeasureLine.objects.get(edition=edition, code="1.1")
    measure.responsible.all().delete()
    client.force_login(clerk)
    found = client.get(page_of(edition, "_state")).json()["findings"]
    assert [each for each in found if written(source_of(measure)) in each["sources"]]


# How much it costs


def test_the_workspace_asks_few_questions_however_many_rows_there_are(
    client: Client, administrator: User, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    client.force_login(administrator)
    cities = Section.objects.create(edition=edition, code="cities", order=1, title_uk="Міста", kind="twin_cities")
    Section.objects.create(edition=edition, code="money", order=2, title_uk="Кошторис", kind="cost_estimate")
    city = factories.city()
    for order in range(12):
        CityProfile.objects.create(edition=edition, section=cities, city=city, order=order, heading=f"Місто {order}")
        factories.measure(edition, f"1.{order + 10}", order=order + 10, amount=1000)
    with django_assert_max_num_queries(50):
        client.get(page_of(edition))
    with django_assert_max_num_queries(50):
        client.get(page_of(edition, "_paper"))
