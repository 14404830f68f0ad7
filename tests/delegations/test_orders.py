"""The paper of an order: as the mayor signs it, with the estimate annexed; what everybody gets has no phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import FundingSource
from delegations import orders, services
from delegations.models import Delegation, EstimateLine, TravelApproval
from oleksandria_intl import acts, papers
from oleksandria_intl.acts import signing
from oleksandria_intl.documents.blocks import ApprovalMark, Blocks, DraftMark, NumberedList, PreparedBy, Signature
from oleksandria_intl.models import Decision, Stage, Term
from oleksandria_intl.path import findings
from tests import factories
from tests.delegations import jarocin

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip(head: User) -> Delegation:
    """A trip with an estimate, whose order is begun by an executor with a phone."""
    row = jarocin.trip()
    source = FundingSource.objects.create(code="sponsors", name_uk="Кошти спонсорів", fund="other")
    EstimateLine.objects.create(delegation=row, kind="travel", source=source, amount=100)
    jarocin.mayor()
    Term.objects.update(phone="7-77-99")
    order = services.begin_order(delegation=row, by=head)
    Decision.objects.filter(pk=order.pk).update(executor=Term.objects.get())
    return Delegation.objects.get(pk=row.pk)


def signed(trip: Delegation) -> Delegation:
    number: dict[str, Any] = {"number": "55-р", "period_end": jarocin.FIRST, "period_precision": "day"}
    Decision.objects.update(stage=Stage.SIGNED, period_start=jarocin.FIRST, **number)
    return Delegation.objects.get(pk=trip.pk)


def of(kind: type[Any], blocks: Blocks) -> list[Any]:
    return [block for block in blocks if isinstance(block, kind)]


def test_a_draft_order_has_its_mark_points_signature_annex_and_executor_without_a_phone(trip: Delegation) -> None:
    document = orders.document(trip)
    assert [mark.lines for mark in of(DraftMark, document.blocks)] == [("ПРОЄКТ",)]
    assert len(of(NumberedList, document.blocks)[0].items) == trip.order.points.count()  # type: ignore[union-attr]
    assert [line.name for line in of(Signature, document.blocks)] == ["С. ЦАПЮК"]
    assert of(ApprovalMark, document.blocks)[0].lines[:2] == ("Додаток", "до розпорядження міського голови")
    assert of(PreparedBy, document.blocks)[-1].executor == "Цапюк"
    assert "7-77-99" not in repr(document)
    assert orders.ORDER.phone_of(trip) == "7-77-99"


def test_a_signed_order_is_no_draft_and_without_an_estimate_has_no_annex(trip: Delegation) -> None:
    EstimateLine.objects.all().delete()
    row = signed(trip)
    blocks = orders.document(row).blocks
    assert (of(DraftMark, blocks), of(ApprovalMark, blocks), orders.ORDER.is_final(row)) == ([], [], True)
    assert of(PreparedBy, blocks)[-1].executor == "Цапюк"
    assert orders.ORDER.data(row)["number"] == "55-р"


def test_an_order_is_found_by_the_code_and_shown_once_it_is_issued(
    trip: Delegation, head: User, it_is: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is("2020-10-12")
    factories.publication_rules()
    factories.papers_of_one_line(monkeypatch)
    assert orders.find(trip.code, papers.Scope()) == trip
    assert (orders.is_shown(trip.code), orders.is_shown("other")) == (False, False)
    services.issue_order(delegation=trip, number="55-р", dated=jarocin.FIRST, by=head)
    assert orders.is_shown(trip.code)
    with pytest.raises(papers.PaperNotFound):
        orders.find("other", papers.Scope())
    with pytest.raises(papers.PaperNotFound):
        orders.document(Delegation(code="x", direction="out"))


def test_the_page_of_the_order_prints_it_as_that_of_the_delegation_does(trip: Delegation) -> None:
    order: Any = trip.order
    kind, subject = acts.paper_of(order)
    assert (kind.kind, subject) == ("visit-order", trip)
    assert not of(DraftMark, signing.signing_copy(order).blocks)
    sentences = [finding.sentence for finding in findings.of(order)]
    order.points.all().delete()
    assert len(findings.of(order)) == len(sentences) + 1


def test_an_approval_stands_in_the_preamble(head: User) -> None:
    row = jarocin.trip(invitation="запрошення бургомістра")
    TravelApproval.objects.create(delegation=row, body_words="Адміністрація", number="7", dated=jarocin.FIRST)
    jarocin.mayor()
    preamble = services.begin_order(delegation=row, by=head).preamble
    assert preamble.endswith(
        "враховуючи запрошення бургомістра, за погодженням (Адміністрація, від 28 вересня 2020 року № 7)"
    )


def test_who_signed_the_last_decision_of_the_council_signs_where_the_body_names_nobody(head: User) -> None:
    factories.council()
    decision = factories.twinning()
    body = jarocin.mayor()
    body.head = None
    body.save()
    assert services.begin_order(delegation=jarocin.trip(), by=head).signatory == decision.signatory
