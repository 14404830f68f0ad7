"""What must agree in a programme's money: as planned, as spent, and in who signs."""

from . import (  # noqa: F401 - each registers its checks
    codes,
    commitments,
    doubles,
    outcomes,
    periods,
    plan,
    signing,
    spending,
)
