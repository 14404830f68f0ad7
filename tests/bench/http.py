"""How many requests a second the portal answers: kept pages, papers and data beside a view that does nothing.

usage: python tests/bench/http.py [--rounds 3] [--seconds 1]
The portal of ``manage.py demo`` in a folder of its own (with DATABASE_URL: in that database), gunicorn with two
workers. The constant view answers eight bytes through the same middleware. Load comes from wrk where it is installed,
else from processes of our own, which ask less. Prints a table in Markdown; ends with 1 when a limit is missed. Judged
is the ratio of requests that a second of the workers' CPU answers: seconds depend on the machine, and on what else it
does.
"""

from __future__ import annotations

import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
# Not the folder of this file: it would stand before the library's module of the same name.
sys.path[0] = str(BASE)

import argparse
import http.client
import multiprocessing
import os
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

HOST = "127.0.0.1"
CONNECTIONS = 4
CONSTANT = "/constant/"
KEPT, NOT_MODIFIED, PAPER = 0.5, 0.7, 0.4
UNCACHED = 25 / 0.35
"""CPU of a page that is made, in constant views."""
REQUESTS = 40
"""For the CPU of a page that is made."""
PDF = "/programs/2020/decision.pdf"
PAGES = {
    "home": "/",
    "home in English": "/en/",
    "programmes": "/programs/",
    "programme": "/programs/2020/",
    "whole text": "/programs/2020/text/",
    "decisions": "/programs/2020/decisions/",
    "budget": "/budget/2020/",
    "report, half a year": "/budget/2020/report/?from=2020-01-01&to=2020-06-30",
    "report as Excel": "/budget/2020/report.xlsx",
    "report as CSV": "/budget/2020/report.csv",
    "report as PDF": "/budget/2020/report.pdf",
    "payments": "/budget/2020/payments/",
    "partners": "/partners/",
    "partner city": "/partners/mazyr/",
    "visits": "/visits/",
    "month of visits": "/visits/?view=month",
    "calendar": "/visits.ics",
    "feed": "/feeds/decisions.rss",
    "documents": "/documents/",
    "open data": "/data/",
    "catalogue": "/data/catalog.json",
    "data set": "/data/measures.csv",
    "map of the site": "/sitemap.xml",
    "about": "/about/",
}
MADE = {"home": "/", "programme": "/programs/2020/", "budget": "/budget/2020/", "partners": "/partners/"}


@dataclass(frozen=True)
class Question:
    """What is asked for, and what share of the constant view's requests a second it has to reach."""

    what: str
    path: str
    limit: float
    headers: Mapping[str, str]


