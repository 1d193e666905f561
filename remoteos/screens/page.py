"""The base of every full screen: navigation, how the day stands, the body, and the keys that matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from remoteos.domain.actions import ACTIONS, Place
from remoteos.domain.errors import RemoteosError
from remoteos.domain.keys import shown_key
from remoteos.messages import Changed, Refused
from remoteos.screens.session import Session, Stamp
from remoteos.screens.standing import block_said, day_said, trouble_said
from remoteos.services.desk import Desk
from remoteos.widgets.key_bar import KeyBar, KeyHint
from remoteos.widgets.line import Line
from remoteos.widgets.navigation import Navigation, StatusLine
from remoteos.widgets.navigation import Place as NavigationPlace
from remoteos.widgets.text import Part, plain

R = TypeVar("R")

MODES: tuple[tuple[str, str], ...] = (
    ("today", "Today"),
    ("focus", "Focus"),
    ("outcomes", "Outcomes"),
    ("updates", "Updates"),
    ("playbooks", "Playbooks"),
)
"""The pages of the navigation, by mode, in the order of their keys."""

WIDE = 110
"""From so many cells on, what is in hand is shown beside a list, where there is room for all of it."""

_RANKS = {action.id: action.rank for action in ACTIONS if action.rank}


class Page(Screen[None]):
    """A full screen that shows the data as it is, and shows it anew whenever it changes.

    A page fills `body` with widgets and hands them their values in `load`; it changes data through `act`.
    """

    place: ClassVar[Place]
    """Where its own actions belong to."""
    mode: ClassVar[str] = ""
    """Which page of the navigation it belongs to."""
    explanation: ClassVar[str] = ""
    """What this screen is for, in two or three sentences; shown by ``?``."""
    legend: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The signs that it uses, each with its meaning; shown by ``?``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._loaded: Stamp | None = None
        self._unread = ""
        self._trouble = ""

    def compose(self) -> ComposeResult:
        """The parts that every page has, around its body."""
        places = [NavigationPlace(mode, str(at), title) for at, (mode, title) in enumerate(MODES, 1)]
        yield Navigation(places, self.mode)
        yield StatusLine()
        yield Static("", id="trouble", markup=False)
        yield from self.body()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """The widgets of this page."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what this page shows and hand it to its widgets; may raise a RemoteosError."""
        raise NotImplementedError

    def tick(self) -> None:
        """Show what moves with the time; called twice a second while the page is in front."""

    # What keeps it up to date

    def on_mount(self) -> None:
        """Show the data and the keys for the first time, and the keys anew whenever they change."""
        self.reload()
        self.show_keys()
        self.call_after_refresh(self._follow_keys)

    def on_screen_resume(self) -> None:
        """Show what changed while another screen was in front."""
        self.reload(only_if_changed=True)

    def on_screen_suspend(self) -> None:
        """What was said about this screen makes room for what opens over it."""
        if self in self.app.screen_stack:
            self.app.clear_notifications()

    def reload(self, *, only_if_changed: bool = False) -> None:
        """Show the data as it is; what cannot be read is said, and what was shown stays."""
        try:
            stamp = self.session.stamp()
            if not (only_if_changed and stamp == self._loaded):
                self.load()
                self._loaded = stamp
                self._unread = ""
        except RemoteosError as error:
            self._unread = str(error)
        self.show_standing()
        self.refresh_bindings()

    def show_standing(self) -> None:
        """Show how the day stands, and trouble with the data if there is any."""
        try:
            standing = self.session.standing
            self.query_one(StatusLine).show(
                day_said(self.session, standing), *block_said(self.session, standing)
            )
        except RemoteosError as error:
            self._unread = str(error)
        self._show_trouble()
        signs: list[Part] = []
        if self.session.sign:
            signs += [(f" {self.session.sign} ", "$primary reverse"), " "]
        if self.session.hidden:
            signs += [(" private hidden ", "bold $warning reverse"), " "]
        self.query_one(Navigation).show(
            *signs, f"{self.session.now:%a} {self.session.now.day} {self.session.now:%b}"
        )
        self.tick()

    def _show_trouble(self) -> None:
        """Say what is wrong with the data, as long as it is, and what can be done about it."""
        said = self.session.veil.notice(trouble_said(self.session) or self._unread)
        if said != self._trouble:
            self._trouble = said
            bar = self.query_one("#trouble", Static)
            bar.update(plain(said))
            bar.display = bool(said)

    # What changes data

    def act(self, do: Callable[[Desk], R], said: str | Callable[[R], str] = "") -> R | None:
        """Change data through a service; a toast says what was done, or why not. None when refused."""
        try:
            done = self.session.change(do)
        except RemoteosError as error:
            self.post_message(Refused(str(error)))
            return None
        except OSError as error:
            self.post_message(Refused(f"Nothing was changed: {error.strerror or error}."))
            return None
        self.post_message(Changed(said if isinstance(said, str) else said(done)))
        return done

    # The keys

    def on_navigation_chosen(self, event: Navigation.Chosen) -> None:
        """Go to the page that was clicked."""
        self.app.switch_mode(event.mode)

    def _follow_keys(self) -> None:
        """From the first picture on: until then they are said to change with each widget (15 ms)."""
        if self.is_running:  # it may have been left before it was drawn
            self.bindings_updated_signal.subscribe(self, self.show_keys)
            self.show_keys()

    def show_keys(self, _: Screen[object] | None = None) -> None:
        """Show the keys that matter now, the most important first and the help last."""
        ranked: dict[str, tuple[int, KeyHint]] = {}
        typing = isinstance(self.focused, Line)
        for key, active in self.active_bindings.items():
            binding = active.binding
            rank = self.rank(binding.id) if binding.id else None
            if typing and len(shown_key(key)) == 1:
                continue  # it would be a letter in the field
            if rank is None or not active.enabled or self._is_longer(key, ranked.get(binding.id or "")):
                continue
            hint = KeyHint(
                shown_key(key), self.label(binding.id or "", binding.description), f"screen.{binding.action}"
            )
            if active.node is self.app:
                hint = hint._replace(action=f"app.{binding.action}")
            ranked[binding.id or ""] = rank, hint
        last = ranked.pop("help", None)
        hints = [hint for _, hint in sorted(ranked.values(), key=lambda each: each[0])]
        self.query_one(KeyBar).show([*hints, last[1]] if last else hints)

    def _is_longer(self, key: str, known: tuple[int, KeyHint] | None) -> bool:
        """Whether another key of the same action takes no more room."""
        return known is not None and len(known[1].key) <= len(shown_key(key))

    def rank(self, action: str) -> int | None:
        """The turn of an action in the footer now; None to leave it out."""
        return _RANKS.get(action)

    def label(self, action: str, usual: str) -> str:  # noqa: ARG002  for pages to say it better
        """What an action is called in the footer now."""
        return usual
