"""The programmes and the people that the tests of this app read of."""

import pytest
from django.contrib.auth.models import User

from oleksandria_intl.models import Official
from tests import factories
from tests.seed import programme_2020, programme_2021_2023, programme_2021_2025

__all__ = ["programme_2020", "programme_2021_2023", "programme_2021_2025"]


@pytest.fixture
def former_official(clerk: User) -> Official:
    """Остап left the office in 2019; the clerk once corrected his name."""
    return factories.former_official(clerk)
