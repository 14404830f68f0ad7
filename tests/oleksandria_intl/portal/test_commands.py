"""What the clerk types: a paper, the check of the data, a programme that comes in, the demonstration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import translation

from budget.models import Funding
from oleksandria_intl import papers, roles
from oleksandria_intl.models import Body, Council, IssuedPaper
from oleksandria_intl.portal.management.commands import demo
from oleksandria_intl.portal.management.demonstration_delegations import papers_of_all
from programs.exchange import dump
from programs.models import Edition, Program, Section
from tests import factories
from tests.reading import FORMATS, made, words
from tests.seed import BASE, THREE_YEARS, empty, three_years
from tests.snapshots import ours


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Let the commands speak their source language."""
    with translation.override("en"):
        yield


def told(command: str, *arguments: str) -> str:
    """Return what a command says."""
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


BEGINNINGS = {"pdf": b"%PDF-", "docx": b"PK", "html": b"<!DOCTYPE html>", "json": b"{"}


@pytest.mark.parametrize("format", BEGINNINGS)
def test_a_paper_is_written_in_the_format_that_is_asked_for(
    programme_2020: Edition, tmp_path: Path, format: str
) -> None:
    file = tmp_path / "paper"
    call_command("document", "decision", "2020", "--format", format, "--output", str(file))
    assert file.read_bytes().startswith(BEGINNINGS[format])


@pytest.mark.parametrize("format", BEGINNINGS)
def test_the_name_of_the_file_tells_the_format(programme_2020: Edition, tmp_path: Path, format: str) -> None:
    file = tmp_path / "new folder" / f"decision.{format}"
    call_command("document", "decision", "2020/1", "--output", str(file))
    assert file.read_bytes().startswith(BEGINNINGS[format])


def test_without_a_file_a_pdf_goes_to_standard_output(
    programme_2020: Edition, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    call_command("document", "passport", "2020")
    assert capfdbinary.readouterr().out == made(programme_2020, "pdf", "passport")


def test_every_kind_of_paper_is_listed_with_its_key_formats_and_app() -> None:
    listed = told("document", "--list")
    for kind in papers.KINDS.values():
        assert kind.kind in listed
        assert str(kind.key_help) in listed
        assert f"{' '.join(kind.formats)}\t{kind.app}" in listed
    assert {"decision", "passport", "cost-estimate"} <= set(papers.KINDS)


def test_a_kind_that_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(CommandError, match=r"There is no paper “bill”; there are: .*decision, passport"):
        call_command("document", "bill", "2020")


def test_without_a_kind_the_clerk_is_told_where_to_look() -> None:
    with pytest.raises(CommandError, match="--list"):
        call_command("document")


@pytest.mark.parametrize("key", ["2019", "2020/2", "2020/x", "2020/99999999999999999999", "", "/", "2020/1/1"])
def test_a_key_that_names_no_edition_is_answered_with_a_sentence(programme_2020: Edition, key: str) -> None:
    with pytest.raises(CommandError, match=f"There is no published or adopted edition “{key}”."):
        call_command("document", "decision", key)


def test_a_draft_that_nobody_published_has_to_be_named_by_its_number(programme_2020: Edition, tmp_path: Path) -> None:
    Edition.objects.update(status="draft")
    with pytest.raises(CommandError, match="no published"):
        call_command("document", "decision", "2020")
    call_command("document", "decision", "2020/1", "--output", str(tmp_path / "draft.html"))
    assert (tmp_path / "draft.html").exists()


def test_a_draft_stands_for_a_day_on_which_nothing_is_in_force(programme_2020: Edition, tmp_path: Path) -> None:
    call_command("document", "decision", "2020", "--on", "31.05.2020", "--output", str(tmp_path / "draft.html"))
    assert (tmp_path / "draft.html").exists()


@pytest.mark.parametrize("day", ["2020-05-31", "31.05.2020"])
def test_an_adopted_edition_is_found_by_a_day_in_either_spelling(
    programme_2020: Edition, tmp_path: Path, day: str
) -> None:
    Edition.objects.update(status="adopted", in_force_from="2020-05-31")
    factories.amendment(programme_2020, status="published", decision=None)
    for on, number in ((day, 1), ("2020-05-30", 2)):
        call_command("document", "decision", "2020", "--on", on, "--output", str(tmp_path / "a.json"))
        assert json.loads((tmp_path / "a.json").read_bytes())["edition"]["number"] == number


LEFT_OPEN = 4
"""What the draft of 2020 leaves open: a blank in the preamble, developer, speaker, executor."""


def test_data_that_agrees_is_told_so_and_ends_with_0(programme_2020: Edition) -> None:
    assert f"0 errors, {LEFT_OPEN} warnings" in told("check_data", "2020")
    assert f"0 errors, {LEFT_OPEN} warnings" in told("check_data")


def test_a_council_without_its_register_code_is_named(programme_2020: Edition) -> None:
    assert "The council has no register code (ЄДРПОУ)" in told("check_data")
    Council.objects.update(code="00000098")
    assert "register code" not in told("check_data")


def test_a_portal_without_a_council_is_checked_too(db: None) -> None:
    assert "The council of this portal is not entered yet." in told("check_data")


def test_a_file_of_an_edition_that_is_missing_is_named_once(programme_2020: Edition) -> None:
    facts = {"kind": "decision", "key": programme_2020.key, "title": "Рішення", "format": "pdf"}
    IssuedPaper.objects.create(**facts, file="papers/2020/lost.pdf", size=1, sha256="a" * 64)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_data", stdout=out)
    assert out.getvalue().count("its file is missing") == 1


def test_dearer_souvenirs_are_an_error_that_ends_with_1(programme_2020: Edition) -> None:
    dearer_souvenirs()
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_data", "2020", stdout=out)
    assert ended.value.code == 1
    assert "581,5" in out.getvalue()
    assert "580,0" in out.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_dearer_souvenirs_change_their_subtotal_and_the_total_everywhere(programme_2020: Edition, format: str) -> None:
    before = words(made(programme_2020, format), format).split()
    dearer_souvenirs()
    after = words(made(programme_2020, format), format).split()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("45,0", "46,5"), ("150,0", "151,5"), ("580,0", "581,5")]


