"""What an empty portal needs before payments can come in, step by step, with the page where each is entered."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext as _

from budget.admin.base import page_to_add
from budget.models import FundingSource, Measure, ProgramCode, SpendingUnit
from oleksandria_intl.models import Council
from programs.models import Program


class Step(NamedTuple):
    """Something that an import needs, or may be without."""

    title: str
    hint: str
    is_done: bool
    url: str = ""
    """Where it is entered; nothing for who may not."""


def first_steps(user: User) -> list[Step]:
    """Return the steps of the first import; nothing once all that it cannot be without is there."""
    needed: list[type[models.Model]] = [Program, FundingSource, SpendingUnit]
    if all(model._default_manager.exists() for model in needed):
        return []
    return [
        _step(user, Council, _("The council"), _("Its name and code head every paper; it is usually who pays, too.")),
        _step(user, Program, _("A programme"), _("Payments are of a programme and of its years.")),
        _step(
            user,
            FundingSource,
            _("A source of funding"),
            _("For example, the city budget: payments that name none are paid from it."),
        ),
        _step(
            user,
            SpendingUnit,
            _("A spending unit"),
            _("Who pays, with the ЄДРПОУ. If none is entered, the import asks about the payer that the file names."),
            **_council(),
        ),
        _step(
            user,
            ProgramCode,
            _("Codes: КПКВКМБ, КЕКВ"),
            _("Those that the file names and no table holds are asked about once each, and added by your word."),
        ),
        _step(
            user,
            Measure,
            _("Measures"),
            _("Without them payments come in and wait to be assigned."),
        ),
    ]


def _step(user: User, model: Any, title: str, hint: str, **initial: str) -> Step:
    may_add = user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
    return Step(title, hint, model.objects.exists(), page_to_add(model, **initial) if may_add else "")


def _council() -> dict[str, str]:
    """Return the council as the spending unit that it usually is."""
    council = Council.objects.first()
    return {"register_code": council.code, "name_uk": council.name_uk} if council else {}
