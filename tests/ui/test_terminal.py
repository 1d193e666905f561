"""The app in a real terminal: what it shows survives a kill, and the terminal is as it was afterwards."""

import fcntl
import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from remoteos.services import focus
from remoteos.services.clock import Clock
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.services.settings import load
from remoteos.store.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PATIENCE_S = 60.0
_SEQUENCES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[ -/]*[0-~])"
)


class Terminal:
    """The app on a pseudo-terminal of 80×24; nothing waits for it longer than `PATIENCE_S`."""

    def __init__(self, folder: Path, **environ: str) -> None:
        import pty

        self.data = folder / "data"
        self.shown = ""
        """What was drawn since the last look, without the sequences that place and colour it."""
        self.raw = ""
        """Everything that came out of the app."""
        self.handle, self.inner = pty.openpty()
        fcntl.ioctl(self.inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.inner)
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "remoteos"],
            stdin=self.inner,
            stdout=self.inner,
            stderr=self.inner,
            start_new_session=True,
            env={
                **known,
                "TZ": os.environ.get("TZ", "UTC"),
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "REMOTEOS_DATA": str(self.data),
                "REMOTEOS_CONFIG": str(folder / "config.toml"),
                "TERM": "xterm-256color",
                **environ,
            },
        )

    def read(self, wait_s: float = 0.2) -> bool:
        """Take in what was drawn, waiting a while for it; False when nothing came."""
        if not select.select([self.handle], [], [], wait_s)[0]:
            return False
        try:
            drawn = os.read(self.handle, 65_536).decode(errors="replace")
        except OSError:  # the app has left
            return False
        self.raw += drawn
        self.shown = _SEQUENCES.sub("", self.shown + drawn)
        return bool(drawn)

    def until(self, happened: Callable[[], Any], what: str) -> Any:
        """Read until something happened; return what it was."""
        deadline = time.monotonic() + PATIENCE_S
        while not (found := happened()):
            over = self.process.poll() is not None or time.monotonic() > deadline
            if not self.read() and over and not happened():
                pytest.fail(f"{what} did not happen. Shown: {self.shown[-2_000:]!r}")
        return found

    def expect(self, text: str) -> None:
        """Read until a text was drawn since the last key."""
        self.until(lambda: text in self.shown, f"{text!r} on the screen")

    def press(self, keys: str) -> None:
        """Press keys; what is looked for from now on was drawn after that."""
        self.shown = ""
        os.write(self.handle, keys.encode())

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks in the file as it is now."""
        file = self.data / "users" / "me" / "remoteos.json"
        try:
            tables = json.loads(file.read_text())
        except FileNotFoundError:
            return []
        return list(tables.get("blocks", {}).values())

    def kill(self) -> None:
        """End it as a crash would: at once and without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        self.kill()
        os.close(self.handle)
        os.close(self.inner)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    try:
        for handle in pty.openpty():
            os.close(handle)
    except OSError as error:
        pytest.skip(f"no pseudo-terminal here: {error}")
    (tmp_path / "config.toml").write_text("")
    begun: list[Terminal] = []

    def begin(**environ: str) -> Terminal:
        begun.append(Terminal(tmp_path, **environ))
        return begun[-1]

    yield begin
    for each in begun:
        each.close()


def desk_of(folder: Path) -> Desk:
    """The same user's desk, at the machine's own time."""
    clock = Clock.from_environment({"TZ": os.environ.get("TZ", "UTC")})  # other tests stop the time
    store = Store.open(folder / "data" / "users" / "me", now=clock.now())
    return Desk(store=store, clock=clock, settings=load(folder / "config.toml").settings)


def test_a_block_survives_a_kill_with_its_time(terminal: Callable[..., Terminal]) -> None:
    first = terminal()
    first.expect("help")
    first.press("s")
    first.expect("Start a block")
    first.press("write section 3\r")
    first.until(lambda: first.blocks, "a block in the file")
    first.kill()
    (block,) = first.blocks
    (started,) = block["events"]
    assert (block["intention"], block["planned_s"], started["kind"]) == ("write section 3", 3_000, "start")

    began = datetime.now(UTC)
    second = terminal()
    shown = second.until(
        lambda: re.search(r"write section 3 +(\d\d):(\d\d)", second.shown), "the block on the status line"
    )
    ended = datetime.now(UTC)
    left_s = int(shown[1]) * 60 + int(shown[2])
    at = datetime.fromisoformat(started["at"])
    least, most = ((moment - at).total_seconds() for moment in (began, ended))
    assert least - 1 <= 3_000 - left_s <= most + 1, "the time it shows is the time since its start"
    assert second.blocks == [block], "nothing was lost and nothing was added"

    second.press("2")
    second.expect("50 m")
    second.press("f")
    second.expect("Finish write section 3")
    second.press("\r")
    second.until(lambda: len(second.blocks[0]["events"]) == 2, "the end of the block in the file")
    assert second.blocks[0]["events"][1]["kind"] == "finish"


def test_the_terminal_is_as_it_was_after_leaving(terminal: Callable[..., Terminal]) -> None:
    app = terminal()
    app.expect("help")
    assert termios.tcgetattr(app.inner) != app.before, "the app reads keys as they are pressed"
    app.press("\x11")  # ctrl+q
    app.until(lambda: app.process.poll() is not None, "the end of the app")
    while app.read():
        continue
    assert app.process.returncode == 0
    assert termios.tcgetattr(app.inner) == app.before
    for on, off in (
        ("[?1049h", "[?1049l"),
        ("[?25l", "[?25h"),
        ("[?1000h", "[?1000l"),
        ("[?2004h", "[?2004l"),
    ):
        assert app.raw.rfind(off) > app.raw.rfind(on), f"{on} was not taken back"
    assert "Traceback" not in app.raw


def test_a_reminder_reaches_the_terminal_and_the_desktop(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    said = tmp_path / "said"
    notify = programs / "notify-send"
    notify.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{said}.part'\nmv '{said}.part' '{said}'\n")
    notify.chmod(0o755)
    app = terminal(PATH=f"{programs}:{os.environ['PATH']}", TERM="xterm-kitty")
    app.expect("help")
    focus.start(desk_of(tmp_path), "write section 3", Shape(3))
    app.until(
        lambda: "\x1b]9;remoteos: write section 3 has had its" in app.raw, "the terminal's notification"
    )
    app.until(said.exists, "the desktop's notification")
    assert said.read_text().splitlines()[-1].startswith("write section 3 has had its")
