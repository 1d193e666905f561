"""How a reminder leaves the app: as a toast, as a signal to the terminal, and to the desktop."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from remoteos.domain.errors import RemoteosError
from remoteos.domain.focus import Block
from remoteos.domain.reminders import Reminder, due, said
from remoteos.domain.text import printable
from remoteos.services.reminders import moments

if TYPE_CHECKING:
    from textual.app import App

    from remoteos.screens.session import Session, Stamp

TOAST_S = 15.0
"""How long a reminder stays on the screen: longer than a toast about what one has just done."""

MOST = 200
"""The most characters of a notification outside the app."""

BELL = "\a"

_BY_OSC_9 = ("iTerm.app", "WezTerm", "ghostty", "WarpTerminal")
_MARKS_OF_OSC_9 = ("KITTY_WINDOW_ID", "WEZTERM_PANE", "GHOSTTY_RESOURCES_DIR", "ITERM_SESSION_ID")
"""What terminals that understand OSC 9 leave in the environment, also of a program inside tmux."""


def signal(text: str, environ: Mapping[str, str]) -> str:
    """The sequence by which the terminal is asked to notify; the bell where nothing better is known.

    OSC 9 means other things to other terminals, so each gets only what it is known to understand.
    Inside tmux the sequence is passed through to the terminal around it, which must be allowed there
    (``allow-passthrough``); the bell goes along for where it is not.
    """
    body = _in_short(text).replace(";", ",")
    term = environ.get("TERM", "")
    osc = f"\x1b]9;remoteos: {body}{BELL}"  # text in front: a number there would be a command to some
    if term.startswith(("rxvt", "foot")) or "VTE_VERSION" in environ:
        osc = f"\x1b]777;notify;remoteos;{body}{BELL}"
    if environ.get("TMUX"):
        return f"\x1bPtmux;{osc.replace(chr(27), chr(27) * 2)}\x1b\\{BELL}"
    if environ.get("STY"):
        return BELL
    if term.startswith(("rxvt", "foot")):
        return osc
    if "VTE_VERSION" in environ:
        return osc + BELL  # not every build of it understands the sequence
    named = environ.get("TERM_PROGRAM") in _BY_OSC_9 or term.startswith(("xterm-kitty", "xterm-ghostty"))
    return osc if named or any(mark in environ for mark in _MARKS_OF_OSC_9) else BELL


def _in_short(text: str) -> str:
    """A text on one line, cut to what a notification has room for."""
    line = " ".join(printable(text).split())
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"


class Desktop:
    """The desktop's own notifications by ``notify-send``; nothing waits for it or fails with it."""

    MOST_AT_ONCE = 3
    """One that hangs is left alone; more than so many are not started beside it."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[bytes]] = []

    def show(self, text: str) -> None:
        """Ask the desktop to show a text."""
        self._started = [one for one in self._started if one.poll() is None]
        program = shutil.which("notify-send")
        if program is None or len(self._started) >= self.MOST_AT_ONCE:
            return
        body = escape(_in_short(text), quote=False)  # desktops read markup in it
        try:
            started = subprocess.Popen(  # noqa: S603  a list of arguments, no shell
                [program, "--app-name=remoteos", "--", "remoteos", body],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return
        self._started.append(started)


class Reminding:
    """Looks at the clock for the app, and tells each reminder once."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self.app = app
        self.session = session
        self.desktop = Desktop()
        self._looked_at = session.now
        self._stamp: Stamp | None = None
        self._moments: tuple[Reminder, ...] = ()
        self._told: set[tuple[str, str, datetime]] = set()

    def look(self) -> None:
        """Tell what became due since the last look; what cannot be read now is told at a later one."""
        now, since = self.session.now, self._looked_at
        if now == since:
            return
        try:
            stamp = self.session.stamp()
            if stamp != self._stamp:
                self._moments, self._stamp = moments(self.session.desk), stamp
        except (RemoteosError, OSError):
            return  # the page says so
        self._looked_at = now
        for reminder in due(self._moments, since, now):
            if reminder.key not in self._told:
                self._told.add(reminder.key)
                self.tell(said(reminder, now, self._name(reminder)))

    def tell(self, text: str) -> None:
        """Say it on the screen and, unless turned off, through the terminal and the desktop."""
        self.app.notify(text, timeout=TOAST_S, markup=False)
        driver = self.app._driver  # Textual has no public way to write a sequence
        if driver is None or self.app.is_headless:
            return
        settings = self.session.desk.settings.app
        if settings.notify_terminal:
            driver.write(signal(text, os.environ))
        if settings.notify_desktop:
            self.desktop.show(text)

    def _name(self, reminder: Reminder) -> str:
        """What the block is called; nothing while it is hidden."""
        block = self.session.desk.store.get(Block, reminder.about)
        if block is None or (self.session.hidden and block.visibility == "private"):
            return ""
        return self.session.veil.without_names(block.intention)
