"""Importing playbooks: what a plan says of each file, and what one commit does with them."""

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from remoteos.domain.errors import BadInput, Refused
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbooks import Playbook
from remoteos.formats.playbook_writing import write
from remoteos.services import playbook_changes, playbook_joining, playbooks
from remoteos.services import playbook_imports as service
from remoteos.services.desk import Desk
from remoteos.services.playbook_imports import Imported, Item, Way
from tests.services.playbook_texts import play, playbook, raw, with_step

SHIPPED = "manage-your-manager"


def planned(desk: Desk, one: Playbook | bytes) -> Item:
    """The plan for one file."""
    content = one if isinstance(one, bytes) else raw(one)
    (item,) = service.plan(desk, [service.from_bytes(content, "a.md")]).items
    return item


def take_in(desk: Desk, one: Playbook, way: Way | None = None) -> Imported:
    plan = service.plan(desk, [service.from_bytes(raw(one), "a.md")])
    return service.apply(desk, plan, {"a.md": way} if way else {})


def library(desk: Desk) -> dict[str, str]:
    """The texts of the copies by their ids."""
    return {one.head.id: one.text for one in desk.store.all(PlaybookCopy)}


def test_a_new_playbook_is_added_with_all_that_is_known_of_it(desk: Desk) -> None:
    item = planned(desk, playbook())
    assert (item.state, item.way, item.ways, item.problems) == ("new", "add", (), ())
    assert item.sha256 == sha256(raw(playbook())).hexdigest()
    assert library(desk) == {}

    (done,) = take_in(desk, playbook()).done
    assert (done.way, done.copy.origin, done.copy.edited, done.copy.base) == ("add", "imported", False, "")
    assert done.copy.sha256 == item.sha256
    assert playbooks.get(desk, "help-desk").playbook == playbook()
    assert desk.store.commits()[-1].label == "import “Help desk”"


def test_a_file_in_any_form_is_kept_in_the_canonical_one(desk: Desk) -> None:
    odd = (
        raw(playbook()).replace(b"### Steps", b"### STEPS").replace(b"1. ", b"7)  ").replace(b"2. ", b"8)  ")
    )
    plan = service.plan(desk, [service.from_bytes(b"\xef\xbb\xbf" + odd.replace(b"\n", b"\r\n"))])
    service.apply(desk, plan)

    assert library(desk) == {"help-desk": write(playbook())}
    assert planned(desk, playbook()).state == "same"


def test_the_same_file_is_imported_once(desk: Desk) -> None:
    take_in(desk, playbook())
    version = desk.store.version
    item = planned(desk, playbook())

    assert (item.state, item.way, item.differences) == ("same", "skip", ())
    assert take_in(desk, playbook(), "replace").done == ()
    assert desk.store.version == version


def test_one_that_was_not_edited_is_replaced(desk: Desk) -> None:
    take_in(desk, playbook())
    newer = with_step(playbook(version="1.1.0"), "Write down what you know and tried.")
    item = planned(desk, newer)

    assert (item.state, item.way, item.ways) == ("changed", "replace", ("merge", "replace", "beside"))
    assert [one.where for one in item.differences] == ["version", "play “Hand over”, step 1"]
    assert item.notes == ("version 1.1.0 is newer than 1.0.0, which is kept",)
    take_in(desk, newer)
    assert library(desk) == {"help-desk": write(newer)}
    desk.store.undo(at=desk.now)
    assert library(desk) == {"help-desk": write(playbook())}


def test_an_older_version_is_left_out_unless_it_is_asked_for(desk: Desk) -> None:
    take_in(desk, playbook(version="2.0"))
    item = planned(desk, playbook(version="1.9.9"))

    assert (item.state, item.way, item.ways) == ("changed", "skip", ("replace", "beside"))
    assert "version 1.9.9 is older than 2.0, which is kept" in item.notes
    assert take_in(desk, playbook(version="1.9.9")).done == ()
    take_in(desk, playbook(version="1.9.9"), "replace")
    assert playbooks.get(desk, "help-desk").playbook.version == "1.9.9"


def test_an_edited_one_is_merged_where_nothing_conflicts(desk: Desk) -> None:
    take_in(desk, playbook())
    playbook_changes.save(desk, "help-desk", write(replace(playbook(), promise="Mine.")))
    newer = with_step(playbook(version="1.1"), "Write down what you know and tried.")
    item = planned(desk, newer)

    assert (item.state, item.way) == ("conflicting", "merge")
    (done,) = take_in(desk, newer).done
    now = playbooks.get(desk, "help-desk").playbook
    assert (now.promise, now.version, now.plays) == ("Mine.", "1.1", newer.plays)
    assert (done.copy.edited, done.copy.base, done.copy.sha256) == (True, write(newer), item.sha256)
    assert planned(desk, newer).state == "same"


