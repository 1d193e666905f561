"""When a play comes up again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.playbook_proposals import next_due
from remoteos.domain.playbook_times import Cadence, read_cadence

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("cadence", "after", "wanted"),
    [
        ("daily", FRIDAY, date(2026, 11, 28)),
        ("every 3 days", FRIDAY, date(2026, 11, 30)),
        ("weekly", FRIDAY, date(2026, 12, 4)),
        ("weekly on friday", FRIDAY, date(2026, 12, 4)),
        ("weekly on friday", date(2026, 11, 26), FRIDAY),
        ("every 2 weeks on monday", FRIDAY, date(2026, 12, 7)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 28)),
        ("quarterly", date(2026, 11, 30), date(2027, 2, 28)),
        ("yearly", date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_next_date(cadence: str, after: date, wanted: date) -> None:
    assert next_due(read_cadence(cadence), after) == wanted


@given(
    st.builds(Cadence, st.integers(1, 366), st.sampled_from(["day", "week", "month", "quarter", "year"])),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_it_is_always_later_and_never_sooner_than_its_unit(cadence: Cadence, after: date) -> None:
    least = {"day": 1, "week": 7, "month": 28, "quarter": 89, "year": 365}[cadence.unit]
    assert next_due(cadence, after) - after >= timedelta(days=least * cadence.every)
