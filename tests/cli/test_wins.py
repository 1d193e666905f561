"""``win``: what went well."""

from tests.cli.support import (
    CAPTURE,
    EVIDENCE,
    MONDAY,
    Run,
    add_outcome,
    at,
    ok,
    one_line,
    payload,
    refused,
    short,
)


def add(run: Run, text: str, *options: str) -> dict[str, object]:
    """A new win in JSON."""
    return dict(payload(run("win", "add", text, *options, "--json"))["win"])


def test_a_win_is_a_capture_with_its_outcome(run: Run) -> None:
    outcome = add_outcome(run, "RFC accepted")
    win = add(run, "two approvals", "--outcome", short(outcome))
    assert set(win) == CAPTURE
    assert (win["kind"], win["day"], win["outcome_id"], win["open"]) == ("win", MONDAY, outcome["id"], False)
    assert win["visibility"] == "manager"
    assert ok(run("win", "list")).stdout.startswith(f"+ two approvals  {MONDAY}, RFC accepted  ")


def test_none_is_there_at_first_and_a_text_is_needed(run: Run) -> None:
    assert ok(run("win", "list")).stdout == "No wins in this time. remoteos win add TEXT\n"
    refused(run("win", "add"), "A text is needed")
    ok(run("win", "add", input="it is out\n", terminal=True))
    assert [one["text"] for one in payload(run("win", "list", "--json"))["wins"]] == ["it is out"]


def test_they_are_listed_from_a_day_on(run: Run) -> None:
    add(run, "last week", "--day", "2026-11-20")
    add(run, "today", "--visibility", "private")
    ok(run("capture", "noted in passing", "--kind", "win"))
    wins = payload(run("win", "list", "--since", "today", "--json"))["wins"]
    assert {one["text"] for one in wins} == {"today", "noted in passing"}
    assert f"+ today  {MONDAY}, private  " in ok(run("win", "list")).stdout
    refused(run("win", "add", "too early", "--day", "tomorrow"), "2026-11-24 is still to come")


def test_one_is_shown_with_its_evidence(run: Run) -> None:
    win = add(run, "it is out")
    ok(run("evidence", "add", "https://example.org", "--title", "the page", "--win", short(win)))
    shown = ok(run("win", "show", short(win))).stdout.splitlines()
    assert shown[1].startswith("  ↗ the page  url, https://example.org, of it is out, manager  ")
    found = payload(run("win", "show", short(win), "--json"))
    assert (found["win"]["id"], [set(one) for one in found["evidence"]]) == (win["id"], [EVIDENCE])


def test_only_what_is_given_changes(run: Run) -> None:
    outcome = add_outcome(run, "RFC accepted")
    before = add(run, "it is out")
    for options, field, value in (
        (("--text", "it is live"), "text", "it is live"),
        (("--outcome", short(outcome)), "outcome_id", outcome["id"]),
        (("--visibility", "public"), "visibility", "public"), (("--outcome", ""), "outcome_id", None),
    ):  # fmt: skip
        after = payload(run("win", "edit", short(before), *options, "--json"))["win"]
        assert {name for name in CAPTURE if before[name] != after[name]} == {field}
        assert after[field] == value
        before = after
    one_line(run("win", "edit", short(before)), "Nothing to change")
    refused(run("win", "edit", short(before), "--text", " "), "A text is needed")


def test_a_loop_is_no_win(run: Run) -> None:
    loop = payload(run("capture", "call the bank", "--json", now=at("08:00")))["capture"]
    refused(run("win", "show", short(loop)), '"call the bank" was noted as loop, not as a win.')
    refused(run("win", "edit", "ffff", "--text", "x"), "No win has an id that begins or ends with 'ffff'.")
