"""What can be done with a playbook and its plays by one key, in the library and on its own page."""

from __future__ import annotations

from remoteos.domain.errors import RemoteosError
from remoteos.domain.playbook_library import Entry, newer
from remoteos.domain.playbooks import Playbook, Words
from remoteos.domain.text import required
from remoteos.domain.words import plural
from remoteos.messages import Changed, Refused
from remoteos.screens.page import Page
from remoteos.services import playbooks

_OF_BOOK = (
    "playbook_adopt",
    "playbook_edit",
    "playbook_derive",
    "playbook_export",
    "playbook_drop",
    "playbook_upgrade",
    "play_run",
)


class PlaybookActions(Page):
    """The actions on the playbook and on the play in hand."""

    @property
    def entry_in_hand(self) -> Entry | None:
        """The playbook that the keys are about; None when there is none."""
        raise NotImplementedError

    @property
    def play_in_hand(self) -> str:
        """The id of the play that the keys are about; empty when it is the playbook as a whole."""
        raise NotImplementedError

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every playbook of the library, as last read."""
        raise NotImplementedError

    def whole(self, identity: str) -> Playbook | None:
        """A playbook as it may be read now; None, and said, when it cannot be."""
        try:
            return playbooks.get(self.session.desk, identity).playbook
        except RemoteosError as error:
            self.post_message(Refused(str(error)))
            return None

    def playbook_action_allowed(self, action: str) -> bool | None:
        """Whether an action on a playbook makes sense now; None for any other action."""
        entry = self.entry_in_hand
        if action == "playbook_words":
            return bool(entry and self.play_in_hand)
        if action not in _OF_BOOK:
            return None
        if entry is None:
            return False
        if action == "playbook_upgrade":
            return entry.origin == "own" and newer(entry.head, self.entries) is not None
        if action == "playbook_drop":
            return entry.adopted is not None or entry.origin != "shipped"
        return True

    def label(self, action: str, usual: str) -> str:
        """Say what the key would do to the one in hand."""
        entry = self.entry_in_hand
        if entry is not None and action == "playbook.adopt" and entry.adopted:
            return "parts"
        if entry is not None and action == "playbook.drop" and not entry.adopted:
            return "remove"
        if action == "play.run" and not self.play_in_hand:
            return "run a play"
        return super().label(action, usual)

    # Running

    def action_play_run(self) -> None:
        """Begin a run of the play in hand, or of one that is chosen."""
        entry = self.entry_in_hand
        if entry is None:
            return
        if self.play_in_hand:
            self._begin_play(f"{entry.head.id}/{self.play_in_hand}")
            return
        from remoteos.screens.dialogs.pick import Candidate, Pick

        shown = [
            Candidate(f"{entry.head.id}/{play.id}", play.title, play.cadence.said() if play.cadence else "")
            for play in entry.head.plays
        ]
        self.app.push_screen(Pick(self.session, "Which play do you run?", shown), self._begin_play)

    def _begin_play(self, which: str | None) -> None:
        from remoteos.screens.play_run import RunScreen
        from remoteos.services import runs

        run = self.act(lambda desk: runs.begin(desk, which), "It runs.") if which else None
        if run is not None:
            self.app.push_screen(RunScreen(self.session, run.id))

    def action_playbook_words(self) -> None:
        """Show words of the play to paste, and copy them."""
        from remoteos.screens.words_leaving import choose

        found = self._words
        if found:
            choose(self, found)
        else:
            self.post_message(Refused("This play has no words to paste."))

    @property
    def _words(self) -> tuple[Words, ...]:
        entry = self.entry_in_hand
        book = self.whole(entry.head.id) if entry is not None else None
        plays = book.plays if book is not None else ()
        return next((play.words for play in plays if play.id == self.play_in_hand), ())

    # The playbook as a whole

    def action_playbook_adopt(self) -> None:
        """Choose what of it becomes part of the day."""
        from remoteos.screens.dialogs.adopt import Adopt

        if self.entry_in_hand is not None:
            self.app.push_screen(Adopt(self.session, self.entry_in_hand.head.id))

    def action_playbook_drop(self) -> None:
        """Take back what it added; one of the user's own that is not adopted goes out of the library."""
        from remoteos.services import adopting, playbook_changes

        entry = self.entry_in_hand
        if entry is None or not self.playbook_action_allowed("playbook_drop"):
            return
        which = entry.head.id
        if entry.adopted:
            self.act(
                lambda desk: adopting.drop(desk, which),
                lambda done: f"“{done.title}” is dropped; its runs and results stay.",
            )
        else:
            self.act(
                lambda desk: playbook_changes.remove(desk, which),
                lambda done: f"“{done.name}” is out of the library.",
            )

    def action_playbook_upgrade(self) -> None:
        """Follow the newer version of what it was made from."""
        from remoteos.screens.playbook_upgrade import UpgradeScreen

        if self.entry_in_hand is not None:
            self.app.push_screen(UpgradeScreen(self.session, self.entry_in_hand.head.id))

    def action_playbook_edit(self) -> None:
        """Change it in the user's own editor; of one that ships, the user's copy."""
        from remoteos.screens.playbook_editor import edit
        from remoteos.services import playbook_changes

        entry = self.entry_in_hand
        if entry is None:
            return
        try:
            copy = playbook_changes.to_edit(self.session.desk, entry.head.id)
        except RemoteosError as error:
            self.post_message(Refused(str(error)))
            return
        edit(self, copy)
        self.come_to_book(copy.head.id)

    def action_playbook_derive(self) -> None:
        """Keep a copy of it under another id and title."""
        from remoteos.screens.dialogs.form import Form, Values
        from remoteos.services import playbook_changes
        from remoteos.widgets.fields import Field

        entry = self.entry_in_hand
        if entry is None:
            return
        which, kept = entry.head.id, list[str]()

        def save(values: Values) -> None:
            identity, title = required(values["id"], "id"), values["title"]
            copy = self.session.change(lambda desk: playbook_changes.derive(desk, which, identity, title))
            kept.append(copy.head.id)

        def closed(saved: bool | None) -> None:
            if saved:
                key = self.session.key_of("playbook.edit")
                self.post_message(Changed(f"Kept as {kept[-1]}; {key} changes it."))
                self.come_to_book(kept[-1])

        fields = [
            Field("title", "Title", entry.head.title),
            Field("id", "Id", f"my-{which}", "small letters, digits and hyphens"),
        ]
        note = f"A copy of “{entry.head.title}” that you can change; it can follow later versions."
        form = Form(
            self.session, "Derive a playbook", fields, save, name=f"derive {which}", note=note, does="keep it"
        )
        self.app.push_screen(form, closed)

    def action_playbook_export(self) -> None:
        """See what leaves, then copy it or write it to a file."""
        from remoteos.screens.playbook_export import ExportScreen

        if self.entry_in_hand is not None:
            self.app.push_screen(ExportScreen(self.session, self.entry_in_hand.head.id))

    def come_to_book(self, identity: str) -> None:
        """Put the cursor on a playbook once it is listed."""


def plays_said(entry: Entry) -> str:
    """How many plays a playbook has."""
    return plural(len(entry.head.plays), "play")
