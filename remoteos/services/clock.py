"""The clock that is passed into every service: the time, the zone and new identities.

Instants carry a fixed offset, never a ``ZoneInfo``: subtracting two datetimes of one ``ZoneInfo`` compares
wall clocks and is wrong by an hour across a change of daylight-saving time.
"""

import os
import time as system_time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from remoteos.domain.errors import RemoteosError
from remoteos.domain.ids import milliseconds, uuid7
from remoteos.domain.text import quoted
from remoteos.domain.time import instant as whole_instant

_YEARS = range(1971, 3000)
"""The years `REMOTEOS_NOW` may name: ids start in 1970, and rules add and take away days."""

_COUNTER_SEED = (1 << 11) - 1
_COUNTER_MOST = (1 << 12) - 1


class BadEnvironment(RemoteosError):
    """An environment variable cannot be used as it is; a usage error."""


class Clock:
    """The time as one process sees it, in the zone in which days and times of day are meant."""

    def __init__(self, zone: str, *, frozen: datetime | None = None) -> None:
        """Make a clock for a zone, standing still at ``frozen`` (aware) if that is given.

        Raises BadEnvironment for a zone that is not known here.
        """
        self.zone = zone
        """The zone's IANA name."""
        self.tz = _zone_info(zone)
        """The zone, to compute with."""
        self._frozen = frozen
        self._last_ms = -1
        self._counter = 0

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Clock":
        """Make the clock that ``TZ`` and ``REMOTEOS_NOW`` ask for, else the system's.

        Raises BadEnvironment when one of the two is set to something that cannot be used.
        """
        frozen = _instant(environ["REMOTEOS_NOW"]) if environ.get("REMOTEOS_NOW") else None
        return cls(_zone_name(environ), frozen=frozen)

    def now(self) -> datetime:
        """Return this instant in whole seconds, with the zone's offset of this instant."""
        return self.local(self._instant())

    def local(self, instant: datetime) -> datetime:
        """Return an aware instant in whole seconds, with the offset that this clock's zone has at it."""
        return whole_instant(instant.astimezone(self.tz))

    def new_id(self) -> str:
        """Return a new UUIDv7, greater than every one this clock has made before.

        Twelve of the random bits count on within one millisecond, so that order holds while the time
        stands still or is set back.
        """
        at = self._instant()
        random = int.from_bytes(os.urandom(10))
        at_ms = milliseconds(at)
        if at_ms > self._last_ms:
            self._last_ms, self._counter = at_ms, (random >> 62) & _COUNTER_SEED
        elif self._counter < _COUNTER_MOST:
            self._counter += 1
        else:
            self._last_ms, self._counter = self._last_ms + 1, 0
        at = datetime.fromtimestamp(self._last_ms // 1000, UTC).replace(
            microsecond=self._last_ms % 1000 * 1000
        )
        return uuid7(at, self._counter << 62 | random & ((1 << 62) - 1))

    def _instant(self) -> datetime:
        return self._frozen if self._frozen is not None else datetime.now(UTC)


def system_zone(etc: Path = Path("/etc")) -> str:
    """The IANA name of the machine's zone, as ``localtime`` and ``timezone`` in the folder tell it.

    When nothing tells, the zone without summer time that has the present offset, or ``UTC``.
    """
    for name in _told_by(etc):
        if name and _known(name):
            return name
    # Where neither file exists (Windows) the present offset is still right for today.
    hours, rest = divmod(system_time.localtime().tm_gmtoff, 3600)
    return f"Etc/GMT{-hours:+d}" if hours and not rest else "UTC"


def _told_by(etc: Path) -> list[str]:
    names = []
    link = etc / "localtime"
    if link.is_symlink():
        names.append(_after_zoneinfo(str(link.readlink())))
        names.append(_after_zoneinfo(os.path.realpath(link)))
    with suppress(OSError, ValueError):  # absent on many systems
        names.append((etc / "timezone").read_text("ascii").strip())
    return names


def _after_zoneinfo(path: str) -> str:
    name = path.rpartition("zoneinfo/")[2] if "zoneinfo/" in path else ""
    return name.removeprefix("posix/").removeprefix("right/")


def _zone_name(environ: Mapping[str, str]) -> str:
    name = environ.get("TZ")
    if name is None:
        return system_zone()
    name = name.removeprefix(":")
    if name == "/etc/localtime":
        return system_zone()
    if name.startswith("/"):
        return _after_zoneinfo(name) or name
    return name or "UTC"


def _zone_info(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # absent, malformed, or the name of a folder such as Europe
        raise BadEnvironment(
            f"TZ={quoted(name)} is not a time zone known here; a name such as Europe/Berlin is."
        ) from None


def _known(name: str) -> bool:
    try:
        _zone_info(name)
    except BadEnvironment:
        return False
    return True


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise BadEnvironment(
            f"REMOTEOS_NOW={quoted(text)} is not an instant; it needs a date, a time and an offset, "
            "such as 2026-11-23T09:00:00+01:00."
        )
    if at.year not in _YEARS:
        raise BadEnvironment(f"REMOTEOS_NOW={quoted(text)} is out of range: 1971 to 2999.")
    return at
