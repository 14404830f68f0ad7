"""``manage.py production --host NAME --out DIR``: what a server needs to run the portal, filled in for this machine."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl import environment
from oleksandria_intl.portal.management import production


class Command(BaseCommand):
    """Write units, nginx site and environment file; nothing is asked of a database or of settings."""

    help = (
        "Writes systemd units, an nginx site, an environment file with a new secret and a command that runs manage.py "
        "as the portal's user. Nothing is installed: README says where each belongs."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", required=True, help="the public host name, e.g. intl.example.org")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the files are written")
        parser.add_argument(
            "--name", default="portal", help="names user, units, socket, folders and database (default: portal)"
        )
        parser.add_argument("--prefix", default="", help="the path under which the portal lies, e.g. /intl")
        parser.add_argument("--certificate", help="the certificate's file (default: where certbot keeps it)")
        parser.add_argument("--key", help="the file of the certificate's key (default: where certbot keeps it)")
        parser.add_argument("--backups", help="where backups are kept (default: /var/backups/NAME)")

    def handle(self, *args: Any, **options: Any) -> None:
        portal = _portal(options)
        try:
            written = production.write(portal, options["out"])
        except FileExistsError as error:
            raise CommandError(
                _("%(file)s is there and holds a portal’s secret; nothing was written. Choose another folder.")
                % {"file": error}
            ) from None
        except OSError as error:
            raise CommandError(_("The files could not be written: %(error)s") % {"error": error}) from None
        for file in written:
            self.stdout.write(str(file))
        if options["out"].resolve() != Path(portal.settings):
            self.stdout.write(_("The units expect these files in %(folder)s.") % {"folder": portal.settings})


def _portal(options: dict[str, Any]) -> production.Portal:
    """Return the portal that the arguments describe; what systemd, nginx or a shell would read otherwise is refused."""
    try:
        host = production.ascii_host(options["host"])
    except ValueError:
        raise CommandError(
            _("“%(host)s” is no host name: give one like intl.example.org, without https:// and without a port.")
            % {"host": options["host"]}
        ) from None
    name = options["name"]
    if not production.NAME.fullmatch(name):
        raise CommandError(
            _("“%(name)s” cannot name a user: small Latin letters, digits and hyphens, a letter first, 31 at most.")
            % {"name": name}
        )
    try:
        prefix = environment.path_prefix("--prefix", options["prefix"].rstrip("/"))
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from None
    kept = f"/etc/letsencrypt/live/{host}"
    portal = production.Portal(
        host=host,
        name=name,
        prefix=prefix,
        certificate=options["certificate"] or f"{kept}/fullchain.pem",
        key=options["key"] or f"{kept}/privkey.pem",
        backups=options["backups"] or f"/var/backups/{name}",
    )
    _refuse_odd_paths(portal)
    return portal


def _refuse_odd_paths(portal: production.Portal) -> None:
    for path in (portal.checkout, portal.bin, portal.certificate, portal.key, portal.backups):
        if not production.PLAIN_PATH.fullmatch(str(path)):
            raise CommandError(
                _("The path “%(path)s” has to be absolute, of Latin letters, digits, dots, hyphens and underscores.")
                % {"path": path}
            )
