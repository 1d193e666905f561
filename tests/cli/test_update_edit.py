"""``update edit``: line by line, as a whole text, and in one's own editor, whatever that does."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import FRIDAY, Run, at, ok, payload, refused, script

NOW = at("15:00", FRIDAY)


@pytest.fixture
def week(run: Run) -> Run:
    """A draft with an outcome and an ask."""
    ok(run("outcome", "add", "RFC accepted"))
    ok(run("ask", "add", "approve the vendor", "--from", "Ana"))
    ok(run("update", "draft"))
    return run


def edit(run: Run, *options: str, **how: Any) -> Any:
    return run("update", "edit", *options, now=NOW, **how)


def leaving(run: Run) -> str:
    """What leaves of the draft."""
    return str(ok(run("update", "export", now=NOW)).stdout)


def lines(run: Run, query: str) -> list[tuple[int, str, str]]:
    """The lines of a section: their numbers, texts and places."""
    sections = payload(run("update", "show", "--json", now=NOW))["update"]["sections"]
    (part,) = (part for part in sections if part["query"] == query)
    return [(line["number"], line["text"], line["place"]) for line in part["lines"]]


def test_lines_are_changed_by_the_numbers_that_show_has(week: Run) -> None:
    ok(edit(week, "--section", "3", "--text", "A line of mine"))
    ((one, _, _), (own, _, _)) = lines(week, "outcomes")
    both = ok(edit(week, "--line", str(one), "--text", "In my words", "--up", str(own)))
    assert "In my words  no evidence" in both.stdout
    assert [text for _, text, _ in lines(week, "outcomes")] == ["A line of mine", "In my words"]
    ok(edit(week, "--leave-out", str(own), "--down", str(one)))
    ((number, text, place),) = [line for line in lines(week, "outcomes") if line[2] == "out"]
    assert (text, place) == ("In my words", "out")
    ok(edit(week, "--bring-back", str(number)))
    ok(edit(week, "--line", str(number), "--text", ""))
    assert ("RFC accepted", "in") in [line[1:] for line in lines(week, "outcomes")]


def test_what_is_fresh_is_shown_and_taken(week: Run) -> None:
    ((number, _, _),) = lines(week, "outcomes")
    ok(edit(week, "--line", str(number), "--text", "In my words"))
    outcome = payload(week("outcome", "list", "--json"))["outcomes"][0]["id"]
    ok(week("outcome", "progress", outcome, "half", now=at("15:30", FRIDAY)))
    told = ok(week("update", "draft", now=at("16:00", FRIDAY))).stderr
    assert "1 reworded line with fresh evidence" in told
    assert (
        f"by now: RFC accepted · half  update edit --fresh {number}" in ok(edit(week, "--down", "1")).stdout
    )
    ok(edit(week, "--fresh", str(number)))
    assert lines(week, "outcomes") == [(number, "RFC accepted · half", "in")]


def test_a_whole_edited_text_comes_from_stdin(week: Run) -> None:
    refused(edit(week, "--stdin", input=""), "came back empty", code=65)
    refused(edit(week, "--stdin", input="[99] x\n"), "there is no line 99", code=65)
    ok(edit(week, "--stdin", input="## 1. Headline\n[1] In my words\nand one more\n"))
    shown = leaving(week)
    assert shown == "# Week of 23 Nov 2026\n\nIn my words\n\nand one more\n"


def test_options_that_do_not_go_together_are_wrong_usage(week: Run) -> None:
    refused(edit(week), "Nothing to change", code=2)
    refused(edit(week, "--line", "1"), "--text goes with", code=2)
    refused(edit(week, "--leave-out", "99"), "There is no line 99")
    refused(edit(week, "--section", "99", "--text", "x"), "There is no section 99")
    refused(edit(week, "--stdin", "--up", "2"), "goes with no other change", code=2)
    refused(edit(week, "--text", "x"), "--text goes with", code=2)
    refused(week("update", "show", "--sent"), "That update was not sent yet.")
    refused(week("update", "mark", "abcd", "finished"), "finished", code=2)
    refused(week("update", "mark", "abcd", "did"), "abcd")


def edits(tmp_path: Path, body: str) -> dict[str, str | None]:
    """An editor that does this with the text, which it has as ``text`` and ``path``."""
    lines = ["import sys, pathlib", "path = pathlib.Path(sys.argv[1])", "text = path.read_text()", body]
    program = script(tmp_path, "my-editor", "\n".join(lines))
    return {"VISUAL": str(program), "TMPDIR": str(tmp_path)}


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of the editor are made."""
    folder = tmp_path / "typed"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_the_draft_is_edited_in_ones_own_editor(week: Run, tmp_path: Path, typed: Path) -> None:
    env = edits(tmp_path, "path.write_text(text.replace('[1] Under way', '[1] Nearly there'))")
    ok(edit(week, terminal=True, env=env))
    assert "Nearly there: RFC accepted." in leaving(week)
    assert list(typed.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "said", "code"),
    [
        ("sys.exit(7)", "ended with 7. The draft is kept as it was.", 1),
        ("path.write_text('')", "The text came back empty. The draft is kept as it was.", 1),
        ("path.unlink()", "The text came back empty. The draft is kept as it was.", 1),
        ("path.write_text('[99] typed')", "there is no line 99", 65),
        ("path.write_text('typed'); sys.exit(1)", "what you typed is in", 1),
        ("path.write_bytes(b'typed \\xff')", "in no UTF-8 (byte 7)", 1),
        ("path.write_text('# typed\\n[1] ' + 'w' * 20_001)", "Line 2: This text has 20,001 characters", 65),
    ],
)
def test_an_editor_that_goes_wrong_loses_nothing(
    week: Run, tmp_path: Path, typed: Path, body: str, said: str, code: int
) -> None:
    before = leaving(week)
    env = edits(tmp_path, body)
    told = refused(edit(week, terminal=True, env=env), said, "is kept", code=code)
    assert leaving(week) == before
    kept = list(typed.iterdir())
    assert len(kept) == ("typed" in body)
    assert all(str(one) in told and b"typed" in one.read_bytes() for one in kept)


def test_a_draft_that_changed_while_the_editor_was_open_is_not_mixed_up(
    week: Run, tmp_path: Path, typed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from remoteos.services.editor import Edited

    run_editor = Edited.run

    def slow(edited: Edited, environ: Any) -> str:
        ok(edit(week, "--leave-out", "1"))
        return run_editor(edited, environ)

    monkeypatch.setattr(Edited, "run", slow)
    env = edits(tmp_path, "path.write_text(text.replace('[1] ', '[1] typed '))")
    said = refused(edit(week, terminal=True, env=env), "changed elsewhere meanwhile")
    (kept,) = typed.iterdir()
    assert str(kept) in said
