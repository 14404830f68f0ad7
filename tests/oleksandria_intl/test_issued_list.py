"""The list of issued papers: each has its place and running hash, and what is taken out or changed is noticed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timezone
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.utils import translation

from oleksandria_intl import guards, issued_list
from oleksandria_intl.models import IssuedPaper, PaperList
from oleksandria_intl.running_hash import BEGINNING
from programs.models import Edition

TABLE, ENDING = IssuedPaper._meta.db_table, PaperList._meta.db_table


def issued(number: int, key: str = "2020/1") -> IssuedPaper:
    """Issue a paper that has no file."""
    return IssuedPaper.objects.create(
        kind="decision",
        key=key,
        title=f"Рішення {number}",
        format="pdf",
        size=number,
        sha256=f"{number:064}",
        file="a.pdf",
    )


@pytest.fixture
def papers(edition: Edition) -> list[IssuedPaper]:
    """Five papers: the third is of an edition that the public may not see."""
    Edition.objects.update(status="published")
    return [issued(number, "1999/1" if number == 3 else "2020/1") for number in range(1, 6)]


def by_hand(sql: str, *values: Any) -> None:
    """Write past the portal, with the guards taken away."""
    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def found() -> list[str]:
    with translation.override("en"):
        return [finding.sentence for finding in issued_list.issued_list()]


def recomputed(rows: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Return the places and running hashes that a list gives, computed as anybody would."""
    before, made = "0" * 64, []
    for row in rows:
        before = hashlib.sha256((before + row["digest"]).encode()).hexdigest()
        made.append((row["place"], before))
    return made


def the_list(client: Client) -> list[dict[str, Any]]:
    return json.loads(b"".join(client.get("/data/running-list.json").streaming_content))  # type: ignore[attr-defined]


def documents(client: Client) -> list[dict[str, Any]]:
    return json.loads(b"".join(client.get("/data/documents.json").streaming_content))  # type: ignore[attr-defined]


def test_papers_stand_one_after_another_each_following_from_the_one_before(papers: list[IssuedPaper]) -> None:
    assert [paper.place for paper in papers] == [1, 2, 3, 4, 5]
    first = papers[0]
    assert first.running_hash == hashlib.sha256((BEGINNING + digest_by_hand(first)).encode()).hexdigest()
    assert found() == []


def digest_by_hand(paper: IssuedPaper) -> str:
    lines = [paper.place, paper.identifier, paper.kind, paper.key, paper.number, paper.title, paper.format, paper.size]
    moment = paper.issued_at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return hashlib.sha256("\n".join(map(str, [*lines, paper.sha256, moment])).encode()).hexdigest()


def test_everybody_can_recompute_the_list_and_the_facts_of_public_papers(
    stranger: Client, papers: list[IssuedPaper]
) -> None:
    rows = the_list(stranger)
    assert recomputed(rows) == [(row["place"], row["running_hash"]) for row in rows]
    digests = {row["place"]: row["digest"] for row in rows}
    names = ("place", "identifier", "kind", "key", "number", "title", "format", "size", "sha256", "issued_at")
    public = documents(stranger)
    assert [row["place"] for row in public] == [1, 2, 4, 5]
    for row in public:
        facts = "\n".join("" if row[name] is None else str(row[name]) for name in names)
        assert hashlib.sha256(facts.encode()).hexdigest() == digests[row["place"]]


def test_the_list_stays_the_same_whoever_may_see_what(stranger: Client, papers: list[IssuedPaper]) -> None:
    before = the_list(stranger)
    Edition.objects.update(status="draft")
    assert documents(stranger) == []
    assert the_list(stranger) == before
    assert all(set(row) == {"place", "digest", "running_hash"} for row in before)


def test_a_row_deleted_by_hand_is_named_and_the_kept_list_no_longer_agrees(
    stranger: Client, papers: list[IssuedPaper]
) -> None:
    kept = the_list(stranger)
    by_hand(f"DELETE FROM {TABLE} WHERE place = 2")
    now = the_list(stranger)
    assert [row["place"] for row in kept if row not in now] == [2]
    assert recomputed(now)[1:] != [(row["place"], row["running_hash"]) for row in now][1:]
    (sentence,) = found()
    assert "lacks № 2:" in sentence


