"""Measure how long the home page takes while one address asks for 50 different reports at once.

    .venv/bin/python tests/bench/crowd.py [GUNICORN'S ARGUMENTS]

Starts gunicorn with two workers on the database of the environment (make demo fills one). Ends with
1 where the home page took longer than a second, or a report was answered other than 200, 429 or 503.
"""

from __future__ import annotations

import sys
from pathlib import Path

# Not the folder of this file: it would stand before the library's module of the same name.
sys.path[0] = str(Path(__file__).resolve().parents[2])

import http.client
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta

HOST, PORT = "127.0.0.1", 8765
REPORTS = 50
MOST_SECONDS = 1.0
HOME_EVERY = 0.1
"""Seconds between two requests for the home page."""


def answered(path: str) -> tuple[int, float]:
    """Return the status of the answer, and after how many seconds it was there."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, time.perf_counter() - began


def started(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Return gunicorn once it answers; both workers have made their first page."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    options = ["--workers", "2", "--bind", f"{HOST}:{PORT}", "--log-level", "warning", *arguments]
    server = subprocess.Popen([gunicorn, "oleksandria_intl.wsgi", *options])
    for _attempt in range(100):
        with suppress(OSError), ThreadPoolExecutor(8) as readers:
            list(readers.map(answered, ["/"] * 8))
            return server
        time.sleep(0.2)
    server.terminate()
    raise SystemExit("gunicorn does not answer")


def crowd(what: str, month: int) -> bool:
    """Print what the crowd and the home page got; return whether it is within bounds."""
    days = [date(2020, 1, 1) + timedelta(days=day) for day in range(REPORTS)]
    paths = [f"/budget/2020/report{what}?from={day}&to={date(2020, month, 28)}" for day in days]
    homes: list[tuple[int, float]] = []
    with ThreadPoolExecutor(REPORTS) as readers:
        asked = [readers.submit(answered, path) for path in paths]
        time.sleep(0.05)
        while not all(each.done() for each in asked) or len(homes) < 10:
            homes.append(answered("/"))
            time.sleep(HOME_EVERY)
        statuses = Counter(each.result()[0] for each in asked)
        last = max(each.result()[1] for each in asked)
    slowest = max(seconds for _status, seconds in homes)
    refused = set(statuses) - {200, 429, 503} or {status for status, _seconds in homes} - {200}
    print(f"{what:5} {dict(statuses)}, last after {last:.2f} s; home {len(homes)} times, at most {slowest:.2f} s")
    return slowest <= MOST_SECONDS and not refused


def main() -> None:
    """Ask for reports as PDF, Word, Excel, CSV and pages."""
    server = started(sys.argv[1:])
    try:
        alone = max(answered("/")[1] for _time in range(10))
        print(f"home without a crowd: at most {alone:.2f} s")
        good = [crowd(what, month) for month, what in enumerate((".pdf", ".docx", ".xlsx", ".csv", "/"), 3)]
    finally:
        server.terminate()
        server.wait()
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
