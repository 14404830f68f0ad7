"""What is done with payments together: the rules are asked again of those that wait."""

from __future__ import annotations

from django.contrib.auth.models import User

from budget import services
from budget.models import Payment
from programs.models import Edition, Program
from tests.spending import measure_of, pay, rule


def test_a_new_rule_assigns_the_payments_that_wait(edition: Edition, accountant: User) -> None:
    waits, other = pay(None, 100, payee_name="ТОВ «Переклад»"), pay(None, 50, payee_name="ТОВ «Готель»")
    rule("1.2", payee_words="переклад")
    done = services.apply_rules(payments=Payment.objects.all(), programs=Program.objects.all(), by=accountant)
    assert done == (1, 0)
    waits.refresh_from_db()
    other.refresh_from_db()
    assert waits.measure == measure_of("1.2")
    assert other.is_waiting
    assert waits.history.latest().history_user == accountant


def test_a_rule_sets_aside_what_is_not_of_the_programme(edition: Edition, accountant: User) -> None:
    waits = pay(None, 100, purpose="Заробітна плата за лютий")
    rule(None, purpose_words="ЗАРОБІТНА плата")
    assert services.apply_rules(payments=Payment.objects.all(), programs=[edition.program], by=accountant) == (0, 1)
    waits.refresh_from_db()
    assert waits.is_outside


def test_the_rules_move_no_payment_that_somebody_assigned(edition: Edition, accountant: User) -> None:
    assigned = pay("1.1", 100)
    rule("1.2", payee_words="переклад")
    assert services.apply_rules(payments=Payment.objects.all(), programs=[edition.program], by=accountant) == (0, 0)
    assigned.refresh_from_db()
    assert assigned.measure == measure_of("1.1")
