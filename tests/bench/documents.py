"""How fast the decision is made, and how fast a command starts: beside WeasyPrint's and Django's own work, in one run.

    python tests/bench/documents.py [--runs 10]

Needs the programme of 2020 in the current database (``manage.py demo --no-serve``). Prints a table in
Markdown; ends with 1 when a limit is missed. Only ratios are judged: seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BASE = Path(__file__).resolve().parent.parent.parent
KEY = "2020"
MEGABYTE = 1024


@dataclass(frozen=True)
class Figure:
    """One measurement: what it is, its value as printed, the limit, and whether the limit is kept."""

    what: str
    value: str
    limit: str = ""
    kept: bool = True

    def row(self) -> str:
        return f"| {self.what} | {self.value} | {self.limit} | {'' if self.kept else 'MISSED'} |"


def below(what: str, value: float, limit: float, unit: str = "") -> Figure:
    """Return a figure that has to stay below its limit."""
    return Figure(what, f"{value:.2f}{unit}", f"< {limit:g}{unit}", value < limit)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def medians(runs: int, *works: Callable[[], object]) -> list[float]:
    """Return the median time of each work; they take turns, so that a busy moment meets all of them."""
    for work in works:
        work()
    rounds = []
    for _round in range(runs):
        gc.collect()
        rounds.append([seconds(work) for work in works])
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def children_seconds(work: Callable[[], object]) -> float:
    """Return the seconds of CPU that the processes take which a work starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_pairs(runs: int, one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float, float]:
    """Return the median CPU of the processes that two works start, and the median of the second over the first."""
    # What the first run keeps for later ones is none of a pair.
    one()
    other()
    pairs = [(children_seconds(one), children_seconds(other)) for _pair in range(runs)]
    first, second = (statistics.median(column) for column in zip(*pairs, strict=True))
    return first, second, statistics.median(second / first for first, second in pairs)


def installed() -> dict[str, str]:
    """Return the environment of a portal as it is installed: its code is compiled once, and not at every start."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


LAY_OUT = "import sys, weasyprint; page = weasyprint.HTML(sys.argv[1]); page.render(); page.write_pdf(sys.argv[2])"
"""What the ``weasyprint`` command does, and a layout before it: the decision is laid out twice."""


def document() -> Any:
    """Return the decision's blocks, from the database."""
    from oleksandria_intl.papers import Scope, get

    kind = get("decision")
    return kind.build(kind.find(KEY, Scope()))


def whole() -> None:
    """Make the PDF as the portal does, without the store."""
    from oleksandria_intl.documents.pdf import write_pdf

    write_pdf(document())


def weasyprint_alone() -> Callable[[], object]:
    """Return WeasyPrint's own work on the same HTML, with fonts and stylesheet read already.

    A paper whose further pages have other heads must be laid out twice: so it is here.
    """
    from oleksandria_intl.documents import html, pdf
    from oleksandria_intl.documents.glyphs import drawable

    paper = document()
    source = html.page(paper, drawable(html.render_blocks(paper.blocks)))
    engine = pdf._engine()
    options = {"font_config": engine.fonts, "stylesheets": [engine.style]}

    def work() -> None:
        counters = {"counter_style": engine.counters.copy()}
        if paper.continues_tables:
            engine.html(string=source, url_fetcher=engine.fetcher).render(**options, **counters)
        engine.html(string=source, url_fetcher=engine.fetcher).write_pdf(pdf_variant="pdf/a-3a", **options, **counters)

    return work


def warm(runs: int) -> list[Figure]:
    """Measure in this process, once everything is loaded."""
    from oleksandria_intl.documents.pdf import write_pdf
    from oleksandria_intl.documents.word import write_docx

    paper = document()
    pages = write_pdf(paper).pages
    engine, ours, word, data = medians(
        runs, weasyprint_alone(), whole, lambda: write_docx(paper, pages), lambda: document()
    )
    return [
        Figure("WeasyPrint alone, warm", f"{engine * 1000:.0f} ms"),
        Figure("PDF from the database, warm", f"{ours * 1000:.0f} ms"),
        Figure("of it queries and blocks", f"{data * 1000:.0f} ms"),
        below("PDF over WeasyPrint alone", ours / engine, 1.15),
        Figure("Word file, given the pages", f"{word * 1000:.0f} ms"),
        below("Word file over PDF", word / ours, 0.5),
    ]


