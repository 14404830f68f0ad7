"""What every paper of an edition says of its state, and what it ends with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget.documents.estimate import cost_estimate
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import ApprovalMark, Block, DraftMark, Heading, Landscape, PreparedBy, Signature
from oleksandria_intl.documents.document import Document
from oleksandria_intl.models import Council, Decision, IssuedPaper, Official, Term, Unit
from programs import services
from programs.documents import decision, passport
from programs.models import Edition, PassportRow, Section
from tests.reading import FORMATS, made, of_pdf, pages_of_pdf, words

Build = Callable[[Edition], Document]
PAPERS = [decision, passport, cost_estimate]
ALONE = [passport, cost_estimate]
PHONE = "7-12-34"


def flat(document: Document) -> list[Block]:
    """Return the blocks, those of turned pages too."""
    return [
        inner for block in document.blocks for inner in (block.blocks if isinstance(block, Landscape) else (block,))
    ]


@pytest.fixture
def introduced(programme_2020: Edition) -> Edition:
    """The draft for 2020, registered, with who developed it, speaks on it and prepared it."""
    clerk = Official.objects.create(code="kurkova", surname="Куркова", given_name="Анна")
    executor = Term.objects.create(official=clerk, code="clerk", post_uk="Головний спеціаліст", phone=PHONE)
    Decision.objects.filter(code="programme-2020").update(
        draft_number="01-03/390",
        draft_date=date(2019, 12, 12),
        developer=Unit.objects.get(code="strategic-planning"),
        speaker=Term.objects.get(code="mayor"),
        executor=executor,
    )
    return Edition.objects.of_key(programme_2020.key)


def with_status(edition: Edition, status: str) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(status=status, in_force_from=date(2020, 1, 1))
    return Edition.objects.of_key(edition.key)


@pytest.mark.parametrize("build", PAPERS)
@pytest.mark.parametrize("status", ["draft", "published"])
def test_every_paper_of_a_draft_begins_with_its_mark(introduced: Edition, build: Build, status: str) -> None:
    paper = build(with_status(introduced, status))
    assert flat(paper)[0] == DraftMark(("ПРОЄКТ", "№ 01-03/390 від 12.12.2019"))
    assert paper.mark == "ПРОЄКТ № 01-03/390 від 12.12.2019"


@pytest.mark.parametrize("build", PAPERS)
def test_every_paper_of_a_withdrawn_edition_says_so(introduced: Edition, build: Build) -> None:
    paper = build(with_status(introduced, "withdrawn"))
    assert flat(paper)[0] == DraftMark(("ВІДКЛИКАНО", "№ 01-03/390 від 12.12.2019"))
    assert paper.mark.startswith("ВІДКЛИКАНО")


@pytest.mark.parametrize("build", PAPERS)
def test_no_paper_of_what_the_council_adopted_is_marked(introduced: Edition, build: Build) -> None:
    paper = build(with_status(introduced, "adopted"))
    assert not any(isinstance(block, DraftMark) for block in flat(paper))
    assert paper.mark == ""


@pytest.mark.parametrize("build", ALONE)
def test_only_what_the_council_adopted_is_approved_alone(introduced: Edition, build: Build) -> None:
    for status in ("draft", "published"):
        assert not any(isinstance(block, ApprovalMark) for block in flat(build(with_status(introduced, status))))
    assert isinstance(flat(build(with_status(introduced, "adopted")))[0], ApprovalMark)


@pytest.mark.parametrize("build", ALONE)
def test_what_was_withdrawn_is_not_approved_alone(introduced: Edition, build: Build) -> None:
    paper = build(with_status(introduced, "withdrawn"))
    assert not any(isinstance(block, ApprovalMark) for block in flat(paper))


@pytest.mark.parametrize("build", PAPERS)
def test_a_draft_ends_with_developer_speaker_and_executor(introduced: Edition, build: Build) -> None:
    *_others, signature, end = flat(build(introduced))
    assert signature == Signature("Секретар міської ради", "О. БОГОЯВЛЕНСЬКА")
    assert end == PreparedBy(
        (
            "Розробник: управління стратегічного планування міської ради",
            "Доповідач: міський голова С. ЦАПЮК",
        ),
        "Куркова",
    )


@pytest.mark.parametrize("build", PAPERS)
def test_what_was_adopted_ends_with_the_signature_and_the_executor(introduced: Edition, build: Build) -> None:
    *_others, signature, end = flat(build(with_status(introduced, "adopted")))
    assert isinstance(signature, Signature)
    assert end == PreparedBy((), "Куркова")


def test_another_than_who_signs_the_mark_may_sign_the_annex(introduced: Edition) -> None:
    Decision.objects.filter(code="programme-2020").update(annex_signatory=Term.objects.get(code="mayor"))
    *_others, signature, _end = flat(decision(Edition.objects.of_key("2020/1")))
    assert signature == Signature("Міський голова", "С. ЦАПЮК")


def test_the_mark_stands_at_the_head_of_every_page_but_the_first(introduced: Edition) -> None:
    pages = pages_of_pdf(made(introduced, "pdf"))
    assert all(page.count("ПРОЄКТ № 01-03/390 від 12.12.2019") == 1 for page in pages[1:])
    assert pages[0].count("ПРОЄКТ") == 1


@pytest.mark.parametrize("format", FORMATS)
def test_the_lines_of_the_end_are_printed_in_every_format(introduced: Edition, format: str) -> None:
    text = words(made(introduced, format, "passport"), format)
    for line in ("Розробник: управління стратегічного планування", "Доповідач: міський голова", "Куркова"):
        assert line in text


# The executor's phone


@pytest.mark.parametrize("kind", ["decision", "passport", "cost-estimate"])
def test_the_phone_stands_in_the_working_copies_of_staff_alone(introduced: Edition, kind: str) -> None:
    paper = papers.get(kind)
    assert f"Куркова {PHONE}" in papers.content(paper, introduced, "html", for_staff=True).decode()
    for format in ("html", "json"):
        assert PHONE not in papers.content(paper, introduced, format).decode()


def test_the_admin_sends_the_phone_and_the_public_page_does_not(
    client: Client, clerk: User, introduced: Edition
) -> None:
    public = client.get("/programs/2020/decision.pdf")
    assert public.status_code == 200
    assert PHONE not in of_pdf(b"".join(public))  # type: ignore[arg-type]
    client.force_login(clerk)
    copy = client.get(f"/admin/programs/edition/{introduced.pk}/papers/decision.pdf")
    assert f"Куркова {PHONE}" in of_pdf(copy.content)


def test_nothing_that_is_issued_has_the_phone(introduced: Edition, head: User) -> None:
    services.publish(edition=with_status(introduced, "draft"), by=head)
    kept = {}
    for issued in IssuedPaper.objects.all():
        with issued.file.open() as file:
            kept[issued.format] = file.read()
    assert set(kept) == {"pdf", "docx"}
    for format, content in kept.items():
        assert "Куркова" in words(content, format)
        assert PHONE not in words(content, format)


# Numerals, kinds, annexes


def test_an_estimate_of_its_own_has_no_numeral_of_a_section(introduced: Edition) -> None:
    (heading,) = [block for block in flat(cost_estimate(introduced)) if isinstance(block, Heading)]
    assert heading.text.startswith("ЗАГАЛЬНИЙ КОШТОРИС")


def test_an_estimate_without_a_section_is_titled(introduced: Edition) -> None:
    Section.objects.filter(kind="cost_estimate").delete()
    (heading,) = [block for block in flat(cost_estimate(introduced)) if isinstance(block, Heading)]
    assert heading.text.startswith("КОШТОРИС\nПрограми розвитку")


def test_sections_and_subsections_are_numbered_in_figures_where_the_edition_says_so(introduced: Edition) -> None:
    Edition.objects.update(numbering="arabic")
    titles = [block.text for block in flat(decision(Edition.objects.of_key("2020/1"))) if isinstance(block, Heading)]
    assert "1. ВСТУП" in titles
    assert [title.partition(" ")[0] for title in titles if title.startswith("6.")] == ["6.", "6.1.", "6.2.", "6.3."]


def test_a_page_of_the_contents_numbers_sections_as_the_paper_does(client: Client, introduced: Edition) -> None:
    Edition.objects.update(numbering="arabic")
    assert '<span class="numeral">3.</span>' in client.get("/programs/2020/text/").content.decode()


def test_the_kind_of_the_programme_stands_in_every_title(introduced: Edition) -> None:
    Edition.objects.update(kind_uk="Міська цільова програма")
    text = words(made(introduced, "html"), "html")
    assert "Про затвердження Міської цільової програми розвитку" in text
    assert "Затвердити Міську цільову програму" in text
    assert "МІСЬКА ЦІЛЬОВА ПРОГРАМА" in text


def test_a_genitive_that_was_typed_is_the_one_that_is_printed(introduced: Edition) -> None:
    Edition.objects.update(kind_uk="Міська програма", kind_genitive="Міської Програми")
    assert "Паспорт Міської Програми" in passport(Edition.objects.of_key("2020/1")).title


# Nothing empty


def test_a_passport_without_rows_has_no_page(introduced: Edition) -> None:
    PassportRow.objects.all().delete()
    paper = flat(decision(introduced))
    assert "ПАСПОРТ" not in [block.text for block in paper if isinstance(block, Heading)]
    place = next(place for place, block in enumerate(paper) if isinstance(block, ApprovalMark))
    assert isinstance(paper[place + 1], Heading)
    with pytest.raises(papers.PaperNotFound):
        passport(introduced)


def test_the_admin_says_why_there_is_no_passport(client: Client, clerk: User, introduced: Edition) -> None:
    PassportRow.objects.all().delete()
    client.force_login(clerk)
    answer = client.get(f"/admin/programs/edition/{introduced.pk}/papers/passport.pdf", follow=True)
    assert answer.status_code == 200
    assert "errornote" in answer.content.decode() or 'class="error"' in answer.content.decode()


def test_a_section_without_text_is_neither_printed_nor_listed(introduced: Edition) -> None:
    Section.objects.filter(code="introduction").update(body_uk="")
    paper = decision(Edition.objects.of_key("2020/1"))
    assert "ВСТУП" not in str(paper.blocks)
    assert "Вступ" not in str(paper.blocks)


def test_a_mark_in_the_words_of_the_council(introduced: Edition) -> None:
    Council.objects.update(approval_form="annex")
    mark = next(block for block in flat(decision(introduced)) if isinstance(block, ApprovalMark))
    assert mark.lines[:2] == ("Додаток", "до рішення міської ради")
