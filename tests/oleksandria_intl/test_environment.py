"""The environment is read loudly: what cannot be understood stops the start."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from oleksandria_intl import environment
from tests.seed import BASE


@pytest.fixture(autouse=True)
def no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)


@pytest.mark.parametrize("word", ["1", "true", "YES", " on "])
def test_yes_is_said_in_several_ways(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("DEBUG", word)
    assert environment.boolean("DEBUG", default=False) is True


@pytest.mark.parametrize("word", ["0", "False", "no", "off"])
def test_no_is_said_in_several_ways(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("DEBUG", word)
    assert environment.boolean("DEBUG", default=True) is False


@pytest.mark.parametrize("default", [True, False])
def test_what_is_left_out_or_empty_is_as_by_default(monkeypatch: pytest.MonkeyPatch, default: bool) -> None:
    monkeypatch.delenv("DEBUG", raising=False)
    assert environment.boolean("DEBUG", default=default) is default
    monkeypatch.setenv("DEBUG", " ")
    assert environment.boolean("DEBUG", default=default) is default


def test_a_word_that_is_neither_stops_the_start_and_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe': set it to 1 or 0"):
        environment.boolean("DEBUG", default=False)


def test_words_are_parted_by_commas_and_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , b.example,, ")
    assert environment.words("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_a_number_is_read_or_as_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPT_PAPERS_MB", " 20 ")
    assert environment.whole_number("KEPT_PAPERS_MB", default=500) == 20
    monkeypatch.setenv("KEPT_PAPERS_MB", "")
    assert environment.whole_number("KEPT_PAPERS_MB", default=500) == 500


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²"])
def test_what_is_no_number_from_one_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("KEPT_PAPERS_MB", value)
    with pytest.raises(ImproperlyConfigured, match="KEPT_PAPERS_MB is"):
        environment.whole_number("KEPT_PAPERS_MB", default=500)


@pytest.mark.parametrize("value", ["https://intl.example.org", "http://localhost:8000", "https://a.example/b"])
def test_the_portals_address_is_taken_without_a_slash_at_its_end(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", f" {value}/ ")
    assert environment.public_address("PUBLIC_URL") == value


@pytest.mark.parametrize("value", ["intl.example.org", "ftp://a.example", "https://", "https://a.example/?b", "//a"])
def test_what_is_no_address_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", value)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL is"):
        environment.public_address("PUBLIC_URL")


def test_without_an_address_the_portal_starts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    assert environment.public_address("PUBLIC_URL") == ""


def test_a_public_portal_without_a_secret_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        environment.secret_key(tmp_path / "secret", public=True)
    assert not (tmp_path / "secret").exists()


def test_the_secret_of_the_environment_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.secret_key(tmp_path / "secret", public=True) == "given"


def test_a_portal_of_one_machine_keeps_a_secret_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret"
    secret = environment.secret_key(file, public=False)
    assert len(secret) > 50
    assert environment.secret_key(file, public=False) == secret


def test_the_kept_secret_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    environment.secret_key(tmp_path / "secret", public=False)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def start(folder: Path, gate: Any, answers: Any) -> None:
    gate.wait()
    answers.put(environment.secret_key(folder / "secret", public=False))


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    several = get_context("fork")
    gate, answers = several.Barrier(4), several.Queue()
    starting = [several.Process(target=start, args=(tmp_path, gate, answers)) for _ in range(4)]
    for each in starting:
        each.start()
    secrets = {answers.get(timeout=60) for _ in starting}
    for each in starting:
        each.join()
    assert len(secrets) == 1


def test_without_an_address_every_process_has_a_cache_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert environment.cache("CACHE_URL")["BACKEND"].endswith("LocMemCache")


def test_a_redis_address_is_a_cache_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "redis://localhost:6379/1")
    cache = environment.cache("CACHE_URL")
    assert cache["BACKEND"].endswith("RedisCache")
    assert cache["LOCATION"] == "redis://localhost:6379/1"


def test_any_other_address_of_a_cache_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACHE_URL", "memcached://localhost")
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL is 'memcached://localhost'"):
        environment.cache("CACHE_URL")


def test_a_namespace_is_a_word_that_folders_and_keys_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_NAMESPACE", "poltava-2")
    assert environment.namespace("PORTAL_NAMESPACE") == "poltava-2"


@pytest.mark.parametrize("word", ["../other", "a/b", "Полтава", "A", "a b", "."])
def test_any_other_namespace_stops_the_start(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("PORTAL_NAMESPACE", word)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_NAMESPACE"):
        environment.namespace("PORTAL_NAMESPACE")


def test_portals_of_one_host_keep_their_files_and_cache_keys_apart(tmp_path: Path) -> None:
    code = (
        "from oleksandria_intl import settings as s; print(s.VAR_DIR, s.MEDIA_ROOT, s.STATIC_ROOT, "
        "s.CACHES['default']['KEY_PREFIX'], s.DATABASES['default']['NAME'])"
    )
    variables = {"VAR_DIR": str(tmp_path), "PORTAL_NAMESPACE": "poltava", "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE, env=os.environ | variables, capture_output=True, text=True, check=True
    )
    own = tmp_path / "portals" / "poltava"
    assert done.stdout.split() == [
        *map(str, (own, own / "media", tmp_path / "static")),
        "poltava",
        str(own / "db.sqlite3"),
    ]


def test_a_choice_is_one_of_its_words_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert environment.choice("LOG_LEVEL", ("DEBUG", "INFO"), default="INFO") == "DEBUG"
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(ImproperlyConfigured, match="LOG_LEVEL is 'loud': set it to one of DEBUG, INFO"):
        environment.choice("LOG_LEVEL", ("DEBUG", "INFO"), default="INFO")
    monkeypatch.delenv("LOG_LEVEL")
    assert environment.choice("LOG_LEVEL", ("DEBUG", "INFO"), default="INFO") == "INFO"


@pytest.mark.parametrize("wrong", ["two", "-1", "nan", "inf"])
def test_what_is_no_number_stops_the_start(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("SLOW_REQUEST_SECONDS", "0.5")
    assert environment.number("SLOW_REQUEST_SECONDS", default=2) == 0.5
    monkeypatch.setenv("SLOW_REQUEST_SECONDS", wrong)
    with pytest.raises(ImproperlyConfigured, match="SLOW_REQUEST_SECONDS"):
        environment.number("SLOW_REQUEST_SECONDS", default=2)


def test_administrators_are_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMINS", "adam@example.org, eva@example.org")
    assert environment.mailboxes("ADMINS") == [("adam", "adam@example.org"), ("eva", "eva@example.org")]
    monkeypatch.setenv("ADMINS", "adam")
    with pytest.raises(ImproperlyConfigured, match="'adam' is no e-mail address"):
        environment.mailboxes("ADMINS")


def test_a_mail_server_is_named_by_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://portal:p%40ss@mail.example.org")
    server = environment.mail_server("EMAIL_URL")
    assert server == environment.MailServer("smtp+tls", "mail.example.org", 587, "portal", "p@ss")
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize("wrong", ["mail.example.org", "ftp://u:s3cret@host", "smtp://u:s3cret@host:port", "smtp://"])
def test_a_mail_server_that_is_none_stops_the_start_and_does_not_repeat_the_password(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", wrong)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL does not name a mail server") as refused:
        environment.mail_server("EMAIL_URL")
    assert "s3cret" not in str(refused.value)


def test_administrators_without_a_mail_server_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert environment.mail_server("EMAIL_URL") == environment.MailServer()
    with pytest.raises(ImproperlyConfigured, match="for ADMINS is set"):
        environment.mail_server("EMAIL_URL", needed_for="ADMINS")


def test_a_public_key_of_age_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    key = "age16hn7chrcvrr4e6ankmn8h27jp5ezax7cenkuwqtp2thugfsvlgvsjw5ywa"
    monkeypatch.setenv("BACKUP_KEY", key)
    assert environment.age_recipient("BACKUP_KEY") == key
    monkeypatch.delenv("BACKUP_KEY")
    assert environment.age_recipient("BACKUP_KEY") == ""


@pytest.mark.parametrize("value", ["AGE-SECRET-KEY-1QQQQQQ", "age1short", "ssh-ed25519 AAAA"])
def test_what_is_no_public_key_stops_the_start_and_is_not_repeated(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BACKUP_KEY", value)
    with pytest.raises(ImproperlyConfigured, match="begins with “age1”") as refused:
        environment.age_recipient("BACKUP_KEY")
    assert value not in str(refused.value)
