"""The tag that states a page's title and description once, for ``<title>`` and all metadata."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from oleksandria_intl.page_meta import path_of, plain, shared

register = template.Library()

PARTS = ("page_description", "page_shared_title", "endpage_head")
"""The tags that end the title, the description and the title for sharing."""


class PageHead(template.Node):
    """A page's title, and its metadata if it has a description."""

    child_nodelists = ("title", "description", "shared_title")

    def __init__(self, council: FilterExpression, parts: list[NodeList]) -> None:
        self.council = council
        self.title, self.description, self.shared_title = parts

    def render(self, context: Context) -> SafeString:
        """Return the lines of the head."""
        title, description, shared_title = (
            plain(part.render(context)) for part in (self.title, self.description, self.shared_title)
        )
        council = str(self.council.resolve(context))
        request, found = context.get("request"), None
        if description and request:
            path = path_of(request, context.get("form"), context.get("page_obj"))
            found = shared(request, shared_title or title, description, council, path)
        lines: Any = get_template("includes/head.html")
        values = {"title": title, "council": council, "shared": found}
        return lines.template.render(context.new(values))


@register.simple_tag(takes_context=True)
def canonical_address(context: Context) -> str:
    """Return the page's one address, with what the reader chose and nothing else."""
    request = context["request"]
    return str(request.build_absolute_uri(path_of(request, context.get("form"), context.get("page_obj"))))


@register.tag
def page_head(parser: Parser, token: Token) -> PageHead:
    """Return the node of ``{% page_head council_name %}``, its parts told apart by tags.

    A page without a description (an error's) is not shared. The title for sharing is for pages whose own title repeats
    what a reader typed: that is not to be said in the council's name.
    """
    _name, council = token.split_contents()
    parts = []
    for end in PARTS:
        parts.append(parser.parse((end,)))
        parser.delete_first_token()
    return PageHead(parser.compile_filter(council), parts)
