"""The Textual app: its pages, what works everywhere, and how a change reaches every screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from remoteos import theme
from remoteos.commands import bindings
from remoteos.domain.errors import RemoteosError
from remoteos.messages import Changed, Refused
from remoteos.screens.page import MODES, Page
from remoteos.screens.session import Session
from remoteos.services import history
from remoteos.widgets.text import Guard

TICK_S = 0.5
"""How often the app looks at the clock and whether another process changed something."""

PATIENCE_S = 1.0
"""How long a change waits for another process; longer would look like a frozen screen."""

TOAST_S = 5.0

_SCREENS = {
    "today": "remoteos.screens.today:TodayScreen",
    "focus": "remoteos.screens.focus:FocusScreen",
    "outcomes": "remoteos.screens.outcomes:OutcomesScreen",
}
"""Where each page is; it is imported when it is first gone to."""


class RemoteosApp(App[None]):
    """One user's working day."""

    CSS_PATH = "remoteos.tcss"
    TITLE = "remoteos"
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    ENABLE_COMMAND_PALETTE = False  # its own key opens ours
    COMMANDS: ClassVar = set()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._guard = Guard()
        for one in theme.THEMES:
            self.register_theme(one)
        for mode, _ in MODES:
            self.add_mode(mode, partial(self._page, _SCREENS[mode]))

    def on_mount(self) -> None:
        """Look as the settings say, begin with Today, and start to watch the clock and the file."""
        self.session.desk.store.lock.patience_s = PATIENCE_S
        self.apply_settings()
        self.switch_mode("today")
        self.set_interval(TICK_S, self._tick)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that a terminal would obey gets past the last filter."""
        return [*super().get_line_filters(), self._guard]

    def apply_settings(self) -> None:
        """Use the theme and the keys that the settings name."""
        settings = self.session.desk.settings
        if settings.app.theme in self.available_themes:
            self.theme = settings.app.theme
        else:
            self.theme = theme.DARK.name
            self._tell(f"There is no theme called {settings.app.theme}; config.toml names it.", "warning")
        self.set_keymap(dict(settings.keymap))

    # How a change reaches the screens

    def on_changed(self, message: Changed) -> None:
        """Show the new state everywhere, and say what was done."""
        message.stop()
        self.show_anew()
        if message.said:
            self._tell(message.said, undo=True)

    def on_refused(self, message: Refused) -> None:
        """Say why something could not be done."""
        message.stop()
        self._tell(message.why, "warning")

    def show_anew(self) -> None:
        """Let every page in front or behind a dialog show the data as it is now."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.reload()

    def _tick(self) -> None:
        """Look at the file and the clock."""
        settings = self.session.desk.settings
        if self.session.look():
            if self.session.desk.settings is not settings:
                self.apply_settings()
            self.show_anew()
        elif isinstance(self.screen, Page):
            self.screen.show_standing()

    def _tell(self, text: str, severity: str = "information", *, undo: bool = False) -> None:
        shown = self.session.veil.without_names(text)
        self.clear_notifications()
        self.notify(
            f"{shown}  (u takes it back)" if undo else shown,
            severity="warning" if severity == "warning" else "information",
            timeout=TOAST_S,
            markup=False,
        )

    def _page(self, where: str) -> Screen[None]:
        module, _, name = where.partition(":")
        make: Callable[[Session], Screen[None]] = getattr(import_module(module), name)
        return make(self.session)

    # What works everywhere

    def action_undo(self) -> None:
        """Take the last change back."""
        try:
            undone = history.undo(self.session.desk)
        except (RemoteosError, OSError) as error:
            self._tell(str(error), "warning")
            return
        self.show_anew()
        self._tell(f"Taken back: {undone}." if undone else "There is nothing to take back.")

    def action_hide(self) -> None:
        """Hide what is private, or show it again."""
        self.session.hidden = not self.session.hidden
        self.clear_notifications()
        self.show_anew()

    def action_help(self) -> None:
        """Explain the screen in front."""
        from remoteos.screens.dialogs.help import Help

        page = self.screen
        if isinstance(page, Page):
            places = (page.place, *(("block", "pages") if page.mode else ()), "everywhere")
            self.push_screen(
                Help(self.session, page.title or page.place.capitalize(), page.explanation, places)
            )

    def action_capture(self) -> None:
        """Note something in passing."""
        from remoteos.screens.dialogs.capture import CaptureLine

        self.push_screen(CaptureLine(self.session))

    def action_palette(self) -> None:
        """Find any command."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing opens twice."""
        return super().check_action(action, parameters)
