"""What the tests of formats have in common."""

import pytest


@pytest.fixture(autouse=True)
def quicker(unmeasured: None) -> None:
    """Measure no coverage of the formats."""
