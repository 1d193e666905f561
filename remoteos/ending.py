"""How the app ends: the terminal as it was, and never a page of traceback."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, ClassVar, TextIO, TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

R = TypeVar("R")

_GONE_S = 2.0
"""How often to look whether the terminal is still there."""


class _Output:
    """A stream to a terminal; what is written once the terminal is gone is dropped, and the app hangs up."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._gone = False

    def write(self, text: str) -> int:
        return self._try(lambda: self._stream.write(text)) or len(text)

    def flush(self) -> None:
        self._try(self._stream.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _try(self, do: Callable[[], R]) -> R | None:
        try:
            return None if self._gone else do()
        except OSError:
            self._gone = True
            if hasattr(signal, "SIGHUP"):
                os.kill(os.getpid(), signal.SIGHUP)  # as a terminal that goes does for its own session
            return None


@contextmanager
def vanishing_output() -> Iterator[None]:
    """Let the app draw on a terminal that may go away; the thread that draws would die and block the rest."""
    real = sys.__stderr__
    if real is None:
        yield
        return
    sys.__stderr__ = _Output(real)  # type: ignore[misc, assignment]  # the stream that Textual draws on
    try:
        yield
    finally:
        sys.__stderr__ = real  # type: ignore[misc]


class QuietApp(App[None], inherit_bindings=False):
    """An app that keeps what went wrong for whoever opened it, in the place of Textual's traceback."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "help_quit", show=False, system=True)]

    def __init__(self) -> None:
        super().__init__()
        self.failure: BaseException | None = None
        """What ended the app, when it was not the user."""

    def on_load(self) -> None:
        """End in order when the system asks for it: what is typed is lost, the terminal is not."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError):  # not every system lets the loop do that
                    loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

    def on_mount(self) -> None:
        """Watch whether the terminal is still there: where it is not, reading finds nothing for ever."""
        if not self.is_headless and sys.__stdin__ is not None and hasattr(signal, "SIGHUP"):
            self.set_interval(_GONE_S, partial(self._look_for_terminal, sys.__stdin__.fileno()))

    def _look_for_terminal(self, handle: int) -> None:
        if not os.isatty(handle):
            self.exit(return_code=128 + signal.SIGHUP)

    # Textual's own hooks; tests/ui/test_trouble.py notices when they change their names

    def _handle_exception(self, error: Exception) -> None:
        if self.failure is None:
            self.failure = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self.panic()

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002  Textual's
        """End the app at once; nothing of the traceback is kept for the terminal."""
        if self.failure is None:
            self.failure = RuntimeError("the terminal cannot be read")
        super().panic()
