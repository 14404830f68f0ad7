"""What the list of partners is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl.forms import Choosing, choice
from oleksandria_intl.ukrainian import capitalised
from partners.models import Agreement, City
from partners.querysets import NO_AGREEMENT

UNKNOWN = gettext_lazy("There is no such choice in this list; it is left out.")


class PartnerFilter(Choosing, forms.Form):
    """Filters of the list; a value that is no choice is named in an error and left out."""

    kind = choice(gettext_lazy("Kind"), UNKNOWN)
    country = choice(gettext_lazy("Country"), UNKNOWN)
    area = choice(gettext_lazy("Area of cooperation"), UNKNOWN)
    state = choice(gettext_lazy("Agreement"), UNKNOWN)

    def __init__(self, asked: Mapping[str, str], *, countries: Iterable[Any], areas: Iterable[Any]) -> None:
        super().__init__(asked)
        kinds = [(kind.value, capitalised(str(kind.label))) for kind in (City.Kind.TWIN, City.Kind.PARTNER)]
        states = [(state.value, capitalised(str(state.label))) for state in Agreement.State]
        self._offer("kind", kinds)
        self._offer("country", [(country.code, country.name) for country in countries])
        self._offer("area", [(area.code, capitalised(area.name)) for area in areas])
        self._offer("state", [*states, (NO_AGREEMENT, _("No agreement"))])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices]

    @property
    def choices(self) -> dict[str, str]:
        """The valid choices."""
        self.is_valid()
        return {name: text for name, text in self.cleaned_data.items() if text}
