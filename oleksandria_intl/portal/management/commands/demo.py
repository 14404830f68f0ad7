"""``manage.py demo``: the programme of 2020, an invented year of its money, papers in ``out/``, staff, the portal."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from oleksandria_intl import clock, database, environment, papers, roles
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.portal.management import demonstration, demonstration_delegations
from oleksandria_intl.portal.management.aside import move_aside
from oleksandria_intl.portal.management.tables import write_metadata
from programs import services
from programs.models import Edition, Program

FIXTURES = ("codes", "reference", "programme_2020")
PROGRAM = "2020"
LOGINS = ("clerk", "head", "accountant", "secretary", "auditor", "admin")


class Command(BaseCommand):
    """Show the portal with real data; run again, it keeps what was edited."""

    help = (
        "Migrates, loads the programme of 2020 and an invented year of its money, writes its papers to out/, "
        "makes staff, and serves the portal."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="end when everything is ready")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--clean",
            action="store_true",
            help="without invented money; removes that of an earlier demo",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PUBLIC_HOSTS:
            raise CommandError(_refusal(_("ALLOWED_HOSTS is set, so the portal is public")))
        if complaint := database.foreign_complaint():
            self._move_aside(complaint)
        call_command("migrate", verbosity=0)
        self._refuse_where_people_work()
        call_command("sync_roles", verbosity=0)
        is_new = not Program.objects.filter(slug=PROGRAM).exists()
        if is_new:
            demonstration.load_missing(*FIXTURES)
            demonstration.take_back(PROGRAM)
        self._clean() if options["clean"] else self._invent()
        if is_new:
            call_command("populate_history", auto=True, verbosity=0)
        self._publish(PROGRAM)
        self._write_papers(settings.BASE_DIR / "out")
        self._introduce_staff(options["port"])
        if not options["no_serve"]:
            serve(options["port"])

    def _move_aside(self, complaint: str) -> None:
        """Move an SQLite database of another version aside and say where; refuse any other."""
        if connection.vendor != "sqlite":
            raise CommandError(complaint)
        sentence = _("The database was made by another version of the portal; it and its files are now in %(folder)s.")
        self.stdout.write(sentence % {"folder": move_aside()})

    def _refuse_where_people_work(self) -> None:
        """Refuse a database that has its people already, and none of them by a demonstration."""
        if User.objects.exists() and not password_file().exists():
            raise CommandError(_refusal(_("people work in its database")))

    def _invent(self) -> None:
        """Load the invented year of money and of delegations, each unless some of it is there, and say so."""
        if not demonstration.is_here():
            # An older demonstration may lack codes that the money stands under.
            demonstration.load_missing("codes", demonstration.SPENDING)
        if not demonstration_delegations.is_here():
            demonstration_delegations.load()
        self.stdout.write(
            _(
                "The money, delegations and greetings of %(year)s are invented and marked as such; "
                "--clean leaves them out."
            )
            % {"year": PROGRAM}
        )

    def _clean(self) -> None:
        """Take out the invented year, if an earlier demonstration brought it, and say so."""
        count = demonstration_delegations.remove() + demonstration.remove_spending()
        self.stdout.write(_("Demonstration data: left out; rows removed: %(count)s.") % {"count": count})

    def _publish(self, slug: str) -> None:
        """Publish the programme's draft as the secretary does, which issues its papers; once, whatever it becomes.

        When the draft of 2019 was published nobody noted.
        """
        edition = Edition.objects.of_key(f"{slug}/1")
        if edition.is_frozen or IssuedPaper.objects.of_key(edition.key).exists():
            return
        secretary = make_person("secretary", roles.SECRETARY, _password(password_file()))
        if edition.status == Edition.Status.PUBLISHED:  # by a demonstration of before, which issued nothing
            services.unpublish(edition=edition, by=secretary)
        services.publish(edition=edition, by=secretary, on=services.UNKNOWN)

    def _write_papers(self, folder: Path) -> None:
        """Write every paper of every programme that the public may see and of what was invented, in all its formats."""
        folder.mkdir(exist_ok=True)
        for edition in Edition.objects.current(clock.today()).select_related("program"):
            for kind in papers.KINDS.values():
                with suppress(papers.PaperNotFound):
                    write(kind, edition.program.slug, folder)
        for kind, key in demonstration_delegations.papers_of_all():
            with suppress(papers.PaperNotFound):
                write(kind, key, folder)
        self.stdout.write(_("Documents: %(folder)s") % {"folder": folder})

    def _introduce_staff(self, port: int) -> None:
        """Make a person for every role, and print how each logs in."""
        password = _password(password_file())
        self.stdout.write(
            _("Log in at %(address)s with the password %(password)s (unless you changed it):")
            % {"address": f"http://127.0.0.1:{port}/admin/", "password": password}
        )
        for login, role in zip(LOGINS, roles.ROLES, strict=True):
            make_person(login, role, password, is_superuser=role == roles.ADMINISTRATOR)
            self.stdout.write(f"  {login:<12}{role}")


def _refusal(why: str) -> str:
    """Say why there is no demonstration here, and how its programme comes in without the people that it makes."""
    return _(
        "No demonstration here: %(why)s, and it would make people who all have one password. The programme of 2020 "
        "alone comes in by “manage.py loaddata reference programme_2020”."
    ) % {"why": why}


def serve(port: int) -> None:
    """Serve the portal; without a second factor, unless the environment says so.

    On one's own machine, where the password stands on the screen, it would keep nobody out.
    """
    settings.STAFF_MFA_REQUIRED = environment.boolean("STAFF_MFA_REQUIRED", default=False)
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)


def write(kind: papers.PaperKind, key: str, folder: Path) -> None:
    """Write the paper with a key in all formats that it fits; raises ``PaperNotFound`` where there is none."""
    subject = kind.find(key, papers.Scope())
    for format in kind.formats:
        with suppress(papers.PaperNotFound):
            file = folder / papers.file_name(kind.kind, key, format)
            file.write_bytes(papers.content(kind, subject, format))
            if format == "csv":
                write_metadata(kind, subject, file)


def make_person(login: str, role: str, password: str, *, is_superuser: bool = False) -> User:
    """Return the member of staff with this login, created in a role unless there is one."""
    users = User.objects
    if known := users.filter(username=login).first():
        return known
    person = users.create_user(login, password=password, is_staff=True, is_superuser=is_superuser)
    person.groups.add(Group.objects.get(name=role))
    return person


def password_file() -> Path:
    """Return where the demonstration keeps the password of those that it makes."""
    return Path(settings.VAR_DIR) / "demo-password"


def _password(file: Path) -> str:
    """Return the demonstration's password, made at random the first time and kept beside the database."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9), encoding="utf-8")
    return file.read_text(encoding="utf-8")
