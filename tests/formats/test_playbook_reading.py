"""Reading a playbook: odd but legal Markdown is read right, and everything wrong is named with its place."""

from pathlib import Path

import pytest

from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.playbooks import Playbook, Preset, Produced
from remoteos.formats.playbook_reading import Read, read, slug
from remoteos.formats.playbook_writing import write

HEAD = """---
schema: 1
id: night-shift
version: 1.2
title: Night shift
promise: No page goes unanswered
roles: on-call
authors: [Somebody]
licence: MIT
"""
PLAY = """
## Play: The pager rings

- **When**: it rings

### Steps

1. Answer it

### Worked if

- Answered
  - Target: 9 of 10
"""
ODD = """
colour: blue
---

Night shift
===========

Prose with a [reference][home] and `---` in it.

```
---
## Play: not one
```

A table
-------

| a | b |
|---|---|
| 1 | 2 |

Play: The pager rings
---------------------

Some words first.

* WHEN: it rings
  at night
* **Cadence:** weekly on friday
* **Running time**: 1h30

### steps

<!-- nobody sees this -->

7) Answer it,
   at once
   + Why: it wakes others
   + minutes: 5
   + due: +2 working days
   + look at the graph
     + twice

   A second paragraph.
8) Write it down

### Produces

- ask: who owns this service?

### Worked if

1. Answered in time
   - Target: 9 of 10

### Words to paste

~~~
On it.
~~~

## block presets

- After a night: 25 / 10

[home]: https://example.org
"""


def odd() -> Playbook:
    found, problems = read(HEAD + ODD.lstrip("\n"))
    assert found is not None, problems
    assert problems == ()
    return found


def messages(text: str) -> list[str]:
    return [f"{one.line}:{one.level}: {one.message}" for one in read(text).problems]


def only(text: str) -> str:
    found = messages(text)
    assert len(found) == 1, found
    return found[0]


def whole(body: str = PLAY, **changed: str) -> str:
    head = HEAD
    for key, value in changed.items():
        lines = [line for line in head.splitlines() if not line.startswith(f"{key}:")]
        head = "\n".join([*lines, f"{key}: {value}"]) + "\n"
    return f"{head}---\n{body}"


def test_headings_lists_and_labels_may_be_written_in_any_way_of_markdown() -> None:
    play = odd().plays[0]

    assert (play.title, play.id, play.when) == ("The pager rings", "the-pager-rings", "it rings at night")
    assert (play.cadence, play.running_time, play.intro) == (Cadence(1, "week", 4), 90, "Some words first.")
    assert play.measures[0].target == "9 of 10"
    assert play.produces == (Produced("ask", "who owns this service?"),)
    assert play.words[0].text == "On it."


def test_a_step_keeps_what_its_author_says_besides_the_labels() -> None:
    first, second = odd().plays[0].steps

    assert (first.text, first.why, first.minutes, first.due) == (
        "Answer it, at once",
        "it wakes others",
        5,
        Due(2),
    )
    assert first.notes == "- look at the graph\n  + twice\n\nA second paragraph."
    assert second.text == "Write it down"


def test_a_fence_holds_text_alone_and_unknown_sections_and_keys_are_kept() -> None:
    book = odd()

    assert "## Play: not one" in book.about
    assert [section.title for section in book.sections] == ["A table"]
    assert book.extra == {"colour": "blue"}
    assert book.installs.presets == (Preset("After a night", "25/10"),)
    assert (book.roles, book.version) == (("on-call",), "1.2")


def test_it_is_the_same_after_it_was_written() -> None:
    assert read(write(odd())).playbook == odd()