@pytest.fixture
def conflicting(desk: Desk) -> Playbook:
    """A file whose step the kept one has in other words."""
    take_in(desk, playbook())
    playbook_changes.save(desk, "help-desk", write(with_step(playbook(), "Write down all that you know.")))
    return with_step(playbook(version="1.1"), "Write down what you know today.")


def test_an_edited_one_that_conflicts_is_kept_beside(desk: Desk, conflicting: Playbook) -> None:
    item = planned(desk, conflicting)
    assert (item.state, item.way, item.ways) == ("conflicting", "beside", ("replace", "beside"))
    assert "upgrade help-desk --from a.md" in " ".join(item.notes)
    with pytest.raises(Refused, match="merge is not possible, but replace, beside or skip"):
        take_in(desk, conflicting, "merge")
    before = library(desk)["help-desk"]
    (done,) = take_in(desk, conflicting).done

    assert done.copy.head.id == "help-desk-2"
    beside = playbooks.get(desk, "help-desk-2").playbook
    assert replace(beside, id="help-desk", derived_from="") == conflicting
    assert beside.derived_from == "help-desk@1.1"
    assert library(desk)["help-desk"] == before
    again = planned(desk, conflicting)
    assert (again.state, again.kept and again.kept.head.id) == ("same", "help-desk-2")


def test_an_edited_one_is_replaced_when_that_is_chosen(desk: Desk, conflicting: Playbook) -> None:
    (done,) = take_in(desk, conflicting, "replace").done

    assert library(desk) == {"help-desk": write(conflicting)}
    assert (done.copy.edited, done.copy.base) == (False, "")
    desk.store.undo(at=desk.now)
    assert "all that you know" in library(desk)["help-desk"]


def test_what_was_edited_since_the_same_file_came_is_left_alone(desk: Desk) -> None:
    take_in(desk, playbook())
    playbook_changes.save(desk, "help-desk", write(replace(playbook(), promise="Mine.")))
    item = planned(desk, playbook())

    assert (item.state, item.way, item.ways) == ("same", "skip", ("replace", "beside"))
    assert item.notes == ("you edited it since",)
    assert take_in(desk, playbook(), "merge").done == ()


def test_what_ships_is_never_replaced(desk: Desk) -> None:
    shipped = playbooks.get(desk, SHIPPED).playbook
    assert planned(desk, shipped).state == "same"
    other = replace(shipped, promise="Theirs.", version="9.0.0")
    item = planned(desk, other)

    assert (item.state, item.way, item.ways) == ("changed", "beside", ("beside",))
    assert item.notes == (f"{SHIPPED} ships with remoteos and stays as it is: this is kept as {SHIPPED}-2",)
    with pytest.raises(Refused, match="replace is not possible, but beside or skip"):
        take_in(desk, other, "replace")
    take_in(desk, other)
    assert playbooks.get(desk, SHIPPED).playbook == shipped
    assert playbooks.get(desk, f"{SHIPPED}-2").playbook.derived_from == f"{SHIPPED}@9.0.0"
    assert playbook_changes.upgrade_of(desk, f"{SHIPPED}-2") is None
    newer = planned(desk, replace(other, version="9.1.0"))
    assert (newer.state, newer.kept and newer.kept.head.id, newer.way) == (
        "changed",
        f"{SHIPPED}-2",
        "replace",
    )
    take_in(desk, replace(other, version="9.1.0"))
    assert list(library(desk)) == [f"{SHIPPED}-2"]
    assert planned(desk, shipped).notes == ("it ships with remoteos",)


def test_ones_own_playbook_that_comes_back_is_merged(desk: Desk) -> None:
    playbook_changes.derive(desk, SHIPPED, "mine")
    mine = playbooks.get(desk, "mine").playbook
    playbook_changes.save(desk, "mine", write(replace(mine, promise="Mine.")))
    theirs = replace(mine, plays=(*mine.plays, play("another-one")))
    (done,) = take_in(desk, theirs).done

    assert (done.way, done.copy.origin) == ("merge", "own")
    now = playbooks.get(desk, "mine").playbook
    assert (now.promise, len(now.plays)) == ("Mine.", len(mine.plays) + 1)
    assert now.derived_from == mine.derived_from


