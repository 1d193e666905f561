"""The rows of the speed table: what is measured, against what, and how far apart the two may be."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks import history as histories
from benchmarks.history import NOW, ZONE, History, python, remoteos
from benchmarks.peers import FREE, Peers, slot
from benchmarks.runner import Case, Commands, Sample, always, in_turns, process
from remoteos.domain.captures import Capture
from remoteos.domain.settings import Settings
from remoteos.services import managers, updates, updates_board
from remoteos.services.clock import Clock
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from remoteos.store.places import sync_folder

BARE = python("pass")
NOTE = "ask about the figure on page three"

QUARTER = "2026-08-24"
"""The first day of the quarter before `NOW`."""

YEARS_LIMIT = 1.2
"""How much slower ten years may be than one."""

COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "status": (("status",),),
    "capture": (("capture", NOTE),),
    "day show": (("day", "show"),),
    "focus list": (("focus", "list"),),
    "loops": (("loops",),),
    "outcome list": (("outcome", "list"),),
    "focus start + stop": (("focus", "start", "a measured block"), ("focus", "stop")),
}
"""The commands that ten years must not slow down; each may be several processes."""

_PEAK = (
    "import sys; from remoteos.cli.main import run; run(['status']);"
    "peak = [x for x in open('/proc/self/status') if x.startswith('VmHWM')][0].split()[1];"
    "sys.stderr.write('\\n' + peak)"
)
"""The kernel's own account of this address space; what a parent used before does not count into it."""


@dataclass(frozen=True)
class Row:
    """One line of the table: two cases, and the ratio wanted of their medians; None for context alone."""

    name: str
    ours: Case
    other: Case
    limit: float | None = None
    unit: str = "ms"


@dataclass(frozen=True)
class Measured:
    """A row with what was found."""

    row: Row
    ours: Sample
    other: Sample

    @property
    def ratio(self) -> float:
        """Ours to the other."""
        return self.ours.median / self.other.median

    @property
    def met(self) -> bool | None:
        """Whether the ratio is what it is wanted to be; None where nothing is wanted."""
        return None if self.row.limit is None else self.ratio <= self.row.limit


def measure(row: Row, runs: int) -> Measured:
    """Measure a row; raises Failed when a command of it does not succeed."""
    ours, other = in_turns((row.ours, row.other), runs)
    return Measured(row, ours, other)


def rows(where: Path, ten: History, one: History, peers: Peers | None) -> Iterator[Row]:
    """The rows that exist so far, in the order of the table; their data is made ready here."""
    for data in (ten, one):
        _settle(data)
    bare = process("bare interpreter", always(BARE), ten.env)
    status = process("status", _lines("status"), ten.env)
    capture = process("capture", _lines("capture"), ten.env, ten.file)
    yield Row("status", status, bare)
    if peers is not None and "watson" in peers.programs:
        yield Row("status", status, _peer(peers, "watson", _watson_status, "watson status"), 0.6)
    yield Row("capture", capture, bare)
    yield Row("capture", capture, _stock(ten, where))
    if peers is not None:
        yield from _capture_rows(capture, peers)
    yield Row("capture", capture, Case("write + fsync + replace", _replaced(ten, where)))
    for name in COMMANDS:
        ours, other = (process(data.name, _lines(name), data.env) for data in (ten, one))
        yield Row(f"{name}, {ten.name}", ours, other, YEARS_LIMIT)
    yield Row("open + all tables, in process", _reading(ten), _reading(one), YEARS_LIMIT)
    yield Row("one commit, in process", _committing(ten), _committing(one), YEARS_LIMIT)
    limit = Case("50 ms", lambda _: 0.05)
    yield Row("update draft, in process", _drafting(ten), limit, 1.0)
    yield Row("updates page, in process", _page(ten), limit, 1.0)
    draft = process("update draft", always(remoteos("update", "draft", "--since", QUARTER)), ten.env)
    if peers is not None and "watson" in peers.programs:
        yield Row("update draft", draft, _peer(peers, "watson", _watson_report, "watson report"), 1.0)
    if sys.platform == "linux":
        yield Row("peak memory of status", _peak(ten), _peak(one), YEARS_LIMIT, "MB")


def _lines(name: str) -> Commands:
    return always(*(remoteos(*args) for args in COMMANDS[name]))


def _settle(data: History) -> None:
    """End the block that runs and let the day's first backup be made, as on any day at this hour."""
    process("end the running block", always(remoteos("focus", "stop")), data.env).once(0)


