"""The rows on playbooks: reading a large one without trust, and a library of a thousand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from time import perf_counter

from markdown_it import MarkdownIt

from benchmarks.history import NOW, ZONE
from benchmarks.rows import Row
from benchmarks.runner import Case
from remoteos.domain import playbooks as rules
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import search
from remoteos.domain.playbooks import Playbook
from remoteos.domain.settings import Settings
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import write
from remoteos.services import playbook_files, playbook_imports, playbooks
from remoteos.services.clock import Clock
from remoteos.services.desk import Desk
from remoteos.store.store import Store

LARGE = 256 * 1024
"""The bytes of the large playbook."""

MANY = 1_000
"""How many playbooks the large library has."""

TYPED = ("n", "no", "no a", "no answer", "no answer from", "no answer from my manager")
"""What is in the search line after some of its keys."""


def rows(where: Path) -> Iterator[Row]:
    """Checking and importing a large playbook, opening a large library and searching it."""
    text = _large()
    raw = text.encode()
    plain = Case("markdown-it alone", _timed(lambda: MarkdownIt("commonmark").parse(text)))
    checking = Case("its check", _timed(lambda: playbook_files.check(raw)))
    yield Row("check a playbook of 256 KB", checking, plain)
    yield Row("import a playbook of 256 KB", Case("import", _importing(where / "import", raw)), checking)
    fill(_desk(where / "library"))
    limit = Case("50 ms", lambda _: 0.05)
    opening = _timed(lambda: playbooks.entries(_desk(where / "library")))
    yield Row("open a library of 1,000", Case("entries", opening), limit)
    entries = playbooks.entries(_desk(where / "library"))
    typed = cycle(TYPED)
    yield Row("a key in its search", Case("search", _timed(lambda: search(entries, next(typed)))), limit, 1.0)


def _timed(do: Callable[[], object]) -> Callable[[int], float]:
    def once(_: int) -> float:
        began = perf_counter()
        do()
        return perf_counter() - began

    return once


def _desk(where: Path) -> Desk:
    return Desk(store=Store.open(where, now=NOW), clock=Clock(ZONE, frozen=NOW), settings=Settings())


def _importing(where: Path, raw: bytes) -> Callable[[int], float]:
    """Plan and apply an import into a store that is made for it."""

    def once(number: int) -> float:
        desk = _desk(where / str(number))
        began = perf_counter()
        plan = playbook_imports.plan(desk, [playbook_imports.from_bytes(raw, "large.md")])
        playbook_imports.apply(desk, plan)
        return perf_counter() - began

    return once


def fill(desk: Desk) -> None:
    """Keep a thousand playbooks that differ in their ids and titles."""
    base = _shipped()
    copies = []
    for number in range(MANY):
        head, text = playbooks.written(replace(base, id=f"book-{number}", title=f"{base.title} {number}"))
        copies.append(PlaybookCopy(**desk.birth(), head=head, text=text))
    desk.store.commit("fill the library", copies, at=desk.now)


def _shipped() -> Playbook:
    text = (files("remoteos") / "content" / "playbooks" / "manage-your-manager.md").read_text("utf-8")
    found = read(text).playbook
    assert found is not None, "what ships can be read"
    return found


def _large() -> str:
    """A playbook of 256 KB: the plays of one that ships under ids of their own, and prose for the rest."""
    base = _shipped()
    plays = tuple(
        replace(play, id=f"{play.id}-{number}", title=f"{play.title}, {number}")
        for number in range(rules.MOST_PLAYS // len(base.plays))
        for play in base.plays
    )
    book = replace(base, id="large", plays=plays)
    line = "A line of prose that is read, kept as it is, and written again.\n\n"
    missing = LARGE - len(write(book).encode())
    return write(replace(book, about=(line * max(1, missing // len(line))).strip()))
