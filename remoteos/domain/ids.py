"""Identity: UUIDv7, ordered by the time it was made, without a central counter."""

from datetime import UTC, datetime, timedelta

RANDOM_BITS = 74
"""How many bits of an id are random: 12 after the version (rand_a), 62 after the variant (rand_b)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(at: datetime) -> int:
    """Return the whole milliseconds from 1970 to an aware instant."""
    return (at - _EPOCH) // _MILLISECOND


def uuid7(at: datetime, random: int) -> str:
    """A UUIDv7 (RFC 9562) in its canonical 36-character form, in lower case.

    ``at`` is the instant it is made: aware, not before 1970, kept to the millisecond. ``random`` holds 74
    random bits, of which the top 12 come first in the order of ids of one millisecond. Raises ValueError
    when either is out of range.
    """
    at_ms = milliseconds(at)
    if not 0 <= at_ms < 1 << 48:
        raise ValueError(f"an id cannot be made for {at.isoformat()}")
    if not 0 <= random < 1 << RANDOM_BITS:
        raise ValueError("an id takes 74 random bits")
    rand_a, rand_b = random >> 62, random & ((1 << 62) - 1)
    value = f"{at_ms << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b:032x}"
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
