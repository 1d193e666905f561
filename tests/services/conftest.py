"""A desk whose clock a test moves by hand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from remoteos.domain.settings import Settings
from remoteos.services.clock import Clock
from remoteos.services.desk import Desk
from remoteos.store.store import Store


class HandClock(Clock):
    """Stands still until it is set."""

    def set(self, wall: str) -> datetime:
        """Move to a wall-clock time: ``2026-11-23 09:00``, or ``09:00`` on the date it shows."""
        date, _, clock = wall.rpartition(" ")
        shown = date or f"{self.now():%Y-%m-%d}"
        self._frozen = datetime.fromisoformat(f"{shown} {clock}").replace(tzinfo=self.tz)
        return self.now()


@pytest.fixture
def make_desk(tmp_path: Path) -> Callable[..., Desk]:
    """Sit down at a user's desk; by default a Monday at nine in Berlin."""

    def make(
        at: str = "2026-11-23 09:00",
        zone: str = "Europe/Berlin",
        settings: Settings | None = None,
        user: str = "me",
    ) -> Desk:
        clock = HandClock(zone, frozen=datetime.fromisoformat("2026-11-23T08:00:00+00:00"))
        clock.set(at)
        store = Store.open(tmp_path / "data" / "users" / user, now=clock.now())
        return Desk(store=store, clock=clock, settings=settings or Settings())

    return make


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()
