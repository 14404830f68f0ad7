#!/usr/bin/env python3
"""Django's command line for the portal."""

import gc
import io
import os
import sys


def main() -> None:
    """Run a management command; it speaks UTF-8 whatever the locale is, as it would not where LC_ALL is C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    # Starting loads what stays to the end: looking for garbage meanwhile takes a tenth of the time.
    gc.disable()
    from oleksandria_intl.command_line import execute

    execute(sys.argv)


if __name__ == "__main__":
    main()
