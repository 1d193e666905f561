"""A program in a terminal of its own: what it draws, and how long it takes to."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic, perf_counter
from types import TracebackType

from benchmarks.runner import Failed

PATIENCE_S = 60.0
"""After so long without what was waited for, the program has failed."""

QUIET_S = 0.6
"""A terminal program that drew nothing for so long has drawn all it has to say."""


class Terminal:
    """A running program and the screen of 80×24 it draws on; ended at the end of its ``with``."""

    def __init__(self, line: Sequence[str], env: Mapping[str, str]) -> None:
        self._line = tuple(line)
        self._env = {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._size = struct.pack("HHHH", 24, 80, 0, 0)

    def __enter__(self) -> "Terminal":
        """Start the program."""
        self._screen, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, self._size)
        self._began = perf_counter()
        self._program = subprocess.Popen(
            self._line, env=self._env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program, whatever it is doing."""
        self._program.kill()
        self._program.wait()
        os.close(self._screen)

    def drawn(self, text: str) -> float:
        """Wait until the program has drawn a text; the seconds since its start."""
        self._until(text)
        return perf_counter() - self._began

    def answered(self, key: str) -> float:
        """Press a key, and wait until the program draws something; the seconds that took."""
        began = perf_counter()
        os.write(self._screen, key.encode())
        self._read(PATIENCE_S)
        took = perf_counter() - began
        self.settle()
        return took

    def press(self, key: str) -> None:
        """Press a key, and give the program time for it."""
        os.write(self._screen, key.encode())
        self.watch(QUIET_S)

    def shown(self, key: str, text: str) -> float:
        """Press a key, and wait until the program has drawn a text; the seconds that took."""
        began = perf_counter()
        os.write(self._screen, key.encode())
        self._until(text)
        took = perf_counter() - began
        self.watch(QUIET_S)
        return took

    def settle(self) -> None:
        """Wait until the program draws nothing any more."""
        while self._read(QUIET_S, must=False):
            pass

    def watch(self, seconds: float) -> None:
        """Let the program run on, taking away what it draws."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            self._read(left, must=False)

    @property
    def memory_mb(self) -> float:
        """What the program holds in memory now."""
        status = Path(f"/proc/{self._program.pid}/status").read_text(encoding="ascii").splitlines()
        held = next(line for line in status if line.startswith("VmRSS"))
        return int(held.split()[1]) / 1000

    @property
    def processor_s(self) -> float:
        """The processor time it has used so far, in seconds."""
        stat = Path(f"/proc/{self._program.pid}/stat").read_text(encoding="ascii")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _until(self, text: str) -> None:
        seen = b""
        while text.encode() not in seen:
            seen = seen[-4_000:] + self._read(PATIENCE_S)

    def _read(self, patience: float, *, must: bool = True) -> bytes:
        ready, _, _ = select.select([self._screen], [], [], patience)
        try:
            drawn = os.read(self._screen, 65_536) if ready else b""
        except OSError:  # the program has left
            drawn = b""
        if not drawn and must:
            raise Failed(f"{' '.join(self._line)[:120]!r} drew nothing")
        return drawn