def dearer_souvenirs() -> None:
    """Change the souvenirs' 45,0 to 46,5 thousand, as the accountant does in the admin."""
    row = Funding.objects.get(amount=45_000)
    row.amount = Decimal(46_500)
    row.full_clean()
    row.save()


def test_warnings_alone_do_not_end_with_1(programme_2020: Edition) -> None:
    Section.objects.filter(code="introduction").update(body_uk="")
    assert f"0 errors, {LEFT_OPEN + 1} warnings" in told("check_data", "2020")


def test_a_programme_that_is_not_there_cannot_be_checked(db: None) -> None:
    with pytest.raises(CommandError, match=r"There is no programme “1999”\."):
        call_command("check_data", "1999")


def test_a_programme_comes_in_from_json(db: None) -> None:
    assert "Loaded:" in told("load_program", str(THREE_YEARS))
    assert Program.objects.get().slug == "2021-2023"


def test_a_programme_comes_in_from_a_pdf(programme_2021_2023: Edition, tmp_path: Path) -> None:
    pdf = tmp_path / "decision.pdf"
    pdf.write_bytes(made(programme_2021_2023, "pdf"))
    before = dump(programme_2021_2023)
    empty()
    told("load_program", str(pdf))
    assert dump(Edition.objects.get()) == before


def refusal(tmp_path: Path, content: bytes | str) -> str:
    """Return why a file cannot come in; nothing of it may have been written."""
    file = tmp_path / "programme.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    before = counts()
    with pytest.raises(CommandError) as refused:
        call_command("load_program", str(file))
    assert counts() == before
    return str(refused.value)


def counts() -> dict[str, int]:
    """Return how many rows each table of the portal has."""
    return {model._meta.label: model._default_manager.count() for model in ours()}


def broken(path: str, value: Any) -> str:
    """Return the three years' programme with one place changed: «funding.0.amount»."""
    data: Any = three_years()
    place = data
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in way:
        place = place[part]
    place[last] = value
    return json.dumps(data)


