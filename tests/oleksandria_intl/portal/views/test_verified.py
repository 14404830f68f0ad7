"""What /documents/ answers about a file: issued, our working copy, unknown; to people and to programs alike."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from budget.reports import address_name, kinds
from oleksandria_intl import working_copies
from oleksandria_intl.documents import store
from oleksandria_intl.models import DecisionStep, IssuedPaper, MistakenPaper
from programs.models import Edition
from tests import factories

CONTENT = b"%PDF-1.7 paper"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
OTHER = "b" * 64


def issued(**facts: Any) -> IssuedPaper:
    given = {"kind": "decision", "key": "2020/1", "title": "Рішення «Про затвердження»", "format": "pdf"}
    about = {"size": len(CONTENT), "sha256": SHA256, "file": ContentFile(CONTENT, "paper.pdf")}
    return IssuedPaper.objects.create(**(given | about | facts))


def copied(sha256: str = SHA256, **facts: Any) -> None:
    given = {"kind": "decision", "key": "2020/1", "title": "Рішення «Про затвердження»", "format": "pdf"}
    working_copies.note(sha256=sha256, **(given | facts))


def asked(client: Client, sha256: str = SHA256) -> dict[str, Any]:
    """Return what a program is answered."""
    answer = client.get("/documents/", {"sha256": sha256, "format": "json"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    return answer.json()


def page(client: Client, sha256: str = SHA256) -> str:
    return client.get("/en/documents/", {"sha256": sha256}).content.decode()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def published(edition: Edition) -> Edition:
    Edition.objects.update(status="published")
    return Edition.objects.get()


@pytest.fixture
def adopted(published: Edition) -> Edition:
    """Adopted as № 875 of 20 December 2019, in force through 2020."""
    decision = published.decision
    decision.number, decision.period_precision = "875", "day"
    decision.period_start = decision.period_end = date(2019, 12, 20)
    decision.save()
    Edition.objects.update(status="adopted", in_force_from=date(2020, 1, 1))
    return Edition.objects.get()


def test_an_issued_decision_is_named_with_number_day_and_what_holds(
    stranger: Client, adopted: Edition, it_is: Any
) -> None:
    it_is("2020-05-01")
    paper = issued()
    said = asked(stranger)
    assert said["verdict"] == "issued"
    assert (said["kind"], said["key"], said["number"], said["dated"]) == ("decision", "2020/1", "875", "2019-12-20")
    assert (said["title"], said["format"], said["state"]) == ("Рішення «Про затвердження»", "pdf", "in-force")
    assert said["issued_at"] == paper.issued_at.isoformat()
    shown = page(stranger)
    assert "decision № 875 of 20 December 2019" in shown
    assert "in force since 1 January 2020" in shown
    assert f"/en/documents/{paper.pk}/{paper.file_name}" in shown


def test_the_decision_that_amended_an_issued_one_is_named(stranger: Client, adopted: Edition, it_is: Any) -> None:
    it_is("2020-05-01")
    decision = factories.decision("amendment")
    decision.number, decision.period_precision = "900", "day"
    decision.period_start = decision.period_end = date(2020, 3, 27)
    decision.save()
    amendment = factories.amendment(adopted)
    Edition.objects.filter(pk=amendment.pk).update(status="adopted", in_force_from=date(2020, 4, 1), decision=decision)
    issued()
    said = asked(stranger)
    assert (said["state"], said["number"]) == ("amended", "875")
    assert said["amended_by"] == [{"number": "900", "dated": "2020-03-27"}]
    assert "decision № 900 of 27 March 2020" in page(stranger)


def test_a_paper_that_was_issued_by_mistake_is_named_so_wherever_it_stands(stranger: Client, adopted: Edition) -> None:
    paper = issued()
    facts: Any = {"decision": adopted.decision, "stage_before": "voted", "stage_after": "signed"}
    step = DecisionStep.objects.create(step="signed", **facts)
    back = DecisionStep.objects.create(step="taken-back", takes_back=step, reason="Не той номер", **facts)
    MistakenPaper.objects.create(paper=paper, taken_back_by=back)
    assert asked(stranger)["issued_by_mistake"] is True
    for text in (page(stranger), stranger.get(f"/en/documents/{paper.identifier}/").content.decode()):
        assert "Issued by mistake" in text
        assert "Не той номер" in text
    assert stranger.get("/documents/").content.decode().count("Видано помилково") == 1


def test_an_issued_draft_is_one(stranger: Client, published: Edition) -> None:
    issued()
    assert asked(stranger)["state"] == "draft"
    assert asked(stranger)["number"] is None
    assert "the council has not adopted it" in page(stranger)


def test_what_was_issued_anew_is_replaced(stranger: Client, adopted: Edition) -> None:
    issued()
    newer = issued(sha256=OTHER)
    said = asked(stranger)
    assert (said["state"], said["number"]) == ("replaced", None)
    assert said["replaced_by"]["sha256"] == newer.sha256
    assert "issued anew" in page(stranger)
    assert (asked(stranger, OTHER)["replaced_by"], asked(stranger, OTHER)["number"]) == (None, "875")


def test_an_issued_report_is_named_with_its_number(stranger: Client, published: Edition) -> None:
    issued(kind="execution-report", key="2020/a/b", title="Звіт", number="3/2020")
    said = asked(stranger)
    assert (said["verdict"], said["number"], said["state"]) == ("issued", "3/2020", "current")
    assert "№ 3/2020" in page(stranger)


def test_a_working_copy_is_ours_and_was_not_issued(stranger: Client, published: Edition, it_is: Any) -> None:
    it_is("2020-03-15")
    copied()
    it_is("2020-05-01")
    said = asked(stranger)
    assert (said["verdict"], said["made_on"], said["key"]) == ("working-copy", "2020-03-15", "2020/1")
    assert "a working copy of “Рішення «Про затвердження»”, made on 15 March 2020" in page(stranger)
    assert "It was not issued" in page(stranger)


def test_what_nobody_knows_is_unknown(stranger: Client, published: Edition) -> None:
    assert asked(stranger) == {"verdict": "unknown", "sha256": SHA256}
    assert "Unknown:" in page(stranger)


def test_of_an_edition_that_nobody_may_see_a_stranger_hears_nothing_and_staff_hear_all(
    client: Client, edition: Edition, clerk: User
) -> None:
    issued()
    copied(OTHER)
    for sha256 in (SHA256, OTHER):
        assert asked(client, sha256) == {"verdict": "unknown", "sha256": sha256}
        assert "Рішення «Про затвердження»" not in page(client, sha256)
    client.force_login(clerk)
    assert asked(client)["verdict"] == "issued"
    assert asked(client, OTHER)["verdict"] == "working-copy"


@pytest.mark.parametrize(
    ("kind", "key", "verdict"),
    [
        ("execution-report", "2020/2020-01-01/2020-03-31", "working-copy"),
        ("execution-report", "2021/2021-01-01/2021-03-31", "unknown"),
        ("report-decision", "2020", "unknown"),
        ("no-such-kind", "2020/1", "unknown"),
    ],
)
def test_a_copy_is_known_to_strangers_where_they_may_see_what_it_is_of(
    stranger: Client, published: Edition, kind: str, key: str, verdict: str
) -> None:
    copied(kind=kind, key=key)
    assert asked(stranger)["verdict"] == verdict


def test_a_program_may_send_the_file_itself(stranger: Client, published: Edition) -> None:
    copied()
    file = SimpleUploadedFile("рішення.pdf", CONTENT)
    assert stranger.post("/documents/", {"file": file, "format": "json"}).json()["verdict"] == "working-copy"


@pytest.mark.parametrize("typed", ["", "abc", "г" * 64])
def test_a_program_that_asks_about_no_sum_is_told_why_it_is_refused(
    stranger: Client, published: Edition, typed: str
) -> None:
    answer = stranger.get("/en/documents/", {"sha256": typed, "format": "json"})
    assert answer.status_code == 400
    assert answer.json()["errors"]["sha256"] == ["A SHA-256 has 64 digits and letters a to f."]


def test_the_public_page_gives_out_what_it_recognises(
    stranger: Client, published: Edition, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(store, "rendered", lambda document, format, **marks: f"{document.title} {format}".encode())
    reports = [f"/budget/2020/{address_name(kind.kind)}.{format}" for kind in kinds() for format in kind.formats]
    addresses = ["/programs/2020/decision.pdf", "/programs/2020/decisions/1/decision.docx"]
    addresses += [address for address in reports if not address.endswith(".html")]
    for address in addresses:
        answer: Any = stranger.get(address)
        assert answer.status_code == 200, address
        file = SimpleUploadedFile("file", answer.getvalue())
        said = stranger.post("/documents/", {"file": file, "format": "json"}).json()
        assert (said["verdict"], said["format"]) == ("working-copy", address.rpartition(".")[2]), address
    assert len(addresses) > 10
