"""The histories that are measured: ten years and one of the demo's, and the ten in a stock TinyDB file."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.record import Record
from remoteos.domain.tables import RECORD_TYPES
from remoteos.services.clock import Clock
from remoteos.services.demo import telling
from remoteos.store import seeding
from remoteos.store.layout import INTERNAL
from remoteos.store.store import Store

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
"""A Monday morning: the demo has a day under way, with a block that runs."""

ZONE = "Europe/Berlin"
TEN, ONE = 10, 1
SEED = 1

ENTRY = "import sys; from remoteos.cli.main import main; sys.exit(main())"
"""What the installed script does."""


@dataclass(frozen=True)
class History:
    """A data folder with some years in it."""

    root: Path
    home: Path
    years: int
    counts: dict[str, int]

    @property
    def name(self) -> str:
        """How many years it holds."""
        return f"{self.years} year{'s' if self.years > 1 else ''}"

    @property
    def env(self) -> dict[str, str]:
        """The whole environment of a measured process: nothing of this machine's user is in it."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TZ": ZONE,
            "NO_COLOR": "1",
            "PYTHONPATH": str(ROOT),
            "REMOTEOS_DATA": str(self.root),
            "REMOTEOS_CONFIG": str(self.home / "config.toml"),
            "REMOTEOS_NOW": NOW.isoformat(),
        }

    @property
    def folder(self) -> Path:
        """The user's folder."""
        return self.root / "users" / "me"

    @property
    def file(self) -> Path:
        """The live data file."""
        return self.folder / "remoteos.json"

    @property
    def records(self) -> int:
        """How many records there are, the archive's included."""
        return sum(self.counts.values())

    def open(self) -> Store:
        """The store, opened afresh."""
        return Store.open(self.folder, now=NOW)


class _Since(seeding.History):
    """The commits of the last years alone."""

    def __init__(self, first: datetime) -> None:
        super().__init__()
        self._first = first

    def commit(self, label: str, records: Sequence[Record], at: datetime) -> None:
        """Add a commit unless it is too old."""
        if at >= self._first:
            super().commit(label, records, at)


def make(where: Path, years: int) -> History:
    """Write the last so many of the ten years into a new folder.

    Fewer years are an end of the same ten, so that nothing but their length tells two histories apart.
    """
    home = where / "home"
    home.mkdir(parents=True, exist_ok=True)
    root = where / f"{years}-years"
    first = NOW - timedelta(days=round(years * 365.25) + 1)
    clock = Clock(ZONE, frozen=NOW)
    told = telling.tell(clock, years=TEN, number=SEED, role="engineer", into=_Since(first))
    return History(root, home, years, seeding.seed(root / "users" / "me", told, now=NOW))


def python(code: str, *args: str) -> Sequence[str]:
    """The command line of an interpreter like this one."""
    return (sys.executable, "-c", code, *args)


def remoteos(*args: str) -> Sequence[str]:
    """The command line of remoteos."""
    return python(ENTRY, *args)


def stock_tinydb(history: History, path: Path) -> None:
    """Write all records of a history, the archived ones too, into one file as stock TinyDB does."""
    store = history.open()
    tables: dict[str, dict[str, object]] = {}
    everywhere = [store.view().tables, *(store.archive.view(year).tables for year in store.archive.years())]
    for found in everywhere:
        for name, table in found.items():
            if name not in INTERNAL:
                ours = tables.setdefault(name, {})
                for doc in table.values():
                    ours[str(len(ours) + 1)] = doc
    path.write_text(json.dumps(tables), encoding="utf-8")


def blocks(history: History) -> list[tuple[datetime, datetime, str]]:
    """Every block that ended, as time trackers know it: start, end, text; in the order of time."""
    found = [
        (block.started_at, block.ended_at, block.intention)
        for block in history.open().everything(Block)
        if block.started_at and block.ended_at and block.started_at < block.ended_at and not block.aside_of
    ]
    return sorted(found)


def notes(history: History) -> list[tuple[datetime, str]]:
    """Every capture, as journals know it: when and what; in the order of time."""
    return sorted((capture.created_at, capture.text) for capture in history.open().everything(Capture))


def read_everything(history: History) -> int:
    """Open the store and decode all live tables; how many records there are."""
    store = history.open()
    return sum(len(store.all(kind)) for kind in RECORD_TYPES)
