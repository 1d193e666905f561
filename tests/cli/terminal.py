"""A terminal of its own for a process, to see what reaches it and how it is left behind."""

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from fcntl import ioctl
from time import monotonic
from types import TracebackType

from tests.conftest import ROOT

PATIENCE_S = 30.0
"""How long to wait for something that comes at once on an idle machine."""

QUIET_S = 0.15
"""Who draws nothing for so long has drawn all it has to say, or is slow: then it comes with what follows."""


class Terminal:
    """Runs Python in a pseudo-terminal; its stdin, stdout and stderr are all of it, unless told otherwise."""

    def __init__(
        self,
        *args: str,
        size: tuple[int, int] = (80, 24),
        python: Sequence[str] = ("-m", "remoteos"),
        stdout: int | None = None,
        stderr: int | None = None,
        **env: str | None,
    ) -> None:
        self.ours, self.theirs = pty.openpty()
        ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.modes_before = termios.tcgetattr(self.theirs)
        environ: dict[str, str | None] = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLUMNS": None,
            "LINES": None,
            **env,
        }
        self.process = subprocess.Popen(
            [sys.executable, *python, *args],
            env={name: value for name, value in environ.items() if value is not None},
            stdin=self.theirs,
            stdout=self.theirs if stdout is None else stdout,
            stderr=self.theirs if stderr is None else stderr,
            start_new_session=True,
            preexec_fn=_hears_ctrl_c,
        )
        self.drawn = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for handle in (self.ours, self.theirs):
            if handle >= 0:
                os.close(handle)

    def until(self, text: str) -> None:
        """Read until a text is drawn; what was drawn instead is in the failure."""
        deadline = monotonic() + PATIENCE_S
        wanted = text.encode()
        while wanted not in self.drawn:
            assert monotonic() < deadline, f"{text!r} was not drawn: {self.drawn[-300:]!r}"
            self._read(0.2)

    def press(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self.ours, keys.encode())

    def settle(self) -> None:
        """Read until nothing is drawn any more; long enough for escape not to begin another key."""
        while self._read(QUIET_S):
            pass

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        self.process.send_signal(number)

    def end(self) -> int:
        """Wait for the process to end, reading what it draws; its exit code."""
        deadline = monotonic() + PATIENCE_S
        while self.process.poll() is None:
            assert monotonic() < deadline, f"it did not end: {self.drawn[-300:]!r}"
            self._read(0.05)
        while self._read(0.05):
            pass
        return self.process.returncode

    @property
    def modes(self) -> list[object]:
        """How the terminal is set: echo, lines, signals."""
        return termios.tcgetattr(self.theirs)

    @property
    def said_after(self) -> str:
        """What stands on the terminal after the app has given it back, with single spaces."""
        _, found, after = self.drawn.rpartition(b"\x1b[?1049l")
        assert found, f"the app never gave the terminal back: {self.drawn[-300:]!r}"
        control = r"\x1b\[[?<>]?[0-9;]*[a-zA-Z]|\x1b\][^\x07]*\x07"
        return " ".join(re.sub(control, "", after.decode()).split())

    def _read(self, wait_s: float) -> bool:
        if not select.select([self.ours], [], [], wait_s)[0]:
            return False
        try:
            read = os.read(self.ours, 65_536)
        except OSError:
            return False
        self.drawn += read
        return bool(read)


def _hears_ctrl_c() -> None:
    """Undo what a shell does to jobs in the background: they ignore ctrl+c, and all that they start does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