@pytest.mark.parametrize("content", ["", "programme", "{", b"\xff\xfe{}", '{"form": NaN', b"PK\x03\x04"])
def test_a_file_that_is_not_json_is_refused(db: None, tmp_path: Path, content: bytes | str) -> None:
    assert "is not JSON" in refusal(tmp_path, content)


@pytest.mark.parametrize("content", ["[]", "1", '"a"', "null", "{}"])
def test_json_of_another_form_is_refused(db: None, tmp_path: Path, content: str) -> None:
    assert "the file:" in refusal(tmp_path, content)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("form", "something/2", "form"),
        ("funding.0.amount", 45000, "funding[0].amount"),
        ("funding.0.amount", 45000.5, "funding[0].amount"),
        ("funding.0.amount", "45 000,00", "funding[0].amount"),
        ("funding.0.amount", "1.005", "funding[0].amount"),
        ("funding.0.amount", "-1.00", "funding[0]"),
        ("funding.0.amount", "9" * 20, "funding[0].amount"),
        ("funding.0.amount", "NaN", "funding[0].amount"),
        ("funding.0.year", 2031, "funding[0].year"),
        ("funding.0.year", "2021", "funding[0].year"),
        ("funding.0.year", 10**30, "funding[0].year"),
        ("funding.0.source", "lottery", "funding[0].source: there is no source of funding “lottery”"),
        ("funding.0.measure_line", "9.9", "funding[0].measure_line: there is no measure “9.9”"),
        ("funding.0.source", "a/b/c", "funding[0].source: there is no source of funding “a/b/c”"),
        ("funding.0.colour", "red", "funding[0]"),
        ("measures.1.code", "1.1", "measures[1]"),
        ("measures.1.code", "Перший", "measures[1].code"),
        ("measures.0.direction", None, "measures[0].direction"),
        ("measures.0.name_uk", "", "measures[0].name_uk"),
        ("sections.2.parent", "nowhere", "sections[2].parent"),
        ("sections.0.kind", "poem", "sections[0].kind"),
        ("sections.0.title_uk", "я" * 301, "sections[0].title_uk"),
        ("visits.0.period_start", "2022-02-30", "visits[0].period_start"),
        ("visits.0.period_end", "2021-01-01", "visits[0]"),
        ("visits.0.city", "atlantis", "visits[0].city: there is no city “atlantis”"),
        ("edition.status", "famous", "edition.status"),
        ("edition.status", "adopted", "edition"),
        ("edition.decision", "another", "edition.decision: there is no decision “another”"),
        ("edition.decision", "a/b", "edition.decision: there is no decision “a/b”"),
        ("program.slug", "з пробілом", "program.slug"),
        ("edition.year_to", 2020, "edition"),
        ("council.code", "1", "council.code"),
        ("council.name_uk", "", "council.name_uk"),
        ("references.cities.0.latitude", "95.0", "references.cities[0].latitude"),
        ("references.decisions.0.points.1.text", "", "references.decisions[0].points[1].text"),
        ("references.aliens", [], "references"),
        ("sections.0.body_uk", "нуль \x00 посередині", "sections[0].body_uk"),
        ("sections.0.body_uk", "сирота \ud800", "sections[0].body_uk"),
    ],
)
def test_a_mistake_is_answered_with_its_place_and_nothing_is_written(
    db: None, tmp_path: Path, path: str, value: Any, says: str
) -> None:
    assert says in refusal(tmp_path, broken(path, value))


def test_many_mistakes_are_told_at_once(db: None, tmp_path: Path) -> None:
    data = three_years()
    for row in data["funding"]:
        row["source"] = "lottery"
    assert refusal(tmp_path, json.dumps(data)).count("lottery") == len(data["funding"])


def test_a_programme_whose_address_is_taken_is_refused(programme_2021_2023: Edition, tmp_path: Path) -> None:
    assert "“2021-2023” is here already" in refusal(tmp_path, THREE_YEARS.read_bytes())


def test_rows_of_registers_that_are_there_stay_as_they_are(db: None) -> None:
    Council.objects.create(**three_years()["council"] | {"name_uk": "Інша назва"})
    Body.objects.create(**three_years()["references"]["bodies"][0] | {"act_name": "рішення"})
    told("load_program", str(THREE_YEARS))
    assert Council.objects.get().name_uk == "Інша назва"
    assert Body.objects.get().act_name == "рішення"


