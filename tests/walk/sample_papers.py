"""A paper of every kind, to be measured and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from oleksandria_intl import papers, roles
from oleksandria_intl.path.services import record_vote
from programs.models import Edition
from tests import factories
from tests.programs.amendments import DECEMBER, adopted, with_five_changes

OF_AN_AMENDMENT = ("decision", "comparison", "signing-copy")
OF_PARTNERS = {
    "tervel/city-day/2020": ("greeting-letter", "greeting-letter-en"),
    "our-city": ("city-passport", "city-passport-en"),
    "jarocin": ("partner-profile",),
}
"""The papers of relations, by the keys that the seed has."""
Sample = tuple[str, papers.PaperKind, object]
"""A paper's name, its kind and what it is of."""


def samples(edition: Edition, others: Iterable[Edition] = ()) -> Iterator[Sample]:
    """Yield every kind of paper of the programme of 2020, then of others; last, those of an amendment of the first."""
    factories.roll_call(edition.decision)
    factories.papers_of(edition.decision)
    for each in (edition, *others):
        yield from _of(each.program.slug, papers.KINDS)
    for key, kinds in OF_PARTNERS.items():
        yield from _of(key, kinds)
    yield from _of(_amended(edition).key, OF_AN_AMENDMENT)


def write(samples: Iterable[Sample], folder: Path, *formats: str) -> list[Path]:
    """Write the papers in those of the formats that they have; return the files."""
    files = []
    for name, kind, subject in samples:
        for format in set(formats).intersection(kind.formats):
            file = folder / f"{name}.{format}"
            with suppress(papers.PaperNotFound):
                file.write_bytes(papers.content(kind, subject, format))
                files.append(file)
    return files


def _of(key: str, kinds: Iterable[str]) -> Iterator[Sample]:
    for kind in map(papers.get, kinds):
        with suppress(papers.PaperNotFound):
            yield f"{kind.kind}-{key.replace('/', '-')}", kind, kind.find(key, papers.Scope())


def _amended(edition: Edition) -> Edition:
    """Adopt the edition, what is kept of it being of no interest here, and return its amendment, voted on."""
    secretary = factories.person("secretary", roles.SECRETARY, "Петро Секретар")
    with pytest.MonkeyPatch.context() as patched:
        factories.papers_of_one_line(patched)
        amendment = with_five_changes(adopted(edition, "1000", DECEMBER, secretary), secretary)
        record_vote(decision=amendment.decision, by=secretary)
    return amendment
