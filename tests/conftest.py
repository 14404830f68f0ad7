"""The people of the tests, always the same few, and the edition that they work on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from oleksandria_intl import content_version, guards, roles
from oleksandria_intl.documents import keeping
from programs.models import Edition
from tests import clock, factories

STARTED = time.time() - time.monotonic()
"""What the clock that nothing holds adds to that of the machine's running time."""

# The same examples in every run, however slow the machine: a red test is a defect, not bad luck.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask no database: they need not run once for each."""
    for item in items:
        asked = {"db", "transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
        if not asked and item.get_closest_marker("django_db") is None:
            item.add_marker("pure")


@pytest.fixture(autouse=True, scope="session")
def flush_past_guards() -> Iterator[None]:
    """Empty the tables after a test of transactions, what nobody may change among them."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def past_guards(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        with guards.lifted(operations.connection.alias):
            flush(operations, statements)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(BaseDatabaseOperations, "execute_sql_flush", past_guards)
        yield


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[time_machine.Traveller]:
    """Let no test depend on the day on which it is run; the clock goes on from where it was set."""
    with time_machine.travel(clock.NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def age_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let kept papers be as old as the file system says, whose clock nothing holds."""
    real = SimpleNamespace(time=lambda: STARTED + time.monotonic(), monotonic_ns=time.monotonic_ns)
    monkeypatch.setattr(keeping, "time", real)


@pytest.fixture
def it_is(held_clock: time_machine.Traveller) -> Callable[[str], None]:
    """Set the clock: «2020-03-15» is noon of that day in Kyiv, «2020-12-31T23:30» that minute."""
    return lambda text: held_clock.move_to(clock.moment(text))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let results be kept within the transaction of a test."""
    monkeypatch.setattr(content_version, "is_settled", lambda: True)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Begin in the portal's own language, whatever page was asked for last."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def static_files_where_they_lie(settings: Any) -> None:
    """Serve static files without collecting them; WhiteNoise would warn that nothing is collected."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hash the passwords of tests in no time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    """Let the people of the tests in by their password; tests of the second factor ask for it."""
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture(autouse=True)
def room_for_tests(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let tests ask for papers without end, and wait for no test of another process."""
    settings.RENDERINGS_AT_ONCE = 100
    settings.REPORTS_A_MINUTE = 10_000
    settings.LOCK_DIR = tmp_path_factory.getbasetemp() / "locks"
    # Nothing is slow on a machine that is busy with tests.
    settings.SLOW_REQUEST_SECONDS = 3600


@pytest.fixture
def clerk(db: None) -> User:
    """Оксана edits partners, the programme's rows and visits."""
    return factories.person("clerk", roles.CLERK, "Оксана Діловод")


@pytest.fixture
def accountant(db: None) -> User:
    """Марія edits the programme's money."""
    return factories.person("accountant", roles.ACCOUNTANT, "Марія Фінансист")


@pytest.fixture
def head(db: None) -> User:
    """Ірина answers for everything that the office writes."""
    return factories.person("head", roles.HEAD, "Ірина Начальник")


@pytest.fixture
def secretary(db: None) -> User:
    """Петро leads decisions to the session and publishes them."""
    return factories.person("secretary", roles.SECRETARY, "Петро Секретар")


@pytest.fixture
def auditor(db: None) -> User:
    """Ганна sees everything and changes nothing."""
    return factories.person("auditor", roles.AUDITOR, "Ганна Аудитор")


@pytest.fixture
def administrator(db: None) -> User:
    """Адам may do everything."""
    return User.objects.create_superuser("administrator")


@pytest.fixture
def stranger(client: Client) -> Client:
    """Somebody who has not logged in."""
    return client


@pytest.fixture
def edition(db: None) -> Edition:
    """The draft of 2020: two directions, three measures of 40, 300 and 45 thousand, 385 thousand agreed."""
    return factories.edition()


@pytest.fixture
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make papers of one line: what stands in them is tested elsewhere."""
    factories.papers_of_one_line(monkeypatch)
