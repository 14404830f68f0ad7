"""More rows in the tables of a form where no script runs: the form is saved, and opens with empty rows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.http import HttpRequest, HttpResponseRedirect

MORE = "more_rows"
"""What the button sends, and what the address says: the kind of rows of which there are to be more."""
ROWS = 3


class OpensMoreRows(BaseModelAdmin):
    """Change pages with a button under each table, which saves and goes on with empty rows."""

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Save as by «and continue»; have the page that follows show the rows."""
        asked = request.POST.get(MORE, "")
        if asked:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        answer = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        if asked and isinstance(answer, HttpResponseRedirect):
            answer["Location"] += f"{'&' if '?' in answer.url else '?'}{urlencode({MORE: asked})}"
        return answer


class ShowsMoreRows(InlineModelAdmin):
    """Rows of a form, with empty ones where the address asks for them."""

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Return how many empty rows there are."""
        extra = super().get_extra(request, obj, **kwargs)
        return extra + ROWS if request.GET.get(MORE) == self.model._meta.label_lower else extra
