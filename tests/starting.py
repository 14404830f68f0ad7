"""Walking the path from nothing: a page is opened, typed into and sent, as a browser would."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

COUNCIL = {"name_uk": "Приютівська селищна рада", "city_uk": "Приютівка", "region_genitive": "Кіровоградська область"}


def address(step: str) -> str:
    return reverse("admin:start_step", args=[step])


def shown(answer: Any) -> dict[str, str]:
    """Return what stands in the fields of a page, as a browser would send it."""
    page = answer.context["page"]
    found = {field.html_name: field.value() for section in page.sections for field in section.form}
    further = {"rows": page.row_count} if page.more else {}
    read = {"read": "1"} if answer.context["was_filled"] else {}
    return {
        name: "" if value is None else value for name, value in (found | further | read).items() if value is not False
    }


def send(client: Client, step: str, **typed: Any) -> Any:
    """Type into the page of a step, send it, and send it again where the portal asks to read what it filled in."""
    answer = client.post(address(step), shown(client.get(address(step))) | typed)
    if answer.status_code == 200 and answer.context.get("was_filled"):
        answer = client.post(address(step), shown(answer))
    return answer


def errors(answer: Any) -> dict[str, list[str]]:
    """Return what a page says at its fields."""
    found: dict[str, list[str]] = {}
    for section in answer.context["page"].sections:
        form = section.form
        found |= {
            form.add_prefix(name) if name in form.fields else name: list(said) for name, said in form.errors.items()
        }
    return found
