"""The sidebar; breadcrumbs by the office's work, where Django's templates lead to an app."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.contrib import admin
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from oleksandria_intl import menu

register = template.Library()


class ByWork(template.Node):
    """The breadcrumbs of a page, whatever template made them."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes

    def render(self, context: Context) -> SafeString:
        """Return the breadcrumbs with the link to the app replaced by the one to the group."""
        made = self.nodes.render(context)
        opts: Any = context.get("opts") or getattr(context.get("cl"), "opts", None)
        pages = admin.site._registry.get(getattr(opts, "model", None))  # type: ignore[arg-type]
        if pages is None:
            return made
        group = menu.group_of(pages)
        link = format_html('<a href="{}">{}</a>', reverse("admin:work", args=[group.value]), group.label)
        of_app = re.escape(reverse("admin:app_list", args=[opts.app_label]))
        # Both parts were escaped where they were made.
        return mark_safe(re.sub(rf'<a href="{of_app}">[^<]*</a>', lambda _found: link, made))


@register.simple_tag(takes_context=True)
def sidebar(context: Context, groups: list[dict[str, Any]]) -> SafeString:
    """Return the menu that stands beside the page."""
    return menu.sidebar(groups, context["request"].path)


@register.tag("by_work")
def by_work(parser: Parser, token: Token) -> ByWork:
    """Enclose breadcrumbs: ``{% by_work %}…{% endby_work %}``."""
    nodes = parser.parse(("endby_work",))
    parser.delete_first_token()
    return ByWork(nodes)
