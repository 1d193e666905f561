"""``ask``: the ledger of what only someone else can give."""

from tests.cli.support import ASK, Run, capture, ok, payload, refused, short


def add(run: Run, *more: str) -> str:
    """Add an ask; its short id."""
    done = run("ask", "add", "access to staging", "--from", "IT", "--json", *more)
    return short(payload(done)["ask"])


def test_nothing_waits_at_first(run: Run) -> None:
    assert "Nothing waits on others. remoteos ask add" in ok(run("ask", "list")).stdout
    assert payload(run("ask", "list", "--json")) == {"schema": 1, "asks": []}


def test_a_loop_that_was_asked_waits_with_its_age(run: Run) -> None:
    loop = capture(run, "access to staging")
    ok(run("loop", short(loop), "ask", "--from", "IT", "--by", "friday"))
    shown = ok(run("ask", "list", now="2026-11-25T09:00:00+01:00")).stdout
    assert "access to staging  IT, needed by 2026-11-27, asked 2 d ago" in shown
    (ask,) = payload(run("ask", "list", "--json"))["asks"]
    assert (ask["from"], ask["waiting"]) == ("IT", True)


def test_one_is_added_with_all_that_can_be_said_of_it(run: Run) -> None:
    outcome = payload(run("outcome", "add", "RFC accepted", "--json"))["outcome"]
    ask = payload(
        run(
            "ask", "add", "which of the two designs?", "--from", "Ana", "--kind", "decision",
            "--by", "friday", "--cost", "the launch slips", "--outcome", short(outcome),
            "--visibility", "private", "--json",
        )
    )["ask"]  # fmt: skip
    assert set(ask) == ASK
    assert (ask["kind"], ask["needed_by"], ask["cost"]) == ("decision", "2026-11-27", "the launch slips")
    assert (ask["outcome_id"], ask["visibility"], ask["state"]) == (outcome["id"], "private", "waiting")


def test_without_a_text_or_somebody_to_ask_nothing_is_kept(run: Run) -> None:
    refused(run("ask", "add", "--from", "IT"), "A text is needed")
    refused(run("ask", "add", "access to staging"), "A name with --from is needed")
    assert payload(run("ask", "list", "--json"))["asks"] == []


def test_a_reminder_prints_the_line_and_counts(run: Run) -> None:
    which = add(run, "--by", "friday", "--cost", "the launch slips")
    line = (
        "Hi IT, a reminder of what I asked on Mon 23 Nov: access to staging. I need your help by Fri 27 Nov. "
        "If it comes later: the launch slips. What would make it easy for you?\n"
    )
    assert ok(run("ask", "nudge", which, "--draft")).stdout == line
    assert ok(run("ask", "nudge", which, "--note", "in the channel")).stdout == line
    nudged = payload(run("ask", "nudge", which, "--json"))
    assert (nudged["ask"]["nudges"], nudged["line"]) == (2, line.rstrip())
    assert "reminded 2×" in ok(run("ask", "list")).stdout
    assert "nudged: in the channel" in ok(run("ask", "show", which)).stdout


def test_it_is_answered_and_what_that_made_possible_is_kept(run: Run) -> None:
    which = add(run)
    shown = ok(
        run("ask", "answer", which, "yes, from Monday", "--enabled", "the launch keeps its date")
    ).stdout
    assert shown.startswith("✓ access to staging  IT, yes, from Monday")
    assert "made possible  the launch keeps its date" in ok(run("ask", "show", which)).stdout
    refused(run("ask", "nudge", which), "is answered: there is nothing to remind of")
    assert "Nothing waits" in ok(run("ask", "list")).stdout
    (ask,) = payload(run("ask", "list", "--all", "--json"))["asks"]
    assert (ask["state"], ask["enabled"]) == ("answered", "the launch keeps its date")
    ok(run("ask", "reopen", which, "it was taken away again"))
    assert "access to staging" in ok(run("ask", "list")).stdout


def test_it_is_withdrawn_with_a_reason(run: Run) -> None:
    which = add(run)
    assert ok(run("ask", "withdraw", which, "found another way")).stdout.startswith("× access to staging")
    assert "withdrawn: found another way" in ok(run("ask", "show", which)).stdout


def test_only_what_is_given_changes(run: Run) -> None:
    which = add(run, "--by", "friday")
    edited = payload(run("ask", "edit", which, "--cost", "a week", "--from", "Ana", "--json"))["ask"]
    assert (edited["cost"], edited["from"], edited["needed_by"]) == ("a week", "Ana", "2026-11-27")
    assert payload(run("ask", "edit", which, "--no-by", "--json"))["ask"]["needed_by"] is None
    refused(run("ask", "edit", which), "Nothing to change", code=2)
    refused(run("ask", "edit", which, "--from", ""), "A name with --from is needed")


def test_a_late_one_says_by_how_much(run: Run) -> None:
    add(run, "--by", "friday")
    shown = ok(run("ask", "list", now="2026-11-30T09:00:00+01:00")).stdout
    assert shown.startswith("! access to staging  IT, 3 d late, asked 7 d ago")
    assert "if late" not in ok(run("ask", "list")).stdout
