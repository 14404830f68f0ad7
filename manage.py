#!/usr/bin/env python3
"""Django's command line for the portal."""

import io
import os
import sys


def main() -> None:
    """Run a management command; it speaks UTF-8 whatever the locale is, as it would not where LC_ALL is C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    from oleksandria_intl.command_line import execute

    execute(sys.argv)


if __name__ == "__main__":
    main()