def test_ones_own_playbook_goes_on_following_when_it_is_replaced(desk: Desk) -> None:
    copy = playbook_changes.derive(desk, SHIPPED, "mine")
    theirs = replace(playbooks.get(desk, "mine").playbook, promise="Theirs.")
    (done,) = take_in(desk, theirs, "replace").done

    assert (done.copy.origin, done.copy.base, done.copy.edited) == ("own", copy.base, True)


def test_what_nobody_knows_the_beginning_of_is_not_merged(desk: Desk) -> None:
    (done,) = take_in(desk, playbook()).done
    desk.store.commit("by hand", [replace(done.copy, origin="own", edited=True)], at=desk.now)
    item = planned(desk, replace(playbook(), promise="Theirs."))

    assert (item.state, item.ways, item.way) == ("conflicting", ("replace", "beside"), "beside")


def test_several_files_are_one_commit_and_one_undo(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.md").write_bytes(raw(playbook(f"book-{number}")))
    (tmp_path / "in" / "x.md").write_bytes(b"---\nschema: 1\n---\n")
    plan = service.plan(desk, service.from_folder(tmp_path / "in"))
    done = service.apply(desk, plan, {str(tmp_path / "in" / "1.md"): "skip"}).done

    assert [one.copy.head.id for one in done] == ["book-0", "book-2"]
    assert [item.state for item in plan.items] == ["new", "new", "new", "unusable"]
    assert [one.label for one in desk.store.commits()] == ["import 2 playbooks"]
    desk.store.undo(at=desk.now)
    assert library(desk) == {}


def test_nothing_is_imported_when_the_library_changed_meanwhile(desk: Desk, conflicting: Playbook) -> None:
    sources = [service.from_bytes(raw(playbook("other")), "b"), service.from_bytes(raw(conflicting), "a")]
    plans = {way: service.plan(desk, sources) for way in ("beside", "replace")}
    playbook_changes.save(desk, "help-desk", write(replace(playbook(), promise="Mine.")))
    take_in(desk, playbook("help-desk-2"))
    before = library(desk)

    for way, plan in plans.items():
        with pytest.raises(Refused, match="changed elsewhere meanwhile. Nothing was imported"):  # noqa: RUF043
            service.apply(desk, plan, {"a": way})  # type: ignore[dict-item]
    take_in(desk, playbook("other"))
    with pytest.raises(Refused, match="meanwhile"):
        service.apply(desk, plans["beside"], {"a": "skip"})
    assert library(desk) == {**before, "other": write(playbook("other"))}


def test_a_folder_gives_its_markdown_files_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a.MD", "deep/c.md", "deep/deeper/d.md", ".hidden.md", ".git/e.md", "f.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw(playbook()))
    (tmp_path / "README.md").write_text("# Read me\n")
    found = service.from_folder(tmp_path)

    assert [(os.path.relpath(one.name, tmp_path), one.left_out) for one in found] == [
        ("README.md", "no playbook: it does not begin with a line “---”"),
        ("a.MD", ""),
        ("b.md", ""),
        ("deep/c.md", ""),
        ("deep/deeper", "folders are looked into one level deep"),
    ]


def test_the_first_of_two_files_with_one_id_counts(desk: Desk) -> None:
    other = replace(playbook(), promise="Another.")
    sources = [service.from_bytes(raw(one), name) for one, name in ((playbook(), "a"), (other, "b"))]
    plan = service.plan(desk, [*sources, service.from_bytes(raw(playbook()), "c")])

    assert [(item.state, item.way) for item in plan.items] == [
        ("new", "add"),
        ("conflicting", "skip"),
        ("same", "skip"),
    ]
    assert plan.items[1].notes == ("a has the id help-desk too and comes first; give this one another id",)
    service.apply(desk, plan, {"b": "replace"})
    assert library(desk) == {"help-desk": write(playbook())}


def test_a_playbook_too_large_in_its_canonical_form_is_named(desk: Desk) -> None:
    text = raw(playbook()).replace(b"promise: Nobody", b"xs: [" + b"a, " * 5_200 + b"a]\npromise: Nobody")
    item = planned(desk, text)

    assert (item.state, item.playbook) == ("unusable", None)
    assert "help-desk would be more than a playbook may be" in item.problems[-1].message
    with pytest.raises(BadInput):
        playbook_joining.fitting(playbook(about="x" * 600_000))
