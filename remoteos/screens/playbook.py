"""A playbook to read: what it is, its plays one by one, and what it adds to the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from remoteos.commands import binding, bindings
from remoteos.domain.actions import ACTIONS, Place
from remoteos.domain.playbook_library import Entry
from remoteos.domain.playbooks import Playbook
from remoteos.screens.page import WIDE
from remoteos.screens.playbook_actions import PlaybookActions
from remoteos.screens.playbook_text import (
    MUTED,
    about,
    added,
    minutes,
    play,
    playbook_facts,
    playbook_title,
    section,
    shown_by,
)
from remoteos.screens.reading_beside import ReadingBeside
from remoteos.screens.session import Session
from remoteos.services import adopting, playbooks
from remoteos.services.adopted import current
from remoteos.widgets.prose import Passage
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said

_ABOUT, _ADDS, _SECTION, _PLAY = "about", "adds", "section", "play"

_BACK = next(action for action in ACTIONS if action.id == "back")


class PlaybookScreen(ReadingBeside, PlaybookActions):
    """Its contents at the left, and what is under the cursor to be read beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("playbook"), binding(_BACK)]
    TITLE = "A playbook"
    place: ClassVar[Place] = "playbook"
    mode = "playbooks"
    explanation = (
        "A playbook page by page: its plays, what is different in the office, and what adopting it would add "
        "to your day. A play is run step by step; the run keeps a copy, so that no later change touches it. "
        "Links are shown with their addresses and are never followed."
    )

    def __init__(self, session: Session, which: str, play_id: str = "") -> None:
        super().__init__(session)
        self.which = which
        """The id of the playbook."""
        self._entries: tuple[Entry, ...] = ()
        self._book: Playbook | None = None
        self._first = f"{_PLAY}:{play_id}" if play_id else ""

    def read(self) -> Sequence[Row]:
        """The contents: what it is about, its plays, and what it adds."""
        self._entries = playbooks.entries(self.session.desk)
        self._book = playbooks.get(self.session.desk, self.which).playbook if self.entry_in_hand else None
        book = self._book
        if book is None:
            return []
        shown, wide = shown_by(self.session), self.app.size.width >= WIDE
        rows = [Row(_ABOUT, plain("About it"))]
        rows += [Row(f"{_SECTION}:{at}", plain(shown(one.title))) for at, one in enumerate(book.sections)]
        rows += [Row(_ADDS, plain("What it adds to your day"))]
        rows += [Row("", Content("")), Row("", said(("PLAYS", f"bold {MUTED}")))]
        rows += [
            Row(
                f"{_PLAY}:{one.id}",
                plain(shown(one.title)),
                said((minutes(one.running_time) if wide and one.running_time is not None else "", MUTED)),
            )
            for one in book.plays
        ]
        return rows

    def load(self) -> None:
        """Show the playbook, from the play that was asked for."""
        super().load()
        if self._first:
            self.rows.go_to(self._first)
            self._first = ""
        if not self.rows.has_focus:
            self.rows.focus()

    def head_said(self) -> Content:
        """Which playbook it is, its version, and whether it is adopted."""
        entry = self.entry_in_hand
        return playbook_title(self.session, entry) if entry else said(("This playbook is gone.", "bold"))

    def text_of(self, row: str) -> Sequence[Passage]:
        """The part of the playbook under the cursor."""
        book, entry = self._book, self.entry_in_hand
        kind, _, which = row.partition(":")
        if book is None or entry is None or not kind:
            return ()
        if kind == _PLAY:
            return play(self.session, next(one for one in book.plays if one.id == which), book.title)
        if kind == _SECTION:
            return section(self.session, book.sections[int(which)])
        if kind == _ADDS:
            return self._added()
        return [*playbook_facts(self.session, entry), *about(self.session, book)]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every playbook of the library, as last read."""
        return self._entries

    @property
    def entry_in_hand(self) -> Entry | None:
        """The playbook that is read."""
        return next((one for one in self._entries if one.head.id == self.which), None)

    @property
    def play_in_hand(self) -> str:
        """The play under the cursor."""
        kind, _, which = self.current.partition(":")
        return which if kind == _PLAY else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        allowed = self.playbook_action_allowed(action)
        return super().check_action(action, parameters) if allowed is None else allowed

    def come_to_book(self, identity: str) -> None:
        """Go on with the copy that was made of it."""
        if identity != self.which and identity in {
            one.head.id for one in playbooks.entries(self.session.desk)
        }:
            self.which = identity
            self.reload()

    def _added(self) -> list[Passage]:
        desk = self.session.desk
        adoption = current(desk, self.which)
        offered = adopting.offers(desk, self.which, self.session.shelf.without_adopted())
        key = self.session.key_of("playbook.adopt")
        does = "changes what was taken of it" if adoption else "chooses what to take of it"
        return [
            *added(self.session, offered, adoption.parts if adoption else None),
            Passage(said((key, "bold $footer-key-foreground"), f" {does}."), gap=1),
        ]
