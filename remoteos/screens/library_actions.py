"""What can be done in the library by one key, beside what can be done with a playbook."""

from __future__ import annotations

from typing import get_args

from remoteos.domain.actions import of_place
from remoteos.domain.playbook_library import Pillar, roles_of
from remoteos.domain.text import required
from remoteos.domain.words import day_name
from remoteos.screens.main_page import MainPage
from remoteos.screens.playbook_actions import PlaybookActions
from remoteos.screens.playbook_rows import DUE, RUN

_ROLE, _PILLAR = "role", "pillar"

_OWN = frozenset(action.id for action in of_place("playbooks", "playbook")) | {"help"}
_OTHERS_FROM = 40
"""By how much the keys of other places come later in the footer."""

_PILLAR_WORDS: dict[Pillar, str] = {
    "focus": "Deep work",
    "rituals": "Start and end of the day",
    "outcomes": "Outcomes",
    "updates": "Managing your manager",
    "agreement": "What is agreed on",
}


class LibraryActions(PlaybookActions, MainPage):
    """The actions on the list as a whole, and on what came up."""

    role: str
    """The role whose playbooks are listed; empty for all of them."""
    pillar: Pillar | None
    """The part of remoteos to which the listed playbooks add; None for any."""

    @property
    def in_hand(self) -> tuple[str, str]:
        """What the row under the cursor stands for, and which one it is."""
        kind, _, which = self.current.partition(":")
        return kind, which

    @property
    def current(self) -> str:
        """The id of the row under the cursor."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        kind, _ = self.in_hand
        if action == "playbooks_open":
            return bool(kind)
        if action == "play_later":
            return kind == DUE
        if action == "play_run" and kind == RUN:
            return True
        allowed = self.playbook_action_allowed(action)
        return super().check_action(action, parameters) if allowed is None else allowed

    def rank(self, action: str) -> int | None:
        """The keys of this page come first, then those of all pages."""
        usual = super().rank(action)
        return usual if usual is None or action in _OWN else usual + _OTHERS_FROM

    def label(self, action: str, usual: str) -> str:
        """Say what the key would do to the row in hand."""
        if self.in_hand[0] == RUN and action in ("playbooks.open", "play.run"):
            return "go on" if action == "playbooks.open" else "run again"
        if action == "playbooks.filter" and self.filtered_by:
            return "filter off"
        return super().label(action, usual)

    @property
    def filtered_by(self) -> str:
        """What the list is narrowed to, in words; empty when it has everything."""
        return self.role or (_PILLAR_WORDS[self.pillar] if self.pillar else "")

    def action_playbooks_open(self) -> None:
        """Go on with the run, or read the playbook from the play under the cursor."""
        from remoteos.screens.play_run import RunScreen
        from remoteos.screens.playbook import PlaybookScreen

        kind, which = self.in_hand
        if kind == RUN:
            self.app.push_screen(RunScreen(self.session, which))
        elif self.entry_in_hand is not None:
            self.app.push_screen(PlaybookScreen(self.session, self.entry_in_hand.head.id, self.play_in_hand))

    def action_play_later(self) -> None:
        """Let the play that came up propose itself on the next workday once more."""
        from remoteos.services import runs

        kind, which = self.in_hand
        until = self.session.desk.next_workday()
        if kind == DUE:
            said = f"It comes up again on {day_name(until, year=False)}."
            self.act(lambda desk: runs.snooze(desk, which, until), said)

    def action_playbooks_filter(self) -> None:
        """Choose a role or a part of the day; all of them again while one is chosen."""
        from remoteos.screens.dialogs.pick import Candidate, Pick

        if self.filtered_by:
            self._narrow("")
            return
        found = [Candidate(f"{_ROLE}:{role}", role, group="FOR A ROLE") for role in roles_of(self.entries)]
        found += [
            Candidate(f"{_PILLAR}:{pillar}", _PILLAR_WORDS[pillar], group="ADDS TO")
            for pillar in get_args(Pillar)
        ]
        self.app.push_screen(Pick(self.session, "Which playbooks do you want to see?", found), self._narrow)

    def action_playbooks_import(self) -> None:
        """Look at a file or a folder of playbooks."""
        from remoteos.screens.playbook_import import ImportScreen

        self.app.push_screen(ImportScreen(self.session))

    def action_playbooks_results(self) -> None:
        """See how often each play was run, and whether it worked."""
        from remoteos.screens.play_results import ResultsScreen

        self.app.push_screen(ResultsScreen(self.session))

    def action_playbooks_new(self) -> None:
        """Write a playbook of one's own."""
        from remoteos.screens.dialogs.form import Form, Values
        from remoteos.screens.playbook_editor import write_new
        from remoteos.services.playbook_changes import ensure_free
        from remoteos.widgets.fields import Field

        wanted: list[tuple[str, str]] = []

        def take(values: Values) -> None:
            title, identity = required(values["title"], "title"), required(values["id"], "id")
            ensure_free(self.session.desk, identity)
            wanted.append((identity, title))

        def closed(given: bool | None) -> None:
            if given:
                write_new(self, *wanted[-1])
                self.come_to_book(wanted[-1][0])

        fields = [
            Field("title", "Title", hint="the role or the situation it is for"),
            Field("id", "Id", hint="small letters, digits and hyphens"),
        ]
        note = "Your editor opens with a beginning whose comments say how to go on."
        form = Form(self.session, "Write a playbook", fields, take, note=note, does="open the editor")
        self.app.push_screen(form, closed)

    def _narrow(self, chosen: str | None) -> None:
        if chosen is None:
            return
        kind, _, which = chosen.partition(":")
        self.role = which if kind == _ROLE else ""
        self.pillar = next((one for one in get_args(Pillar) if kind == _PILLAR and one == which), None)
        self.load()
        self.refresh_bindings()
