"""Content in two languages: one descriptor over ``…_uk`` and ``…_en`` fields."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


class Localized:
    """Read ``name_en`` under English where it is filled, else ``name_uk``."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        english = getattr(instance, f"{self.name}_en") if get_language() == "en" else ""
        return english or getattr(instance, f"{self.name}_uk")
