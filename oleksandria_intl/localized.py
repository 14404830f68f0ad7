"""Content in two languages: a descriptor over ``…_uk`` and ``…_en`` fields, and texts that wait for a language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, override

from oleksandria_intl import ukrainian


def in_english() -> bool:
    """Whether the reader's page is in English."""
    return get_language() == "en"


def in_language(text: Any, language: str) -> str:
    """Return a text that waits for its language, in one, with a capital letter."""
    with override(language):
        return ukrainian.capitalised(str(text))


class Localized:
    """Read ``name_en`` under English where it is filled, else ``name_uk``."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        english = getattr(instance, f"{self.name}_en") if in_english() else ""
        return english or getattr(instance, f"{self.name}_uk")