@contextmanager
def portal(folder: Path, *, cached: bool) -> Iterator[Server]:
    """Run the portal until the block ends."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {**environment_of(folder), "DJANGO_SETTINGS_MODULE": "tests.bench.site_settings"}
    if not cached:
        environment["BENCH_UNCACHED"] = "1"
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"{HOST}:{port}", "--log-level", "error"]
    command += ["--no-control-socket", "oleksandria_intl.wsgi"]
    process = subprocess.Popen(command, cwd=BASE, env=environment)
    try:
        server = Server(port, process.pid)
        server.wait()
        yield server
    finally:
        process.terminate()
        process.wait(20)


@dataclass(frozen=True)
class Load:
    """What a portal answered: requests a second, and the seconds of CPU that its workers took for one."""

    rate: float
    cpu: float


@dataclass(frozen=True)
class Server:
    """A portal that runs."""

    port: int
    pid: int

    def wait(self) -> None:
        """Return once it answers."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError):
                self.ask(CONSTANT)
                return
            time.sleep(0.1)
        raise SystemExit("The portal does not answer.")

    def ask(self, path: str, headers: Mapping[str, str] | None = None) -> http.client.HTTPResponse:
        """Return an answer, read to its end."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=120)
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def cpu(self) -> float:
        """Return the seconds of CPU that the workers have taken so far."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        stats = [
            Path(f"/proc/{worker}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for worker in workers
        ]
        ticks = sum(int(stat[11]) + int(stat[12]) for stat in stats)
        return ticks / os.sysconf("SC_CLK_TCK")

    def load(self, question: Question, seconds: int) -> Load:
        """Ask for as much as the portal answers."""
        before = self.cpu()
        requests = self._requests(question, seconds)
        return Load(requests / seconds, (self.cpu() - before) / requests)

    def _requests(self, question: Question, seconds: int) -> int:
        address = f"http://{HOST}:{self.port}{question.path}"
        if not shutil.which("wrk"):
            return own_requests(self.port, question, seconds)
        headers = [word for name, value in question.headers.items() for word in ("-H", f"{name}: {value}")]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers, address]
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60 + seconds).stdout
        assert "Non-2xx" not in told, told
        return int(re.findall(r"(\d+) requests in", told)[0])


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of a portal of this machine, its files in a folder."""
    left_out = ("DEBUG", "ALLOWED_HOSTS", "CACHE_URL")
    return {**{name: text for name, text in os.environ.items() if name not in left_out}, "VAR_DIR": str(folder)}


def own_requests(port: int, question: Question, seconds: int) -> int:
    """Return how many answers some processes of our own get."""
    until = time.monotonic() + seconds
    with multiprocessing.get_context("fork").Pool(CONNECTIONS) as pool:
        asked = (port, question.path, dict(question.headers), until)
        return sum(pool.starmap(count, [asked] * CONNECTIONS))


def count(port: int, path: str, headers: dict[str, str], until: float) -> int:
    """Return how many answers come until a moment."""
    answers = 0
    while time.monotonic() < until:
        assert Server(port, 0).ask(path, headers).status in (200, 304)
        answers += 1
    return answers


def questions(server: Server) -> list[Question]:
    """Return all questions; both workers have answered each, so that what is measured is kept."""
    asked = [Question(what, path, KEPT, {}) for what, path in PAGES.items()]
    asked.append(Question("home, compressed", "/", KEPT, {"Accept-Encoding": "gzip"}))
    asked.append(Question("the decision's PDF", PDF, PAPER, {}))
    for question in asked:
        for _time in range(6):
            answer = server.ask(question.path, question.headers)
            assert answer.status == 200, (question.path, answer.status)
    for what, path in (("home", "/"), ("budget", "/budget/2020/"), ("the decision's PDF", PDF)):
        tag = server.ask(path).headers["ETag"]
        asked.append(Question(f"{what}, not modified", path, NOT_MODIFIED, {"If-None-Match": tag}))
    return asked


def kept(server: Server, rounds: int, seconds: int) -> bool:
    """Print how kept pages stand beside the constant view; return whether all limits are kept."""
    print("| kept | requests a second | CPU, ms | of the constant view | limit | |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    constant = Question("constant view", CONSTANT, 0, {})
    fine = True
    for question in questions(server):
        # In turns, so that a busy moment of the machine meets both.
        pairs = [(server.load(question, seconds), server.load(constant, seconds)) for _round in range(rounds)]
        ratio = statistics.median(other.cpu / one.cpu for one, other in pairs)
        rate = statistics.median(one.rate for one, _other in pairs)
        cpu = 1000 * statistics.median(one.cpu for one, _other in pairs)
        fine &= ratio >= question.limit
        missed = "" if ratio >= question.limit else "MISSED"
        print(f"| {question.what} | {rate:.0f} | {cpu:.2f} | {ratio:.2f} | {question.limit} | {missed} |", flush=True)
    return fine


def made(server: Server) -> bool:
    """Print what pages cost that are not kept; return whether all limits are kept."""
    constant = cpu_of(server, CONSTANT, 20 * REQUESTS)
    print("\n| made anew | CPU, ms | constant views | limit | |\n| --- | ---: | ---: | ---: | --- |")
    print(f"| constant view | {1000 * constant:.2f} | 1 | | |")
    fine = True
    for what, path in MADE.items():
        cost = cpu_of(server, path, REQUESTS)
        ratio = cost / constant
        fine &= ratio <= UNCACHED
        missed = "" if ratio <= UNCACHED else "MISSED"
        print(f"| {what} | {1000 * cost:.1f} | {ratio:.0f} | {UNCACHED:.0f} | {missed} |", flush=True)
    return fine


def cpu_of(server: Server, path: str, requests: int) -> float:
    """Return the seconds of CPU that an answer takes."""
    for _time in range(6):
        server.ask(path)
    before = server.cpu()
    for _time in range(requests):
        server.ask(path)
    return (server.cpu() - before) / requests


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        demo = [sys.executable, "manage.py", "demo", "--no-serve"]
        subprocess.run(demo, cwd=BASE, env=environment_of(folder), check=True, stdout=subprocess.DEVNULL)
        with portal(folder, cached=True) as server:
            fine = kept(server, options.rounds, options.seconds)
        with portal(folder, cached=False) as server:
            fine &= made(server)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
