"""What templates ask of an edition and a day."""

from __future__ import annotations

from django import template

from programs import days

register = template.Library()
register.filter("is_over", days.is_over)
