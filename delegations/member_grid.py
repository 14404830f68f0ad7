"""Who goes on a trip, or comes, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Participant
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.models import Term
from programs.grids.base import Combination, Grid, Part
from programs.grids.columns import ChoiceColumn, Column, FlagColumn, NamedColumn, NumberColumn

MOST_OFFERED = 300
OF_REGISTER = _("The post of who stands in the register comes from there: leave it as it is.")


@dataclass(frozen=True)
class PersonColumn(NamedColumn):
    """Whoever stands in the register by the name there; others, and ensembles, by the name that is typed."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the name."""
        return ("term", "name_uk")

    def read(self, row: Participant) -> str:
        """Return the name as the register or the row says it."""
        return row.full_name

    def write(self, row: Participant, value: Any) -> None:
        """Name an official of the register, or write the name."""
        row.term = self.find(value)
        row.name_uk = "" if row.term else value
        if row.term:
            row.post_uk = ""


@dataclass(frozen=True)
class PostColumn(Column):
    """The post, which the register says of those who stand in it."""

    def read(self, row: Participant) -> str:
        """Return the post as the register or the row says it."""
        return row.full_post

    def write(self, row: Participant, value: Any) -> None:
        """Write the post of who does not stand in the register; raises ``ValidationError`` for another of who does."""
        if row.term is None:
            row.post_uk = value
        elif value and ukrainian.search_key(value) != ukrainian.search_key(row.term.post_uk):
            raise ValidationError(OF_REGISTER)


class MembersGrid(Grid):
    """The members of a delegation: nobody changes them once its order is issued."""

    kind = "members"
    title = _("Members of the delegation as a table")
    owner_field = "delegation"
    owner: Delegation
    row_model = Participant
    help_text = _("The post of who stands in the register comes from there. Of an ensemble write its name and number.")

    @property
    def is_open(self) -> bool:
        """Whether the delegation is still prepared."""
        return bool(self.owner.status == Delegation.Status.PREPARED)

    def parts(self) -> tuple[Part, ...]:
        """Return the member."""
        offers = tuple(dict.fromkeys(str(term.official) for term in self.terms))[:MOST_OFFERED]
        person = {"is_required": True, "longest": 300, "offers": offers, "find": self.term}
        columns = (
            PersonColumn("member", "person", _("full name"), **person),  # type: ignore[arg-type]
            PostColumn("member", "post_uk", _("post"), longest=300),
            ChoiceColumn(
                "member", "category", _("category"), is_required=True, options=tuple(Participant.Category.choices)
            ),
            NumberColumn("member", "number", _("people"), empty=1),
            FlagColumn("member", "is_head", _("heads the delegation")),
            Column("member", "contact", _("phone or address for the office"), longest=300),
        )
        return (Part("member", Participant, columns, order="place"),)

    @cached_property
    def terms(self) -> list[Term]:
        """The officials and council members in office today."""
        today = clock.today()
        return [term for term in Term.objects.select_related("official").order_by("-since") if term.covers(today)]

    def term(self, text: str) -> Term | None:
        """Return the post of the official with this name; of two of one name neither."""
        key = ukrainian.search_key(text)
        found = [term for term in self.terms if ukrainian.search_key(str(term.official)) == key]
        return found[0] if found and len({term.official_id for term in found}) == 1 else None

    def has_row(self, filled: set[str]) -> bool:
        """Whether somebody is named; a number alone is nobody."""
        return bool(filled & self.row_keys)

    def written_first(self, row: Any, values: Mapping[str, Any]) -> Any:
        """Write who heads the delegation last: it has one head at a time."""
        return values.get("member-is_head", row.is_head)

    def stored(self) -> Iterable[Combination]:
        """Return the members in their order."""
        rows = Participant.objects.filter(delegation=self.owner).select_related("term__official")
        return ({"member": row} for row in rows.order_by("place", "pk"))
