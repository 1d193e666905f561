"""Deriving, editing, upgrading and removing the playbooks that the user keeps."""

from dataclasses import replace

import pytest

from remoteos.domain.errors import Ambiguous, BadInput, NotFound, Refused
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbooks import Playbook
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import write
from remoteos.services import adopting, playbook_imports, playbooks
from remoteos.services import playbook_changes as service
from remoteos.services.desk import Desk
from remoteos.services.playbook_sources import from_bytes
from tests.services.playbook_texts import play, playbook, raw, with_step

SHIPPED = "manage-your-manager"


def take_in(desk: Desk, one: Playbook) -> PlaybookCopy:
    """Import a playbook in its default way."""
    (done,) = playbook_imports.apply(desk, playbook_imports.plan(desk, [from_bytes(raw(one), "a.md")])).done
    return done.copy


def kept(desk: Desk, identity: str) -> Playbook:
    return playbooks.get(desk, identity).playbook


def test_a_shipped_playbook_is_derived_under_another_id(desk: Desk) -> None:
    original = kept(desk, SHIPPED)
    copy = service.derive(desk, SHIPPED)

    assert copy.head.id == f"my-{SHIPPED}"
    assert copy.head.derived_from == f"{SHIPPED}@{original.version}"
    assert (copy.origin, copy.edited, copy.base) == ("own", False, write(original))
    assert kept(desk, SHIPPED) == original
    assert replace(kept(desk, copy.head.id), id=SHIPPED, derived_from="") == original
    assert service.derive(desk, SHIPPED, title=" Ana\x1b[31m ").head.id == f"my-{SHIPPED}-2"
    assert kept(desk, f"my-{SHIPPED}-2").title == "Ana"


def test_where_a_copy_came_from_is_kept_when_its_text_leaves_it_out(desk: Desk) -> None:
    copy = service.derive(desk, SHIPPED)
    line = f"derived from: {copy.head.derived_from}\n"
    assert line in copy.text
    edited = service.save(
        desk, copy.head.id, copy.text.replace(line, "").replace("Manage your", "Guide your")
    )
    assert edited.head.derived_from == copy.head.derived_from


def test_one_undo_takes_a_derived_playbook_back(desk: Desk) -> None:
    service.derive(desk, SHIPPED, "mine")
    commit = desk.store.undo(at=desk.now)

    assert commit is not None
    assert commit.label == "derive “Manage your manager”"
    with pytest.raises(NotFound):
        playbooks.get(desk, "mine")


@pytest.mark.parametrize("identity", ["../../x", "/etc/x", "Mine", "a b", "a--b", "x" * 61, "\u0430ccount"])
def test_an_id_that_no_playbook_can_have_is_refused(desk: Desk, identity: str) -> None:
    with pytest.raises(Refused, match="cannot be the id"):
        service.derive(desk, SHIPPED, identity)
    assert desk.store.all(PlaybookCopy) == ()


def test_an_id_is_taken_once_among_copies_and_what_ships(desk: Desk) -> None:
    service.derive(desk, SHIPPED, "mine")
    for identity in ("mine", SHIPPED):
        with pytest.raises(Refused, match="already"):
            service.derive(desk, SHIPPED, identity)
    with pytest.raises(BadInput):
        service.derive(desk, SHIPPED, "other", title="x" * 301)


def test_a_long_id_leaves_room_for_what_is_added(desk: Desk) -> None:
    take_in(desk, playbook("x" * 60))
    ids = [service.derive(desk, "x" * 60).head.id for _ in range(3)]

    assert ids == ["my-" + "x" * 57, "my-" + "x" * 55 + "-2", "my-" + "x" * 55 + "-3"]


def test_an_edited_text_is_kept_in_the_canonical_form(desk: Desk) -> None:
    copy = service.derive(desk, SHIPPED, "mine")
    text = copy.text.replace("- **When**: ", "- WHEN:   ", 1).replace("title: Manage", "title: Steer")
    edited = service.save(desk, "mine", text)

    assert edited.edited
    assert (edited.name, edited.base) == ("Steer your manager", copy.base)
    assert edited.text == write(kept(desk, "mine"))
    assert desk.store.commits()[-1].label == "edit “Steer your manager”"


def test_a_text_that_says_the_same_changes_nothing(desk: Desk) -> None:
    copy = service.derive(desk, SHIPPED, "mine")
    version = desk.store.version
    service.save(desk, "mine", "\ufeff" + copy.text.replace("\n", "\r\n"))

    assert desk.store.version == version


