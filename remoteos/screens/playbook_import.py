"""Importing playbooks: what is in a file or a folder, what each would do, and then all of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.errors import NotFound
from remoteos.domain.text import on_one_line, required
from remoteos.domain.words import plural
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.playbook_change_text import MUTED, WARNING, item_entries, item_row, left_out_rows
from remoteos.screens.reading import ReadingLedger
from remoteos.screens.session import Session
from remoteos.services import playbook_imports as service
from remoteos.services.playbook_imports import Imported, Item, Plan, Source, Way
from remoteos.widgets.details import Entry
from remoteos.widgets.fields import Field
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said

_WAYS: dict[str, Way] = {
    "import_beside": "beside",
    "import_replace": "replace",
    "import_merge": "merge",
    "import_skip": "skip",
}
"""What the keys make of the file under the cursor."""

_NEVER = object()
"""No version of the library was looked at yet; that of an empty one is None."""


class ImportScreen(ReadingLedger):
    """The files that were found, each compared with the library; nothing is kept before enter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("import")
    TITLE = "Import playbooks"
    place: ClassVar[Place] = "import"
    mode = "playbooks"
    edit_action = "import_all"
    explanation = (
        "What importing these files would do, before anything is kept: who wrote them, under which licence, "
        "what they were made from, and how they differ from what you have. Nothing in a playbook is executed "
        "and nothing is fetched. One that is there already is kept beside it, takes its place, or is joined "
        "with it, so that your changes stay. All of it is one change, which undo takes back."
    )
    legend = (
        ("+  ~", "Will be added or kept beside, will replace or be merged"),
        ("·  !", "Is left out, cannot be used"),
    )

    def __init__(self, session: Session, path: str = "") -> None:
        super().__init__(session)
        self.path = path
        """What was asked for, as it was typed."""
        self.plan = Plan((), ())
        self._sources: Sequence[Source] = ()
        self._ways: dict[str, Way] = {}
        self._planned_at: object = _NEVER

    def on_mount(self) -> None:
        """Ask for a file or a folder, unless one was given."""
        super().on_mount()
        if not self._sources:
            self.call_after_refresh(self.action_import_path)

    def read(self) -> Sequence[Row]:
        """The files that can be looked at, then those that are left out."""
        if self.path and not self._sources:
            self._take(self.path)
        self._look()
        items = [
            item_row(self.session, item, self.way(item), self._within(item.source))
            for item in self.plan.items
        ]
        return [*items, *self._left_out()]

    def count_said(self) -> Content:
        """How many files there are, and what becomes of them."""
        if not self._sources:
            return said(("Import playbooks", "bold"))
        count, chosen = len(self.plan.items), len(self.chosen)
        broken = sum(item.state == "unusable" for item in self.plan.items)
        return said(
            (plural(count, "playbook"), "bold"),
            (f"  {chosen} to import" if chosen else "  nothing to import" if count else "", "$primary"),
            (f"  {broken} with errors" if broken else "", WARNING),
            (f"  {self.session.veiled(self.path, 'public')}", MUTED),
        )

    def welcome(self) -> Sequence[Content]:
        """What can be imported."""
        lines = [
            plain(
                "A playbook is one Markdown file. Name it, or a folder that has several: you see what is in "
                "them, who wrote them and what they would change, before anything is kept."
            ),
            Content(""),
            said(self.key("import.path"), " asks for a file or a folder."),
        ]
        return [
            *lines,
            *(text for row in self._left_out() for text in (row.text, row.under) if text is not None),
        ]

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The file in hand."""
        item = self.in_hand
        if item is None:
            return Content(""), ()
        found = item.playbook
        title = f"{found.title} {found.version}" if found else "It cannot be used, and is left out"
        return said((self.session.veiled(title, "public"), "bold")), list(
            item_entries(self.session, item, self.way(item))
        )

    @property
    def in_hand(self) -> Item | None:
        """The file under the cursor."""
        here = self.current
        return next((item for item in self.plan.items if item.source == here), None)

    @property
    def chosen(self) -> Sequence[Item]:
        """The files that are imported as things stand."""
        return [item for item in self.plan.items if self.way(item) != "skip"]

    def way(self, item: Item) -> Way:
        """What becomes of a file as things stand."""
        chosen = self._ways.get(item.source, item.way)
        return chosen if chosen in ("skip", item.way, *item.ways) else item.way

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        item = self.in_hand
        if action == "import_all":
            return bool(self.chosen)
        if action == "import_settle":
            return item is not None and _can_settle(item)
        if action == "import_skip":
            return item is not None and item.state != "unusable" and (item.way != "skip" or bool(item.ways))
        if action in _WAYS:
            return item is not None and _WAYS[action] in item.ways and self.way(item) != _WAYS[action]
        return super().check_action(action, parameters)

    def label(self, action: str, usual: str) -> str:
        """Say how many are imported, and what the key would do to the one in hand."""
        item = self.in_hand
        if action == "import.all":
            return f"import {len(self.chosen)}"
        if action == "import.skip" and item is not None and self.way(item) == "skip":
            return "take it in"
        return super().label(action, usual)

    # What can be done

    def action_import_path(self) -> None:
        """Ask for a file or a folder."""

        def save(values: Values) -> None:
            self._take(required(values["path"], "path"))

        fields = [Field("path", "From", self.path, "~/playbooks, or handover.md in it")]
        note = "A Markdown file, or a folder with several. Nothing is kept before you have seen it."
        form = Form(self.session, "Import playbooks", fields, save, name="import", note=note, does="look")
        self.app.push_screen(form, self._asked)

    def action_import_beside(self) -> None:
        """Keep the file beside what is there."""
        self._choose("beside")

    def action_import_replace(self) -> None:
        """Put the file in the place of what is there."""
        self._choose("replace")

    def action_import_merge(self) -> None:
        """Join the file with what is there."""
        self._choose("merge")

    def action_import_skip(self) -> None:
        """Leave the file out, or take it in again."""
        item = self.in_hand
        if item is not None:
            again = item.way if item.way != "skip" else item.ways[0]
            self._choose(again if self.way(item) == "skip" else "skip")

    def action_import_settle(self) -> None:
        """Join the file with what is there part by part."""
        from remoteos.screens.playbook_upgrade import UpgradeScreen

        item = self.in_hand
        if item is not None and item.kept is not None:
            self.app.push_screen(UpgradeScreen(self.session, item.kept.head.id, item.playbook))

    def action_import_all(self) -> None:
        """Import all that is chosen, in one change."""
        ways = {item.source: self.way(item) for item in self.plan.items}
        done = self.act(lambda desk: service.apply(desk, self.plan, ways), _imported_said)
        if done is None:
            self.reload()  # the library may have changed meanwhile
        else:
            self.app.pop_screen()

    def _choose(self, way: Way) -> None:
        item = self.in_hand
        if item is not None:
            self._ways[item.source] = way
            self.load()
            self.refresh_bindings()

    def _asked(self, found: bool | None) -> None:
        if found:
            self.reload()
        elif not self._sources:
            self.app.pop_screen()

    def _take(self, typed: str) -> None:
        """Read what is there; raises a RemoteosError with one line to show when it cannot be read."""
        try:
            path = Path(typed).expanduser()
            sources = service.from_folder(path) if path.is_dir() else (service.from_file(path),)
        except (OSError, RuntimeError, ValueError) as error:
            why = (getattr(error, "strerror", None) or str(error)).lower()
            raise NotFound(f"{on_one_line(typed)} cannot be read: {why}. Nothing was changed.") from error
        if not sources:
            raise NotFound(f"There is no Markdown file in {on_one_line(typed)}. Nothing was changed.")
        self.path, self._sources, self._ways, self._planned_at = typed, sources, {}, _NEVER

    def _left_out(self) -> Sequence[Row]:
        return left_out_rows(self.session, self.plan.left_out, self._within)

    def _within(self, source: str) -> str:
        """The name of a file without the folder that was asked for."""
        folder = f"{on_one_line(str(Path(self.path).expanduser()))}/"
        return source.removeprefix(folder) if source.startswith(folder) else Path(source).name

    def _look(self) -> None:
        """Compare the files with the library, whenever that changed."""
        version = self.session.desk.store.version
        if self._sources and self._planned_at != version:
            self.plan = service.plan(self.session.desk, self._sources)
            self._planned_at = version


def _imported_said(done: Imported) -> str:
    names = [one.copy.name for one in done.done]
    return f"“{names[0]}” is imported." if len(names) == 1 else f"{len(names)} playbooks are imported."


def _can_settle(item: Item) -> bool:
    """Whether both sides changed the same parts, so that the two can only be joined part by part."""
    return item.kept is not None and item.state == "conflicting" and "merge" not in item.ways