def test_whoever_writes_the_hashes_anew_is_found_out_by_the_kept_list(
    stranger: Client, papers: list[IssuedPaper]
) -> None:
    kept = {row["place"]: row["running_hash"] for row in the_list(stranger)}
    by_hand(f"DELETE FROM {TABLE} WHERE place = 2")
    for place in (3, 4, 5):
        by_hand(f"UPDATE {TABLE} SET place = {place - 1} WHERE place = {place}")
    migration = import_module("oleksandria_intl.migrations.0011_running_list")
    with guards.lifted():
        PaperList.objects.all().delete()
        migration.put_into_list(apps, SimpleNamespace(connection=connections["default"], execute=lambda sql: None))
    assert found() == []
    assert {row["place"] for row in the_list(stranger) if kept[row["place"]] != row["running_hash"]} == {2, 3, 4}


def test_the_last_papers_taken_out_are_noticed_by_the_end_of_the_list(papers: list[IssuedPaper]) -> None:
    by_hand(f"DELETE FROM {TABLE} WHERE place >= 4")
    (sentence,) = found()
    assert "lacks № 4-5:" in sentence


def test_an_end_that_was_set_back_is_noticed(papers: list[IssuedPaper]) -> None:
    by_hand(f"UPDATE {ENDING} SET last_place = 4")
    (sentence,) = found()
    assert "does not end as the portal noted" in sentence


@pytest.mark.parametrize(
    "change", ["title = 'Інше'", "sha256 = repeat_b", "number = '7/2020'", "issued_at = '2019-01-01 10:00:00+00'"]
)
def test_a_fact_changed_by_hand_is_found_at_its_row_alone(papers: list[IssuedPaper], change: str) -> None:
    by_hand(f"UPDATE {TABLE} SET {change.replace('repeat_b', repr('b' * 64))} WHERE place = 3")
    (finding,) = issued_list.issued_list()
    assert finding.row == papers[2]
    assert f"№ {papers[2].place}" in finding.sentence


def test_the_command_ends_with_1_and_names_what_is_missing(papers: list[IssuedPaper]) -> None:
    by_hand(f"DELETE FROM {TABLE} WHERE place = 2")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_data", stdout=out)
    assert "№ 2" in out.getvalue()


@pytest.mark.parametrize(
    "statement",
    [f"UPDATE {ENDING} SET last_place = 9", f"UPDATE {ENDING} SET running_hash = 'a'", f"DELETE FROM {ENDING}"],
)
def test_the_database_lets_nobody_set_the_end_of_the_list(papers: list[IssuedPaper], statement: str) -> None:
    with pytest.raises(DatabaseError, match="an issued paper stays"), transaction.atomic():
        connection.cursor().execute(statement)


def test_nothing_is_issued_past_the_list(papers: list[IssuedPaper]) -> None:
    stray = IssuedPaper(kind="a", key="b", title="c", format="pdf", size=1, sha256="a" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedPaper.objects.bulk_create([stray])


def test_papers_of_before_are_put_into_the_list_in_the_order_of_their_issue(papers: list[IssuedPaper]) -> None:
    before = list(IssuedPaper.objects.in_order().values_list("pk", "place", "running_hash"))
    with guards.lifted():
        IssuedPaper.objects.update(running_hash="0" * 64)
        PaperList.objects.all().delete()
        migration = import_module("oleksandria_intl.migrations.0011_running_list")
        migration.put_into_list(apps, SimpleNamespace(connection=connections["default"], execute=lambda sql: None))
    assert list(IssuedPaper.objects.in_order().values_list("pk", "place", "running_hash")) == before
    assert found() == []


def test_a_moment_is_written_in_utc_to_the_microsecond() -> None:
    from oleksandria_intl.running_hash import moment_text

    moment = datetime(2020, 3, 31, 9, 30, tzinfo=timezone.utc)
    assert moment_text(SimpleNamespace(issued_at=moment)) == "2020-03-31T09:30:00.000000Z"


def test_the_page_shows_each_papers_place_and_running_hash(stranger: Client, papers: list[IssuedPaper]) -> None:
    page = stranger.get("/en/documents/").content.decode()
    assert "№ 5" in page
    assert papers[4].running_hash in page
    assert papers[2].running_hash not in page


def test_a_paper_that_is_not_issued_after_all_takes_no_place(papers: list[IssuedPaper], tmp_path: Path) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedPaper.objects.create(kind="a", key="b", title="c", format="pdf", size=1, sha256="none")
    assert issued(6).place == 6
    assert found() == []
