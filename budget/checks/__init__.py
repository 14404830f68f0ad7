"""What must agree in a programme's money: as planned, as spent, and in who signs."""

from . import codes, outcomes, periods, plan, signing, spending  # noqa: F401 - each registers its checks
