"""What the tests of the commands share: moments of the days, key sets of the contract, and setups."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Run = Callable[..., Any]

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2026-11-{day}" for day in range(23, 28))

BLOCK = {
    "id", "day", "intention", "state", "planned_at", "started_at", "ended_at", "planned_s", "break_s",
    "focused_s", "paused_s", "interruptions", "outcome_id", "aside_of", "logged", "result", "depth",
    "next_action", "visibility",
}  # fmt: skip
WORKDAY = {
    "id", "date", "zone", "state", "opened_at", "closed_at", "closes_at", "recovered", "reopened", "type",
    "outcome_ids", "carried_ids", "first_thing", "note", "steps_left", "visibility",
}  # fmt: skip
OUTCOME = {
    "id", "title", "done_when", "goal_id", "due", "proposed_by", "agreed_on", "confidence", "state",
    "closed_at", "reason", "progress", "rolls", "baseline", "current", "target", "created_at", "visibility",
}  # fmt: skip
GOAL = {"id", "title", "owner", "parent_id", "state", "closed_at", "reason", "visibility"}
CAPTURE = {
    "id", "at", "day", "kind", "text", "source", "promise", "block_id", "open", "rolls", "outcome_id",
    "decision", "visibility",
}  # fmt: skip
PULSE = {"id", "at", "day", "moment", "energy", "stress", "note", "visibility"}
BREACH = {"id", "at", "day", "kind", "reason", "visibility"}
FIT = {"left_s", "planned_s", "free_s", "overcommitted_min"}
ASK = {
    "id", "text", "from", "kind", "needed_by", "cost", "outcome_id", "state", "waiting", "raised_at",
    "nudges", "enabled", "history", "visibility",
}  # fmt: skip
DECISION = {
    "id", "text", "context", "reasons", "alternatives", "decided_by", "outcome_id", "revisit_on", "verdict",
    "looks", "created_at", "visibility",
}  # fmt: skip
MANAGER = {
    "id", "person", "relation", "cadence", "day", "format", "channel", "address", "length", "reassures",
    "worries", "decides", "goal_ids", "agreed", "notes", "sees", "hours", "wellbeing", "due", "created_at",
    "visibility",
}  # fmt: skip
EVIDENCE = {"id", "kind", "ref", "title", "about", "created_at", "visibility"}
FEEDBACK = {
    "id", "audience_id", "situation", "behaviour", "impact", "text", "told_in", "created_at", "visibility",
}  # fmt: skip
UPDATE = {
    "id", "to", "audience_id", "title", "format", "state", "since", "until", "first_day", "last_day",
    "sent_at", "sent_as", "channel", "edited_at", "reading_s", "sections", "kept_back", "sent_text",
}  # fmt: skip
UPDATE_HEAD = UPDATE - {"reading_s", "sections", "kept_back", "sent_text"}
COMMITMENT = {
    "id", "text", "state", "why", "marked_at", "outcome_id", "update_id", "told_in", "created_at",
    "visibility",
}  # fmt: skip
SAID_VS_DID = {"update_id", "sent_at", "title", "did", "partly", "moved", "dropped", "open"}
FINDING = {"kind", "text", "question", "about"}
UPDATE_FORMAT = {"name", "summary", "own", "path", "problems"}
UPDATE_LINE = {
    "number", "key", "text", "place", "reworded", "own", "fresh", "gone", "evidence", "counted", "sources",
    "held_back",
}  # fmt: skip

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def at(clock: str, day: str = MONDAY) -> str:
    """An instant in Berlin's winter: ``at("09:30")``, ``at("01:30", TUESDAY)``."""
    return f"{day}T{clock}:00+01:00"


def ok(done: Any) -> Any:
    """The result of a call that went well."""
    assert done.exit_code == 0, done.stderr
    return done


def refused(done: Any, *said: str, code: int = 1) -> str:
    """The one line on stderr of a call that was refused; nothing is on stdout, no control anywhere."""
    assert (done.exit_code, done.stdout) == (code, ""), done
    return one_line(done, *said)


def one_line(done: Any, *said: str) -> str:
    """Stderr, when it is exactly one clear line of ours."""
    assert done.stderr.startswith("remoteos: "), done
    assert done.stderr.endswith("\n"), done
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert not control_in(done)
    for part in said:
        assert part in done.stderr
    return str(done.stderr)


def control_in(done: Any) -> list[str]:
    """The control, surrogate and bidirectional characters that a call wrote."""
    return _CONTROL.findall(done.stdout + done.stderr)


def payload(done: Any) -> dict[str, Any]:
    """The one JSON object on stdout, whose first key is the schema."""
    found = ok(done).json
    assert next(iter(found)) == "schema"
    assert found["schema"] == 1
    return dict(found)


def keys_anywhere(value: Any) -> Iterator[str]:
    """Every key of a JSON value, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_anywhere(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_anywhere(inner)


def add_outcome(run: Run, title: str = "RFC accepted", *options: str, **how: Any) -> dict[str, Any]:
    """A new outcome in JSON."""
    return dict(payload(run("outcome", "add", title, *options, "--json", **how))["outcome"])


def add_goal(run: Run, title: str, *options: str) -> dict[str, Any]:
    """A new goal in JSON."""
    return dict(payload(run("goal", "add", title, *options, "--json"))["goal"])


def capture(run: Run, text: str, *options: str, **how: Any) -> dict[str, Any]:
    """A new capture in JSON."""
    return dict(payload(run("capture", text, *options, "--json", **how))["capture"])


def start(run: Run, intention: str = "write section 3", *options: str, **how: Any) -> dict[str, Any]:
    """A block that was just started, in JSON."""
    return dict(payload(run("focus", "start", intention, *options, "--json", **how))["block"])


def log(run: Run, intention: str, start_at: str, end_at: str, *options: str, **how: Any) -> dict[str, Any]:
    """A block entered after the fact, in JSON."""
    given = ("--from", start_at, "--to", end_at, *options, "--json")
    return dict(payload(run("focus", "log", intention, *given, **how))["block"])


def plan(run: Run, intention: str, *options: str, **how: Any) -> dict[str, Any]:
    """A planned block in JSON."""
    return dict(payload(run("focus", "plan", intention, *options, "--json", **how))["block"])


def day_page(run: Run, on: str = "today", **how: Any) -> dict[str, Any]:
    """A day's page in JSON."""
    return payload(run("day", "show", on, "--json", **how))


def status(run: Run, **how: Any) -> dict[str, Any]:
    """The status in JSON."""
    return payload(run("status", "--json", **how))


def loops(run: Run, **how: Any) -> list[dict[str, Any]]:
    """The open loops in JSON."""
    return list(payload(run("loops", "--json", **how))["loops"])


def short(record: dict[str, Any]) -> str:
    """The last six characters of an id, as someone would type them."""
    return str(record["id"])[-6:]


def script(folder: Path, name: str, body: str) -> Path:
    """A program of Python in a folder."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{body}\n")
    path.chmod(0o755)
    return path
