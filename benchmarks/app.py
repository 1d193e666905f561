"""The rows of the app: how fast it opens and answers, what memory it takes, what it costs to leave open."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import playbook_rows
from benchmarks.blank import READY
from benchmarks.history import NOW, ROOT, ZONE, History, remoteos
from benchmarks.rows import Row
from benchmarks.runner import Case
from benchmarks.terminal import Terminal
from remoteos.domain.captures import Capture
from remoteos.domain.settings import Settings
from remoteos.services import focus
from remoteos.services.clock import Clock
from remoteos.services.desk import Desk
from remoteos.services.opening import open_store

USABLE = "help"
"""The last thing drawn: the footer, at the bottom of the first screen."""

BLANK: Sequence[str] = (sys.executable, "-m", "benchmarks.blank")
OPEN_LIMIT, KEY_LIMIT, LONG_LIST_LIMIT, MEMORY_LIMIT = 1.5, 1.5, 2.0, 2.0
IDLE_S = 60.0
IDLE_LIMIT = 2.0
"""Percent of one core."""

MANY_LOOPS = 10_000

BACKSPACE = "\x7f"
SEARCH = ("5", "/", *"no answer")
"""The keys to the search of plays, and what is looked for."""

SEARCHED = (("x", "Nothing fits."), (BACKSPACE, "No answer to an ask"))
"""What is typed then, and what the list has after it."""


def rows(where: Path, ten: History, one: History) -> Iterator[Row]:
    """The rows of the app; nothing where there is no terminal to be had."""
    if sys.platform != "linux":
        return
    blank = _opening("blank app", BLANK, ten.env, READY)
    for data in (ten, one):
        yield Row(
            f"open the app, {data.name}", _opening(data.name, remoteos(), data.env, USABLE), blank, OPEN_LIMIT
        )
    with ExitStack() as open_apps:
        echo, today, running, inbox, few, library = (
            open_apps.enter_context(Terminal(line, _in_root(env)))
            for line, env in (
                (BLANK, ten.env),
                (remoteos(), ten.env),
                (remoteos(), ten.env),
                (remoteos(), _with_loops(where)),
                (remoteos(), ten.env),
                (remoteos(), _with_playbooks(where)),
            )
        )
        plain = _key("blank app's echo", echo, READY, "jk")
        yield Row("key on Today", _key(ten.name, today, USABLE, "jk"), plain, KEY_LIMIT)
        yield Row("key while a block runs", _key(ten.name, running, USABLE, "hh", "2"), plain, KEY_LIMIT)
        many = f"{MANY_LOOPS:,} loops"
        yield Row("key in the inbox", _key(many, inbox, USABLE, "jk", "l"), plain, LONG_LIST_LIMIT)
        many = f"{playbook_rows.MANY:,} playbooks"
        yield Row("key in the search of plays", _typed(many, library), _typed("the shipped", few), KEY_LIMIT)
    held, blank_held = (
        _memory(name, line, ten.env, usable)
        for name, line, usable in ((ten.name, remoteos(), USABLE), ("blank app", BLANK, READY))
    )
    yield Row("memory of the app", held, blank_held, MEMORY_LIMIT, "MB")
    yield Row("idle, a block running", _idle(where), Case("one core", lambda _: 100.0), IDLE_LIMIT / 100, "%")


def _opening(name: str, line: Sequence[str], env: dict[str, str], usable: str) -> Case:
    def once(_: int) -> float:
        with Terminal(line, _in_root(env)) as terminal:
            return terminal.drawn(usable)

    return Case(name, once)


def _typed(name: str, terminal: Terminal) -> Case:
    """Type a letter that nothing fits and take it back, until the list shows what came of it.

    The cursor of the field blinks, so the terminal is never quiet, and what is drawn first may be that.
    """
    terminal.drawn(USABLE)
    terminal.settle()
    for key in SEARCH:
        terminal.press(key)

    def once(number: int) -> float:
        return terminal.shown(*SEARCHED[number % 2])

    return Case(name, once)


def _key(name: str, terminal: Terminal, usable: str, keys: Sequence[str], first: Sequence[str] = ()) -> Case:
    """Press one of two keys in turns, each of which changes the screen, after those that lead there."""
    terminal.drawn(usable)
    terminal.settle()
    for key in first:
        terminal.answered(key)

    def once(number: int) -> float:
        return terminal.answered(keys[number % 2])

    return Case(name, once)


def _memory(name: str, line: Sequence[str], env: dict[str, str], usable: str) -> Case:
    def once(_: int) -> float:
        with Terminal(line, _in_root(env)) as terminal:
            terminal.drawn(usable)
            terminal.settle()
            return terminal.memory_mb

    return Case(name, once)


def _idle(where: Path) -> Case:
    """What the app costs while a block runs and nobody touches it, in percent of a core."""
    env = _fresh(where, "idle")
    clock = Clock(ZONE)
    with_block = _desk(env, clock)
    focus.start(with_block, "a measured block", focus.Shape(3 * 3600))

    def once(number: int) -> float:
        if number == 0:
            return 0.0  # a minute is long enough without one to warm up
        with Terminal(remoteos(), env) as terminal:
            terminal.drawn(USABLE)
            terminal.answered("2")
            before = terminal.processor_s
            terminal.watch(IDLE_S)
            return 100 * (terminal.processor_s - before) / IDLE_S

    return Case("app", once)


def _with_loops(where: Path) -> dict[str, str]:
    """A user who never decided anything."""
    env = {**_fresh(where, "loops"), "REMOTEOS_NOW": NOW.isoformat()}
    clock = Clock(ZONE, frozen=NOW)
    desk = _desk(env, clock)
    loops = [
        Capture(**desk.birth(), day=desk.today, kind="loop", text=f"loop {number} of a pile that grew")
        for number in range(MANY_LOOPS)
    ]
    desk.store.commit("a pile", loops, at=desk.now)
    return env


def _with_playbooks(where: Path) -> dict[str, str]:
    """A user who keeps a thousand playbooks."""
    env = {**_fresh(where, "playbooks"), "REMOTEOS_NOW": NOW.isoformat()}
    playbook_rows.fill(_desk(env, Clock(ZONE, frozen=NOW)))
    return env


def _fresh(where: Path, name: str) -> dict[str, str]:
    """The environment of a user without data or settings of their own, at the machine's time."""
    root = where / name
    root.mkdir()
    config = root / "config.toml"
    config.write_text("")
    return _in_root(
        {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(root),
            "LANG": "C.UTF-8",
            "TZ": ZONE,
            "REMOTEOS_DATA": str(root / "data"),
            "REMOTEOS_CONFIG": str(config),
        }
    )


def _in_root(env: dict[str, str]) -> dict[str, str]:
    """An environment in which this checkout's packages are found."""
    return {**env, "PYTHONPATH": str(ROOT)}


def _desk(env: dict[str, str], clock: Clock) -> Desk:
    return Desk(store=open_store(env, "me", clock.now()), clock=clock, settings=Settings())
