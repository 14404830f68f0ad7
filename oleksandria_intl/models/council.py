"""The council whose portal this is."""

from __future__ import annotations

import re
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import once
from oleksandria_intl.localized import Localized

from .base import Natural, NaturalManager, Recorded


def _current(councils: CouncilManager) -> Council | None:
    return councils.select_related("office").first()


class CouncilManager(NaturalManager["Council"]):
    """Finds the council of this portal."""

    def current(self) -> Council | None:
        """Return the council with its office; None while the portal is empty."""
        return once.made(_current, self)

    def for_papers(self) -> Council:
        """Return the council; one without names while none is entered, so that papers print blanks."""
        return self.current() or Council()


class Council(Natural, Recorded):
    """The council whose portal this is: a single row."""

    contacts: ClassVar[tuple[str, ...]] = ("email", "phone", "address_uk", "address_en", "data_officer", "data_since")
    json_fields = (
        "code",
        "name_uk",
        "name_en",
        "city_uk",
        "city_en",
        "place",
        "region_genitive",
        "approval_form",
        "approval_word",
        "annex_word",
        "letterhead_order",
        "has_emblem",
        "table_continuation",
        "composition",
    )

    class LetterheadOrder(models.TextChoices):
        """Which line of the letterhead comes first."""

        COUNCIL_FIRST = "council", _("council, region, session, kind of act (ДСТУ 4163:2020)")
        ACT_FIRST = "act", _("kind of act, council, region, session")

    class ApprovalForm(models.TextChoices):
        """How the mark on an approved annex is worded."""

        APPROVED = "approved", _("“ЗАТВЕРДЖЕНО / Рішення міської ради / від … № …”")
        APPROVED_BY = "approved-by", _("“ЗАТВЕРДЖЕНО / рішенням міської ради / від … № …”")
        ANNEX = "annex", _("“Додаток / до рішення міської ради / від … № …”")
        ANNEX_APPROVED_BY = "annex-approved-by", _("“Додаток / ЗАТВЕРДЖЕНО / рішенням міської ради / від … № …”")

    class TableContinuation(models.TextChoices):
        """What heads a page on which a table goes on."""

        HEADS = "heads", _("the heads of its columns again")
        NUMBERS = "numbers", _("“Продовження таблиці” and the numbers of its columns")

    class ReportColumns(models.TextChoices):
        """Which columns the execution report has."""

        SHORT = "short", _("short: planned, appropriated, spent, deviation, per cent; upright pages")
        FULL = "full", _("full: who carries out, when, the plan of the period, all percentages")
        BY_FUNDS = "by-funds", _("by funds: each sum in total, of the general and of the special fund")

    id = models.PositiveSmallIntegerField(
        primary_key=True,
        default=1,
        editable=False,
        error_messages={"unique": _("This portal has its council already; another council has a portal of its own.")},
    )
    code = models.CharField(
        _("register code (ЄДРПОУ)"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}\Z", _("Eight digits."))],
        help_text=_("Eight digits. Files of a council with another code are refused."),
    )
    name_uk = models.CharField(_("name"), max_length=200, help_text=_("“Полтавська міська рада”"))
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    city_uk = models.CharField(_("city"), max_length=100, help_text=_("“Полтава”"))
    city_en = models.CharField(_("city in English"), max_length=100, blank=True)
    place = models.CharField(_("place as papers print it"), max_length=100, help_text=_("“м. Полтава”"))
    region_genitive = models.CharField(
        _("region in the genitive"), max_length=100, blank=True, help_text=_("“Полтавської області”")
    )
    approval_form = models.CharField(
        _("form of the approval mark"),
        max_length=20,
        choices=ApprovalForm.choices,
        default=ApprovalForm.APPROVED,
    )
    approval_word = models.CharField(
        _("first word of the approval mark"),
        max_length=30,
        default="ЗАТВЕРДЖЕНО",
        help_text=_("“ЗАТВЕРДЖЕНО”"),
    )
    annex_word = models.CharField(
        _("word for an annex"),
        max_length=30,
        default="Додаток",
        help_text=_("“Додаток”; its number follows where an act has several."),
    )
    letterhead_order = models.CharField(
        _("order of the letterhead"),
        max_length=10,
        choices=LetterheadOrder.choices,
        default=LetterheadOrder.COUNCIL_FIRST,
    )
    has_emblem = models.BooleanField(_("state emblem on the letterhead"), default=True)
    has_page_code = models.BooleanField(
        _("QR code on issued papers"),
        default=True,
        help_text=_("At the end of the paper, with the address of its page on this portal."),
    )
    table_continuation = models.CharField(
        _("above a table on its further pages"),
        max_length=10,
        choices=TableContinuation.choices,
        default=TableContinuation.HEADS,
        help_text=_("The words in PDF alone: Word can repeat only the numbers."),
    )
    composition = models.PositiveSmallIntegerField(
        _("members of the council by law"),
        null=True,
        blank=True,
        help_text=_("The whole composition, with the mayor's vote beside it."),
    )
    explanation_threshold = models.DecimalField(
        _("deviation that asks for an explanation, %"),
        max_digits=4,
        decimal_places=1,
        default=10,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("A report says which measures deviate more than this from what was granted, and lack a reason."),
    )
    report_columns = models.CharField(
        _("columns of the execution report"),
        max_length=10,
        choices=ReportColumns.choices,
        default=ReportColumns.FULL,
        help_text=_("Which fund a source belongs to stands on the page of the source."),
    )
    shows_entrepreneur_codes = models.BooleanField(
        _("show the tax numbers of sole entrepreneurs"),
        default=False,
        help_text=_("Beside the name of a ФОП in registers and data sets. The tax number of no other person is shown."),
    )
    # By name: files of programmes list the registers in the order in which their models are made.
    office = models.ForeignKey(
        "Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office"),
        help_text=_("The unit that answers for the portal; every page names it at its foot."),
    )
    email = models.EmailField(_("e-mail of the office"), blank=True, help_text=_("Everybody sees it."))
    phone = models.CharField(
        _("phone of the office"), max_length=40, blank=True, help_text=_("Everybody sees it: “+380 5235 0-00-00”.")
    )
    address_uk = models.CharField(_("where to come"), max_length=200, blank=True)
    address_en = models.CharField(_("where to come, in English"), max_length=200, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("From here lines lead to the partners on the map."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    data_officer = models.CharField(
        _("responsible for the data sets"),
        max_length=200,
        blank=True,
        help_text=_("First name and SURNAME, for the passports of open data (Resolution 835). Everybody sees it."),
    )
    data_since = models.DateField(_("data sets published since"), null=True, blank=True)

    name = Localized()
    city = Localized()
    address = Localized()
    objects: ClassVar[CouncilManager] = CouncilManager()

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("council")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="council_is_one",
                violation_error_message=_(
                    "This portal has its council already; another council has a portal of its own."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                ),
                name="council_place_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_uk

    @property
    def continues_tables(self) -> bool:
        """Whether further pages of a table say «Продовження таблиці» instead of the heads."""
        return self.table_continuation == self.TableContinuation.NUMBERS

    @property
    def phone_address(self) -> str:
        """The first of the phones as a link dials it: «+380523500000»."""
        first = re.match(r"[\d\s()+-]*", self.phone)
        return "".join(sign for sign in first[0] if sign.isdecimal() or sign == "+") if first else ""
