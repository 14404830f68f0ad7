"""The admin pages of directions, measures, their money, and what is granted, committed and paid of it."""

from budget.importing import admin as importing  # noqa: F401

from . import (  # noqa: F401
    closing,
    codes,
    commitments,
    grants,
    issuing,
    measures,
    payees,
    payments,
    periods,
    reporting,
    rules,
    statements,
)