def _capture_rows(capture: Case, peers: Peers) -> Iterator[Row]:
    """Adding an entry, against every peer that is there."""
    month = f"timewarrior/data/{FREE:%Y-%m}.data"
    for name, line, label, writes, limit in (
        ("watson", _watson_add, "watson add", "watson/frames", 0.12),
        ("timew", _timew_track, "timew track", month, 6.0),
        ("jrnl", _jrnl_add, "jrnl add", "jrnl/journal.txt", None),
    ):
        if name in peers.programs:
            yield Row("capture", capture, _peer(peers, name, line, label, writes), limit)


Line = Callable[[Peers, int], tuple[str, ...]]


def _peer(peers: Peers, name: str, line: Line, label: str, writes: str = "") -> Case:
    def commands(number: int) -> list[Sequence[str]]:
        return [peers.line(name, *line(peers, number))]

    return process(label, commands, peers.environment, peers.where / writes if writes else None)


def _watson_status(_: Peers, __: int) -> tuple[str, ...]:
    return ("status",)


def _watson_report(_: Peers, __: int) -> tuple[str, ...]:
    return "report", "--from", QUARTER, "--to", f"{NOW:%Y-%m-%d}", "--no-pager"


def _watson_add(_: Peers, number: int) -> tuple[str, ...]:
    start, end = slot(number)
    return "add", "--from", f"{start:%Y-%m-%d %H:%M}", "--to", f"{end:%Y-%m-%d %H:%M}", "checkout", "+focus"


def _timew_track(_: Peers, number: int) -> tuple[str, ...]:
    start, end = slot(number)
    return "track", f"{start:%Y%m%dT%H%M%S}", "-", f"{end:%Y%m%dT%H%M%S}", "checkout", ":yes"


def _jrnl_add(peers: Peers, _: int) -> tuple[str, ...]:
    return "--config-file", str(peers.config), *f"{NOTE}.".split()


def _stock(data: History, where: Path) -> Case:
    """One document into a stock TinyDB file that holds all ten years."""
    path = where / "stock.json"
    histories.stock_tinydb(data, path)
    code = (
        "import sys; from tinydb import TinyDB;"
        f"TinyDB(sys.argv[1]).table('captures').insert({{'kind': 'loop', 'text': {NOTE!r}}})"
    )
    return process("stock TinyDB insert", always(python(code, str(path))), data.env, path)


def _replaced(data: History, where: Path) -> Callable[[int], float]:
    """What the disk alone takes to make a file of the same size last."""

    def once(_: int) -> float:
        raw = data.file.read_bytes()
        target, new = where / "plain.json", where / "plain.json.new"
        began = perf_counter()
        with new.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        new.replace(target)
        sync_folder(where)
        return perf_counter() - began

    return once


def _reading(data: History) -> Case:
    def once(_: int) -> float:
        began = perf_counter()
        histories.read_everything(data)
        return perf_counter() - began

    return Case(data.name, once)


def _committing(data: History) -> Case:
    clock = Clock(ZONE, frozen=NOW)
    store = data.open()

    def once(_: int) -> float:
        made = Capture(
            id=clock.new_id(), created_at=NOW, updated_at=NOW, day=NOW.date(), kind="loop", text=NOTE
        )
        began = perf_counter()
        store.commit("measure", [made], at=NOW)
        return perf_counter() - began

    return Case(data.name, once)


def _drafting(data: History) -> Case:
    """A draft from a quarter's evidence, which is not saved; the store is opened for it."""
    shelf = FormatShelf(data.root / "formats")

    def once(_: int) -> float:
        began = perf_counter()
        desk = Desk(store=data.open(), clock=Clock(ZONE, frozen=NOW), settings=Settings())
        card = managers.main(desk)
        assert card is not None, "the demo has a manager"
        updates.drawn(desk, shelf, card, since=date.fromisoformat(QUARTER))
        return perf_counter() - began

    return Case(data.name, once)


def _page(data: History) -> Case:
    """What the Updates page shows, read from a store that was just opened."""

    def once(_: int) -> float:
        began = perf_counter()
        updates_board.board(Desk(store=data.open(), clock=Clock(ZONE, frozen=NOW), settings=Settings()))
        return perf_counter() - began

    return Case(data.name, once)


def _peak(data: History) -> Case:
    def once(_: int) -> float:
        done = subprocess.run(
            python(_PEAK), env=data.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
        )
        return int(done.stderr.split()[-1]) / 1000  # the kernel says kB

    return Case(data.name, once)
