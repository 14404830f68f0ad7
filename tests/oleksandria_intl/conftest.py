"""The programmes that the tests of this app read."""

from tests.seed import programme_2020, programme_2021_2023, programme_2021_2025

__all__ = ["programme_2020", "programme_2021_2023", "programme_2021_2025"]
