"""Short ways to say what happens at a desk."""

from datetime import date, datetime, time

from remoteos.domain.focus import Block
from remoteos.services import focus
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape

MINUTE = 60
HOUR = 3600


def set_clock(desk: Desk, wall: str) -> datetime:
    """Move the desk's clock: ``09:00`` on the same date, or with a date before it."""
    return desk.clock.set(wall)  # type: ignore[attr-defined]


def minutes(count: int) -> Shape:
    return Shape(count * MINUTE)


def wall(desk: Desk, clock: str, on: date | None = None) -> datetime:
    """An instant of today by its wall clock."""
    return desk.at(on or desk.today, time.fromisoformat(clock))


def work(desk: Desk, intention: str, start: str, end: str, planned: int = 50, **fields: object) -> Block:
    """Work a block from one time to another."""
    set_clock(desk, start)
    focus.start(desk, intention, minutes(planned), **fields)  # type: ignore[arg-type]
    set_clock(desk, end)
    return focus.stop(desk).block