def cold(runs: int) -> list[Figure]:
    """Measure processes from their start to their end."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "decision.html"
        page.write_text(printable(), encoding="utf-8")
        environment = installed() | {"FONTCONFIG_FILE": str(BASE / "static" / "fonts" / "fonts.conf")}
        weasyprint = [sys.executable, "-c", LAY_OUT, str(page), str(Path(folder) / "a.pdf")]
        manage = [sys.executable, "manage.py", "document", "decision", KEY, "--output", f"{folder}/b.pdf"]

        def ours() -> None:
            forget_papers()
            subprocess.run(manage, cwd=BASE, env=installed(), check=True)

        engine, command, ratio = in_pairs(
            runs, lambda: subprocess.run(weasyprint, env=environment, check=True, capture_output=True), ours
        )
    return [
        Figure("WeasyPrint, cold, two layouts", f"{engine * 1000:.0f} ms"),
        Figure("`manage.py document decision`, cold", f"{command * 1000:.0f} ms"),
        below("command over WeasyPrint, cold", ratio, 1.3),
    ]


def check(runs: int) -> list[Figure]:
    """Measure ``manage.py check``, which loads everything, against that of a project that Django has just made."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "django", "startproject", "bare", folder], check=True)
        command = [sys.executable, "manage.py", "check"]

        def checked(project: str, settings: str) -> None:
            environment = installed() | {"DJANGO_SETTINGS_MODULE": settings}
            subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)

        bare, ours, ratio = in_pairs(
            runs, lambda: checked(folder, "bare.settings"), lambda: checked(str(BASE), "oleksandria_intl.settings")
        )
    return [
        Figure("`manage.py check` of a bare Django", f"{bare * 1000:.0f} ms"),
        Figure("`manage.py check`", f"{ours * 1000:.0f} ms"),
        below("check over bare Django's", ratio, 1.6),
    ]


def printable() -> str:
    """Return the paper as a page that the ``weasyprint`` command prints with the same fonts as ours."""
    from oleksandria_intl.documents import html

    return re.sub(r"@font-face\s*{[^}]*}", "", html.render(document()))


def forget_papers() -> None:
    """Empty the store of papers."""
    from django.conf import settings

    shutil.rmtree(Path(settings.VAR_DIR) / "papers", ignore_errors=True)


def in_child(task: str) -> list[int]:
    """Run a task of this script in a process of its own, and return the figures that it prints."""
    done = subprocess.run(
        [sys.executable, __file__, "--task", task], cwd=BASE, check=True, capture_output=True, text=True
    )
    return [int(figure) for figure in done.stdout.split()]


def peak() -> None:
    """Print the most memory, in kilobytes, that one paper took."""
    whole()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def growth() -> None:
    """Print the memory in kilobytes after 50 and after 200 papers."""
    for count in range(1, 201):
        whole()
        if count in (50, 200):
            gc.collect()
            print(resident())


def resident() -> int:
    """Return the memory that this process holds, in kilobytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def memory() -> list[Figure]:
    """Measure the memory of one paper, and whether many papers take more and more."""
    (most,) = in_child("peak")
    early, late = in_child("growth")
    return [
        below("peak memory of one PDF", most / MEGABYTE, 250, " MB"),
        Figure("memory after 50 PDFs", f"{early / MEGABYTE:.0f} MB"),
        Figure("memory after 200 PDFs", f"{late / MEGABYTE:.0f} MB"),
        # WeasyPrint alone grows by as much: what it caches of fonts, and holes in the heap.
        below("200 over 50", late / early, 1.1),
    ]


def main() -> int:
    """Measure everything, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--task", choices=["peak", "growth"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        {"peak": peak, "growth": growth}[options.task]()
        return 0
    figures = [*warm(options.runs), *cold(max(5, options.runs // 2)), *check(options.runs), *memory()]
    print("| what | measured | limit | |\n| --- | ---: | ---: | --- |")
    print("\n".join(figure.row() for figure in figures))
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.path[0] = str(BASE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    import django

    django.setup()
    from oleksandria_intl import database

    sys.exit(database.complaint() or main())
