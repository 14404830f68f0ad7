"""The admin pages of directions, measures, their money, and what is granted, promised and paid of it."""

from . import closing, codes, commitments, grants, imports, issuing, measures, money, payments, reporting  # noqa: F401