def test_a_text_that_cannot_be_used_is_named_with_its_place(desk: Desk) -> None:
    copy = service.derive(desk, SHIPPED, "mine")
    for text, said in (
        (copy.text.replace("schema: 1", "schema: 9"), "Line 2, column 1: this playbook has schema 9"),
        (copy.text.replace("licence:", "x:").replace("version:", "y:"), r"\(1 error more\)"),
        ("\udcff", "Line 1, column 1: this is not text in UTF-8"),
        ("x" * 600_000, "more than 512 KiB"),
        (copy.text + "\n[a](javascript:x)\n", "links may be http"),
    ):
        with pytest.raises(BadInput, match=said):
            service.save(desk, "mine", text)
    assert playbooks.copy_of(desk, "mine") == copy


def test_the_id_stays_and_what_ships_is_not_edited(desk: Desk) -> None:
    copy = service.derive(desk, SHIPPED, "mine")
    with pytest.raises(Refused, match="The id must stay mine, not other"):
        service.save(desk, "mine", copy.text.replace("id: mine", "id: other"))
    with pytest.raises(Refused, match="ships with remoteos"):
        service.save(desk, SHIPPED, copy.text)
    with pytest.raises(NotFound):
        service.save(desk, "nowhere", copy.text)


def test_an_edit_never_overwrites_what_was_changed_meanwhile(desk: Desk) -> None:
    copy = service.derive(desk, SHIPPED, "mine")
    service.save(desk, "mine", copy.text.replace("title: Manage", "title: Lead"))

    with pytest.raises(Refused, match="changed elsewhere"):
        service.edit(desk, copy, copy.text.replace("title: Manage", "title: Steer"))
    assert kept(desk, "mine").title == "Lead your manager"


def test_editing_a_shipped_one_takes_the_copy_that_there_is(desk: Desk) -> None:
    fresh = service.to_edit(desk, SHIPPED)
    assert desk.store.all(PlaybookCopy) == ()
    service.edit(desk, fresh, fresh.text)
    assert desk.store.all(PlaybookCopy) == ()

    edited = service.edit(desk, fresh, fresh.text.replace("title: Manage", "title: Steer"))
    assert service.to_edit(desk, SHIPPED).id == edited.id
    assert len(desk.store.commits()) == 1
    service.derive(desk, SHIPPED)
    with pytest.raises(Ambiguous, match=f"my-{SHIPPED}, my-{SHIPPED}-2"):
        service.to_edit(desk, SHIPPED)
    assert service.to_edit(desk, SHIPPED, "third").head.id == "third"


def test_an_imported_one_remembers_what_its_edits_began_from(desk: Desk) -> None:
    before = take_in(desk, playbook())
    edited = service.save(desk, "help-desk", write(with_step(playbook(), "Mine.")))
    assert (edited.edited, edited.base) == (True, before.text)

    again = service.save(desk, "help-desk", before.text)
    assert (again.edited, again.base) == (False, "")


@pytest.fixture
def derived(desk: Desk) -> Desk:
    """A copy of a playbook that has a newer version by now; both changed a step, and other parts each."""
    one = playbook("help-desk", "1.0.0", play("hand-over"), play("ask", "Ask one."))
    take_in(desk, one)
    copy = service.derive(desk, "help-desk", "mine")
    mine, _ = read(copy.text)
    assert mine is not None
    service.save(desk, "mine", write(with_step(mine, "Write down all that you know.", promise="Mine.")))
    newer = with_step(one, "Write down what you know today.", version="1.1.0", licence="CC0-1.0")
    take_in(desk, replace(newer, plays=(*newer.plays, play("third", "A third."))))
    return desk


def test_untouched_parts_follow_and_conflicts_are_shown(derived: Desk) -> None:
    found = service.upgrade_of(derived, "mine")

    assert found is not None
    assert found.merged.conflicts
    assert (found.copy.head.id, found.theirs.version) == ("mine", "1.1.0")
    assert found.merged.playbook.licence == "CC0-1.0"
    assert found.merged.playbook.promise == "Mine."


def test_an_upgrade_waits_until_every_conflict_has_a_choice(derived: Desk) -> None:
    found = service.upgrade_of(derived, "mine")
    assert found is not None
    before = playbooks.copy_of(derived, "mine")
    with pytest.raises(Refused, match=r"changed on both sides\. Nothing was changed"):
        service.upgrade(derived, "mine")
    with pytest.raises(Refused, match="'nothing/there' is no conflict of mine"):
        service.upgrade(derived, "mine", {"nothing/there": "mine"})
    assert playbooks.copy_of(derived, "mine") == before

    keys = {one.key: "theirs" for one in found.merged.conflicts}
    copy = service.upgrade(derived, "mine", keys)  # type: ignore[arg-type]
    now = kept(derived, "mine")
    assert now.plays[0].steps[0].text == "Write down what you know today."
    assert (now.version, now.promise, now.derived_from) == ("1.1.0", "Mine.", "help-desk@1.1.0")
    assert [one.id for one in now.plays] == ["hand-over", "ask", "third"]
    assert copy.base == playbooks.get(derived, "help-desk").text
    assert service.upgrade_of(derived, "mine") is None
    with pytest.raises(Refused, match="nothing newer"):
        service.upgrade(derived, "mine")


