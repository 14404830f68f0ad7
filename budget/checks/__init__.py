"""What must agree in a programme's money: as planned, and as spent."""

from . import plan, spending  # noqa: F401 - each registers its checks