def test_a_pdf_without_data_is_refused(db: None, tmp_path: Path) -> None:
    import pikepdf

    pdf, made_of = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(made_of)
    assert "carries no programme" in refusal(tmp_path, made_of.getvalue())


def test_a_torn_pdf_is_refused(programme_2021_2023: Edition, tmp_path: Path) -> None:
    assert "carries no programme" in refusal(tmp_path, made(programme_2021_2023, "pdf")[:100])


def test_a_file_that_is_not_there_is_answered_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_program", str(tmp_path / "nothing.json"))


def test_the_schema_is_printed_for_those_who_write_such_a_file() -> None:
    assert json.loads(told("load_program", "--schema")) == json.loads(
        (BASE / "programs" / "schema.json").read_text(encoding="utf-8")
    )


@pytest.fixture
def demonstration(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, so that the demonstration writes nothing into this one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    (tmp_path / "var").mkdir()
    for name in ("fixtures", "static"):
        (tmp_path / name).symlink_to(BASE / name)
    kept = Path(settings.VAR_DIR) / "papers"
    kept.mkdir(exist_ok=True)
    (tmp_path / "var" / "papers").symlink_to(kept)
    settings.BASE_DIR, settings.VAR_DIR = tmp_path, tmp_path / "var"
    # Issuing is tested by itself: a paper that is issued is made anew every time.
    monkeypatch.setattr(demo.Command, "_publish", lambda self, slug: Edition.objects.update(status="published"))
    return tmp_path


def test_the_demonstration_writes_every_paper_of_2020_and_run_again_keeps_what_the_clerk_edited(
    demonstration: Path,
) -> None:
    told("demo", "--no-serve")
    written = {file.name for file in (demonstration / "out").iterdir()}
    # Nothing closes the programme or amends it; nobody approved its draft, concluded on it or voted on it.
    without = {"report-decision", "approval-sheet", "committee-conclusion", "roll-call", "comparison"}
    without |= {"changes-after-closing", "signing-copy"}  # no period is closed, nothing waits for a signature
    of_others = ("partners", "delegations")  # of a greeting, of a trip, not of the programme
    kinds = [kind for kind in papers.KINDS.values() if kind.kind not in without and kind.app not in of_others]
    beside = {f"{kind.kind}-2020.csv-metadata.json" for kind in kinds if "csv" in kind.formats}
    of_2020 = beside | {f"{kind.kind}-2020.{format}" for kind in kinds for format in kind.formats}
    assert of_2020 <= written
    invented = {name.partition(".")[0] for name in written - of_2020}
    assert invented == {f"{kind.kind}-{key.replace('/', '-')}" for kind, key in papers_of_all()}
    assert {"visit-order-demo-jarocin-2020-09", "advance-report-demo-jarocin-2020-09-1"} < invented
    assert {"reception-order-demo-tervel-guests-2020-09", "write-off-act-demo-write-off-1"} < invented
    assert ZipFile(demonstration / "out" / "decision-2020.docx").testzip() is None
    section = Section.objects.get(code="introduction")
    section.body_uk = "Виправлено діловодом."
    section.save()
    told("demo", "--no-serve")
    assert Section.objects.get(code="introduction").body_uk == "Виправлено діловодом."
    assert "Виправлено діловодом." in (demonstration / "out" / "decision-2020.html").read_text(encoding="utf-8")


def test_the_demonstration_tells_how_each_role_logs_in_and_run_again_makes_nobody_twice(
    demonstration: Path, quick_papers: None
) -> None:
    says = told("demo", "--no-serve")
    password = (demonstration / "var" / "demo-password").read_text(encoding="utf-8")
    assert password in says
    for role in roles.ROLES:
        person = User.objects.get(groups__name=role)
        assert person.username in says
        assert person.check_password(password)
        assert person.is_staff
    clerk = User.objects.get(groups__name=roles.CLERK)
    clerk.set_password("of the clerk's own")
    clerk.save()
    told("demo", "--no-serve")
    assert User.objects.count() == len(roles.ROLES)
    assert User.objects.get(pk=clerk.pk).check_password("of the clerk's own")
