"""Somebody else changes the same data: another terminal, the command line, a second app."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from remoteos.services import captures, focus
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.services.opening import open_lasting_store
from tests.conftest import ROOT
from tests.ui.conftest import Seat, Sit

PATIENCE_S = 20.0
"""How long to wait for a look that comes twice a second, on a machine that may be busy."""

Shell = Callable[..., str]


@pytest.fixture
def shell() -> Shell:
    """Run a command in a process of its own, on the data and the settings of the test."""

    def call(*args: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "remoteos", *args],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        return done.stdout

    return call


@pytest.fixture
def lasting(desk: Desk) -> Desk:
    """A desk as the app has it."""
    return desk._replace(store=open_lasting_store(os.environ, "me", desk.now))


async def until(seat: Seat, true: Callable[[], bool]) -> None:
    """Wait, without a hand on the app, until it shows something."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "\n".join(seat.lines)
        await seat.pilot.pause(0.05)


@contextmanager
def somebody_writing(folder: Path) -> Iterator[None]:
    """Another process holds the lock."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom remoteos.store.lock import FileLock\n"
        "lock = FileLock(Path(sys.argv[1]))\nlock.acquire()\nprint('held', flush=True)\nsys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "remoteos.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.communicate()


async def test_what_the_command_line_did_shows_by_itself(sit: Sit, lasting: Desk, shell: Shell) -> None:
    async with sit(lasting, ticking=True) as seat:
        seat.sees_not("call the bank")
        shell("day", "open", "--no-input")
        shell("capture", "call the bank")
        await until(seat, lambda: "call the bank" in seat.text and "Day open" in seat.text)


async def test_a_change_shows_within_a_second(sit: Sit, lasting: Desk, desk: Desk) -> None:
    async with sit(lasting, ticking=True) as seat:
        captures.capture(desk, "call the bank")
        began = time.monotonic()
        await until(seat, lambda: "call the bank" in seat.text)
        assert time.monotonic() - began < 5  # half a second and a busy machine


@pytest.mark.parametrize("keys", [("1",), ("2",), ("l",), ("3",)])
async def test_every_page_follows(sit: Sit, lasting: Desk, desk: Desk, keys: tuple[str, ...]) -> None:
    async with sit(lasting, ticking=True) as seat:
        await seat.press(*keys)
        focus.start(desk, "write section 3", Shape(3000))
        captures.capture(desk, "call the bank")
        wanted = "call the bank" if keys == ("l",) else "write section 3"
        await until(seat, lambda: wanted in seat.text)


async def test_undo_from_the_other_side(sit: Sit, lasting: Desk, shell: Shell) -> None:
    captures.capture(lasting, "call the bank")
    async with sit(lasting, ticking=True) as seat:
        seat.sees("call the bank")
        shell("undo")
        await until(seat, lambda: "call the bank" not in seat.text)
        shell("capture", "who owns the DNS?")
        await until(seat, lambda: "who owns the DNS?" in seat.text)
        await seat.press("u")
        assert seat.toast == "Taken back: capture “who owns the DNS?”."
        assert "who owns" not in shell("loops")


async def test_settings_of_the_other_side_apply(
    sit: Sit, lasting: Desk, shell: Shell, tmp_path: Path
) -> None:
    async with sit(lasting, ticking=True) as seat:
        shell("config", "set", "app.theme", "remoteos-light")
        shell("config", "set", "keys.help", "f1")
        await until(seat, lambda: seat.app.theme == "remoteos-light" and "f1 help" in seat.text)
        (tmp_path / "config.toml").unlink()
        await until(seat, lambda: seat.app.theme == "remoteos-dark" and "? help" in seat.text)


async def test_two_apps_stay_in_step(sit: Sit, lasting: Desk, desk: Desk) -> None:
    other = desk._replace(store=open_lasting_store(os.environ, "me", desk.now))
    async with sit(lasting, ticking=True) as here:
        async with sit(other) as there:
            await there.press("c")
            await there.type("call the bank")
            await there.press("enter")
        here.app._tick()
        await here.settle()
        here.sees("call the bank")
        await here.press("u")
    async with sit(other) as there:
        there.sees_not("call the bank")


async def test_what_both_change_at_once_is_all_kept(sit: Sit, lasting: Desk, desk: Desk) -> None:
    async with sit(lasting, ticking=True) as seat:
        await seat.press("c")
        captures.capture(desk, "from elsewhere")
        await seat.type("from here")
        await seat.press("enter")
        seat.sees("from here", "from elsewhere")
    assert {loop.text for loop in captures.open_loops(desk)} == {"from here", "from elsewhere"}


async def test_what_is_typed_stays_while_the_page_behind_changes(sit: Sit, lasting: Desk, desk: Desk) -> None:
    async with sit(lasting, ticking=True) as seat:
        await seat.press("c")
        await seat.type("half a th")
        captures.capture(desk, "from elsewhere")
        await until(seat, lambda: not lasting.store.changed())
        await seat.settle()
        assert seat.app.focused is not None
        assert seat.app.focused.value == "half a th"  # type: ignore[attr-defined]


# While the file is locked


async def test_a_file_that_somebody_holds_is_said_within_about_a_second(sit: Sit, lasting: Desk) -> None:
    captures.capture(lasting, "call the bank")
    async with sit(lasting, ticking=True) as seat:
        with somebody_writing(lasting.store.folder):
            began = time.monotonic()
            await seat.press("u")
            assert time.monotonic() - began < 5
            assert seat.toast.startswith("Another remoteos kept the data locked for 1 s.")
        seat.sees("call the bank")
        await seat.press("u")
        assert seat.toast == "Taken back: capture “call the bank”."


async def test_nothing_typed_is_lost_while_somebody_holds_it(sit: Sit, lasting: Desk) -> None:
    async with sit(lasting, ticking=True) as seat:
        await seat.press("c")
        await seat.type("call the bank")
        with somebody_writing(lasting.store.folder):
            await seat.press("enter")
            seat.sees("Another remoteos kept the data locked", "call the bank")
            await seat.press("escape")
        await seat.press("c")
        seat.sees("call the bank")
        await seat.press("enter")
    assert [loop.text for loop in captures.open_loops(lasting)] == ["call the bank"]


async def test_reading_goes_on_while_somebody_holds_it(sit: Sit, lasting: Desk, desk: Desk) -> None:
    captures.capture(desk, "call the bank")
    async with sit(lasting, ticking=True) as seat:
        with somebody_writing(lasting.store.folder):
            await seat.press("l")
            seat.sees("call the bank")
            await seat.press("escape", "3", "2")
            assert seat.screen == "FocusScreen"
