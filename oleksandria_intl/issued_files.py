"""The files of issued papers beside their rows: each is there as it was issued, and no other lies among them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from oleksandria_intl.backup.files import place_of, sum_of
from oleksandria_intl.checks import Finding, error, register_of_portal, warning
from oleksandria_intl.models import IssuedPaper

FOLDER = "papers"
"""Where the files lie, in the folder of media."""
UNDER_WAY = 3600
"""Seconds for which a file may wait for its row: papers are written before they are issued."""
MOST_FINDINGS = 20
"""The most files of one kind that are named; mending these brings up the next."""


@register_of_portal
def issued_files() -> Iterator[Finding]:
    """Every issued paper has its file, and every file among them its paper."""
    yield from amiss(IssuedPaper.objects.order_by("file"))
    sentence = _("No issued paper names the file %(file)s, which lies among theirs; housekeeping removes it.")
    yield from _shortened([warning(sentence % {"file": name}) for name in _unnamed()])


def amiss(papers: Iterable[IssuedPaper]) -> list[Finding]:
    """Return an error for each paper whose file is missing, or is not the one that was issued."""
    return _shortened([error(sentence, paper) for paper in papers if (sentence := _complaint(paper))])


def _complaint(paper: IssuedPaper) -> str:
    """Return in a sentence what is wrong with a paper's file; nothing where it is as it was issued."""
    name = paper.file.name or ""
    try:
        what = _difference(name, paper)
    except FileNotFoundError:
        what = _("its file is missing")
    except OSError as fault:
        what = _("its file cannot be read (%(why)s)") % {"why": fault.strerror}
    if not what:
        return ""
    sentence = _("Issued paper “%(paper)s”: %(what)s. Bring %(file)s back from a backup.")
    return sentence % {"paper": paper, "what": what, "file": name}


def _difference(name: str, paper: IssuedPaper) -> str:
    """Return in words how a file differs from what was issued; raises ``OSError``."""
    size = place_of(name).stat().st_size
    if size != paper.size:
        return _("its file has %(size)d bytes, and had %(due)d when it was issued") % {"size": size, "due": paper.size}
    with place_of(name).open("rb") as file:
        is_same = sum_of(file) == paper.sha256
    return "" if is_same else _("its file has other bytes than when it was issued (another SHA-256)")


def _unnamed() -> Iterator[str]:
    """Yield the names of files that no paper names, but for those that may be of an issue under way."""
    root, before = Path(settings.MEDIA_ROOT), time.time() - UNDER_WAY
    found = sorted((root / FOLDER).rglob("*"))
    # Asked after the folder: a paper that is issued meanwhile is no stranger.
    named = set(IssuedPaper.objects.values_list("file", flat=True))
    for file in found:
        name = file.relative_to(root).as_posix()
        with suppress(FileNotFoundError):
            if name not in named and file.is_file() and file.stat().st_mtime < before:
                yield name


def _shortened(found: list[Finding]) -> list[Finding]:
    """Return findings of a kind, the last of which counts those that are not named."""
    if len(found) <= MOST_FINDINGS:
        return found
    rest = _("The same is amiss with further files: %(count)d.") % {"count": len(found) - MOST_FINDINGS}
    return [*found[:MOST_FINDINGS], found[0]._replace(sentence=rest, row=None)]