def test_nothing_is_read_of_a_newer_schema() -> None:
    said = only("---\nschema: 2\nid: ../../x\n---\n<script>")

    assert said == "2:error: this playbook has schema 2, which needs a newer remoteos; nothing of it was read"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"id": "../../x"}, "the id must be small letters"),
        ({"id": "/etc/passwd"}, "the id must be small letters"),
        ({"id": "\u0430ccount"}, "cyrillic small letter a"),
        ({"version": "new"}, "numbers between dots"),
        ({"language": "'!'"}, "language tag"),
        ({"source": "file:///etc/passwd"}, "an address that begins with https://"),
        ({"source": "javascript:alert(1)"}, "an address that begins with https://"),
        ({"derived from": "night-shift@1.2"}, "derived from itself"),
        ({"roles": "{a: b}"}, "must be a list of 1 to 40 texts"),
        ({"title": "[a, b]"}, "must be one text"),
        ({"promise": "x" * 301}, "at most 300 characters"),
        ({"tags": "&a [x]"}, "anchors and aliases"),
        ({"tags": "[[[[[[x]]]]]]"}, "nested more than 4 deep"),
        ({"tags": "[" * 10_000}, "nested more than 4 deep"),
        ({"tags": "{"}, "is not YAML"),
        ({"tags": "x" * 20_000}, "more than 16,384 characters"),
    ],
    ids=str,
)
def test_a_wrong_front_matter_is_named(change: dict[str, str], wanted: str) -> None:
    found = read(whole(**change))

    assert found.playbook is None
    assert any(wanted in problem.message for problem in found.problems), found.problems


@pytest.mark.parametrize(
    "text", ["", "# A title\n", "---\n", "---\nid: x\n", "---\n- a\n---\n", "---\n*a\n---\n"]
)
def test_without_front_matter_there_is_no_playbook(text: str) -> None:
    assert only(text).partition(":")[2].startswith("error: ")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("", "there is no play"),
        (PLAY.replace("1. Answer it", ""), "this play has no steps"),
        (PLAY + PLAY, "has the id “the-pager-rings” too"),
        (PLAY.replace("The pager rings", "电话响了"), "the play needs an id"),
        (PLAY.replace("  - Target: 9 of 10", ""), "add what to reach"),
        (PLAY.replace("it rings\n", "it rings\n- **Cadence**: often\n"), "write how often"),
        (PLAY.replace("it rings\n", "it rings\n- **Preparation**: a while\n"), "a number of minutes"),
        (PLAY.replace("Answer it", "Answer it\n   - Due: soon"), "how long after the beginning"),
        (PLAY.replace("Answer it", "[Answer](javascript:alert(1))"), "links may be http"),
        (PLAY.replace("Answer it", "[Answer](file:///etc/passwd)"), "links may be http"),
        (PLAY + "\n## Block presets\n\n- Long: 999\n", "a name of up to 40 characters and minutes"),
        (PLAY + "\n## Update format: Of mine\n\n```toml\n```\n", "name it with small letters"),
        (PLAY + "\n### Produces\n\n- Money: a lot\n", "begin with what it produces"),
        (PLAY + "  - Target: all\n", "“Target” is there twice"),
        (PLAY + "\n- m\n  - Target: 1\n" * 4, "5 measures are too many"),
        ("".join(PLAY.replace("rings", f"rings {n}") for n in range(41)), "41 plays are too many"),
        ("## h\n" * 3_000, "3,000 headings are too many"),
    ],
)
def test_what_keeps_a_playbook_from_being_used_is_named(body: str, wanted: str) -> None:
    found = read(whole(body))

    assert found.playbook is None
    assert any(wanted in one.message for one in found.problems if one.level == "error"), found.problems


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (PLAY.replace("it rings", "it <script>rings</script>"), "HTML is never obeyed"),
        (PLAY + "\n<div>\nx\n</div>\n", "HTML is never obeyed"),
        (PLAY.replace("Answer it", "Look ![at](https://example.org/x.png)"), "images are never loaded"),
        (PLAY.replace("- **When**: it rings", ""), "say when to use it"),
        (PLAY.replace("### Steps\n", "### Steps\n\nRead this.\n"), "only the list under “Steps” is read"),
        (PLAY.replace("it rings\n", "it rings\n- **Mood**: dark\n"), "this is none of Id, When"),
        (
            PLAY.replace("it rings\n", "it \x1b[31mrings\u202e\n"),
            "U+001B is terminal or text-direction control",
        ),
        ("# Another title\n" + PLAY, "the title of the front matter counts"),
        (PLAY + "\n### Words to paste: x\n\nHello\n", "between two lines of ```"),
    ],
)
def test_what_a_reader_would_miss_is_a_warning_and_the_rest_is_read(body: str, wanted: str) -> None:
    found = read(whole(body))

    assert found.playbook is not None, found.problems
    assert any(wanted in one.message for one in found.problems), found.problems
    assert all(one.message.isprintable() for one in found.problems)


