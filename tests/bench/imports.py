"""How fast payments come in: the command against a bare ``bulk_create`` of the same rows, in the same run.

    python tests/bench/imports.py [--rows 100000] [--kill]

Works in a database of its own: a file in a temporary folder, or with DATABASE_URL a new database beside the one that it
names, which is dropped at the end. ``--kill`` ends the command with SIGKILL in the middle, shows that nothing was
written, and that the second try completes. Prints a table in Markdown; ends with 1 when a limit is missed. Only ratios
are judged: seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

BASE = Path(__file__).resolve().parent.parent.parent
LEAST_SHARE = 0.5
MEASURES = 200
STOPPED = "stopped\n"
HEADS = (
    "id;doc_vob_name;doc_number;doc_date;trans_date;amount;currency;payer_edrpou;payer_name;recipt_edrpou;recipt_name;"
    "payment_details;region_id;kekv;kpk"
)
Figure = tuple[str, str, str, bool]
"""What was measured, its value, the limit, and whether it is kept."""


def start_django() -> None:
    sys.path[0] = str(BASE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    import django

    django.setup()


def prepare() -> None:
    """Make a programme of two hundred measures, each with a rule: half by the payee, half by words of the purpose."""
    from django.core.management import call_command
    from django.db import connection

    from budget.models import Measure
    from oleksandria_intl.backup.past_tables import make_tables
    from tests import factories, recorded, spending

    make_tables(recorded.present_migrations(connection), connection)
    call_command("migrate", verbosity=0)
    edition = factories.edition("bench")
    spending.unit()
    spending.source()
    spending.codes()
    for number in range(MEASURES):
        measure = Measure.objects.create(program=edition.program, code=f"9.{number}")
        asks = {"payee_code": payee(number)} if number % 2 else {"purpose_words": f"захід № {number:03}"}
        spending.rule(measure.code, order=number + 1, **asks)


def payee(number: int) -> str:
    return str(30_000_000 + number)


def line(number: int) -> str:
    """Return a payment as spending.gov.ua exports it."""
    from tests import spending

    measure = number % MEASURES
    day = f"2020-{number % 12 + 1:02}-{number % 28 + 1:02}"
    amount = f"{number % 90_000 + 1}.{number % 100:02}"
    payer = f"{spending.PAYER};Управління економіки"
    purpose = f"*;{spending.KEKV};Послуги з перекладу, захід № {measure:03}, договір {number} від {day}; без ПДВ"
    whom = f'{payee(measure)};ТОВ «Переклад і друк {measure}»;"{purpose}"'
    paper = f"{number};Платіжне доручення;{number};{day};{day}"
    return f"{paper};{amount};UAH;{payer};{whom};12;{spending.KEKV};{spending.KPK}"


def write(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8") as stream:
        stream.write(HEADS + "\n")
        stream.writelines(line(number) + "\n" for number in range(rows))


def bare() -> tuple[float, int]:
    """Return the seconds that ``bulk_create`` takes for the payments that are there, and how many there are."""
    from django.db import transaction

    from budget.models import Payment

    rows = list(Payment.objects.order_by("pk"))
    for payment in rows:
        payment.pk = None
        payment._state.adding = True
    Payment.objects.all()._raw_delete("default")
    gc.collect()
    began = time.perf_counter()
    with transaction.atomic():
        Payment.objects.bulk_create(rows, batch_size=1000)
    taken = time.perf_counter() - began
    Payment.objects.all()._raw_delete("default")
    return taken, len(rows)


def command(file: Path) -> list[str]:
    return [sys.executable, "manage.py", "import_spending", str(file)]


def run(file: Path) -> tuple[float, float]:
    """Run the command as people do; return its seconds, with the start of Python, and its peak memory in megabytes."""
    began = time.perf_counter()
    done = subprocess.run(command(file), cwd=BASE, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
    taken = time.perf_counter() - began
    return taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def speed(file: Path, rows: int) -> Iterator[Figure]:
    """Measure the command, the same file again, and the bare writing of what it wrote."""
    first, memory = run(file)
    again, _memory = run(file)
    alone, count = bare()
    assert count == rows, count
    yield "`import_spending`, rows a second", f"{rows / first:.0f}", "", True
    yield "the same file again, rows a second", f"{rows / again:.0f}", "", True
    yield "bare `bulk_create`, rows a second", f"{rows / alone:.0f}", "", True
    yield (
        "`import_spending` over `bulk_create`",
        f"{alone / first:.2f}",
        f"> {LEAST_SHARE}",
        alone / first > LEAST_SHARE,
    )
    yield "peak memory of the command", f"{memory:.0f} MB", "", True


def kill(file: Path, rows: int) -> Iterator[Figure]:
    """End the command with SIGKILL near its start, in the middle and before its end, and run it again."""
    from budget.importing.writing import CHUNK
    from budget.models import Payment

    chunks = -(-rows // CHUNK)
    for chunk in (1, max(chunks // 2, 1), chunks):
        stopped = [sys.executable, __file__, "--stop-after", str(chunk), "--file", str(file)]
        with subprocess.Popen(stopped, cwd=BASE, stdout=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stdout
            told = process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        left = Payment.objects.count()
        yield f"rows left by SIGKILL after {chunk} of {chunks} chunks", str(left), "0", told == STOPPED and left == 0
    run(file)
    left, total = Payment.objects.count(), sum(Payment.objects.values_list("amount", flat=True), Decimal(0))
    expected = sum((Decimal(line(number).split(";")[5]) for number in range(rows)), Decimal(0))
    yield "rows after the second try", str(left), str(rows), left == rows and total == expected


def stop_after(chunk: int, file: Path) -> None:
    """Run the command in this process, and wait to be killed once so many chunks of rows are written."""
    from django.core.management import call_command

    from budget.importing.writing import Writer

    write, written = Writer.write, 0

    def counted(self: Writer, rows: Any) -> None:
        nonlocal written
        write(self, rows)
        written += bool(rows)
        if written == chunk:
            sys.stdout.write(STOPPED)
            sys.stdout.flush()
            time.sleep(600)

    Writer.write = counted  # type: ignore[method-assign]
    call_command("import_spending", str(file))


@contextmanager
def own_database(folder: str) -> Iterator[None]:
    """Let Django work in a database of its own, here and in the commands that are started."""
    os.environ["VAR_DIR"] = folder
    url = os.environ.get("DATABASE_URL", "")
    name = f"bench_{os.getpid()}"
    if url:
        ask(url, f"CREATE DATABASE {name}")
        os.environ["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{name}"
    try:
        yield
    finally:
        if url:
            from django.db import connections

            connections.close_all()
            ask(url, f"DROP DATABASE {name} WITH (FORCE)")


def ask(url: str, sentence: str) -> None:
    """Say something to PostgreSQL that needs no transaction."""
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        connection.cursor().execute(sentence)
    finally:
        connection.close()


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kill", action="store_true", help="end the command in the middle, and try again")
    parser.add_argument("--stop-after", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stop_after:
        start_django()
        stop_after(options.stop_after, options.file)
        return 0
    with tempfile.TemporaryDirectory() as folder, own_database(folder):
        start_django()
        prepare()
        file = Path(folder) / "payments.csv"
        write(file, options.rows)
        measure: Callable[[Path, int], Any] = kill if options.kill else speed
        rows = list(measure(file, options.rows))
    print("| what | measured | limit | |\n| --- | ---: | ---: | --- |")
    print(
        "\n".join(f"| {what} | {value} | {limit} | {'' if kept else 'MISSED'} |" for what, value, limit, kept in rows)
    )
    return 0 if all(kept for *_told, kept in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
