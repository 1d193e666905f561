"""Playbooks that leave: the whole playbook, and nothing of the user's data."""

from dataclasses import replace

import pytest

from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.runs import Run
from remoteos.domain.settings import Settings, You
from remoteos.formats.playbook_reading import read
from remoteos.services import adopting, playbook_changes, playbook_imports, playbooks
from remoteos.services import playbook_exports as service
from remoteos.services.desk import Desk

SHIPPED = "manage-your-manager"


def finished(desk: Desk, minutes: int) -> Run:
    """A run of the first play, with texts of the user's own in it."""
    play = playbooks.get(desk, SHIPPED).playbook.plays[0]
    return Run(
        **desk.birth(),
        playbook_id=SHIPPED,
        playbook_title="secret-title",
        version="1.0.0",
        play=play,
        started_on=desk.today,
        steps=(),
        ended_at=desk.now,
        minutes=minutes,
        worked="yes",
        note="secret-note",
    )


def test_markdown_is_the_playbook_alone(desk: Desk) -> None:
    kept = playbooks.get(desk, SHIPPED)
    text = service.export(desk, SHIPPED)

    assert read(text) == (kept.playbook, ())
    with pytest.raises(Refused, match="in a page"):
        service.export(desk, SHIPPED, results=True)
    with pytest.raises(NotFound):
        service.export(desk, "nowhere")


def test_an_export_comes_in_again_as_the_same(desk: Desk) -> None:
    playbook_changes.derive(desk, SHIPPED, "mine")
    source = playbook_imports.from_bytes(service.export(desk, "mine").encode())
    (item,) = playbook_imports.plan(desk, [source]).items

    assert item.state == "same"


def test_nothing_of_the_users_goes_along(desk: Desk) -> None:
    desk = desk._replace(settings=Settings(you=You("secret-name", "secret-role", "secret-manager")))
    playbook_changes.derive(desk, SHIPPED, "mine", "A title")
    adopting.adopt(desk, "mine", [])
    desk.store.commit("by hand", [finished(desk, 4_711), finished(desk, 4_711)], at=desk.now)
    copy = playbooks.copy_of(desk, "mine")
    assert copy is not None
    texts = [
        service.export(desk, "mine"),
        service.export(desk, "mine", "html"),
        service.export(desk, SHIPPED, "html", results=True),
    ]

    for text in texts:
        assert "secret" not in text
        assert copy.id not in text
        assert str(desk.store.folder) not in text
    assert "4,711" not in texts[1]
    assert ">Results<" not in service.export(desk, SHIPPED, "html")


def test_results_are_totals_in_a_page(desk: Desk) -> None:
    without = service.export(desk, SHIPPED, "html", results=True)
    assert without == service.export(desk, SHIPPED, "html")
    desk.store.commit("by hand", [finished(desk, 10), finished(desk, 30)], at=desk.now)
    page = service.export(desk, SHIPPED, "html", results=True)

    assert ">Results<" in page
    assert ">Results<" not in without
    (totals,) = service.results_of(desk, SHIPPED)
    assert (totals.runs, totals.worked, totals.median_minutes) == (2, 2, 20)
    assert service.results_of(desk, "other") == ()


def test_control_that_a_file_holds_all_the_same_does_not_leave(desk: Desk) -> None:
    copy = playbook_changes.derive(desk, SHIPPED, "mine")
    odd = copy.text.replace("promise: ", "promise: \u202e\x9b", 1)
    desk.store.commit("by hand", [replace(copy, text=odd)], at=desk.now)
    assert "\u202e" in desk.store.all(PlaybookCopy)[0].text
    for text in (service.export(desk, "mine"), service.export(desk, "mine", "html")):
        assert text.replace("\n", "").isprintable()


def test_a_file_has_the_name_of_its_playbook() -> None:
    assert service.file_name("mine", "markdown") == "mine.md"
    assert service.file_name("mine", "html") == "mine.html"
