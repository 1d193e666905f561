"""Playbooks that nobody should trust, through check and import: each problem named, nothing changed."""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from remoteos.domain.errors import BadInput, RemoteosError
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbooks import Problem
from remoteos.services import playbook_imports as service
from remoteos.services import playbooks
from remoteos.services.desk import Desk
from remoteos.services.playbook_files import LARGEST, check
from remoteos.services.playbook_sources import MOST_FILES
from tests.services.playbook_texts import playbook, raw
from tests.services.test_playbook_files import DOCS, mutated

pytestmark = pytest.mark.usefixtures("unmeasured")

GOOD = raw(playbook())


def named(desk: Desk, content: bytes, said: str) -> Problem:
    """The problem that check and import both name; nothing is imported."""
    checked = check(content)
    assert checked.playbook is None
    found = next(problem for problem in checked.problems if said in problem.message)
    plan = service.plan(desk, [service.from_bytes(content)])
    assert [item.state for item in plan.items] == ["unusable"]
    assert found in plan.items[0].problems
    assert not plan.usable
    assert service.apply(desk, plan).done == ()
    assert desk.store.commits() == ()
    assert all(problem.message.isprintable() for problem in checked.problems)
    return found


def kept(desk: Desk, content: bytes) -> str:
    """The text that is kept of a file that can be used."""
    service.apply(desk, service.plan(desk, [service.from_bytes(content)]))
    (copy,) = desk.store.all(PlaybookCopy)
    return copy.text


def in_front(line: bytes) -> bytes:
    """A good playbook with another line in its front matter."""
    return GOOD.replace(b"---\n", b"---\n" + line + b"\n", 1)


def test_bytes_that_are_not_utf_8_are_named_with_their_line(desk: Desk) -> None:
    found = named(desk, GOOD.replace(b"Nobody", b"\xff\xfe"), "not text in UTF-8")
    assert found.line == GOOD[: GOOD.index(b"Nobody")].count(b"\n") + 1


