"""What tests do with the bin: delete and save as staff do, look for the step, undo it."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation

from oleksandria_intl.models import UndoStep
from tests.admin_pages import address, posted


def delete(client: Client, row: models.Model) -> UndoStep:
    """Delete a row on its page; return what is in the bin now."""
    answer = client.post(address(type(row), "delete", row.pk), {"post": "yes"})
    assert answer.status_code == 302, answer
    assert not type(row)._default_manager.filter(pk=row.pk).exists()
    return UndoStep.objects.in_bin()[0]


def save(client: Client, row: models.Model, **values: Any) -> UndoStep:
    """Save a row's page with other values; return the change that can be undone."""
    page = address(type(row), "change", row.pk)
    answer = client.post(page, posted(client, page) | values)
    assert answer.status_code == 302, answer.context["errors"]
    return UndoStep.objects.filter(kind="changed")[0]


def undo(client: Client, step: UndoStep) -> str:
    """Press the button that undoes a step; return what the next page says."""
    answer = client.post(reverse("admin:oleksandria_intl_undostep_undo", args=[step.pk]), follow=True)
    assert answer.status_code == 200
    return " ".join(str(message) for message in answer.context["messages"])


def stored(*models: Any) -> list[list[dict[str, Any]]]:
    """Return all rows of tables as they are stored, but for their versions."""
    return [
        [
            {name: value for name, value in row.items() if name != "version"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    ]


def says(text: str, message: str, *names: object) -> bool:
    """Whether a page says a message of the catalogue, whatever it puts into the message, and these names."""
    with translation.override("uk"):
        parts = re.split(r"%\(\w+\)[sd]", translation.gettext(message))
    return all(part.strip() in text for part in (*parts, *map(str, names)))


def in_words(model: Any, count: int) -> str:
    """Return a number of rows as a page says it."""
    with translation.override("uk"):
        return str(model.counted % {"count": count})
