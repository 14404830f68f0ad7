"""The papers about money: the cost estimate of a programme, and the reports on how it is spent.

Every module here registers its paper when it is loaded; a new kind of report is one more module.
"""

from importlib import import_module
from pkgutil import iter_modules

from .estimate import CostEstimate, estimate_of

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

__all__ = ["CostEstimate", "estimate_of"]
