"""What templates ask of an edition and a day."""

from django import template

from programs import days

register = template.Library()
register.filter("is_over", days.is_over)
