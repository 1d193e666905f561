"""What waits on others."""

from tests.cli.support import Run, capture, ok, payload, short


def test_nothing_waits_at_first(run: Run) -> None:
    assert "Nothing waits on others" in ok(run("ask", "list")).stdout
    assert payload(run("ask", "list", "--json")) == {"schema": 1, "asks": []}


def test_a_loop_that_was_asked_waits_with_its_age(run: Run) -> None:
    loop = capture(run, "access to staging")
    ok(run("loop", short(loop), "ask", "--from", "IT", "--by", "friday"))
    shown = ok(run("ask", "list", now="2026-11-25T09:00:00+01:00")).stdout
    assert "access to staging  IT, 2 d, needed by 2026-11-27" in shown
    (ask,) = payload(run("ask", "list", "--json"))["asks"]
    assert (ask["from"], ask["waiting"]) == ("IT", True)