def test_a_hundred_megabytes_are_not_read(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "folder" / "large.md"
    file.parent.mkdir()
    with file.open("wb") as sparse:
        sparse.write(GOOD)
        sparse.truncate(100 * 1024**2)
    source = service.from_file(file)

    assert len(source.raw) == LARGEST + 1
    named(desk, source.raw, "more than 512 KiB")
    assert service.plan(desk, [source]).items[0].sha256 == ""
    (in_folder,) = service.from_folder(file.parent)
    assert len(in_folder.raw) == LARGEST + 1


def test_a_hundred_thousand_headings_are_too_many(desk: Desk) -> None:
    named(desk, GOOD + b"# a\n" * 100_000, "headings are too many")


@pytest.mark.parametrize(
    "body",
    [b"- " * 10_000 + b"x", b"> " * 10_000 + b"x", b"[" * 10_000 + b"x" + b"](y)" * 10_000, b"![" * 10_000],
    ids=["lists", "quotes", "brackets", "images"],
)
def test_ten_thousand_levels_of_nesting_raise_nothing_and_lose_nothing(desk: Desk, body: bytes) -> None:
    content = GOOD + b"\n## Deep\n\n" + body + b"\n"
    plan = service.plan(desk, [service.from_bytes(content)])
    done = service.apply(desk, plan).done

    assert plan.items[0].problems[: len(check(content).problems)] == check(content).problems
    assert len(done) == plan.usable
    assert all(body.decode() in one.copy.text for one in done)


def test_deep_front_matter_and_alias_bombs_are_refused(desk: Desk) -> None:
    named(desk, in_front(b"x: " + b"[" * 5_000), "nested more than 4 deep")
    bomb = b"a: &a [x, x]\n" + b"\n".join(
        b"%c: &%c [*%c, *%c]" % (b + 1, b + 1, b, b) for b in range(97, 120)
    )
    assert named(desk, in_front(bomb), "anchors and aliases").line == 2


def test_an_id_that_is_there_twice_is_named(desk: Desk) -> None:
    body = GOOD[GOOD.index(b"## Play") :]
    found = named(desk, GOOD + b"\n" + body, "has the id “hand-over” too")
    assert found.line == GOOD.count(b"\n") + 2


def test_missing_parts_are_all_named_at_once(desk: Desk) -> None:
    named(desk, b"---\nschema: 1\n---\n\n# Nothing\n", "there is no play")
    named(desk, GOOD.replace(b"### Steps", b"### Stepps"), "this play has no steps")
    problems = check(b"---\nschema: 1\n---\n").problems
    assert {"id", "version", "title", "promise", "roles", "authors", "licence"} == {
        one.message.split("“")[1].split(":")[0] for one in problems if "front matter needs" in one.message
    }


def test_a_playbook_derived_from_itself_is_named(desk: Desk) -> None:
    named(desk, in_front(b"derived from: help-desk@1.0.0"), "cannot be derived from itself")


def test_a_circle_of_derived_playbooks_is_named_in_each_of_them(desk: Desk) -> None:
    books = [playbook("aa", derived_from="bb@1.0.0"), playbook("bb", derived_from="aa@1.0.0")]
    books.append(playbook("cc", derived_from="aa@1.0.0"))
    plan = service.plan(desk, [service.from_bytes(raw(one), one.id) for one in books])

    assert [item.state for item in plan.items] == ["unusable", "unusable", "new"]
    (problem,) = plan.items[0].problems
    assert problem.message == (
        "“derived from” goes in a circle: aa@1.0.0, bb@1.0.0, aa@1.0.0; mend one of them"
    )
    assert raw(books[0]).split(b"\n")[problem.line - 1] == b"derived from: bb@1.0.0"


def test_a_circle_with_a_kept_one_is_named_and_a_later_version_is_none(desk: Desk) -> None:
    kept(desk, raw(playbook("aa", derived_from="bb@1.0.0")))
    (item,) = service.plan(desk, [service.from_bytes(raw(playbook("bb", derived_from="aa@1.0.0")))]).items
    assert item.state == "unusable"
    later = playbook("bb", "2.0.0", derived_from="aa@1.0.0")
    (item,) = service.plan(desk, [service.from_bytes(raw(later))]).items
    assert item.state == "new"


@pytest.mark.parametrize("identity", ["../../x", "/etc/passwd", "a/b", "..", "C:\\\\x", "a.md"])
def test_an_id_that_is_a_path_is_named(desk: Desk, identity: str) -> None:
    named(desk, GOOD.replace(b"id: help-desk", f"id: {identity}".encode()), "the id must be small letters")


def test_a_sign_that_looks_like_another_in_the_id_is_named(desk: Desk) -> None:
    found = named(desk, GOOD.replace(b"id: help", "id: h\u0435lp".encode()), "may look like another one")
    assert "cyrillic small letter ie" in found.message


def test_a_symlink_that_is_named_is_followed_to_a_plain_file_alone(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_bytes(GOOD)
    (tmp_path / "link.md").symlink_to("good.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "loop.md").symlink_to("loop.md")

    assert service.from_file(tmp_path / "link.md").raw == GOOD
    with pytest.raises(BadInput, match="no plain file"):
        service.from_file(tmp_path / "zero.md")
    with pytest.raises(OSError, match="symbolic links"):
        service.from_file(tmp_path / "loop.md")


def test_no_symlink_leads_out_of_a_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "secret.md").write_bytes(GOOD)
    (folder / "file.md").symlink_to(outside / "secret.md")
    (folder / "folder").symlink_to(outside)
    (folder / "loop").symlink_to("loop")
    (folder / "up").symlink_to("..")

    found = service.from_folder(folder)
    assert [Path(one.name).name for one in found] == ["file.md", "folder", "loop", "up"]
    assert {one.left_out for one in found} == {"symlinks are not followed"}
    assert {one.raw for one in found} == {b""}


def test_devices_and_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (one,) = service.from_folder(tmp_path)
    assert (one.left_out, one.raw) == ("no plain file", b"")
    for path in (tmp_path / "pipe.md", Path("/dev/zero")):
        with pytest.raises(BadInput, match="no plain file"):
            service.from_file(path)
    with pytest.raises(BadInput, match="is a folder"):
        service.from_file(tmp_path)


def test_what_cannot_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    for name in ("a.md", "c.md"):
        (tmp_path / "in" / name).write_bytes(GOOD)
    scandir = os.scandir

    def load(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        raise BadInput("It became a pipe.")

    def scan(path: Path) -> object:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("remoteos.services.playbook_sources.load", load)
    monkeypatch.setattr("os.scandir", scan)
    denied = "it cannot be read: permission denied"
    assert [one.left_out for one in service.from_folder(tmp_path / "in")] == [denied, denied, "no plain file"]


def test_a_folder_with_ten_thousand_files_is_refused(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number}.md").touch()
    with pytest.raises(BadInput, match=f"more than {MOST_FILES} Markdown files. Nothing was read"):
        service.from_folder(tmp_path)


def test_a_folder_with_too_many_bytes_is_refused(tmp_path: Path) -> None:
    for number in range(41):
        (tmp_path / f"{number}.md").write_bytes(b"---\n" + b"x" * (LARGEST - 4))
    with pytest.raises(BadInput, match="more than 20 MiB together"):
        service.from_folder(tmp_path)


def test_control_and_bidi_characters_are_named_and_never_kept(desk: Desk) -> None:
    odd = "\x1b]0;x\x07\x9b31m\u202eNobody\u2066\x00".encode()
    content = GOOD.replace(b"Nobody", odd).replace(b"Write", b"\x1b[2J\x07Wri\xc2\x85te")
    lines = {one.line for one in check(content).problems if "control" in one.message}
    assert len(lines) == 2
    assert kept(desk, content).replace("\n", "").isprintable()


def test_html_images_and_markup_of_the_app_are_kept_as_text(desk: Desk) -> None:
    odd = b"Write <script>x()</script> [@click=app.quit]x[/] ![p](https://example.com/p.png) "
    content = GOOD.replace(b"Write ", odd)
    problems = " ".join(one.message for one in check(content).problems)

    assert "HTML is never obeyed: '<script>'" in problems
    assert "images are never loaded" in problems
    assert odd.decode() in kept(desk, content)


@pytest.mark.parametrize("address", ["javascript:x", "file:///etc/passwd", "data:text/html,x", "//host/x"])
@pytest.mark.parametrize("form", ["[a]({})", "<{}>", "[a]\n\n[a]: {}"])
def test_links_that_are_not_the_webs_are_named(desk: Desk, address: str, form: str) -> None:
    if form == "<{}>" and address.startswith("/"):
        return  # that is no link
    text = f"\n## More\n\nSee {form.format(address)}.\n".replace(".\n", "\n")
    named(desk, GOOD + text.encode(), f"not '{address}'")


def test_three_hyphens_inside_code_end_nothing(desk: Desk) -> None:
    code = "```yaml\n---\nid: other\n---\n## Play: none\n```"
    text = kept(desk, GOOD + f"\n## More\n\n{code}\n".encode())

    assert code in text
    assert playbooks.get(desk, "help-desk").playbook.sections[0].body == code


def test_no_mutated_file_is_imported_in_part(desk: Desk, long_form: bool) -> None:
    example = DOCS.read_bytes().partition(b"````markdown example\n")[2].partition(b"````")[0]
    chance = random.Random(7)
    states = set()
    service.apply(desk, service.plan(desk, [service.from_bytes(example)]))
    for _ in range(5_000 if long_form else 500):
        before = desk.store.all(PlaybookCopy)
        sources = [service.from_bytes(mutated(example, chance), str(number)) for number in range(2)]
        try:
            plan = service.plan(desk, sources)
            done = service.apply(desk, plan).done
        except RemoteosError:
            assert desk.store.all(PlaybookCopy) == before
            continue
        states |= {item.state for item in plan.items}
        after = {one.id: one for one in desk.store.all(PlaybookCopy)}
        assert [replace(after[one.copy.id], updated_at=desk.now) for one in done] == [
            replace(one.copy, updated_at=desk.now) for one in done
        ]
        assert all(check(one.copy.text.encode()).playbook for one in done)
        if done:
            desk.store.undo(at=desk.now)
        assert desk.store.all(PlaybookCopy) == before
    assert states >= {"changed", "unusable", "same"}
