import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import remoteos
from remoteos.domain.letter import RENDERINGS, Letter, Part, Rendering
from remoteos.domain.text import printable
from remoteos.formats.rendering import SUFFIXES, render
from tests.formats.support import HOSTILE, LETTERS, WEEK, saying

DIRTY = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x1b[31m\r\n\t\u2028\u202e\x85\x9b")
)


@settings(max_examples=40)
@given(LETTERS)
@example(saying(*HOSTILE))
def test_every_rendering_ends_with_one_newline(letter: Letter) -> None:
    for rendering in RENDERINGS:
        text = render(letter, rendering).replace("\r\n", "\n")
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@settings(max_examples=40)
@given(DIRTY, DIRTY)
@example("-\n0", "0")
def test_no_terminal_control_gets_through_and_a_text_stays_on_its_line(title: str, line: str) -> None:
    letter = replace(WEEK, title=title, parts=(Part(f"\n{title}", (line, "\n")),))
    for rendering in RENDERINGS:
        text = render(letter, rendering).replace("\r\n", "\n")
        assert text == printable(text)
    heading = printable(title).lstrip().startswith("-")  # a dash of their own, not one of the list's
    assert render(letter, "text").count("\n- ") <= 1 + heading


def test_a_letter_without_parts_is_its_title() -> None:
    empty = replace(WEEK, parts=())
    assert render(empty, "markdown") == "# Week of 23 Nov 2026\n"
    assert render(empty, "text") == "Week of 23 Nov 2026\n===================\n"
    assert render(empty, "slack") == "*Week of 23 Nov 2026*\n"
    assert json.loads(render(empty, "json"))["sections"] == []


def test_empty_lines_and_parts_of_nothing_are_left_out() -> None:
    letter = replace(WEEK, parts=(Part("", ()), Part(" ", ("",)), Part("Moved", ("", "One thing"))))
    assert render(letter, "slack") == "*Week of 23 Nov 2026*\n\n*Moved*\n• One thing\n"


def test_json_has_what_a_script_needs_in_one_order() -> None:
    text = render(WEEK, "json")
    read = json.loads(text)
    assert list(read) == ["schema", "title", "to", "since", "until", "reading_s", "sections"]
    assert read["schema"] == 1
    assert (read["since"], read["until"]) == ("2026-11-23", "2026-11-27")
    assert read["reading_s"] == WEEK.reading_s
    assert read["sections"][0] == {"title": "", "lines": list(WEEK.parts[0].lines)}
    assert "k€" in text


@given(LETTERS)
def test_json_holds_every_text_as_it_was_typed(letter: Letter) -> None:
    read = json.loads(render(letter, "json"))
    parts = tuple(Part(one["title"], tuple(one["lines"])) for one in read["sections"])
    assert (read["title"], read["to"]) == (letter.title, letter.to)
    assert parts == tuple(part for part in letter.parts if part.title or part.lines)


def test_every_rendering_has_a_suffix() -> None:
    assert set(SUFFIXES) == set(RENDERINGS)


@pytest.mark.parametrize("rendering", ["markdown", "email"])
def test_a_rendering_loads_no_other(rendering: Rendering) -> None:
    code = (
        "import sys\nfrom tests.formats.support import WEEK\n"
        "from remoteos.formats.rendering import render\n"
        f"before = set(sys.modules)\nrender(WEEK, {rendering!r})\n"
        "print(*(set(sys.modules) - before))"
    )
    root = str(Path(remoteos.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    ours = {name for name in done.stdout.split() if name.startswith("remoteos.formats.as_")}
    needed = {"markdown": ["as_markdown"], "email": ["as_email", "as_html", "as_text"]}[rendering]
    assert ours == {f"remoteos.formats.{name}" for name in needed}
