"""Exporting a playbook: what is seen is what leaves, letter by letter, and what goes along is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from remoteos.commands import binding, bindings
from remoteos.domain.actions import ACTIONS, Place
from remoteos.domain.errors import NotFound
from remoteos.domain.playbook_results import PlayTotals
from remoteos.domain.playbooks import Playbook
from remoteos.domain.words import plural
from remoteos.screens import leaving
from remoteos.screens.page import Page
from remoteos.screens.session import Session
from remoteos.services import playbook_exports, playbooks
from remoteos.services.playbook_exports import Rendering
from remoteos.widgets.literal import Literal
from remoteos.widgets.text import said

_MUTED = "$text-muted"
_WARNING = "$warning"

_SAID: dict[Rendering, str] = {"markdown": "Markdown", "html": "a page to publish (html)"}

_HIGH = 30
"""From so many lines on there is room to list what goes along of many plays."""
_MOST, _MOST_ON_LOW = 12, 4

_BACK = next(action for action in ACTIONS if action.id == "back")


class ExportScreen(Page):
    """A playbook as it leaves: its Markdown, or one page to publish, with results when that is wanted."""

    CSS_PATH = "playbook_export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export"), binding(_BACK)]
    TITLE = "Export"
    place: ClassVar[Place] = "export"
    mode = "playbooks"
    explanation = (
        "A playbook letter by letter as it leaves: its Markdown, or one page to publish that loads nothing. "
        "None of your data goes along. A page may have what came of your runs, as totals of each play; the "
        "last lines say which. remoteos sends nothing itself: copy it, or write it to a file."
    )

    def __init__(self, session: Session, identity: str) -> None:
        super().__init__(session)
        self.identity = identity
        self.rendering: Rendering = "markdown"
        self.wants_results = False
        """Whether results are to go along where they can."""
        self.text = ""
        """What leaves, byte for byte; empty when there is nothing to export."""
        self.totals: Sequence[PlayTotals] = ()
        """What results there are of its plays."""
        self._book: Playbook | None = None

    def body(self) -> ComposeResult:
        """What it is, the text, and what goes along."""
        yield Static(id="export-head", markup=False)
        yield Literal(id="leaving")
        yield Static(id="export-foot", markup=False)

    def load(self) -> None:
        """Make the text as it would leave now; one whose playbook was removed leaves an empty page."""
        desk = self.session.desk
        try:
            self._book = book = playbooks.get(desk, self.identity).playbook
        except NotFound:
            self._book, self.text, self.totals = None, "", ()
        else:
            known = {play.id for play in book.plays}
            found = playbook_exports.results_of(desk, self.identity)
            self.totals = [one for one in found if one.play_id in known]
            self.text = playbook_exports.export(
                desk, self.identity, self.rendering, results=self.with_results
            )
        self.query_one("#export-head", Static).update(self._head())
        self.query_one(Literal).show(self.session.veiled(self.text, "public"))
        self._show_foot()
        if not self.query_one(Literal).has_focus:
            self.query_one(Literal).focus()

    def on_resize(self) -> None:
        """There may be room to list more of what goes along, or less."""
        self._show_foot()

    @property
    def with_results(self) -> bool:
        """Whether results go along."""
        return self.wants_results and self.rendering == "html" and bool(self.totals)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if action == "export_results":
            return self.rendering == "html" and bool(self.totals)
        if action.startswith("export_"):
            return bool(self.text)
        return super().check_action(action, parameters)

    def label(self, action: str, usual: str) -> str:
        """Say what the key would do."""
        if action == "export.as":
            return "as a page" if self.rendering == "markdown" else "as Markdown"
        if action == "export.results":
            return "without results" if self.with_results else "with results"
        return super().label(action, usual)

    def action_export_as(self) -> None:
        """Let it leave as the other: Markdown, or a page."""
        self.rendering = "html" if self.rendering == "markdown" else "markdown"
        self.reload()

    def action_export_results(self) -> None:
        """Let results go along, or not."""
        self.wants_results = not self.wants_results
        self.reload()

    def action_export_copy(self) -> None:
        """Put what leaves on the clipboard."""
        leaving.copy(self, self.text, self.session.key_of("export.write"))

    def action_export_write(self) -> None:
        """Ask for a file and write what leaves to it."""
        title = "Write the Markdown to a file" if self.rendering == "markdown" else "Write the page to a file"
        offered = f"~/{playbook_exports.file_name(self.identity, self.rendering)}"
        name = f"export {self.identity} {self.rendering}"
        leaving.ask_for_file(self, title, offered, self.text, name=name)

    # What is said of it

    def _head(self) -> Content:
        """Which playbook leaves, as what, and how much it is."""
        book = self._book
        if book is None:
            return said(("This playbook is gone.", "bold"))
        facts = [_SAID[self.rendering], f"{len(self.text.encode()):,} bytes"]
        if self.with_results:
            facts.append("with results")
        name = self.session.veiled(book.title, "public")
        return said((f"{name} {book.version.removesuffix('.0')}", "bold"), (f"  {', '.join(facts)}", _MUTED))

    def _show_foot(self) -> None:
        """Say what goes along of the user's own: nothing, or which totals."""
        lines = list(self._totals_said()) if self.with_results else [self._nothing_said()]
        if self.text and self.session.veiled(self.text, "public") != self.text:
            lines.append(said(("Names are hidden here only: they are in what leaves.", _WARNING)))
        self.query_one("#export-foot", Static).update(Content("\n").join(lines if self._book else ()))

    def _nothing_said(self) -> Content:
        """That none of the user's data leaves, and how results could."""
        nothing = ("None of your data goes along.", "bold")
        if not self.totals:
            return said(nothing, (" It is the playbook alone.", _MUTED))
        if self.rendering == "markdown":
            return said(nothing, (" A page can have your results, as totals.", _MUTED))
        key = self.session.key_of("export.results"), "bold $footer-key-foreground"
        return said(nothing, " ", key, (" adds your results, as totals.", _MUTED))

    def _totals_said(self) -> Sequence[Content]:
        """Exactly which totals leave, play by play, as far as there is room."""
        most = _MOST if self.app.size.height >= _HIGH else _MOST_ON_LOW
        titles = {play.id: play.title for play in self._book.plays} if self._book else {}
        lines = [said(("Of your data only these totals of finished runs go along:", "bold"))]
        fitting = self.totals if len(self.totals) <= most else self.totals[: most - 1]
        width = max(len(_counted(one)) for one in fitting)
        for one in fitting:
            title = self.session.veiled(titles.get(one.play_id, one.play_id), "public")
            lines.append(said((f"{_counted(one):<{width}}  ", _MUTED), title))
        if more := len(self.totals) - len(fitting):
            lines.append(said((f"and the same of {plural(more, 'more play')}, as the page has it", _MUTED)))
        return lines


def _counted(one: PlayTotals) -> str:
    """The totals of one play, all that leaves of its runs."""
    minutes = f", median {one.median_minutes} min" if one.median_minutes is not None else ""
    return f"{plural(one.runs, 'run')}, {one.worked} worked{minutes}"
