"""What a backup says about itself; reading it is cheap enough for every opening."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from remoteos.store.layout import BACKUPS

NAME = "manifest.json"


class Copy(msgspec.Struct):
    """One file of a backup."""

    size: int
    sha256: str
    records: dict[str, int]
    """Records by table."""

    source: tuple[int, int]
    """Size and time of change (ns) of the file it was copied from."""


class Manifest(msgspec.Struct):
    """A backup's own account: written last, so that a backup without one does not count."""

    created_at: datetime
    reason: str
    revision: int
    schema: int
    files: dict[str, Copy]
    skipped: list[str] = []
    """Archive files that could not be read, and are not in the backup."""


class Backup(msgspec.Struct, frozen=True):
    """A finished backup."""

    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The folder's name, by which the user chooses it."""
        return self.path.name

    @property
    def created_at(self) -> datetime:
        """When it was made."""
        return self.manifest.created_at

    @property
    def reason(self) -> str:
        """What it was made for: daily, manual, migration, import, merge, restore, archive, repair."""
        return self.manifest.reason

    @property
    def revision(self) -> int:
        """The revision of the file it holds."""
        return self.manifest.revision

    @property
    def records(self) -> int:
        """How many records it holds, the archive's included."""
        return sum(sum(copy.records.values()) for copy in self.manifest.files.values())

    @property
    def live_records(self) -> int:
        """How many records its data file holds."""
        return sum(self.manifest.files["remoteos.json"].records.values())


def backups_in(folder: Path) -> Iterator[Backup]:
    """Give the finished backups of a data folder, newest first, reading one manifest at a time."""
    place = folder / BACKUPS
    try:
        names = sorted((path.name for path in place.iterdir()), reverse=True)
    except OSError:
        return
    for name in names:
        if not name.startswith(".") and (found := read(place / name)) is not None:
            yield found


def read(path: Path) -> Backup | None:
    """Read one backup's manifest; None when it has none that makes sense."""
    try:
        manifest = msgspec.json.decode((path / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    if "remoteos.json" not in manifest.files or manifest.created_at.tzinfo is None:
        return None
    return Backup(path, manifest)


def latest(folder: Path) -> Backup | None:
    """Return the newest finished backup, or None."""
    return next(backups_in(folder), None)
