"""What readers may have made: so much at the same time, so much in a minute; the staff wait for no reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import translation
from django.utils.functional import Promise

from oleksandria_intl import limits, locks
from oleksandria_intl.limits import Refused

ONE_MINUTE = 1_600_000_000 // 60 * 60


@pytest.fixture(autouse=True)
def one_place(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let one paper be made at a time, and three reports in a minute that does not end."""
    settings.RENDERINGS_AT_ONCE = 1
    settings.REPORTS_A_MINUTE = 3
    settings.LOCK_DIR = tmp_path
    monkeypatch.setattr("time.time", lambda: ONE_MINUTE + 20.0)
    monkeypatch.setattr(limits, "WAIT", 0.05)
    monkeypatch.setattr(limits, "STAFF_WAIT", 0.05)
    cache.clear()
    yield
    limits.asking.set(None)


def ask(path: str = "/programs/2020/decision.pdf", *, user: Any = None, peer: str = "203.0.113.7") -> Any:
    """Have the thread answer a request."""
    request = RequestFactory().get(path, REMOTE_ADDR=peer)
    request.user = user or AnonymousUser()
    if user:
        request.COOKIES["sessionid"] = "of the staff"
    limits.asking.set(request)
    return request


def of_day(day: int) -> str:
    return f"/budget/2020/report.pdf?from=2020-01-{day:02}&to=2020-03-31"


def make(path: str, **asker: Any) -> None:
    """Have a paper made."""
    ask(path, **asker)
    with limits.rendering():
        pass


def test_a_reader_for_whom_there_is_no_place_is_asked_to_come_again() -> None:
    ask()
    with limits.rendering():
        with pytest.raises(Refused) as refused, limits.rendering():
            pass
        assert (refused.value.status, refused.value.retry_after) == (503, 5)
    make("/programs/2020/decision.docx")


def test_the_refusal_speaks_the_readers_language_and_not_the_papers() -> None:
    """A paper is made in Ukrainian, whatever the page that leads to it."""
    with translation.override("uk"):
        refused = limits.busy()
    assert isinstance(refused.sentence, Promise)
    assert isinstance(refused.title, Promise)


def test_a_place_is_free_again_after_a_failed_rendering() -> None:
    ask()
    with pytest.raises(MemoryError), limits.rendering():
        raise MemoryError
    make("/programs/2020/decision.docx")


def test_readers_do_not_take_the_place_of_the_staff() -> None:
    ask()
    with limits.rendering():
        make("/admin/", user=User(username="accountant"))


def test_the_staff_take_any_place_and_one_more() -> None:
    ask("/admin/", user=User(username="accountant"))
    with limits.rendering(), limits.rendering(), pytest.raises(Refused), limits.rendering():
        pass


def test_one_reader_waits_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits occupies a process, so the next one is refused at once."""
    waits: list[float] = []
    held = locks.held

    def noted(*names: str, wait: float | None = 0, note: str = "") -> Any:
        waits.append(wait or 0)
        return held(*names, wait=wait, note=note)

    ask()
    monkeypatch.setattr(locks, "held", noted)
    for chair_is_free, waited in ((True, limits.WAIT), (False, 0)):
        with held("rendering-0"), held("nobody" if chair_is_free else "waiting-0"):
            with pytest.raises(Refused), limits.rendering():
                pass
            assert waits[-1] == waited


def test_a_command_is_not_limited() -> None:
    limits.asking.set(None)
    with limits.rendering(), limits.rendering(), limits.rendering():
        pass


def test_reports_for_free_periods_are_counted_by_address_and_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (1, 2, 3):
        make(of_day(day))
    with pytest.raises(Refused) as refused:
        make(of_day(4))
    assert (refused.value.status, refused.value.retry_after) == (429, 40)
    make(of_day(4), peer="203.0.113.8")
    monkeypatch.setattr("time.time", lambda: ONE_MINUTE + 60.0)
    make(of_day(4))


def test_the_same_report_is_counted_once() -> None:
    for _time in range(5):
        make(of_day(1))
    make(of_day(2))
    make(of_day(3))


def test_a_report_that_was_refused_stays_refused() -> None:
    for day in (1, 2, 3):
        make(of_day(day))
    for _time in range(2):
        with pytest.raises(Refused):
            make(of_day(4))


def test_papers_without_a_period_and_those_of_the_staff_are_not_counted() -> None:
    for number in range(5):
        make(f"/programs/{number}/decision.pdf")
        make(of_day(number + 1), user=User(username="accountant"))
    make(of_day(9))


def test_readers_of_one_network_are_counted_together() -> None:
    for day in (1, 2, 3):
        make(of_day(day), peer=f"2001:db8::{day}")
    with pytest.raises(Refused):
        make(of_day(4), peer="2001:db8::4")


def test_an_address_asks_for_one_report_at_a_time() -> None:
    with limits.own_turn(ask(of_day(1))):
        with pytest.raises(Refused) as refused, limits.own_turn(ask(of_day(2))):
            pass
        assert refused.value.status == 429
        with limits.own_turn(ask(of_day(2), peer="203.0.113.8")), limits.own_turn(ask("/budget/2020/report.pdf")):
            pass
    with limits.own_turn(ask(of_day(2))):
        pass


def test_a_reader_who_clicks_twice_is_not_refused() -> None:
    with limits.own_turn(ask(of_day(1))), limits.own_turn(ask(of_day(1))):
        pass


def test_the_staff_ask_for_several_reports_at_a_time() -> None:
    accountant = User(username="accountant")
    with limits.own_turn(ask(of_day(1), user=accountant)), limits.own_turn(ask(of_day(2), user=accountant)):
        pass


def test_who_waits_too_long_for_the_same_paper_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SAME_PAPER_WAIT", 0.05)
    ask()
    with limits.same_paper("ab.pdf"), pytest.raises(Refused), limits.same_paper("ab.pdf"):
        pass
