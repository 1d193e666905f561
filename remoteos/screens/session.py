"""What one run of the app works with: the desk as it is now, and what the screens share."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from remoteos.domain.actions import ACTIONS
from remoteos.domain.breaks import Break
from remoteos.domain.errors import RemoteosError
from remoteos.domain.keys import key_list, shown_key
from remoteos.domain.record import Visibility
from remoteos.domain.settings import Key, Value
from remoteos.domain.veil import Veil, known_names
from remoteos.services import breaks, mending
from remoteos.services.desk import Desk
from remoteos.services.people import known_people
from remoteos.services.settings import Written, load, set_values, take_back
from remoteos.services.status import Status, status

if TYPE_CHECKING:
    from remoteos.services.update_formats import FormatShelf

R = TypeVar("R")


class Stamp(NamedTuple):
    """What tells one state of everything shown from any other; compare it, nothing else."""

    data: object
    settings: object
    hidden: bool
    day: object


class Session:
    """The desk of one run of the app, kept up to date, and the veil over what is private."""

    def __init__(
        self,
        desk: Desk,
        config: Path,
        *,
        problems: tuple[str, ...] = (),
        sign: str = "",
        newcomer: bool = False,
    ) -> None:
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
        self.put_off: set[str] = set()
        """The blocks found left running that were asked about; it happens unasked only once."""
        self.problems = problems
        """What is wrong with the settings file, a line each."""
        self.settings_written: list[Written] = []
        """The changes of the settings that were made in this run, newest last."""
        self.sign = sign
        """What kind of run this is, shown on every page, such as a demo; empty for the usual one."""
        self.newcomer = newcomer
        """Whether this is the first run: there were neither settings nor data when it began."""
        self._settings_seen = self._settings_stamp()
        self._looked: Stamp | None = None
        self._names: tuple[object, tuple[str, ...]] = None, ()
        self._standing: tuple[Stamp, datetime, Status, Break | None] | None = None

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.desk.now

    @property
    def veil(self) -> Veil:
        """What every text passes on its way to the screen."""
        if not self.hidden:
            return Veil()
        seen = self.desk.store.version, self._settings_seen
        if self._names[0] != seen:
            self._names = seen, known_names(known_people(self.desk))
        return Veil(lowered=True, names=self._names[1])

    def veiled(self, text: str, visibility: Visibility = "private") -> str:
        """A record's text as it may be shown now."""
        return self.veil.text(text, visibility) if self.hidden else text

    def key_of(self, action: str) -> str:
        """The key of an action under the user's keymap, as people read it."""
        found = next(one for one in ACTIONS if one.id == action)
        return shown_key(key_list(found, self.desk.settings.keymap)[0])

    @property
    def shelf(self) -> "FormatShelf":
        """The update formats there are, the user's own beside the settings."""
        from remoteos.services.adopted import formats  # not on the way to the first screen
        from remoteos.services.update_formats import FormatShelf

        return FormatShelf(self.config.parent / "formats", formats(self.desk))

    @property
    def lost(self) -> bool:
        """Whether the data file is damaged or gone, so that its ways back are to be offered."""
        return self.desk.store.damaged is not None

    @property
    def standing(self) -> Status:
        """How things stand: the day, the open block and what waits; worked out once a second at most."""
        return self._stand()[2]

    @property
    def rest(self) -> Break | None:
        """The break after the last block; worked out once a second at most."""
        return self._stand()[3]

    def stamp(self) -> Stamp:
        """The state of everything as last read; two equal ones show the same."""
        store = self.desk.store
        if store.changed():
            store.view()
        return Stamp(store.version, self._settings_seen, self.hidden, self.desk.workday_of(self.desk.now))

    def look(self) -> bool:
        """Look whether the data or the settings were changed by anybody; True when something is new.

        Never raises: what is wrong becomes `trouble`.
        """
        before = self._looked, self.trouble
        if self._settings_stamp() != self._settings_seen:
            self.reload_settings()
        try:
            self._looked = self.stamp()
            self.trouble = mending.trouble(self.desk.store) or self._left_out()
        except RemoteosError as error:
            self.trouble = str(error)
        except OSError as error:
            self.trouble = f"The data cannot be read now: {error.strerror or error}."
        return (self._looked, self.trouble) != before

    def change(self, do: Callable[[Desk], R]) -> R:
        """Do something that changes the data; what goes wrong is raised as a RemoteosError or OSError."""
        return do(self.desk)

    def reload_settings(self) -> None:
        """Read the settings file again."""
        self._settings_seen = self._settings_stamp()  # before, so that no later change goes unseen
        loaded = load(self.config)
        self.problems = loaded.problems
        if loaded.settings != self.desk.settings:
            self.desk = self.desk._replace(settings=loaded.settings)

    def set_settings(self, wanted: Mapping[Key, Value], unset: Collection[Key] = ()) -> None:
        """Write settings into their file, and others back to their defaults.

        What goes wrong is raised as a RemoteosError or OSError.
        """
        written = set_values(self.config, wanted, unset)
        self.reload_settings()
        if written.before != written.after:
            self.settings_written.append(written)

    def take_back_settings(self) -> bool:
        """Take back the last change of the settings that was made here; False when there is none."""
        if not self.settings_written:
            return False
        take_back(self.config, self.settings_written[-1])
        self.settings_written.pop()
        self.reload_settings()
        return True

    def warnings(self) -> tuple[str, ...]:
        """What went wrong beside changes that were made all the same; each is given once."""
        found = tuple(self.desk.store.warnings)
        self.desk.store.warnings.clear()
        return found

    def _stand(self) -> tuple[Stamp, datetime, Status, Break | None]:
        stamp, now = self.stamp(), self.now
        if self._standing is None or self._standing[:2] != (stamp, now):
            self._standing = (stamp, now, status(self.desk), breaks.current(self.desk))
        return self._standing

    def _left_out(self) -> str:
        count = mending.left_out(self.desk.store)
        some = "1 record cannot be read and is" if count == 1 else f"{count} records cannot be read and are"
        return f"{some} left out; `remoteos data check` says where." if count else ""

    def _settings_stamp(self) -> object:
        try:
            found = self.config.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
