#!/usr/bin/env python3
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    """Run a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    from oleksandria_intl.command_line import execute

    execute(sys.argv)


if __name__ == "__main__":
    main()
