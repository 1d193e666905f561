"""Playbooks: what is being run, what came up, and the library to find and read in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from remoteos.commands import binding, bindings
from remoteos.domain.actions import ACTIONS, Place
from remoteos.domain.playbook_library import Entry, Match, Pillar, search
from remoteos.domain.playbook_proposals import Proposal
from remoteos.domain.runs import Run
from remoteos.domain.words import plural
from remoteos.screens import playbook_rows as say
from remoteos.screens.library_actions import LibraryActions
from remoteos.screens.playbook_text import (
    MUTED,
    play,
    playbook_facts,
    playbook_title,
    plays_listed,
    run_passages,
)
from remoteos.screens.reading_beside import ReadingBeside
from remoteos.screens.session import Session
from remoteos.services import playbooks, proposing, runs
from remoteos.widgets.line import Line
from remoteos.widgets.prose import Passage
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said

MOST_FOUND = 100
"""Of so many playbooks, those that fit best, the plays found are shown: nobody looks through more."""

_BACK = next(action for action in ACTIONS if action.id == "back")


class PlaybooksScreen(ReadingBeside, LibraryActions):
    """The library at the left, and what is under the cursor beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("playbooks", "playbook"), binding(_BACK)]
    place: ClassVar[Place] = "playbooks"
    mode = "playbooks"
    TITLE = "Playbooks"
    explanation = (
        "A playbook is the know-how of a role: plays for situations, and what it adds to your day once you "
        "adopt it. Find the play for what happened, read it, and run it: a run keeps a copy, and waits for "
        "days if need be. What ships is never changed; you change a copy, and later versions can be followed."
    )
    legend = (
        ("▸", "A run that is open, and what is next in it"),
        ("◇", "A play of an adopted playbook that came up"),
        ("✓", "A playbook that is adopted"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.words = ""
        """The situation that is looked for."""
        self.role = ""
        self.pillar: Pillar | None = None
        self._entries: tuple[Entry, ...] = ()
        self._matches: tuple[Match, ...] = ()
        self._runs: dict[str, Run] = {}
        self._proposals: dict[str, Proposal] = {}

    def above(self) -> ComposeResult:
        """The field to find a play with."""
        yield Line(placeholder="what happened, in your own words", id="playbooks-words")

    def on_mount(self) -> None:
        """Work in the list; the field comes when it is asked for."""
        super().on_mount()
        self.rows.focus()

    def read(self) -> Sequence[Row]:
        """What goes on and the library; while something is looked for, only what was found."""
        desk = self.session.desk
        self._entries = playbooks.entries(desk)
        self._runs = {run.id: run for run in runs.listed(desk)}
        self._proposals = {say.play_key(one): one for one in proposing.due(desk)}
        return self._listed()

    def _listed(self) -> Sequence[Row]:
        """The rows of what was read that fit what is looked for now."""
        self._matches = search(self._entries, self.words, role=self.role, pillar=self.pillar)
        if self.words:
            return say.found(self.session, self._matches[:MOST_FOUND])
        going_on = say.going_on(self.session, self._runs.values(), self._proposals.values())
        listed = [match.entry for match in self._matches]
        return [*([] if self.filtered_by else going_on), *say.library(self.session, listed)]

    def fill(self, rows: Sequence[Row], on: str = "") -> None:
        """Show these rows, or say why there are none."""
        self.rows.empty = "Nothing fits." if self.words or self.filtered_by else ""
        super().fill(rows, on)

    def head_said(self) -> Content:
        """How many playbooks there are, or how many plays were found."""
        count = plural(len(self._entries), "playbook")
        if self.words:
            plays = sum(len(match.plays) for match in self._matches)
            only_books = bool(self._matches) and not plays
            shown = f"{plural(len(self._matches), 'playbook') if only_books else plural(plays, 'play')} found"
            more = "  enter goes to them, esc shows the whole library"
            if len(self._matches) > MOST_FOUND:
                more = "  the best are shown, more words find fewer"
            return said((shown, "bold"), (more if self._matches else "", MUTED))
        shown = f"{len(self._matches)} of {count}" if self.filtered_by else count
        adopted = sum(entry.adopted is not None for entry in self._entries)
        more = f"{adopted} adopted" if adopted else ""
        return said(
            (shown, "bold"), (f"  {self.filtered_by or more}", "$primary" if self.filtered_by else MUTED)
        )

    def text_of(self, row: str) -> Sequence[Passage]:
        """The run, the play, or the playbook under the cursor."""
        kind, which = self.in_hand
        if kind == say.RUN and which in self._runs:
            return run_passages(self.session, self._runs[which])
        entry = self.entry_in_hand
        if entry is None:
            return [Passage(plain("Fewer words find more."))] if self.words and not row else ()
        if self.play_in_hand:
            book = self.whole(entry.head.id)
            plays = book.plays if book is not None else ()
            one = next((one for one in plays if one.id == self.play_in_hand), None)
            return play(self.session, one, entry.head.title) if one is not None else ()
        title = Passage(playbook_title(self.session, entry))
        promise, *facts = playbook_facts(self.session, entry)
        return [title, promise._replace(gap=1), *facts, *plays_listed(self.session, entry)]

    # What is in hand

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every playbook of the library, as last read."""
        return self._entries

    @property
    def entry_in_hand(self) -> Entry | None:
        """The playbook of the row under the cursor."""
        kind, which = self.in_hand
        run = self._runs.get(which) if kind == say.RUN else None
        identity = run.playbook_id if run is not None else which.partition("/")[0]
        return next((one for one in self._entries if one.head.id == identity), None)

    @property
    def play_in_hand(self) -> str:
        """The play of the row under the cursor, if its playbook has it still."""
        kind, which = self.in_hand
        run = self._runs.get(which) if kind == say.RUN else None
        identity = run.play.id if run is not None else which.partition("/")[2]
        entry = self.entry_in_hand
        known = {one.id for one in entry.head.plays} if entry is not None else set()
        return identity if identity in known else ""

    def show_record(self, identity: str) -> None:
        """Put the cursor on a row, or on the run of an id."""
        self.rows.go_to(identity if ":" in identity else f"{say.RUN}:{identity}")

    def come_to_book(self, identity: str) -> None:
        """Put the cursor on a playbook."""
        self.load()
        self.rows.go_to(f"{say.BOOK}:{identity}")

    # Finding

    def action_playbooks_find(self) -> None:
        """Ask what happened."""
        self.add_class("-finding")
        self._field.focus()

    def action_back(self) -> None:
        """Show the whole library again while something is looked for; else go back to Today."""
        if not self.has_class("-finding"):
            super().action_back()
            return
        self.remove_class("-finding")
        self._field.value = ""
        self.rows.focus()

    def on_input_changed(self, event: Line.Changed) -> None:
        """Show the plays that fit, the best one in hand."""
        self.words = " ".join(event.value.split())
        rows = self._listed()
        first = rows[0].id if rows else ""
        self.fill(rows, on=next((row.id for row in rows if row.id.startswith(f"{say.PLAY}:")), first))
        self.rows.scroll_home(animate=False)  # the playbook of the best play stands above it

    def on_input_submitted(self) -> None:
        """Go on in the list of what was found."""
        self.rows.focus()

    async def on_rows_selected(self) -> None:
        """Do what enter does to the one that was clicked."""
        self.action_playbooks_open()

    @property
    def _field(self) -> Line:
        return self.query_one("#playbooks-words", Line)
