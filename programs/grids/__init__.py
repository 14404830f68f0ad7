"""Tables of an edition edited as tables: a registry of kinds, filled in ``AppConfig.ready()`` of each app."""

from __future__ import annotations

from programs.grids.base import Grid, Part
from programs.grids.columns import Column, MatrixColumn
from programs.grids.registry import EditionGrid, grids_of, kind_of, register

__all__ = ["Column", "EditionGrid", "Grid", "MatrixColumn", "Part", "grids_of", "kind_of", "register"]
