"""Adopting a playbook: exactly what it adds to the day, each part to be taken or left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from remoteos.domain.adoption import PART_WORDS, RITUAL_S, TOO_LONG, Adoption, Offer, Part, PartKind
from remoteos.domain.errors import RemoteosError
from remoteos.domain.words import plural, reading_time
from remoteos.messages import Changed
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.playbook_text import part_said
from remoteos.screens.session import Session
from remoteos.services import adopting, playbooks
from remoteos.services.adopted import current
from remoteos.services.update_formats import FormatShelf
from remoteos.widgets.page_rows import PageRows
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part as Said
from remoteos.widgets.text import plain, said

_KEY = "bold $footer-key-foreground"
_MUTED = "$text-muted"
_IN = "  "
"""As wide as a mark: what is said of a part stands under its text."""

_AROUND = 12
"""So many lines of the screen are not the list's: the other parts of the box, and what is left around it."""
_LOWEST = 3

_PART, _LASTING = "part", "lasting"


class Adopt(Dialog[bool]):
    """Dismissed with True once something was changed; of an adopted playbook it changes what was taken.

    It tells the app itself what was done, for it opens over any page.
    """

    CSS_PATH: ClassVar[CSSPathType] = ["dialog.tcss", "adopt.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "take", "take or leave", show=False),
        Binding("enter", "adopt", "adopt", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  Textual types it so

    def __init__(self, session: Session, identity: str) -> None:
        super().__init__(session)
        self.identity = identity
        self.before: Adoption | None = None
        """The adoption as it was; None for a playbook that is not adopted."""
        self.offers: Sequence[Offer] = ()
        """What it can add."""
        self.taken: set[int] = set()
        """Which of the offers are taken, by their index."""
        self.lasting: Sequence[Part] = ()
        """What runs of its plays made and it keeps."""
        self._unread = ""

    def compose(self) -> ComposeResult:
        """The title, the parts, the one in hand in full, how long the rituals take, and the keys."""
        with Vertical(classes="box"):
            yield Static(classes="title", markup=False)
            yield PageRows(empty="It adds nothing to your day; its plays can be run all the same.")
            yield Static(classes="about", markup=False)
            yield Static(classes="times", markup=False)
            yield Static(classes="keys", markup=False)

    def on_mount(self) -> None:
        """Show what it would add, or why that is not known."""
        try:
            self._read()
        except RemoteosError as error:
            self.query_one(PageRows).empty = ""
            self._unread = str(error)
        keys = [("space", "take or leave"), ("enter", "save" if self.before else "adopt"), ("↑↓", "move")]
        line: list[Said] = [part for key, does in keys for part in ((key, _KEY), f" {does}  ")]
        self.query_one(".keys", Static).update(said(*(() if self._unread else line), ("esc", _KEY), " back"))
        self._fit(self.query_one(PageRows).rows)
        self.query_one(PageRows).focus()

    def on_resize(self) -> None:
        """There may be room for more of it, or for less."""
        self._fit(self.query_one(PageRows).rows)
        self.call_after_refresh(self._show_about)

    def on_rows_moved(self) -> None:
        """Show the part under the cursor in full."""
        self._show_about()

    def on_rows_selected(self) -> None:
        """Take or leave the part that was clicked."""
        self.action_take()

    def action_take(self) -> None:
        """Take the part in hand, or leave it; say so where that makes no difference."""
        kind, at = self._here
        if kind == _LASTING:
            self._problem("A run of one of its plays made it; it stays while the playbook is adopted.")
        elif kind and self.offers[at].is_mine:
            self._problem("You have that already, and yours is kept: there is nothing to choose.")
        elif kind:
            self.taken ^= {at}
            self._show()

    def action_adopt(self) -> None:
        """Adopt it with the parts that are taken; stay, and say why, when that does not work."""
        taken = [self.offers[at].part for at in sorted(self.taken)]
        try:
            before = current(self.session.desk, self.identity)
            after = self.session.change(lambda desk: adopting.adopt(desk, self.identity, taken))
        except RemoteosError as error:
            self._problem(str(error))
            return
        except OSError as error:
            self._problem(f"Nothing was changed: {error.strerror or error}.")
            return
        if after == before:
            self.app.post_message(Changed("Nothing was changed.", undo=False))
            self.dismiss(False)
            return
        does = "Saved" if before else "Adopted"
        self.app.post_message(Changed(f"{does}: {plural(len(taken), 'part')}."))
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Leave it as it is."""
        self.dismiss(False)

    # What is shown

    def _read(self) -> None:
        desk = self.session.desk
        playbook = playbooks.get(desk, self.identity).playbook
        self.offers = adopting.offers(desk, self.identity, self.session.shelf.without_adopted())
        self.before = current(desk, self.identity)
        self.lasting = adopting.lasting(desk, playbook)
        had = self.before.parts if self.before else [offer.part for offer in self.offers if offer.chosen]
        self.taken = {at for at, offer in enumerate(self.offers) if offer.part in had}
        title = f"{self._shown(playbook.title)} {playbook.version.removesuffix('.0')}"
        standing = "what of it is in your day" if self.before else "what it would add to your day"
        if self.before and self.before.version != playbook.version:
            standing += f", adopted as {self._shown(self.before.version)}"
        self.query_one(".title", Static).update(said(title, (f"  {standing}", f"not bold {_MUTED}")))
        self._show()

    def _show(self) -> None:
        self._fit(found := list(self._rows()))
        self.query_one(PageRows).show(found)
        self._show_about()
        self._show_times()

    def _fit(self, rows: Sequence[Row]) -> None:
        """Make the list as high as these rows, or as what the screen has left for it."""
        wanted = sum(row.height for row in rows) or 1
        self.query_one(PageRows).styles.height = max(_LOWEST, min(wanted, self.size.height - _AROUND))

    def _rows(self) -> Iterator[Row]:
        """The parts under what they are added to, then what runs made."""
        numbered = enumerate(self.offers)
        for at, (kind, group) in enumerate(groupby(numbered, lambda each: each[1].part.kind)):
            yield from self._heading(PART_WORDS[kind], first=not at)
            yield from (self._row(at, offer) for at, offer in group)
        if self.lasting:
            yield from self._heading("Made by its runs", first=not self.offers)
            for at, part in enumerate(self.lasting):
                yield Row(f"{_LASTING}:{at}", said((f"✓ {self._shown(part_said(part))}", _MUTED)))

    def _heading(self, words: str, *, first: bool) -> Iterator[Row]:
        if not first:
            yield Row("", Content(""))
        yield Row("", said((words.upper(), f"bold {_MUTED}")))

    def _row(self, at: int, offer: Offer) -> Row:
        """A part with its mark; what there is to know of it stands beneath."""
        part, is_taken = offer.part, offer.chosen if offer.is_mine else at in self.taken
        name = part.title if part.kind == "play" else part.name
        aside = part.value if part.kind in ("play", "preset") else ""
        note, style = self._note(at), _MUTED if offer.is_mine else ""
        mark = ("✓ ", style or "$success") if is_taken else ("○ ", _MUTED)
        under = said((f"{_IN}{self._shown(note)}", _MUTED)) if note else None
        text = said(mark, (self._shown(name), style))
        return Row(f"{_PART}:{at}", text, said((self._shown(aside), _MUTED)), under)

    def _note(self, at: int) -> str:
        """What there is to know of a part as things are chosen now."""
        offer = self.offers[at]
        if offer.note == TOO_LONG and (at in self.taken or self._seconds(offer.part) <= RITUAL_S):
            return ""
        return offer.note.removeprefix("off: ") if at in self.taken else offer.note

    def _seconds(self, more: Part) -> int:
        """What a ritual would take with one step more."""
        return self._takes(more.kind, [*self._chosen, more])

    def _takes(self, kind: PartKind, parts: Sequence[Part]) -> int:
        return adopting.ritual_s(self.session.desk, self.identity, kind, parts)

    @property
    def _chosen(self) -> list[Part]:
        """What would be in the day of it."""
        return [*(self.offers[at].part for at in sorted(self.taken)), *self.lasting]

    @property
    def _here(self) -> tuple[str, int]:
        kind, _, at = self.query_one(PageRows).current.partition(":")
        return kind, int(at or 0)

    def _shown(self, text: str) -> str:
        return self.session.veiled(text, "public")

    def _show_about(self) -> None:
        """Say the whole of a part that was cut, and what a format is for."""
        kind, at = self._here
        rows = self.query_one(PageRows)
        about = self.session.veil.notice(self._unread)
        if kind:
            part = self.offers[at].part if kind == _PART else self.lasting[at]
            row = next(one for one in rows.rows if one.id == rows.current)
            room = rows.scrollable_content_region.width
            is_cut = row.text.cell_length + row.aside.cell_length + bool(row.aside) > room
            about = part_said(part) if is_cut else ""
            if part.kind == "format" and kind == _PART and not self.offers[at].is_mine:
                about = self._format_said(part)
        self.query_one(".about", Static).update(plain(self._shown(about)))

    def _format_said(self, part: Part) -> str:
        """What an update says that is written in a format, or why none can be."""
        shelf = FormatShelf(self.session.config.parent / "formats", {part.name: part.value})
        try:
            found = shelf.load(part.name)
        except RemoteosError as error:
            return str(error)
        return found.summary or ", ".join(one.title for one in found.sections if one.title)

    def _show_times(self) -> None:
        """Say how long the rituals would take with what is chosen."""
        chosen = self._chosen
        parts: list[Said] = [("Minutes: ", _MUTED), *_time("start of the day", self._takes("start", chosen))]
        parts += [(" · ", _MUTED), *_time("end", self._takes("end", chosen))]
        if more := self._takes("week", chosen):
            parts += [(" · ", _MUTED), *_time("end of the week", more, "+")]
        self.query_one(".times", Static).update(said(*parts))

    def _problem(self, text: str) -> None:
        """Say in the place of the part in hand why something cannot be done."""
        shown = said((self.session.veil.notice(text), "$warning"))
        self.query_one(".about", Static).update(shown)


def _time(what: str, seconds: int, sign: str = "") -> list[Said]:
    """How long a ritual takes, and whether that is too long."""
    limit = f", over {reading_time(RITUAL_S)}" if seconds > RITUAL_S else ""
    return [(f"{what} ", _MUTED), (f"{sign}{reading_time(seconds)}{limit}", "$warning" if limit else "")]
