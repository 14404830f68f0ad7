"""The lines of the admin's forms, made without templates: a page has hundreds of fields, each of thirty template nodes.

What is made here is what Django's ``admin/includes/fieldset.html`` and the cells of ours of inline tables made.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.helpers import Fieldline
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from oleksandria_intl.form_renderer import escaped, shown


def line(fields: Fieldline) -> SafeString:
    """Return a line of a fieldset: one field, or several beside one another."""
    cells = list(fields)
    errors = fields.errors() if len(cells) == 1 else ""
    classes = "form-row"
    classes += " errors" if errors else ""
    classes += "" if fields.has_visible_field else " hidden"
    classes += "".join(_class_of(cell) for cell in cells)
    if len(cells) == 1:
        inner = f"{errors}{_cell(cells[0], '')}"
    else:
        several = "".join(_one_of_several(cell) for cell in cells)
        inner = f'<div class="flex-container form-multiline">{several}</div>'
    return mark_safe(f'<div class="{classes}">{inner}</div>\n')


def _one_of_several(cell: Any) -> str:
    errors = "" if cell.is_readonly else cell.errors()
    classes = f" fieldBox{_class_of(cell)}{' errors' if errors else ''}{_hidden(cell)}"
    return _cell(cell, classes, errors)


def _cell(cell: Any, classes: str, errors: str = "") -> str:
    """Return a field with its label and help."""
    if cell.is_checkbox:
        classes += " checkbox-row"
        inner = f"{cell.field} {cell.label_tag()}"
    elif cell.is_readonly:
        inner = f'{cell.label_tag()} <div class="readonly">{shown(cell.contents())}</div>'
    else:
        inner = f"{cell.label_tag()} {cell.field}"
    return f'<div>{errors}<div class="flex-container{classes}">{inner}</div>{_help(cell)}</div>'


def _help(cell: Any) -> str:
    text = _of(cell, "help_text")
    if not text:
        return ""
    target = "" if cell.is_readonly else cell.field.id_for_label
    names = f' id="{escaped(target)}_helptext"' if target else ""
    return f'<div class="help{_hidden(cell)}"{names}><div>{text}</div></div>'


def table_cell(cell: Any) -> SafeString:
    """Return a cell of an inline table."""
    inner = f"<p>{shown(cell.contents())}</p>" if cell.is_readonly else f"{cell.field.errors.as_ul()}\n{cell.field}"
    head = escaped(capfirst(_of(cell, "label")))
    return mark_safe(f'<td class="{_class_of(cell)[1:]}{_hidden(cell)}" data-head="{head}">{inner}</td>\n')


def _class_of(cell: Any) -> str:
    name = _of(cell, "name")
    return f" field-{escaped(name)}" if name else ""


def _hidden(cell: Any) -> str:
    return " hidden" if _of(cell, "is_hidden") else ""


def _of(cell: Any, name: str) -> Any:
    """Return what the admin knows of a field: it keeps that of a field that is only read in a dictionary."""
    return cell.field[name] if cell.is_readonly else getattr(cell.field, name)
