"""Let the words of earlier rules fit as they did: they were asked for as parts of words, so a beginning is enough."""

from __future__ import annotations

import re
from typing import Any

from django.db import migrations

WORD = re.compile(r"[^\W_]+(?:['’ʼ`‘′][^\W_]+)*")


def star(apps: Any, schema_editor: Any) -> None:
    """Write a star at the end of every word of every rule."""
    for rule in apps.get_model("budget", "AssignmentRule").objects.all():
        for name in ("payee_words", "purpose_words"):
            setattr(rule, name, WORD.sub(r"\g<0>*", getattr(rule, name))[:300])
        rule.save(update_fields=["payee_words", "purpose_words"])


class Migration(migrations.Migration):
    dependencies = [("budget", "0042_words_of_rules")]

    operations = [migrations.RunPython(star, migrations.RunPython.noop)]