def test_one_undo_takes_an_upgrade_back(derived: Desk) -> None:
    before = playbooks.copy_of(derived, "mine")
    found = service.upgrade_of(derived, "mine")
    assert found is not None
    service.upgrade(derived, "mine", {one.key: "mine" for one in found.merged.conflicts})
    commit = derived.store.undo(at=derived.now)

    assert commit is not None
    assert commit.label == "upgrade “Help desk”"
    assert playbooks.copy_of(derived, "mine") == before


def test_what_has_nothing_newer_has_no_upgrade(desk: Desk) -> None:
    service.derive(desk, SHIPPED)
    take_in(desk, playbook())

    assert service.upgrade_of(desk, SHIPPED) is None
    assert service.upgrade_of(desk, f"my-{SHIPPED}") is None
    assert service.upgrade_of(desk, "help-desk") is None
    assert service.upgrade_of(desk, "help-desk", playbook()) is None
    assert service.upgrade_of(desk, "help-desk", playbook(version="0.9")) is None
    with pytest.raises(Refused, match="other is another playbook than help-desk"):
        service.upgrade_of(desk, "help-desk", playbook("other"))


def test_an_imported_one_is_upgraded_with_a_newer_file(desk: Desk) -> None:
    take_in(desk, playbook())
    service.save(desk, "help-desk", write(replace(playbook(), promise="Mine.")))
    newer = with_step(playbook(version="1.1"), "Theirs.")
    copy = service.upgrade(desk, "help-desk", {}, newer)

    now = kept(desk, "help-desk")
    assert (now.version, now.promise, now.plays[0].steps[0].text) == ("1.1", "Mine.", "Theirs.")
    assert (copy.edited, copy.base) == (True, write(newer))


def test_ones_own_playbook_comes_back_improved_by_somebody_else(derived: Desk) -> None:
    mine = kept(derived, "mine")
    theirs = replace(mine, plays=(*mine.plays, play("fourth", "A fourth.")))
    base = playbooks.copy_of(derived, "mine").base  # type: ignore[union-attr]
    copy = service.upgrade(derived, "mine", {}, theirs)

    assert [one.id for one in kept(derived, "mine").plays] == ["hand-over", "ask", "fourth"]
    assert copy.base == base
    assert kept(derived, "mine").derived_from == "help-desk@1.0.0"


def test_two_that_are_too_much_together_are_not_joined(desk: Desk) -> None:
    one = playbook()
    take_in(desk, one)
    long = "x" * 270_000
    service.save(desk, "help-desk", write(replace(one, about=long)))
    newer = with_step(one, "Other.", version="2.0")
    newer = replace(newer, plays=(replace(newer.plays[0], intro=long), *newer.plays[1:]))

    with pytest.raises(BadInput, match="more than 512 KiB"):
        service.upgrade(desk, "help-desk", {}, newer)
    assert kept(desk, "help-desk").about == long


def test_a_copy_is_removed_unless_it_is_adopted(desk: Desk) -> None:
    service.derive(desk, SHIPPED, "mine")
    adopting.adopt(desk, "mine", [])
    with pytest.raises(Refused, match="is adopted"):
        service.remove(desk, "mine")
    adopting.drop(desk, "mine")
    service.remove(desk, "mine")
    assert desk.store.all(PlaybookCopy) == ()
    with pytest.raises(Refused, match="ships with remoteos"):
        service.remove(desk, SHIPPED)
    desk.store.undo(at=desk.now)
    assert kept(desk, "mine").id == "mine"


def test_what_a_playbook_was_made_from_is_found(derived: Desk) -> None:
    made_from = service.made_from(derived, playbooks.get(derived, "mine"))
    assert made_from is not None
    assert (made_from.id, made_from.version) == ("help-desk", "1.0.0")
    assert service.made_from(derived, playbooks.get(derived, SHIPPED)) is None
    take_in(derived, playbook("child", derived_from="help-desk@1.0.0"))
    of_child = service.made_from(derived, playbooks.get(derived, "child"))
    assert of_child is not None
    assert (of_child.id, of_child.version) == ("help-desk", "1.1.0")
