"""What the tests of blocks share: ways to prepare them, and to read the time in large digits."""

from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.services import focus, focus_history, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.widgets.big_time import BigTime, drawn
from tests.ui.conftest import Seat

FIFTY = Shape(50 * 60, 10 * 60)


def start(desk: Desk, intention: str = "write section 3", **more: str) -> Block:
    return focus.start(desk, intention, FIFTY, **more).block


def plan(desk: Desk, intention: str, hour: int | None = None, **more: str) -> Block:
    at = desk.now.replace(hour=hour) if hour else None
    return focus_history.plan(desk, intention, FIFTY, at=at, day=desk.today, **more)


def blocks(desk: Desk) -> list[Block]:
    return sorted(desk.store.all(Block), key=lambda block: block.id)


def only(desk: Desk) -> Block:
    (block,) = desk.store.all(Block)
    return block


def today_with(desk: Desk, *titles: str) -> list[Outcome]:
    made = [outcomes.add(desk, title) for title in titles]
    rituals.open_day(desk, outcomes=[outcome.id for outcome in made])
    return made


def big_time(seat: Seat) -> str:
    shown = seat.app.screen.query_one(BigTime)
    first = drawn(shown.time)[0]
    assert any(first in line for line in seat.lines), "\n".join(seat.lines)
    return shown.time
