"""Upgrading a playbook: what follows the newer version, what stays mine, and what both changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.errors import NotFound
from remoteos.domain.playbook_comparing import Difference, differences
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_merging import Conflict, Side
from remoteos.domain.playbooks import Playbook
from remoteos.domain.words import plural
from remoteos.messages import Refused
from remoteos.screens.playbook_change_text import MUTED, SIGNS, WARNING, difference_entries
from remoteos.screens.reading import ReadingLedger
from remoteos.screens.session import Session
from remoteos.services import playbook_changes as service
from remoteos.services.desk import Desk
from remoteos.services.playbook_changes import Upgrade
from remoteos.services.playbook_joining import merged_with
from remoteos.widgets.details import Details, Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.sides import Sides
from remoteos.widgets.text import plain, said

_CONFLICT, _FOLLOWS, _MINE = "conflict", "follows", "mine"

_APART = ("id", "version", "derived from")
"""Parts that no one is asked about."""


class UpgradeScreen(ReadingLedger):
    """A copy and a newer version of what it was made from, joined part by part."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("upgrade")
    TITLE = "Upgrade"
    place: ClassVar[Place] = "upgrade"
    mode = "playbooks"
    edit_action = "upgrade_do"
    explanation = (
        "A newer version of what your copy was made from. Parts that you left alone follow it, and parts "
        "that you changed stay yours. Where both changed the same part you choose; nothing is changed before "
        "you say so, and undo takes it back."
    )
    legend = (
        ("▸  ●", "A part to choose, one that is chosen"),
        ("+  ~  -  >", "Added, changed, removed, moved"),
    )

    def __init__(self, session: Session, which: str, theirs: Playbook | None = None) -> None:
        """``theirs`` is the newer version; the library's unless given."""
        super().__init__(session)
        self.which = which
        self.theirs = theirs
        self.upgrade: Upgrade | None = None
        self.choices: dict[str, Side] = {}
        """The side that was chosen for each conflict, by its key."""
        self._follows: Sequence[Difference] = ()
        self._stays: Sequence[Difference] = ()

    def reading(self) -> ComposeResult:
        """A difference line by line, or both sides of a conflict."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Details(id="ledger-details")
            yield Sides()

    def read(self) -> Sequence[Row]:
        """What is to be chosen, then what follows, then what stays; choices of what is gone are forgotten."""
        try:
            self.upgrade = service.upgrade_of(self.session.desk, self.which, self.theirs)
        except NotFound:
            self.upgrade = None
        keys = {one.key for one in self.conflicts}
        self.choices = {key: side for key, side in self.choices.items() if key in keys}
        if self.upgrade is None:
            return []
        found = self.upgrade
        left = self._with_theirs(found)
        self._follows = _asked_about(differences(found.mine, found.merged.playbook))
        self._stays = _asked_about(differences(found.theirs, left))
        return [
            *_group("CHANGED ON BOTH SIDES", [self._conflict_row(at) for at in range(len(self.conflicts))]),
            *_group("FOLLOWS", [self._row(_FOLLOWS, at, one) for at, one in enumerate(self._follows)]),
            *_group("STAYS MINE", [self._row(_MINE, at, one) for at, one in enumerate(self._stays)]),
        ]

    def count_said(self) -> Content:
        """What follows what, and how much there is to choose."""
        if self.upgrade is None:
            return said(("Nothing newer", "bold"))
        left = len(self.conflicts) - len(self.choices)
        theirs, mine = self.upgrade.theirs, self.upgrade.mine
        which = f"{mine.id} {mine.version} ← {theirs.id} {theirs.version}"
        return said(
            (self.session.veiled(which, "public"), "bold"),
            (f"  {plural(left, 'part')} to choose" if left else "", WARNING),
            ("" if left else "  all is chosen" if self.conflicts else "  nothing to choose", MUTED),
        )

    def welcome(self) -> Sequence[Content]:
        """What is said when there is nothing to do."""
        return [
            plain(
                "There is nothing newer than this playbook has already; it stays as it is. A newer version "
                "of one that was imported comes with a file."
            ),
            Content(""),
            said(self.key("back"), " goes back."),
        ]

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The difference under the cursor; both sides of a conflict are shown apart."""
        kind, at = self._here
        if kind == _CONFLICT or not kind:
            return Content(""), ()
        one = (self._follows if kind == _FOLLOWS else self._stays)[at]
        if kind == _FOLLOWS:
            title = "It follows the newer version; you left it alone."
        else:
            title = "It stays as you have it; before is the newer version, after is yours."
        return said((title, MUTED)), list(difference_entries(self.session, [one], "part"))

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """The parts that both changed."""
        return self.upgrade.merged.conflicts if self.upgrade is not None else ()

    @property
    def conflict_in_hand(self) -> Conflict | None:
        """The conflict under the cursor."""
        kind, at = self._here
        return self.conflicts[at] if kind == _CONFLICT and at < len(self.conflicts) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if action in ("upgrade_mine", "upgrade_theirs"):
            return self.conflict_in_hand is not None
        if action == "upgrade_do":
            return self.upgrade is not None
        return super().check_action(action, parameters)

    def action_upgrade_mine(self) -> None:
        """Keep my side of the part in hand."""
        self._choose("mine")

    def action_upgrade_theirs(self) -> None:
        """Take the newer version's side of the part in hand."""
        self._choose("theirs")

    def action_upgrade_do(self) -> None:
        """Upgrade, once every part is chosen."""
        left = [at for at, one in enumerate(self.conflicts) if one.key not in self.choices]
        if left:
            self.rows.go_to(f"{_CONFLICT}:{left[0]}")
            keys = [self.session.key_of(f"upgrade.{side}") for side in ("mine", "theirs")]
            count = plural(len(left), "part")
            self.post_message(
                Refused(f"{count} changed on both sides: {keys[0]} keeps yours, {keys[1]} takes theirs.")
            )
            return

        def upgrade(desk: Desk) -> PlaybookCopy:
            return service.upgrade(desk, self.which, self.choices, self.theirs)

        if self.act(upgrade, _done_said) is None:
            self.reload()  # it may have changed meanwhile
        else:
            self.app.pop_screen()

    def _choose(self, side: Side) -> None:
        """Note a side, and come to the next part that has none."""
        conflict, (_, at) = self.conflict_in_hand, self._here
        if conflict is None:
            return
        self.choices[conflict.key] = side
        self.load()
        open_ones = [n for n, one in enumerate(self.conflicts) if one.key not in self.choices]
        after = next((n for n in open_ones if n > at), next(iter(open_ones), None))
        if after is not None:
            self.rows.go_to(f"{_CONFLICT}:{after}")
        self.refresh_bindings()

    @property
    def _here(self) -> tuple[str, int]:
        kind, _, at = self.current.partition(":")
        return kind, int(at or 0)

    def _with_theirs(self, found: Upgrade) -> Playbook:
        """The two joined with their side of every conflict: what is mine in it stays whatever is chosen."""
        sides: dict[str, Side] = {one.key: "theirs" for one in found.merged.conflicts}
        joined = merged_with(found.copy, found.theirs, sides)
        return joined.merged.playbook if joined is not None else found.merged.playbook

    def _conflict_row(self, at: int) -> Row:
        one = self.conflicts[at]
        side = self.choices.get(one.key)
        mark = ("● ", "$primary") if side else ("▸ ", WARNING)
        where = self.session.veiled(one.where, "public")
        return Row(
            f"{_CONFLICT}:{at}", said(mark, where), said((side or "to choose", "" if side else WARNING))
        )

    def _row(self, kind: str, at: int, one: Difference) -> Row:
        where = self.session.veiled(one.where, "public")
        return Row(f"{kind}:{at}", said((f"{SIGNS[one.kind]} ", "$primary"), where), said((one.kind, MUTED)))

    def _show_details(self) -> None:
        """Show a difference, or both sides of a conflict."""
        super()._show_details()
        conflict, sides = self.conflict_in_hand, self.query_one(Sides)
        sides.display = conflict is not None
        self.query_one(Details).display = conflict is None
        if conflict is not None:
            texts = (conflict.where, conflict.base, conflict.mine, conflict.theirs)
            where, base, mine, theirs = (self.session.veiled(text, "public") for text in texts)
            sides.show(where, base, mine, theirs, chosen=self.choices.get(conflict.key, ""))


def _asked_about(found: Iterable[Difference]) -> list[Difference]:
    """The differences without those that no one is asked about."""
    return [one for one in found if one.where not in _APART]


def _group(heading: str, found: Sequence[Row]) -> list[Row]:
    return [Row("", said((heading, f"bold {MUTED}"))), *found, Row("", Content(""))] if found else []


def _done_said(copy: PlaybookCopy) -> str:
    origin = copy.head.derived_from
    return f"“{copy.name}” is upgraded{f' to {origin}' if origin else ''}; what you changed stayed."
