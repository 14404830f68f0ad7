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


HOSTS = [".example.org", "localhost", "a.example"]


@pytest.mark.parametrize("value", ["https://intl.example.org", "http://localhost:8000", "https://a.example"])
def test_the_portals_address_is_taken_without_a_slash_at_its_end(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", f" {value}/ ")
    assert environment.public_address("PUBLIC_URL", HOSTS) == value


@pytest.mark.parametrize("value", ["intl.example.org", "ftp://a.example", "https://", "https://a.example/?b", "//a"])
def test_what_is_no_address_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", value)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL is"):
        environment.public_address("PUBLIC_URL", HOSTS)


def test_without_an_address_the_portal_starts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    assert environment.public_address("PUBLIC_URL", HOSTS) == ""


def test_a_public_portal_without_a_secret_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        environment.secret_key(tmp_path / "secret", public=True)
    assert not (tmp_path / "secret").exists()


def test_the_secret_of_the_environment_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = "0123456789" * 5
    monkeypatch.setenv("SECRET_KEY", given)
    assert environment.secret_key(tmp_path / "secret", public=True) == given


def test_a_portal_of_one_machine_may_have_a_short_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.secret_key(tmp_path / "secret", public=False) == "given"


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


@pytest.mark.parametrize("value", ["memcached://u:s3cret@host", "redis://:s3cret#1@host", "redis:///1", "unix://"])
def test_any_other_address_of_a_cache_stops_the_start_and_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CACHE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL is no address of Redis") as refused:
        environment.cache("CACHE_URL")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgres://portal:p%40s%2Fs%23@db.example.org:5433/city", ("db.example.org", 5433, "city", "p@s/s#")),
        ("postgres:///city", ("", "", "city", "")),
        (
            "postgres://portal:a:b@%2Fvar%2Frun%2Fpostgresql/city?sslmode=require",
            ("/var/run/postgresql", "", "city", "a:b"),
        ),
    ],
)
def test_a_database_is_named_by_one_address(address: str, place: tuple[Any, ...]) -> None:
    found = environment.database(address)
    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == place


def test_without_an_address_the_database_is_a_file_whatever_its_folder_is_called() -> None:
    found = environment.database("", default=Path("/a#b?c%20d"))
    assert found["NAME"] == "/a#b?c%20d"
    assert "WAL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    "value",
    [
        *("postgres://u:s3@cret@host/name", "postgres://u:s3#cret@host/name", "postgres://u:12/s3cret@host/name"),
        *("postgres://u:12?s3cret@host/name", "postgres://u:s3cret@host:port/name", "postgres://u:s3cret@host/"),
        *("postgres://u:s3cret@host/a/b", "mysql://u:s3cret@host/name", "u:s3cret@host/name", "sqlite://db.sqlite3"),
        *("sqlite:///", "sqlite://host/db.sqlite3", "sqlite:////nowhere/s/db.sqlite3"),
    ],
)
def test_an_address_that_may_lead_to_another_database_stops_the_start_without_its_password(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"TO_URL (cannot|begins|names|has)") as refused:
        environment.database(value, "TO_URL")
    assert "s3" not in str(refused.value)
    assert "cret" not in str(refused.value)


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
    *folders, keys, database = done.stdout.split()
    assert folders == [*map(str, (own, own / "media", tmp_path / "static"))]
    assert keys.startswith("poltava-")
    assert database == str(own / "db.sqlite3")


def test_portals_that_share_redis_by_mistake_have_keys_of_their_own(tmp_path: Path) -> None:
    code = "from oleksandria_intl import settings as s; print(s.CACHES['default']['KEY_PREFIX'])"
    keys = [
        subprocess.check_output(
            [sys.executable, "-c", code], cwd=BASE, env=os.environ | {"VAR_DIR": str(tmp_path / name)}
        )
        for name in ("one", "other")
    ]
    assert len(set(keys)) == 2


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


@pytest.mark.parametrize("wrong", ["mail.example.org", "ftp://u:s3cret@host", "smtp://u:1#s3cret@host", "smtp://"])
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


def test_letters_come_from_an_address_with_a_name_or_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFAULT_FROM_EMAIL", "Портал <portal@example.org>")
    assert environment.sender("DEFAULT_FROM_EMAIL", default="unused") == "Портал <portal@example.org>"
    monkeypatch.setenv("DEFAULT_FROM_EMAIL", "portal")
    with pytest.raises(ImproperlyConfigured, match="'portal' is no e-mail address"):
        environment.sender("DEFAULT_FROM_EMAIL", default="unused")
    monkeypatch.delenv("DEFAULT_FROM_EMAIL")
    assert environment.sender("DEFAULT_FROM_EMAIL", default="by default") == "by default"


def test_forms_are_taken_from_the_hosts_the_portals_address_and_what_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSRF_TRUSTED_ORIGINS", "https://a.example:8443")
    hosts, address = ["a.example", ".b.example", "*"], "https://c.example:444"
    assert environment.origins("CSRF_TRUSTED_ORIGINS", hosts=hosts, address=address) == [
        *("https://a.example", "https://*.b.example", "https://c.example:444", "https://a.example:8443")
    ]


def test_browsers_learn_of_https_beforehand_only_for_a_year_and_with_subdomains(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert environment.preload("HSTS_PRELOAD", seconds=60, has_subdomains=False) is False
    monkeypatch.setenv("HSTS_PRELOAD", "1")
    year = 365 * 24 * 3600
    assert environment.preload("HSTS_PRELOAD", seconds=year, has_subdomains=True) is True
    for seconds, has_subdomains in ((year - 1, True), (year, False)):
        with pytest.raises(ImproperlyConfigured, match="HSTS_SECONDS=31536000"):
            environment.preload("HSTS_PRELOAD", seconds=seconds, has_subdomains=has_subdomains)


@pytest.mark.parametrize("name", ["a.example", ".example.org", "*", "127.0.0.1", "[::1]", "db_1"])
def test_a_host_is_a_name_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", name)
    assert environment.hosts("ALLOWED_HOSTS") == [name]


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is of another user than who made the files."""
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4711)


def test_a_folder_of_another_user_stops_the_start(tmp_path: Path, another: None) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"belongs to .* and .* runs this"):
        environment.made("VAR_DIR", tmp_path)


def test_what_another_user_left_in_the_folder_stops_the_start(tmp_path: Path, another: None) -> None:
    environment.close_to_others("VAR_DIR", tmp_path)
    (tmp_path / "media").mkdir()
    with pytest.raises(ImproperlyConfigured, match=r"media belongs to .* chown -R"):
        environment.close_to_others("VAR_DIR", tmp_path)


def test_a_folder_that_takes_no_file_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, mode: False)
    with pytest.raises(ImproperlyConfigured, match="is not writable"):
        environment.made("VAR_DIR", tmp_path)


def test_what_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3").touch()
    (tmp_path / "db.sqlite3").chmod(0o644)
    (tmp_path / "media").mkdir()
    (tmp_path / "media").chmod(0o755)
    environment.close_to_others("VAR_DIR", tmp_path)
    assert stat.S_IMODE((tmp_path / "db.sqlite3").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "media").stat().st_mode) == 0o750


def test_what_is_written_is_for_the_user_and_the_group_and_a_stricter_wish_stays(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        environment.write_for_ourselves()
        assert os.umask(0o022) == 0o077
        environment.write_for_ourselves()
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").touch()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640
