"""The settings: section by section, each change saved as it is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from remoteos.commands import binding, bindings
from remoteos.domain.actions import ACTIONS, Place
from remoteos.screens.session import Session
from remoteos.screens.setting_actions import SettingActions
from remoteos.screens.setting_entries import SECTIONS, Entry, Section, default_said, step_entry
from remoteos.services.settings import load
from remoteos.widgets.page_rows import PageRows
from remoteos.widgets.rows import Row, Rows
from remoteos.widgets.text import joined, plain, said

_UNDO = next(action for action in ACTIONS if action.id == "undo")

_BACK_TURN = 24
"""Leaving comes after what can be done with a setting, and before what can be done everywhere."""

_MARKS = {True: "● ", False: "○ ", None: ""}


class SettingsScreen(SettingActions):
    """Sections at the left, their settings beside them, and what the one under the cursor is for beneath."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("settings"),
        binding(_UNDO),  # here it takes back settings
        Binding("left", "to_sections", show=False),
        Binding("right", "to_entries", show=False),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""
    place: ClassVar[Place] = "settings"
    TITLE = "Settings"
    explanation = (
        "Each change is saved in the settings file as you make it; comments and everything else in the file "
        "stay, and what is changed there shows here. What you changed here can be taken back here."
    )
    legend = (("● on", "It counts"), ("○ off", "It does not"))

    def __init__(self, session: Session, section: str = "") -> None:
        """``section`` is the id of the one to begin with."""
        super().__init__(session)
        self.entries: Mapping[str, Entry] = {}
        """The settings of the section that is shown, by their ids."""
        self._first = section
        self.section = next((one for one in SECTIONS if one.id == section), SECTIONS[0])

    # How it is shown

    def body(self) -> ComposeResult:
        """Where they are kept, what is wrong there, the two lists, and a word on the setting in hand."""
        yield Static("", id="settings-place", markup=False)
        yield Static("", id="settings-problems", markup=False)
        with Horizontal(id="settings"):
            yield PageRows(id="sections")
            with Vertical():
                yield PageRows(id="entries")
                yield Static("", id="about-setting", markup=False)

    def on_mount(self) -> None:
        """Begin with the sections, or with the settings of the one that was asked for."""
        self._show_sections()
        self.query_one("#sections", Rows).go_to(self.section.id)
        self.query_one("#entries" if self._first else "#sections").focus()

    def load(self) -> None:
        """Show the section with the settings as they are now."""
        self.given = load(self.session.config).given
        self.query_one("#settings-place", Static).update(
            said(
                ("Settings", "bold"),
                (f"  saved as you change them, in {_short(self.session.config)}", "$text-muted"),
            )
        )
        problems = self.query_one("#settings-problems", Static)
        problems.update(joined([plain(one) for one in self.session.problems], "\n"))
        problems.display = bool(self.session.problems)
        self.entries = {one.id: one for one in self._listed()}
        self.query_one("#entries", Rows).show([_row(one) for one in self.entries.values()])
        self._show_about()

    @property
    def in_hand(self) -> Entry | None:
        """The setting under the cursor, while the cursor is among them."""
        entries = self.query_one("#entries", Rows)
        return self.entries.get(entries.current) if self.focused is entries else None

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the section under the cursor, or what the setting under it is for."""
        if event.rows.id == "sections" and event.id != self.section.id:
            self.section = next(one for one in SECTIONS if one.id == event.id)
            self.query_one("#entries", Rows).show(())
            self._show_sections()
            self.load()
        self._show_about()
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """Show the keys of the list that is worked in."""
        self.refresh_bindings()

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """A click on a section goes to its settings, one on a setting changes it."""
        if event.rows.id == "entries":
            self.action_setting_change()
        else:
            self.action_to_entries()

    def label(self, action: str, usual: str) -> str:
        """Say what a key does to what is in hand."""
        entry = self.in_hand
        if action == "setting.change" and entry is None:
            return "open"
        if action == "setting.toggle" and entry is not None:
            return "turn off" if entry.on else "turn on"
        return super().label(action, usual)

    def action_setting_change(self) -> None:
        """Change the setting in hand, or go to the settings of the section."""
        if self.in_hand is None:
            self.action_to_entries()
        else:
            super().action_setting_change()

    def action_to_sections(self) -> None:
        """Go to the list of sections."""
        self.query_one("#sections").focus()

    def action_to_entries(self) -> None:
        """Go to the settings of the section."""
        self.query_one("#entries").focus()

    def rank(self, action: str) -> int | None:
        """The way back stands in the footer too; one key is enough for what is on or off."""
        entry = self.in_hand
        if action == "setting.change" and entry is not None and entry.on is not None:
            return None
        return _BACK_TURN if action == "back" else super().rank(action)

    def _show_sections(self) -> None:
        self.query_one("#sections", Rows).show([_heading(one, self.section) for one in SECTIONS])

    def _listed(self) -> list[Entry]:
        """The settings of the section; steps of one's own that were turned off can be turned on again."""
        entries = list(self.section.entries(self.session.desk.settings, self.session.veil))
        if self.ritual is not None:
            there = {one.name for one in entries}
            gone = [name for name in self.left_out[self.ritual] if name not in there]
            entries[-1:-1] = [step_entry(self.ritual, name, self.session.veil, on=False) for name in gone]
        return entries

    def _show_about(self) -> None:
        entry = self.entries.get(self.query_one("#entries", Rows).current)
        about = "" if entry is None else f"{entry.what} {default_said(entry, self.given)}"
        self.query_one("#about-setting", Static).update(plain(about))


def _heading(section: Section, shown: Section) -> Row:
    if section == shown:
        return Row(section.id, said(("▸ ", "$primary"), (section.title, "bold")))
    return Row(section.id, plain(f"  {section.title}"))


def _row(entry: Entry) -> Row:
    if entry.kind == "add":
        return Row(entry.id, said((entry.label, "$text-muted")))
    sign = (_MARKS[entry.on], "$primary" if entry.on else "$text-muted")
    return Row(entry.id, plain(entry.label), said(sign, entry.value))


def _short(path: Path) -> str:
    """A path with the home folder said in short."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
