"""The Textual app: its pages, what works everywhere, and how a change reaches every screen."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget

from remoteos import theme
from remoteos.commands import bindings
from remoteos.domain.errors import RemoteosError
from remoteos.domain.text import printable
from remoteos.ending import QuietApp
from remoteos.messages import Changed, Refused
from remoteos.screens.block_actions import BlockActions
from remoteos.screens.page import MODES, Page
from remoteos.screens.session import Session
from remoteos.services import history
from remoteos.stylesheet import ReadOnce
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
    "updates": "remoteos.screens.updates:UpdatesScreen",
    "playbooks": "remoteos.screens.playbooks:PlaybooksScreen",
}
"""Where each page is; it is imported when it is first gone to."""


class RemoteosApp(QuietApp):
    """One user's working day."""

    CSS_PATH = "remoteos.tcss"
    TITLE = "remoteos"
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    ENABLE_COMMAND_PALETTE = False  # its own key opens ours
    COMMANDS: ClassVar = set()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.look()  # the first page says at once what is wrong
        self._guard = Guard()
        self._noticed: tuple[str, ...] = ()
        self._applied: object = None
        for one in theme.THEMES:
            self.register_theme(one)
        for mode, _ in MODES:
            self.add_mode(mode, partial(self._page, _SCREENS[mode]))
        self.set_keymap(dict(session.desk.settings.keymap))  # before the first page binds its keys
        if session.desk.settings.app.theme in self.available_themes:
            self.set_reactive(App.theme, session.desk.settings.app.theme)
        self.stylesheet = ReadOnce(variables=self.get_css_variables())

    def on_mount(self) -> None:
        """Look as the settings say, and begin once Textual has: what is drawn before that is lost."""
        self.session.desk.store.lock.patience_s = PATIENCE_S
        self.apply_settings()
        self.call_later(self._begin)

    def _begin(self) -> None:
        """Begin with Today, or with what comes before it."""
        self.switch_mode("today")
        if self.session.lost:
            self.action_mend()
        elif self.session.newcomer:
            self._first_run()
        self.call_after_refresh(self._opened)

    def delay_update(self, delay: float = 0.05) -> None:
        """Draw at once: a page is loaded before it is laid out, so there is no transition to mask."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that a terminal would obey gets past the last filter."""
        return [*super().get_line_filters(), self._guard]

    def apply_settings(self) -> None:
        """Use the theme and the keys that the settings name; say once what is wrong with them."""
        settings = self.session.desk.settings
        self._applied = settings, self.session.problems
        notices = list(self.session.problems)
        if settings.app.theme in self.available_themes:
            self.theme = settings.app.theme
        else:
            self.theme = theme.DARK.name
            notices.append(f"There is no theme called {settings.app.theme}; config.toml names it.")
        self.set_keymap(dict(settings.keymap))
        if settings.keymap:
            from remoteos.domain.keys import clash_said, clashes

            notices += map(clash_said, clashes(settings.keymap))
        self._notice(tuple(notices))

    # How a change reaches the screens

    def on_changed(self, message: Changed) -> None:
        """Show the new state everywhere, and say what was done."""
        message.stop()
        self._keep_up()
        self.show_anew()
        if beside := self.session.warnings():
            self._tell(" ".join([message.said, *beside]), "warning")
        elif message.said:
            self._tell(message.said, undo=message.undo)

    def on_refused(self, message: Refused) -> None:
        """Say why something could not be done."""
        message.stop()
        self._tell(message.why, "warning")

    def show_anew(self, *, only_if_changed: bool = False) -> None:
        """Let the page in sight show the data as it is now; one beneath it does when it comes back."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Page) and screen.is_mounted:
                screen.reload(only_if_changed=only_if_changed)
                break

    def _tick(self) -> None:
        """Look at the file and the clock."""
        if not self.is_running:
            return  # on the way out the pages are gone before the timer is
        self.reminding.look()
        if self.session.look():
            self._keep_up()
            self.show_anew(only_if_changed=True)  # it may have been this app that changed it
        elif isinstance(self.screen, Page) and self.screen.is_mounted:
            self.screen.show_standing()

    def _first_run(self) -> None:
        from remoteos.screens.first_run import FirstRun

        self.push_screen(FirstRun(self.session))

    def _opened(self) -> None:
        """Watch the clock and the file, now that the first page is there, and go on from where one was."""
        if not gc.isenabled():  # as the command line left it, to open sooner (10 %)
            gc.freeze()  # what is there now stays until the end: never look at it again
            gc.enable()
        from remoteos.screens.notify import Reminding

        self.reminding = Reminding(self, self.session)
        self.set_interval(TICK_S, self._tick)
        self._welcome_back()

    def _welcome_back(self) -> None:
        """Say where the user was, before anything else."""
        page = self.screen
        if isinstance(page, BlockActions):
            from remoteos.screens.dialogs.where_you_were import welcome_back

            welcome_back(page)

    def on_day_begun(self) -> None:
        """Say where the user was before they begin."""
        self.call_after_refresh(self._welcome_back)

    def on_notify(self) -> None:
        """One thing is said at a time: what is new takes the place of what was said."""
        self.clear_notifications()

    def _keep_up(self) -> None:
        """Apply the settings if they changed."""
        if self._applied != (self.session.desk.settings, self.session.problems):
            self.apply_settings()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = TOAST_S,
        markup: bool = False,
    ) -> None:
        """Say something for a few seconds, literally, whoever's words are in it."""
        shown = printable(self.session.veil.notice(message))
        super().notify(shown, title=title, severity=severity, timeout=timeout, markup=markup)

    def _tell(self, text: str, severity: str = "information", *, undo: bool = False) -> None:
        self.notify(
            f"{text}  ({self.session.key_of('undo')} takes it back)" if undo else text,
            severity="warning" if severity == "warning" else "information",
        )

    def _notice(self, notices: tuple[str, ...]) -> None:
        """Say what is wrong with the settings, unless it was said before."""
        known = {_without_line(notice) for notice in self._noticed}
        new = [notice for notice in notices if _without_line(notice) not in known]
        self._noticed = notices
        if new:
            more = f" {len(new) - 1} more: {self.session.key_of('settings')} lists them." if new[1:] else ""
            self._tell(new[0] + more, "warning")

    def _page(self, where: str) -> Screen[None]:
        module, _, name = where.partition(":")
        make: Callable[[Session], Screen[None]] = getattr(import_module(module), name)
        return make(self.session)

    # What works everywhere

    def action_undo(self) -> None:
        """Take the last change back."""
        try:
            undone = history.undo(self.session.desk)
        except RemoteosError as error:
            self._tell(str(error), "warning")
            return
        except OSError as error:
            self._tell(f"Nothing was taken back: {error.strerror or error}.", "warning")
            return
        self.show_anew()
        self._tell(f"Taken back: {undone}." if undone else "There is nothing to take back.")

    def action_hide(self) -> None:
        """Hide what is private, or show it again."""
        self.session.hidden = not self.session.hidden
        self.clear_notifications()
        for widget in self.screen.walk_children(Widget):
            widget.tooltip = None  # the whole of a text that was cut, as it could be read until now
        self.show_anew()

    def action_help(self) -> None:
        """Explain the screen in front."""
        from remoteos.screens.dialogs.help import Help

        if isinstance(self.screen, Page):
            self.push_screen(Help.of(self.screen))

    def action_capture(self) -> None:
        """Note something in passing."""
        from remoteos.screens.dialogs.capture import CaptureLine

        self.push_screen(CaptureLine(self.session))

    def action_palette(self) -> None:
        """Find any command, outcome or loop by typing."""
        from remoteos.screens.dialogs.palette import Palette

        if isinstance(page := self.screen, Page):
            palette = Palette(page)
            self.push_screen(palette, palette.carry_out)

    def action_mend(self) -> None:
        """Show what became of the data file, and the ways back."""
        from remoteos.screens.damaged import DamagedScreen
        from remoteos.services.mending import loss

        if (found := loss(self.session.desk.store)) is not None:
            damaged = DamagedScreen(self.session, found)
            self.push_screen(damaged, damaged.carry_out)

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl-C copies what is marked, so it does not end the app."""
        self._tell(f"{self.session.key_of('quit')} leaves.")

    async def action_quit(self) -> None:
        """Leave; a day that is open after its end is asked about once."""
        from remoteos.screens.dialogs.leave_open import asks_first

        if not asks_first(self, self.session):
            await super().action_quit()

    async def action_back(self) -> None:
        """Go back to where one came from; from another page to Today."""
        page = self.screen
        if isinstance(page, Page) and len(self.screen_stack) == 1:
            self.switch_mode("today")
        else:
            await super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes no sense now is in no footer."""
        if action == "mend":
            return self.session.lost
        return super().check_action(action, parameters)


def _without_line(notice: str) -> str:
    """A notice about the settings file without the line, which moves when the file is changed."""
    return notice.partition(": ")[2] or notice
