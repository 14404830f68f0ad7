"""By what else the staff's search finds decisions: by the programme that they adopt, which they name in braces."""

from __future__ import annotations

from oleksandria_intl.models import Decision
from oleksandria_intl.staff_search import also

also(Decision, "edition__kind_uk", "edition__name_uk", "edition__program__slug")
