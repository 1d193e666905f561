"""What one run of the app works with: the desk as it is now, and what the screens share."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from remoteos.domain.errors import RemoteosError
from remoteos.domain.record import Visibility
from remoteos.domain.veil import Veil, known_names
from remoteos.services.captures import waiting_asks
from remoteos.services.desk import Desk
from remoteos.services.settings import load
from remoteos.services.status import Status, status

R = TypeVar("R")


class Stamp(NamedTuple):
    """What tells one state of everything shown from any other; compare it, nothing else."""

    data: object
    settings: object
    hidden: bool
    day: object


class Session:
    """The desk of one run of the app, kept up to date, and the veil over what is private."""

    def __init__(self, desk: Desk, config: Path) -> None:
        self.desk = desk
        """The store, the clock and the settings as they are now."""
        self.config = config
        """Where the settings file is."""
        self.hidden = desk.settings.app.hide_private
        """Whether everything private is hidden."""
        self.trouble = ""
        """Why the data cannot be read or written now, in one line; empty while all is well."""
        self.drafts: dict[str, Mapping[str, str]] = {}
        """What was typed into a form that was left without saving, by the form's name."""
        self._settings_seen = self._settings_stamp()
        self._standing: tuple[Stamp, datetime, Status] | None = None

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.desk.now

    @property
    def veil(self) -> Veil:
        """What every text passes on its way to the screen."""
        if not self.hidden:
            return Veil()
        people = [self.desk.settings.you.manager, *(ask.asked_of for ask in waiting_asks(self.desk))]
        return Veil(lowered=True, names=known_names(people))

    def veiled(self, text: str, visibility: Visibility = "private") -> str:
        """A record's text as it may be shown now."""
        return self.veil.text(text, visibility) if self.hidden else text

    @property
    def standing(self) -> Status:
        """How things stand: the day, the open block and what waits; worked out once a second at most."""
        stamp, now = self.stamp(), self.now
        if self._standing is None or self._standing[:2] != (stamp, now):
            self._standing = (stamp, now, status(self.desk))
        return self._standing[2]

    def stamp(self) -> Stamp:
        """The state of everything as last read; two equal ones show the same."""
        store = self.desk.store
        if store.changed():
            store.view()
        return Stamp(store.version, self._settings_seen, self.hidden, self.desk.workday_of(self.desk.now))

    def look(self) -> bool:
        """Look whether another process changed the data or the settings; True when something is new.

        Never raises: what is wrong becomes `trouble`.
        """
        before = self.trouble
        changed = self._look_at_settings()
        try:
            changed = self.desk.store.changed() or changed
            self.desk.store.view()
            self.trouble = self.desk.store.read_only or ""
        except RemoteosError as error:
            self.trouble = str(error)
        except OSError as error:
            self.trouble = f"The data cannot be read now: {error.strerror or error}."
        return changed or self.trouble != before

    def change(self, do: Callable[[Desk], R]) -> R:
        """Do something that changes the data; what goes wrong is raised as a RemoteosError or OSError."""
        return do(self.desk)

    def reload_settings(self) -> tuple[str, ...]:
        """Read the settings file again; return what is wrong with it, a line each."""
        loaded = load(self.config)
        self.desk = self.desk._replace(settings=loaded.settings)
        self._settings_seen = self._settings_stamp()
        return loaded.problems

    def _look_at_settings(self) -> bool:
        if self._settings_stamp() == self._settings_seen:
            return False
        self.reload_settings()
        return True

    def _settings_stamp(self) -> object:
        try:
            found = self.config.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
