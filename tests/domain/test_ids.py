import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.ids import RANDOM_BITS, milliseconds, uuid7

RANDOM = st.integers(0, 2**RANDOM_BITS - 1)
INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))


@given(INSTANTS, RANDOM)
def test_the_layout_is_that_of_rfc_9562(at: datetime, random: int) -> None:
    text = uuid7(at, random)
    made = uuid.UUID(text)
    assert str(made) == text
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == milliseconds(at)
    assert (made.int >> 64 & 0xFFF) << 62 | made.int & (2**62 - 1) == random


def test_the_example_of_the_standard() -> None:
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    random = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert uuid7(at, random) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(INSTANTS, RANDOM, RANDOM)
def test_a_later_millisecond_sorts_later(at: datetime, one: int, other: int) -> None:
    assert uuid7(at, one) < uuid7(at + timedelta(milliseconds=1), other)


@pytest.mark.parametrize(
    ("at", "random"),
    [
        (datetime(1969, 12, 31, tzinfo=UTC), 0),
        (datetime(2026, 1, 1, tzinfo=UTC), -1),
        (datetime(2026, 1, 1, tzinfo=UTC), 2**74),
    ],
)
def test_what_has_no_place_in_an_id_is_refused(at: datetime, random: int) -> None:
    with pytest.raises(ValueError, match=r"id"):
        uuid7(at, random)
