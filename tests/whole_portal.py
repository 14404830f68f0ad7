"""What a portal holds after years of work, made in one and tried in another: ``python -m tests.whole_portal DEED``.

``make``: the programme of 2020, adopted, its papers issued; people with a second factor, a session, a link for a
password; a deletion in the bin, an erasure, keys that were given and are gone. ``try``: prints what the portal still
does not refuse of what it must refuse, takes the deletion back and gives the next key.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta

import django
from django.test.utils import setup_test_environment


def make() -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from oleksandria_intl import roles
    from oleksandria_intl.models import Decision, Official, PasswordLink, Unit
    from oleksandria_intl.personal_data import erasures, people
    from partners.models import Area
    from programs import services
    from programs.models import Edition, Indicator, IndicatorValue
    from tests import factories, undoing
    from tests.seed import FIXTURES

    call_command("loaddata", *map(str, FIXTURES), verbosity=0)
    roles.sync()
    secretary = factories.person("secretary", roles.SECRETARY, "Петро Секретар")
    TOTP.activate(secretary, generate_totp_secret())
    PasswordLink.objects.create(person=secretary, digest="d", expires_at=timezone.now() + timedelta(days=1))
    administrator = User.objects.create_superuser("administrator")
    client = Client()
    client.force_login(administrator)
    undoing.delete(client, Area.objects.create(code="chess", name_uk="Шахи"))
    Unit.objects.create(code="gone", name_uk="Відділ").delete()
    Official.objects.create(code="leaver", surname="Прізвищенко", given_name="Ольга")
    leaver = people.get("official", Official.objects.get(code="leaver").pk)
    assert leaver
    erasures.erase(person=leaver, by=administrator, reason="Звернення особи")
    edition = Edition.objects.of_key("2020/1")
    assert edition.decision
    Decision.objects.filter(pk=edition.decision.pk).update(
        number="875", period_start="2019-12-20", period_end="2019-12-20", period_precision="day"
    )
    edition = Edition.objects.of_key("2020/1")
    edition.in_force_from = date(2020, 1, 1)
    indicator = Indicator.objects.create(edition=edition, order=1, name_uk="Візитів", unit_uk="од.")
    IndicatorValue.objects.create(indicator=indicator, year=2020, value=3)
    services.adopt(edition=edition, by=secretary)


def try_out() -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    from oleksandria_intl.models import UndoStep, Unit
    from partners.models import Area
    from tests import undoing

    client = Client()
    client.force_login(User.objects.get(username="administrator"))
    undoing.undo(client, UndoStep.objects.in_bin()[0])
    found = {
        "unrefused": unrefused(),
        "is_back": Area.objects.filter(code="chess").exists(),
        "key": Unit.objects.create(code="new", name_uk="Відділ").pk,
    }
    sys.stdout.write(json.dumps(found))


def unrefused() -> list[str]:
    """Return what the triggers of adopted editions, used codes and erasures let through, though they are to stop it."""
    from oleksandria_intl import lasting
    from oleksandria_intl.models import Erasure
    from programs import guard
    from programs.code_triggers import MESSAGE
    from programs.exchange import row_models
    from programs.models import Edition, Section
    from tests import factories

    adopted = Edition.objects.of_key("2020/1")
    draft = factories.amendment(adopted, decision=None)
    used = Section.objects.create(edition=draft, code="91", title_uk="Вступ")
    other = Section.objects.create(edition=draft, code="92", title_uk="Мета")
    used.delete()
    erasures = Erasure._meta.db_table
    attempts = {
        f"UPDATE {guard.EDITIONS} SET name_uk = 'x' WHERE id = {adopted.pk}": guard.FROZEN_ROWS,
        f"UPDATE programs_section SET code = '91' WHERE id = {other.pk}": MESSAGE,
        f"UPDATE {erasures} SET reason = 'x'": lasting.ERASURE_STAYS,
        f"DELETE FROM {erasures}": lasting.ERASURE_STAYS,
    }
    for table in (model._meta.db_table for model in row_models()):
        rows = f"{table} WHERE edition_id = {adopted.pk}"
        for statement in (
            f"INSERT INTO {table} SELECT * FROM {rows}",
            f"UPDATE {table} SET edition_id = {draft.pk} WHERE edition_id = {adopted.pk}",
            f"DELETE FROM {rows}",
        ):
            attempts[statement] = guard.FROZEN_ROWS
    return [statement for statement, message in attempts.items() if message not in answer_to(statement)]


def answer_to(statement: str) -> str:
    """Return the sentence with which the database refuses a statement; empty where it does not."""
    from django.db import IntegrityError, connection, transaction

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    os.environ["STAFF_MFA_REQUIRED"] = "0"
    django.setup()
    setup_test_environment()
    {"make": make, "try": try_out}[sys.argv[1]]()
