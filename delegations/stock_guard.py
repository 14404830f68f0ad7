"""Triggers that let no more leave the stock than was bought, and keep what a signed act writes off; whoever writes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from delegations.models import CommissionMember, Giving, Purchase, StockItem, WriteOffAct
from oleksandria_intl.triggers import TRUNCATE, Trigger, differs

MORE_THAN_LEFT = "no more souvenirs are given than are left"
SIGNED_STAYS = "what a signed act of writing off says stays"
ITEMS, PURCHASES, GIVINGS, ACTS, MEMBERS = (
    model._meta.db_table for model in (StockItem, Purchase, Giving, WriteOffAct, CommissionMember)
)


def refusal_of_more() -> str:
    """Return what to say where more would be given than is left."""
    return _("This would give more souvenirs than are left. Nothing has been written: look at what is left of them.")


def refusal_of_signed() -> str:
    """Return what to say where something of a signed act would change."""
    return _("An act of writing off that is signed does not change, nor what it writes off. Nothing has been written.")


def triggers() -> Iterator[Trigger]:
    """Yield the triggers of the stock, and those of signed acts."""
    yield _no_more("INSERT", but="", when="")
    yield _no_more("UPDATE", but=" AND g.id <> OLD.id", when=differs(("purchase_id", "quantity")))
    yield Trigger(
        f"{PURCHASES}_stock_update",
        PURCHASES,
        "BEFORE UPDATE",
        refused=f"NEW.quantity < {_given('NEW.id')}",
        message=MORE_THAN_LEFT,
        when="NEW.quantity < OLD.quantity",
    )
    yield from _signed_rows(Giving)
    yield from _signed_rows(CommissionMember)
    yield from _signed_act()
    yield from _signed_prices()


def _no_more(event: str, *, but: str, when: str) -> Trigger:
    """Return the trigger that asks how many are left of a purchase, which nobody else takes from meanwhile."""
    return Trigger(
        f"{GIVINGS}_stock_{event.lower()}",
        GIVINGS,
        f"BEFORE {event}",
        refused=(
            f"NEW.quantity + {_given('NEW.purchase_id', but)} "
            f"> (SELECT p.quantity FROM {PURCHASES} p WHERE p.id = NEW.purchase_id)"
        ),
        message=MORE_THAN_LEFT,
        when=when,
        locked=f"{PURCHASES} WHERE id = NEW.purchase_id",
    )


def _given(purchase: str, but: str = "") -> str:
    return f"coalesce((SELECT sum(g.quantity) FROM {GIVINGS} g WHERE g.purchase_id = {purchase}{but}), 0)"


def _signed_rows(model: type[models.Model]) -> Iterator[Trigger]:
    """Yield the triggers of rows that stand in acts: none joins a signed one, leaves it or changes in it."""
    table = model._meta.db_table
    old, new = (
        f"EXISTS (SELECT 1 FROM {ACTS} a WHERE a.id = {row}.act_id AND a.signed_on IS NOT NULL)"
        for row in ("OLD", "NEW")
    )
    joined = f"{ACTS} WHERE id = NEW.act_id"
    yield Trigger(f"{table}_signed_insert", table, "BEFORE INSERT", new, SIGNED_STAYS, locked=joined)
    changed = differs(_columns(model))
    yield Trigger(
        f"{table}_signed_update", table, "BEFORE UPDATE", f"{old} OR {new}", SIGNED_STAYS, when=changed, locked=joined
    )
    yield Trigger(f"{table}_signed_delete", table, "BEFORE DELETE", old, SIGNED_STAYS)
    yield _never_emptied(table)


def _signed_act() -> Iterator[Trigger]:
    """Yield the triggers of the act itself."""
    is_signed = "OLD.signed_on IS NOT NULL"
    yield Trigger(
        f"{ACTS}_signed_update", ACTS, "BEFORE UPDATE", is_signed, SIGNED_STAYS, when=differs(_columns(WriteOffAct))
    )
    yield Trigger(f"{ACTS}_signed_delete", ACTS, "BEFORE DELETE", is_signed, SIGNED_STAYS)
    yield _never_emptied(ACTS)


def _signed_prices() -> Iterator[Trigger]:
    """Yield the triggers of what a signed act prints of purchases and of the things themselves."""
    signed = f"FROM {GIVINGS} g JOIN {ACTS} a ON a.id = g.act_id JOIN {PURCHASES} p ON p.id = g.purchase_id"
    for table, key, columns in (
        (PURCHASES, "p.id", ("item_id", "price")),
        (ITEMS, "p.item_id", ("name_uk", "unit_uk")),
    ):
        refused = f"EXISTS (SELECT 1 {signed} WHERE {key} = OLD.id AND a.signed_on IS NOT NULL)"
        name = f"{table}_signed_update"
        yield Trigger(name, table, "BEFORE UPDATE", refused, SIGNED_STAYS, when=differs(columns))


def _never_emptied(table: str) -> Trigger:
    refused = f"EXISTS (SELECT 1 FROM {ACTS} WHERE signed_on IS NOT NULL)"
    return Trigger(f"{table}_signed_truncate", table, TRUNCATE, refused, SIGNED_STAYS)


def _columns(model: type[models.Model]) -> list[str]:
    """Return the columns that a signed act keeps, quoted: «order» is a word of SQL."""
    return [f'"{field.column}"' for field in model._meta.concrete_fields if field.name != "version"]
