"""The small stock of what guests are given: bought, handed over, written off."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from budget.models import Payment
from delegations.gift_querysets import GivingManager, PurchaseManager, StockItemManager
from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, KeyField, Natural, Recorded

from .delegation import Delegation
from .write_offs import WriteOffAct, new_record_key

AT_LEAST_ONE = [MinValueValidator(1)]


class StockItem(Natural, Recorded):
    """A souvenir, or what is served at a reception: what the office buys, keeps and hands over."""

    class Kind(models.TextChoices):
        """What it is for."""

        SOUVENIR = "souvenir", _("souvenir")
        CATERING = "catering", _("for the table")

    code = CodeField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SOUVENIR)
    name_uk = models.CharField(_("name"), max_length=300, help_text=_("As the act of writing off prints it."))
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    unit_uk = models.CharField(_("unit of measurement"), max_length=20, default="шт.")
    search_text = KeyField("name_uk", "name_en", key=ukrainian.search_key)
    sort_key = KeyField("name_uk", key=ukrainian.sort_key, max_length=2000)

    name = Localized()
    objects: ClassVar[StockItemManager] = StockItemManager()
    counted = ngettext_lazy("%(count)d thing in stock", "%(count)d things in stock", "count")

    class Meta:
        verbose_name = _("souvenir")
        verbose_name_plural = _("souvenirs")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["code"], name="stock_item_code_unique")]

    def __str__(self) -> str:
        return self.name_uk


class Purchase(Natural, Recorded):
    """So many of a thing, bought at one price by one payment; what is handed over is taken from it."""

    natural_fields = ("record_key",)

    record_key = models.CharField(_("record id"), max_length=100, unique=True, default=new_record_key, editable=False)
    item = models.ForeignKey(StockItem, models.PROTECT, related_name="purchases", verbose_name=_("souvenir"))
    bought_on = models.DateField(_("bought on"))
    quantity = models.PositiveIntegerField(_("quantity"), validators=AT_LEAST_ONE)
    price = models.DecimalField(
        _("price of one, UAH"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="purchases",
        verbose_name=_("payment"),
        help_text=_("The payment by which it was bought."),
    )
    document = models.CharField(_("invoice"), max_length=200, blank=True, help_text=_("“видаткова накладна № 15”"))
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects: ClassVar[PurchaseManager] = PurchaseManager()
    counted = ngettext_lazy("%(count)d purchase", "%(count)d purchases", "count")

    class Meta:
        verbose_name = _("purchase of souvenirs")
        verbose_name_plural = _("purchases of souvenirs")
        ordering = ["bought_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, price__gt=0),
                name="purchase_of_something",
                violation_error_message=_("A purchase has a quantity and a price."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}, {self.bought_on:%d.%m.%Y}, {ukrainian.hryvnias(self.price)}"

    @property
    def amount(self) -> Decimal:
        """What it cost, in hryvnias."""
        return self.price * self.quantity


class Giving(Natural, Recorded):
    """So many of a purchase that left the stock: handed over to somebody at an event, served, or lost.

    Whoever got it is known to staff alone.
    """

    class Way(models.TextChoices):
        """How it left the stock."""

        GIVEN = "given", _("handed over")
        SERVED = "served", _("served at the table")
        LOST = "lost", _("lost or broken")

    natural_fields = ("record_key",)

    record_key = models.CharField(_("record id"), max_length=100, unique=True, default=new_record_key, editable=False)
    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="givings", verbose_name=_("out of"))
    quantity = models.PositiveIntegerField(_("quantity"), default=1, validators=AT_LEAST_ONE)
    way = models.CharField(_("how"), max_length=10, choices=Way.choices, default=Way.GIVEN)
    given_on = models.DateField(pgettext_lazy("souvenir", "on"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="givings", verbose_name=_("delegation")
    )
    event = models.CharField(
        _("event"), max_length=300, blank=True, help_text=_("Only where it is not a delegation of the register.")
    )
    to_whom = models.CharField(
        _("to whom, or why"),
        max_length=300,
        blank=True,
        help_text=_("As the act prints it: “бургомістру міста Яроцин”. Only staff see it."),
    )
    act = models.ForeignKey(
        WriteOffAct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="givings",
        verbose_name=_("written off by"),
    )
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects: ClassVar[GivingManager] = GivingManager()
    counted = ngettext_lazy("%(count)d giving of souvenirs", "%(count)d givings of souvenirs", "count")

    class Meta:
        verbose_name = _("giving of souvenirs")
        verbose_name_plural = _("givings of souvenirs")
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="giving_of_something",
                violation_error_message=_("At least one is given."),
            ),
            models.CheckConstraint(
                condition=Q(way="lost", delegation__isnull=True, event="")
                | ~Q(way="lost") & (Q(delegation__isnull=False, event="") | Q(delegation__isnull=True) & ~Q(event="")),
                name="giving_at_one_event",
                violation_error_message=_(
                    "Choose the delegation or write the event, not both; what is lost or broken has neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(way="served") | ~Q(to_whom=""),
                name="giving_says_to_whom",
                violation_error_message=_("Write to whom it was given, or how it was lost."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purchase.item}: {self.quantity} {self.purchase.item.unit_uk}, {self.given_on:%d.%m.%Y}"

    @property
    def amount(self) -> Decimal:
        """What it had cost, in hryvnias."""
        return self.purchase.price * self.quantity

    @property
    def event_words(self) -> str:
        """At which event it was given."""
        return str(self.delegation) if self.delegation else self.event

    def clean(self) -> None:
        """Give no more than is left, not before it was bought, and nothing of a signed act."""
        super().clean()
        purchase: Purchase | None = getattr(self, "purchase", None)
        if self.act and self.act.signed_on:
            raise ValidationError(_("What a signed act writes off does not change."))
        if purchase is None or not self.quantity:
            return
        if self.given_on and self.given_on < purchase.bought_on:
            sentence = _("It was bought on %(day)s only.")
            raise ValidationError({"given_on": sentence % {"day": f"{purchase.bought_on:%d.%m.%Y}"}})
        left = Purchase.objects.left_of(purchase, but=self.pk)
        if self.quantity > left:
            sentence = _("Only %(left)d are left of “%(purchase)s”.")
            raise ValidationError({"quantity": sentence % {"left": left, "purchase": purchase}})
