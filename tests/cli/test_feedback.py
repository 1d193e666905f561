"""``feedback``: what somebody did and what it led to."""

from tests.cli.support import FEEDBACK, Run, ok, one_line, payload, refused, short

PARTS = ("--situation", "in planning", "--behaviour", "you asked each of us", "--impact", "two risks came up")


def add(run: Run, *options: str) -> dict[str, object]:
    """A new piece of feedback in JSON."""
    return dict(payload(run("feedback", "add", *PARTS, *options, "--json"))["feedback"])


def test_it_is_private_and_nothing_here_makes_it_anything_else(run: Run) -> None:
    one = add(run)
    assert set(one) == FEEDBACK
    assert (one["visibility"], one["audience_id"], one["told_in"]) == ("private", None, None)
    assert one["text"] == "in planning. you asked each of us. two risks came up."
    for command in (("add", *PARTS), ("edit", short(one))):
        refused(run("feedback", *command, "--visibility", "manager"), "No such option", code=2)
    assert "so there is no --visibility here" in " ".join(ok(run("feedback", "--help")).stdout.split())


def test_its_parts_are_asked_on_a_terminal_and_all_are_needed(run: Run) -> None:
    answers = "in planning\nyou asked each of us\ntwo risks came up\n"
    done = ok(run("feedback", "add", input=answers, terminal=True))
    assert "as a camera would have seen it" in done.stderr
    (one,) = payload(run("feedback", "list", "--json"))["feedback"]
    assert (one["situation"], one["impact"]) == ("in planning", "two risks came up")
    refused(run("feedback", "add", *PARTS[:4]), "An impact is needed")
    refused(run("feedback", "add", *PARTS[2:]), "A situation is needed")


def test_it_is_for_somebody_with_a_card(run: Run) -> None:
    refused(run("feedback", "add", *PARTS, "--to", "Ana"), "No manager card yet")
    card = payload(run("manager", "add", "Ana", "--json"))["manager"]
    one = add(run, "--to", "ana")
    assert one["audience_id"] == card["id"]
    assert ok(run("feedback", "list")).stdout.startswith("· you asked each of us  for Ana, not told yet  ")
    ok(run("manager", "drop", "Ana", "--yes"))
    assert ok(run("feedback", "list")).stdout.startswith("· you asked each of us  not told yet  ")


def test_it_is_shown_edited_and_dropped(run: Run) -> None:
    before = add(run)
    after = payload(run("feedback", "edit", short(before), "--impact", "three risks", "--json"))["feedback"]
    assert {name for name in FEEDBACK if before[name] != after[name]} == {"impact", "text"}
    assert ok(run("feedback", "show", short(before))).stdout.splitlines()[1:] == [
        "  situation  in planning",
        "  behaviour  you asked each of us",
        "  impact     three risks",
    ]
    one_line(run("feedback", "edit", short(before)), "Nothing to change")
    refused(run("feedback", "edit", short(before), "--impact", ""), "An impact is needed")
    assert ok(run("feedback", "drop", short(before))).stdout == "Dropped: you asked each of us\n"
    assert ok(run("feedback", "list", "--all")).stdout.startswith("No feedback waits to be told.")
    refused(run("feedback", "show", "ffff"), "No feedback has an id that begins or ends with 'ffff'.")
