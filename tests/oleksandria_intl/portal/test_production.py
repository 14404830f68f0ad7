"""The files that a server needs: for whom they are, what they refuse, and that nobody else reads the secret."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from gunicorn.config import KNOWN_SETTINGS

from tests.seed import BASE

HOST = "intl.example.org"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def written(folder: Path, host: str = HOST, **options: str) -> dict[str, str]:
    """Have the command write its files; return what stands in each."""
    call_command("production", host=host, out=folder, verbosity=0, **options)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def values(environment: str) -> dict[str, str]:
    """Return what a shell reads from the environment file."""
    read = subprocess.run(
        ["/bin/bash", "-c", f"set -a; {environment}\nenv -0"], env={}, capture_output=True, text=True, check=True
    )
    return dict(line.split("=", 1) for line in read.stdout.strip("\0").split("\0"))


def test_only_its_owner_reads_the_secret(tmp_path: Path) -> None:
    written(tmp_path)
    assert (tmp_path / "environment").stat().st_mode & 0o777 == 0o600


def test_every_environment_has_a_secret_of_its_own(tmp_path: Path) -> None:
    secrets = [values(written(tmp_path / name)["environment"])["SECRET_KEY"] for name in ("a", "b")]
    assert min(map(len, secrets)) >= 50
    assert secrets[0] != secrets[1]


def test_a_secret_is_never_overwritten_nor_anything_beside_it(tmp_path: Path) -> None:
    before = written(tmp_path)
    with pytest.raises(CommandError, match="is there and holds a portal’s secret; nothing was written"):
        written(tmp_path, host="other.example.org")
    assert {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "host", ["https://intl.example.org", "intl.example.org:8443", "інтл рада", "", "a-.org", "1.2.3.4"]
)
def test_what_is_no_host_name_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(CommandError, match="is no host name"):
        written(tmp_path / "out", host=host)
    assert not (tmp_path / "out").exists()


def test_a_ukrainian_host_name_is_written_as_browsers_send_it(tmp_path: Path) -> None:
    environment = values(written(tmp_path, host="Інтл.рада.укр")["environment"])
    assert environment["ALLOWED_HOSTS"] == "xn--k1adp2f.xn--80aal0c.xn--j1amh"


@pytest.mark.parametrize("name", ["Портал", "root portal", "../portal", "portal-backup", "1portal", "p" * 32])
def test_a_name_that_no_user_can_have_or_another_portals_units_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="cannot name a user"):
        written(tmp_path, name=name)


@pytest.mark.parametrize("prefix", ["intl", "/Інтл", "/admin", "/intl//en"])
def test_a_prefix_with_which_the_portal_would_not_start_is_refused(tmp_path: Path, prefix: str) -> None:
    with pytest.raises(CommandError, match="set it to"):
        written(tmp_path / "out", prefix=prefix)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["certificate", "key", "backups"])
def test_a_path_that_nginx_or_systemd_would_read_otherwise_is_refused(tmp_path: Path, option: str) -> None:
    with pytest.raises(CommandError, match="has to be absolute"):
        written(tmp_path, **{option: "/srv/x; include /etc/shadow"})


def test_two_portals_share_no_name_folder_socket_user_or_database(tmp_path: Path) -> None:
    """Whatever names the one in its files stands in no file of the other."""
    first = written(tmp_path / "first", name="kyiv", host="kyiv.example.org")
    second = written(tmp_path / "second", name="lviv", host="lviv.example.org")
    assert set(first) & set(second) == {"nginx.conf", "environment"}
    assert "kyiv" not in "".join(second.values())
    assert "lviv" not in "".join(first.values())
    for files, name in ((first, "kyiv"), (second, "lviv")):
        assert values(files["environment"])["DATABASE_URL"] == f"postgres:///{name}"
        assert values(files["environment"])["VAR_DIR"] == f"/var/lib/{name}"
        assert f"ListenStream=/run/{name}.sock\n" in files[f"{name}.socket"]
        assert f"proxy_pass http://unix:/run/{name}.sock;" in files["nginx.conf"]
        assert f"\nUser={name}\n" in files[f"{name}.service"]


def test_every_unit_runs_confined_as_the_portals_user(tmp_path: Path) -> None:
    services = [text for name, text in written(tmp_path).items() if name.endswith(".service")]
    assert len(services) == 4
    for text in services:
        for line in (
            "User=portal",
            "UMask=0027",
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "StateDirectory=portal",
        ):
            assert f"\n{line}\n" in text
        assert f"\nWorkingDirectory={BASE}\n" in text
        assert f"\nExecStart={Path(sys.executable).parent}/" in text


def test_gunicorn_is_given_only_flags_that_it_knows(tmp_path: Path) -> None:
    line = next(line for line in written(tmp_path)["portal.service"].splitlines() if line.startswith("ExecStart="))
    known = {flag for each in KNOWN_SETTINGS for flag in each.cli or ()}
    assert {word for word in line.split() if word.startswith("--")} <= known


def test_nginx_lets_the_largest_import_through_and_says_who_asks(tmp_path: Path) -> None:
    site = written(tmp_path, certificate="/etc/ssl/intl.pem", key="/etc/ssl/intl.key")["nginx.conf"]
    for line in (
        "client_max_body_size 51m;",
        "ssl_certificate /etc/ssl/intl.pem;",
        "ssl_certificate_key /etc/ssl/intl.key;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "return 301 https://$host$request_uri;",
        "location / {",
    ):
        assert f"    {line}\n" in site


def test_under_a_prefix_nginx_passes_on_nothing_else(tmp_path: Path) -> None:
    files = written(tmp_path, prefix="/intl/")
    served = files["nginx.conf"].split("listen 443", 1)[1]
    assert [line.strip() for line in served.splitlines() if "location" in line] == [
        "location = /intl {",
        "location /intl/ {",
    ]
    assert values(files["environment"])["PUBLIC_URL"] == "https://intl.example.org/intl"


def test_it_runs_on_a_bare_clone_and_leaves_no_state_there(tmp_path: Path) -> None:
    """Settings that would stop any other command do not matter, and none of their folders are made."""
    command = [sys.executable, BASE / "manage.py", "production", "--host", HOST, "--out", tmp_path / "out"]
    environment = {"VAR_DIR": str(tmp_path / "var"), "ALLOWED_HOSTS": HOST, "PATH": os.environ["PATH"]}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
