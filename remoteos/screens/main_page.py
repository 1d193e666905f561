"""The base of the pages of the navigation, with what can be done on all of them."""

from typing import ClassVar

from textual.binding import BindingType

from remoteos.commands import bindings
from remoteos.screens.block_actions import BlockActions
from remoteos.screens.day_actions import DayActions
from remoteos.screens.page import Page


class MainPage(DayActions, BlockActions, Page):
    """A page of the navigation: days are opened and ended, blocks started and finished, from any of them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("pages", "block")

    def action_go_today(self) -> None:
        """Go to Today."""
        self.app.switch_mode("today")

    def action_go_focus(self) -> None:
        """Go to Focus."""
        self.app.switch_mode("focus")

    def action_go_outcomes(self) -> None:
        """Go to Outcomes."""
        self.app.switch_mode("outcomes")

    def action_go_updates(self) -> None:
        """Go to Updates."""
        self.app.switch_mode("updates")

    def action_go_playbooks(self) -> None:
        """Go to the playbooks."""
        self.app.switch_mode("playbooks")

    def action_loops(self) -> None:
        """Open the inbox of loops."""
        from remoteos.screens.loops import LoopsScreen

        self.app.push_screen(LoopsScreen(self.session))

    def action_go_asks(self) -> None:
        """Open the ledger of asks."""
        from remoteos.screens.asks import AsksScreen

        self.app.push_screen(AsksScreen(self.session))

    def action_go_decisions(self) -> None:
        """Open the decision log."""
        from remoteos.screens.decisions import DecisionsScreen

        self.app.push_screen(DecisionsScreen(self.session))

    def action_managers(self) -> None:
        """Open the manager cards."""
        from remoteos.screens.managers import ManagersScreen

        self.app.push_screen(ManagersScreen(self.session))

    def action_agenda(self) -> None:
        """Open the agenda of the one-to-one with the manager."""
        from remoteos.screens.agenda import AgendaScreen
        from remoteos.services import managers

        desk = self.session.desk
        self.app.push_screen(AgendaScreen(self.session, managers.main(desk) or managers.default_card(desk)))

    def action_settings(self) -> None:
        """Open the settings."""
        from remoteos.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(self.session))

    def action_back(self) -> None:
        """From any other page, go back to Today."""
        self.app.switch_mode("today")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now; those that do not are not shown."""
        allowed = self.day_action_allowed(action)
        if allowed is None:
            allowed = self.block_action_allowed(action)
        return super().check_action(action, parameters) if allowed is None else allowed
