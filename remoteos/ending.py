"""How the app ends: the terminal as it was, and never a page of traceback."""

import asyncio
import signal
from contextlib import suppress
from functools import partial
from typing import ClassVar

from rich.console import RenderableType
from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed


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
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError):  # not every system lets the loop do that
                    loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

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
