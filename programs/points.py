"""The points that an amendment's decision is proposed to have, by what its papers print otherwise than before.

«розділ … викласти в новій редакції (додається)» is always right; a figure, or a few words in one place, are said
themselves: «цифри «300,0» замінити цифрами «250,0»», «слова … замінити словами …».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import Blocks, text_of
from oleksandria_intl.documents.placeholders import expand
from programs.amending import founding
from programs.annexes import lines_of_points, names_passport, numerals, restates_whole, sections_named
from programs.consolidated import changed_by
from programs.differences import settled
from programs.edition_paper import EditionPaper
from programs.models import Edition, Section
from programs.rewording import Replaced, replaced

FIGURE = re.compile(r"-|\d[\d\s]*(?:,\d+)?")
MOST_FIGURES = 4
MOST_WORDS = 15
CONTEXT = 3
"""How many words before an insertion say where it goes."""


@dataclass(frozen=True)
class Part:
    """A part of the annex: what points call it, and its texts as they are printed."""

    name: str
    """In the accusative: «розділ VIII «Напрями»»."""
    place: str
    """Where something in it changes: «у розділі VIII «Напрями»»."""
    texts: tuple[str, ...]


def proposed(edition: Edition) -> list[str]:
    """Return the texts of the points: what changes, then what the decision before ordered besides.

    Nothing where no paper prints anything otherwise.
    """
    changes = list(_changes(edition))
    if not changes or edition.base is None or edition.base.decision is None:
        return []
    lines = (f"{number}\\) {change}" for number, change in enumerate(changes, 1))
    listed = ";\n\n".join(lines)
    others = [point.text for point in edition.base.decision.points.all()[1:]]
    return [f"Внести до {_amended(edition)}, такі зміни:\n\n{listed}.", *others]


def _amended(edition: Edition) -> str:
    """Return what is amended: «{Програми}, затвердженої рішенням … від … № … (зі змінами, внесеними …)»."""
    first = founding(edition).decision
    assert first is not None  # what is amended was adopted, by a decision
    adopted = acts.short_reference(first, act=first.body.act_instrumental)
    changes = changed_by(edition.base) if edition.base else ""
    return f"{{Програми}}, затвердженої {adopted} {changes}".strip()


def _changes(edition: Edition) -> Iterator[str]:
    """Yield the changes in the order of the annex, each as a point says it."""
    if edition.base is None:
        return
    if edition.titled() != edition.base.titled():
        yield "викласти {Програму} в новій редакції (додається)"
        return
    before, after = (_parts(EditionPaper(each)) for each in (edition.base, edition))
    for code, part in after.items():
        old = before.get(code)
        if old is None:
            yield f"доповнити новим: {part.name} (додається)"
        elif (wording := _wording(part, old)) is not None:
            yield wording
    yield from (f"{part.name} виключити" for code, part in before.items() if code not in after)


def unnamed(edition: Edition) -> Iterator[str]:
    """Yield the parts of the annex that an amendment changes and no point of its decision names."""
    paper = EditionPaper(edition)
    lines = list(lines_of_points(paper))
    named = set(chain.from_iterable(map(sections_named, lines)))
    if edition.base is None or restates_whole(paper):
        return
    before, roman = _parts(EditionPaper(edition.base)), numerals(paper)
    for code, part in _parts(paper).items():
        is_named = roman[code] in named if code else any(map(names_passport, lines))
        old = before.get(code)
        if not is_named and (old is None or settled_texts(old.texts) != settled_texts(part.texts)):
            yield part.name


def _parts(paper: EditionPaper) -> dict[str, Part]:
    """Return the passport and the numbered sections by code, as they are printed without their numerals."""
    found = {"": Part("паспорт Програми", "у паспорті Програми", _texts(paper.passport()))}
    roman = numerals(paper)
    for section in paper.top_sections:
        name = f"{roman[section.code]} «{_title(section, paper)}»"
        found[section.code] = Part(f"розділ {name}", f"у розділі {name}", _texts(paper.section(section)))
    return found


def _title(section: Section, paper: EditionPaper) -> str:
    return expand(section.title_uk, paper.words).strip()


def _texts(blocks: Blocks) -> tuple[str, ...]:
    """Return the texts that blocks print, one after another."""
    return tuple(text for block in blocks for text in _texts_of(block))


def _texts_of(block: Any) -> Iterator[str]:
    if hasattr(block, "runs"):
        yield text_of(block.runs)
    elif hasattr(block, "items"):
        yield from (text for item in block.items for text in _texts(item))
    elif hasattr(block, "groups"):
        cells = (cell for group in block.groups for row in group.rows for cell in row.cells)
        yield from (" ".join(_texts(cell.content)) for cell in cells)
    elif hasattr(block, "notes"):
        yield from (text_of(inline) for _mark, inline in block.notes)
    elif hasattr(block, "blocks"):
        yield from _texts(block.blocks)
    elif hasattr(block, "text"):
        yield block.text


def _wording(part: Part, old: Part) -> str | None:
    """Return how a point says what changes in a part; None where nothing does."""
    was, now = map(settled_texts, (old.texts, part.texts))
    if was == now:
        return None
    said = None
    if len(was) == len(now):
        pairs = [(old.texts[place], part.texts[place]) for place in range(len(was)) if was[place] != now[place]]
        said = _figures(pairs, was) or _words(pairs, old.texts)
    return f"{part.place} {said}" if said else f"{part.name} викласти в новій редакції (додається)"


def settled_texts(texts: Sequence[str]) -> list[str]:
    """Return texts without what typesetting sees to."""
    return [settled(text) for text in texts]


def _figures(pairs: Sequence[tuple[str, str]], texts: Sequence[str]) -> str | None:
    """Return «цифри «300,0» замінити цифрами «250,0»» where figures change, and none that stays is like them."""
    changes = list(dict.fromkeys(pairs))
    old = [was for was, _now in changes]
    is_plain = all(FIGURE.fullmatch(text) for pair in changes for text in pair)
    is_clear = len(set(old)) == len(old) and sum(text in old for text in texts) == len(pairs)
    if not (is_plain and is_clear and len(changes) <= MOST_FIGURES):
        return None
    was, now = (", ".join(f"«{text}»" for text in texts) for texts in zip(*changes, strict=True))
    respectively = "відповідно " if len(changes) > 1 else ""
    return f"цифри {was} замінити {respectively}цифрами {now}"


def _words(pairs: Sequence[tuple[str, str]], texts: Sequence[str]) -> str | None:
    """Return «слова … замінити словами …» where one stretch of words in one text changes."""
    if len(pairs) != 1:
        return None
    (old, new) = pairs[0]
    changes = list(replaced(old, new))
    if len(changes) != 1 or max(len(each.split()) for each in (changes[0].old, changes[0].new)) > MOST_WORDS:
        return None
    return _said(changes[0], old, "\n".join(texts))


def _said(change: Replaced, text: str, whole: str) -> str | None:
    """Return how words give way to others, or are added or struck out; None where they cannot be pointed at."""
    old, new = change.old.strip(), change.new.strip()
    if not old:
        before = " ".join(text[: change.start].split()[-CONTEXT:])
        return f"після слів «{before}» доповнити словами «{new}»" if before and whole.count(before) == 1 else None
    if whole.count(old) != 1:
        return None
    word = "слова" if " " in old else "слово"
    if not new:
        return f"{word} «{old}» виключити"
    return f"{word} «{old}» замінити {'словами' if ' ' in new else 'словом'} «{new}»"
