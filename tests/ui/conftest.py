"""The app on a desk whose clock a test moves by hand, driven by keys as a person would."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from remoteos.app import RemoteosApp
from remoteos.screens.session import Session
from remoteos.services.desk import Desk
from tests.services.conftest import HandClock, desk, make_desk
from tests.ui.idle import wait_until_idle

__all__ = ["HandClock", "desk", "make_desk"]

SMALL = (80, 24)
LARGE = (120, 40)


class Seat:
    """The app as somebody sits before it: press, type, and look."""

    def __init__(self, app: RemoteosApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> Desk:
        return self.app.session.desk

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait after each until all is done."""
        for key in keys:
            await self.app._press_keys((key,))
            await self.settle()
            if self.app.animator._animations:
                await self.app.animator.wait_until_complete()
                await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the field that has the focus, in one go."""
        self.app.focused.value = text  # type: ignore[union-attr]
        await self.settle()

    async def settle(self) -> None:
        """Wait until messages and workers are done."""
        await wait_until_idle(self.pilot)

    async def at(self, wall: str) -> None:
        """Move the clock, as `HandClock.set`, and let the app notice."""
        clock = self.desk.clock
        assert isinstance(clock, HandClock)
        clock.set(wall)
        self.app._tick()
        await self.settle()

    @property
    def screen(self) -> str:
        """The name of the screen in front."""
        return type(self.app.screen).__name__

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        return [
            "".join(segment.text for segment in strip)
            for strip in self.app.screen._compositor.render_strips()
        ]

    @property
    def text(self) -> str:
        """What is on the screen, with single spaces, to look for words in."""
        return "\n".join(" ".join(line.split()) for line in self.lines)

    def sees(self, *words: str) -> None:
        """The screen shows all of this; what it shows instead is in the failure."""
        for word in words:
            assert word in self.text, f"{word!r} is not on the screen:\n" + "\n".join(self.lines)

    def sees_not(self, *words: str) -> None:
        """The screen shows nothing of this."""
        for word in words:
            assert word not in self.text, f"{word!r} is on the screen:\n" + "\n".join(self.lines)

    @property
    def toast(self) -> str:
        """What the newest toast says; empty when there is none."""
        notes = list(self.app._notifications)
        return notes[-1].message if notes else ""


Sit = Callable[..., AbstractAsyncContextManager[Seat]]
SetEditor = Callable[[str], None]


@pytest.fixture(autouse=True)
def quicker(unmeasured: None) -> None:
    """Measure no coverage of the screens."""


@pytest.fixture
def sit(desk: Desk, tmp_path: Path) -> Sit:
    """Open the app: ``async with sit() as seat``, at 80×24 unless another size is given.

    It looks at the clock and at the file when the seat says so, and not by itself, unless ``ticking``.
    """

    @asynccontextmanager
    async def open_app(
        at: Desk | None = None, size: tuple[int, int] = SMALL, *, ticking: bool = False, **more: Any
    ) -> AsyncIterator[Seat]:
        session = Session(at or desk, tmp_path / "config.toml", **more)
        app = RemoteosApp(session)
        with pytest.MonkeyPatch.context() as patched:
            if not ticking:
                patched.setattr("remoteos.app.TICK_S", 3600)
            async with app.run_test(size=size, notifications=True) as pilot:
                patched.setattr("textual.app.wait_for_idle", lambda *_: asyncio.sleep(0))  # `press` waits
                patched.setattr("textual.pilot.wait_for_idle", lambda *_: wait_until_idle(pilot))
                seat = Seat(app, pilot)
                await seat.settle()
                yield seat

    return open_app


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder in which what was typed stays while it is not kept."""
    folder = tmp_path / "typed"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def set_editor(monkeypatch: pytest.MonkeyPatch, typed: Path) -> SetEditor:
    """Let the app step aside for an editor that does this to ``text``."""
    monkeypatch.setattr(RemoteosApp, "suspend", lambda _: nullcontext())
    monkeypatch.delenv("VISUAL", raising=False)

    def set_it(change: str) -> None:
        body = (
            "import pathlib, sys; path = pathlib.Path(sys.argv[1]); text = path.read_text('utf-8'); "
            f"{change}; path.write_text(text, 'utf-8')"
        )
        monkeypatch.setenv("EDITOR", f'"{sys.executable}" -I -S -c "{body}"')

    return set_it
