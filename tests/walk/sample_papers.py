"""A paper of every kind, to be measured and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from budget import periods
from budget.models import ClosingReport, Payment
from oleksandria_intl import papers, roles
from oleksandria_intl.models import Body, Decision, DecisionPoint
from oleksandria_intl.path.services import record_vote
from oleksandria_intl.portal.management import demonstration, demonstration_delegations
from programs.models import Edition
from tests import closing, factories
from tests.programs.amendments import DECEMBER, adopted, with_five_changes

OF_AN_AMENDMENT = ("decision", "comparison", "signing-copy")
OF_PARTNERS = {
    "tervel/city-day/2020": ("greeting-letter", "greeting-letter-en"),
    "our-city": ("city-passport", "city-passport-en"),
    "jarocin": ("partner-profile",),
    "ramat-gan": ("consent-letter",),
    "2020-12-31": ("partner-register",),
}
"""The papers of relations, by the keys that the seed has."""
OF_DELEGATIONS = {
    "demo-jarocin-2020-09": ("visit-order", "visit-estimate", "visit-costs", "visit-report"),
    "demo-jarocin-2020-09/1": ("advance-report",),
    "demo-tervel-guests-2020-09": ("reception-order", "reception-estimate", "stay-programme", "stay-programme-en"),
    "demo-write-off-1": ("write-off-act",),
}
"""The papers of delegations, by the keys that the demonstration has."""
OF_A_CLOSED_YEAR = ("report-decision", "changes-after-closing")


class Sample(NamedTuple):
    """A paper to be made."""

    name: str
    kind: papers.PaperKind
    key: str
    """What it was found by."""
    subject: object


def samples(edition: Edition, others: Iterable[Edition] = ()) -> Iterator[Sample]:
    """Yield every kind of paper: of the programme of 2020, of others, an amendment, delegations, a closed year."""
    factories.roll_call(edition.decision)
    factories.papers_of(edition.decision)
    for each in (edition, *others):
        yield from _of(each.program.slug, papers.KINDS)
    for key, kinds in OF_PARTNERS.items():
        yield from _of(key, kinds)
    yield from _of(_amended(edition).key, OF_AN_AMENDMENT)
    yield from _of_delegations()
    _close(edition)
    yield from _of(edition.program.slug, OF_A_CLOSED_YEAR)


def write(samples: Iterable[Sample], folder: Path, *formats: str) -> list[Path]:
    """Write the papers in those of the formats that they have; return the files."""
    files = []
    for sample in samples:
        for format in set(formats).intersection(sample.kind.formats):
            file = folder / f"{sample.name}.{format}"
            with suppress(papers.PaperNotFound):
                file.write_bytes(papers.content(sample.kind, sample.subject, format))
                files.append(file)
    return files


def _of(key: str, kinds: Iterable[str]) -> Iterator[Sample]:
    for kind in map(papers.get, kinds):
        with suppress(papers.PaperNotFound):
            name = f"{kind.kind}-{key.replace('/', '-')}"
            yield Sample(name, kind, key, kind.find(key, papers.Scope()))


def _of_delegations() -> Iterator[Sample]:
    """Yield the papers of the demonstration's trip, reception, advance and act of writing off."""
    demonstration.load_missing("codes", demonstration.SPENDING)
    demonstration_delegations.load()
    for key, kinds in OF_DELEGATIONS.items():
        yield from _of(key, kinds)


def _close(edition: Edition) -> None:
    """Close a quarter of the demonstration's spending, change a payment in it, and report on the whole programme."""
    closing.closed(program=edition.program)
    payment = Payment.objects.filter(paid_on__lte=closing.QUARTER.end).earliest("paid_on", "pk")
    clerk = factories.person("accountant", roles.ACCOUNTANT, "Марія Фінансист")
    with periods.late_changes(reason="Лист казначейства від 02.07.2020 № 14", by=clerk):
        payment.amount -= Decimal("100.05")
        payment.save()
    ends = Decision.objects.create(
        code="closing",
        body=Body.objects.get(code="council"),
        subject="Про підсумки виконання {Програми}",
        preamble="Відповідно до статті 26 Закону",
        signatory=edition.decision.signatory,
    )
    DecisionPoint.objects.create(decision=ends, order=1, text="Інформацію взяти до відома (додається).")
    ClosingReport.objects.create(program=edition.program, decision=ends)


def _amended(edition: Edition) -> Edition:
    """Adopt the edition, what is kept of it being of no interest here, and return its amendment, voted on."""
    secretary = factories.person("secretary", roles.SECRETARY, "Петро Секретар")
    with pytest.MonkeyPatch.context() as patched:
        factories.papers_of_one_line(patched)
        amendment = with_five_changes(adopted(edition, "1000", DECEMBER, secretary), secretary)
        record_vote(decision=amendment.decision, by=secretary)
    return amendment
