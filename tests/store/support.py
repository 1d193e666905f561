"""Small kinds of record, a clock that only tests move, and ways to look at a data folder."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from remoteos.domain.record import Record
from remoteos.store.layout import INTERNAL
from remoteos.store.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """Something inside a task."""

    at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Task(Record):
    """A record with a group, nested instants and an end."""

    TABLE: ClassVar[str] = "tasks"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"state": ("state", "closed_at")}

    title: str
    size: int = 0
    state: str = "open"
    closed_at: datetime | None = None
    due: date | None = None
    events: tuple[Event, ...] = ()

    @property
    def settled_at(self) -> datetime | None:
        return self.closed_at

    @property
    def name(self) -> str:
        return self.title


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """A record that never settles."""

    TABLE: ClassVar[str] = "notes"

    text: str
    weight: float = 0.0


KINDS = (Task, Note)


def identity(number: int) -> str:
    """Return an id that is the same in every run, and unlike its neighbours at both ends."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))


def task(number: int, title: str = "", *, at: datetime = NOW, **fields: Any) -> Task:
    return Task(id=identity(number), created_at=at, updated_at=at, title=title or f"Task {number}", **fields)


def note(number: int, text: str = "", *, at: datetime = NOW, **fields: Any) -> Note:
    return Note(id=identity(number), created_at=at, updated_at=at, text=text or f"Note {number}", **fields)


def done(number: int, when: datetime, **fields: Any) -> Task:
    """Return a task that was made and closed at the same time."""
    return task(number, at=when, state="done", closed_at=when, **fields)


def open_store(folder: Path, *, now: datetime = NOW, **more: Any) -> Store:
    return Store.open(folder, now=now, **{"kinds": KINDS, **more})


def tables(folder: Path) -> dict[str, Any]:
    """Read the file as it stands."""
    found: dict[str, Any] = msgspec.json.decode((folder / "remoteos.json").read_bytes())
    return found


def spoil(folder: Path, **changes: Any) -> None:
    """Change tables behind the store's back, as an editor or a plain TinyDB would; None removes one."""
    content = {**tables(folder), **changes}
    raw = msgspec.json.encode({name: table for name, table in content.items() if table is not None})
    (folder / "remoteos.json").write_bytes(raw)


def records(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every record table, as they stand in the file."""
    return {
        name: msgspec.json.encode(table)
        for name, table in tables(folder).items()
        if name not in INTERNAL and table != {}
    }


def holds(folder: Path, raw: bytes) -> bool:
    """Whether some file under the folder still has exactly these bytes."""
    return any(path.read_bytes() == raw for path in folder.rglob("*") if path.is_file())


def temporary_files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if ".tmp-" in path.name or ".unfinished" in path.name]