def test_a_problem_stands_at_its_line() -> None:
    text = whole(PLAY.replace("Answer it", "Answer it\n   - Due: soon"))
    (problem,) = read(text).problems

    assert text.splitlines()[problem.line - 1][problem.column - 1 :] == "- Due: soon"


def test_markup_and_line_ends_of_others_are_text() -> None:
    found = read("\ufeff" + whole(PLAY.replace("it rings", "[@click=app.quit]x[/]")).replace("\n", "\r\n"))

    assert found.playbook is not None, found
    assert found.playbook.plays[0].when == "[@click=app.quit]x[/]"


@pytest.mark.parametrize("deep", ["- " * 12 + "x", "> " * 25 + "x"])
def test_what_is_nested_too_deep_is_named_instead_of_dropped_with_all_after_it(deep: str) -> None:
    found, problems = read(whole(f"{PLAY}\n## Notes\n\n{deep}\n\n{PLAY.replace('Play: ', 'Play: Another ')}"))
    assert found is None
    assert any("nested more than 18 deep" in problem.message for problem in problems)


def test_a_list_in_a_list_in_a_list_is_read() -> None:
    assert read(whole(f"{PLAY}\n## Notes\n\n{'- ' * 8}x\n")).playbook is not None


def test_facts_in_two_lists_are_named() -> None:
    text = whole("## Play: P\n\n- **Id**: p\n\n* **When**: x\n\n### Steps\n\n1. Go\n")
    assert any("the facts of a play are one list" in message for message in messages(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (whole(f"{PLAY}\n## Play: {'x' * 4_001}\n\n### Steps\n\n1. Go\n"), "4,000 is the most"),
        (whole(PLAY + "\n## More\n\nx\n" * 41), "41 prose sections are too many; 40 is the most"),
        (whole(PLAY + "".join(f"\n## Update format: f{n}\n\n```\n```\n" for n in range(41))), "41 update f"),
        (whole(version="\u0661.0"), "must be numbers between dots"),
        (whole(f"{PLAY}\n### Produces\n\n- Outcome: \ufdd1\n"), "begin with what it produces"),
        (whole(note="\ufb2c" * 10_000), "the front matter has a text that is too long"),
    ],
)  # fmt: skip
def test_the_limits_of_the_specification_hold_for_every_part(text: str, wanted: str) -> None:
    assert any(wanted in message for message in messages(text)), messages(text)


@pytest.mark.parametrize(
    "deep", ["> " * 10_000, "- " * 10_000, "[" * 10_000, "*" * 10_000, "`" * 9_999 + "x"]
)
def test_depth_without_end_is_read_in_no_time(deep: str) -> None:
    assert isinstance(read(whole(f"{deep}x\n{PLAY}")), Read)


def test_the_id_of_a_title_has_plain_letters() -> None:
    assert slug("Ça va? The DEAL — went quiet!") == "ca-va-the-deal-went-quiet"
    assert slug("电话响了") == ""


SHIPPED = sorted((Path(__file__).parents[2] / "remoteos" / "content" / "playbooks").glob("*.md"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_has_nothing_to_mend_and_is_canonical(path: Path) -> None:
    text = path.read_text("utf-8")
    found, problems = read(text)

    assert problems == ()
    assert found is not None
    assert found.id == path.stem
    assert write(found) == text


def test_the_example_of_the_specification_is_a_playbook_in_canonical_form() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "playbook-format.md").read_text("utf-8")
    _, _, rest = docs.partition("````markdown example\n")
    example = rest.partition("````")[0]
    found, problems = read(example)

    assert problems == ()
    assert found is not None
    assert write(found) == example
