"""Playbooks that leave: as their Markdown, or as a page to publish. Nothing of the user's data goes along."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Literal

from remoteos.domain.errors import Refused
from remoteos.domain.playbook_results import PlayTotals, totals
from remoteos.domain.runs import Run
from remoteos.formats.playbook_writing import write
from remoteos.services import playbooks
from remoteos.services.desk import Desk

Rendering = Literal["markdown", "html"]

SUFFIXES: dict[Rendering, str] = {"markdown": ".md", "html": ".html"}


def export(desk: Desk, which: str, rendering: Rendering = "markdown", *, results: bool = False) -> str:
    """A playbook as it leaves; ``results`` adds what came of its plays to a page, as totals and no more.

    Raises Refused for results in Markdown, which is the playbook alone, and as `playbooks.find` does.
    """
    playbook = playbooks.find(desk, which).playbook
    if rendering == "markdown":
        if results:
            raise Refused("Results go along in a page (html) alone. Nothing was written.")
        return write(playbook)
    from remoteos.formats.playbook_html import page  # loads what no other use of a playbook needs

    style = (files("remoteos") / "content" / "playbook.css").read_text("utf-8")
    return page(playbook, results_of(desk, playbook.id) if results else (), style=style)


def results_of(desk: Desk, identity: str) -> Sequence[PlayTotals]:
    """What came of the plays of a playbook over all years, as an export would tell it."""
    return totals(desk.store.everything(Run), identity)


def file_name(identity: str, rendering: Rendering) -> str:
    """What the file of an exported playbook is called."""
    return f"{identity}{SUFFIXES[rendering]}"
