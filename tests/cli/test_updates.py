"""``update``: from the draft to what was said, and everything that can go wrong on the way."""

import json
import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import (
    COMMITMENT,
    FINDING,
    FRIDAY,
    SAID_VS_DID,
    UPDATE,
    UPDATE_FORMAT,
    UPDATE_HEAD,
    UPDATE_LINE,
    Run,
    at,
    ok,
    payload,
    refused,
    script,
    short,
)

NOW = at("15:00", FRIDAY)


@pytest.fixture
def week(run: Run) -> Run:
    """A week with an outcome that moved, an ask, and something private."""
    outcome = payload(run("outcome", "add", "RFC accepted", "--done-when", "two approvals", "--json"))[
        "outcome"
    ]
    ok(run("outcome", "progress", short(outcome), "one approval is in", "--confidence", "4"))
    ok(
        run(
            "ask",
            "add",
            "approve the vendor",
            "--from",
            "Ana",
            "--by",
            "2026-11-25",
            "--cost",
            "the launch slips",
        )
    )
    ok(run("capture", "nobody knows of this", "--kind", "risk"))
    return run


def draft(run: Run, *more: str) -> Any:
    return run("update", "draft", *more, now=NOW)


def line_with(run: Run, text: str) -> str:
    """The number of a line of the draft."""
    shown = payload(run("update", "show", "--json", now=NOW))["update"]
    lines = [line for part in shown["sections"] for line in part["lines"]]
    return str(next(line["number"] for line in lines if text in line["text"]))


def test_the_everyday_path(week: Run) -> None:
    done = ok(draft(week))
    assert done.stdout.startswith(
        "# Week of 23 Nov 2026\n\nUnder way: RFC accepted. Needed: approve the vendor.\n"
    )
    assert "nobody knows" not in done.stdout
    assert "Stays here, not visible to them: 1 note." in done.stderr
    shown = ok(week("update", "show", "--evidence", now=NOW)).stdout
    assert "outcome RFC accepted" in shown
    ok(week("update", "edit", "--line", "1", "--text", "One approval of two.", now=NOW))
    ok(week("update", "edit", "--section", "1", "--text", "I am on a train on Monday", now=NOW))
    assert "One approval of two.\n\nI am on a train on Monday\n" in ok(draft(week)).stdout
    number = line_with(week, "train")
    ok(week("update", "edit", "--up", number, now=NOW))
    ok(week("update", "edit", "--leave-out", number, now=NOW))
    sent = ok(week("update", "send", "--channel", "mail", now=NOW)).stdout
    assert sent == "Marked as sent to my manager by mail, 1 commitment kept for next time.\n"
    said = payload(week("update", "said", "--json", now=NOW))
    assert [one["text"] for one in said["commitments"]] == ["RFC accepted"]
    ok(
        week(
            "update",
            "mark",
            said["commitments"][0]["id"][-6:],
            "moved",
            "the",
            "vendor",
            "was",
            "late",
            now=NOW,
        )
    )
    later = at("15:00", "2026-12-04")
    assert "Moved: RFC accepted · the vendor was late" in ok(week("update", "draft", now=later)).stdout
    listed = ok(week("update", "list", now=later)).stdout.splitlines()
    assert ["draft" in listed[0], "sent 2026-11-27 by mail" in listed[1]] == [True, True]
    assert payload(week("status", "--json", now=later))["update_due"] == "2026-12-04"


def test_the_json_of_a_draft_has_its_lines_with_their_evidence(week: Run) -> None:
    update = payload(draft(week, "--json"))["update"]
    assert set(update) == UPDATE
    assert all(set(line) == UPDATE_LINE for part in update["sections"] for line in part["lines"])
    assert update["kept_back"] == {"note": 1}
    assert payload(week("update", "list", "--json", now=NOW))["updates"][0]["state"] == "draft"
    assert payload(week("update", "check", "--json", now=NOW))["findings"][0]["kind"] == "late ask"


@pytest.mark.parametrize("rendering", ["markdown", "text", "html", "slack", "email", "json"])
def test_what_leaves_is_the_same_bytes_everywhere(run: Run, tmp_path: Path, rendering: str) -> None:
    ok(run("outcome", "add", "RFC <script>accepted</script> [/] =cmd()", now=NOW))
    ok(run("update", "draft", now=NOW))
    file = tmp_path / "update"
    ok(run("update", "export", "--as", rendering, "--out", str(file), now=NOW))
    printed = run("update", "export", "--as", rendering, now=NOW).stdout
    found = file.read_bytes()
    assert found.decode() == printed
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if rendering == "email":
        mail = message_from_bytes(found, policy=default)
        assert mail["Subject"] == "Week of 23 Nov 2026"
        assert "RFC <script>accepted</script> [/] =cmd()" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    if rendering == "html":
        assert b"<script" not in found
    if rendering == "json":
        assert "=cmd()" in json.loads(found)["sections"][0]["lines"][0]


def test_a_sent_update_that_is_edited_keeps_both(week: Run) -> None:
    before = ok(draft(week)).stdout
    ok(week("update", "send", now=NOW))
    identity = payload(week("update", "list", "--json", now=NOW))["updates"][0]["id"]
    ok(week("update", "edit", identity, "--line", "1", "--text", "What I should have said.", now=NOW))
    assert ok(week("update", "show", identity, "--sent", now=NOW)).stdout == before
    assert "What I should have said." in ok(week("update", "export", identity, now=NOW)).stdout
    refused(week("update", "send", identity, now=NOW), "was sent on 2026-11-27 already")
    refused(week("update", "drop", identity, "--yes", now=NOW), "was sent and is kept")


def test_the_agenda_carries_over_until_it_is_done(week: Run) -> None:
    refused(week("update", "agenda", "add", "who decides?", now=NOW), "No manager card yet")
    ok(week("manager", "add", "Ana"))
    item = payload(week("update", "agenda", "add", "who decides?", "--tag", "decide", "--json"))[
        "agenda_item"
    ]
    assert "## To decide\n\n- who decides?\n" in ok(week("update", "agenda", "show", now=NOW)).stdout
    assert "who decides?" in ok(week("update", "agenda", "list")).stdout
    ok(week("update", "agenda", "done", short(item), "the CTO"))
    assert "who decides?" not in ok(week("update", "agenda", "show", now=NOW)).stdout
    ok(week("update", "agenda", "reopen", short(item)))
    ok(week("update", "agenda", "edit", short(item), "--tag", "help"))
    assert "## Where I need help\n\n- who decides?\n" in ok(week("update", "agenda", "show", now=NOW)).stdout
    ok(week("update", "agenda", "drop", short(item)))
    assert payload(week("update", "agenda", "list", "--all", "--json"))["agenda_items"] == []
    ok(week("update", "check", "--agenda", now=NOW))
    assert "easy to answer" in ok(week("update", "agenda", "list")).stdout


# What can go wrong


def test_nothing_recorded_is_said_and_cannot_be_sent(run: Run) -> None:
    done = ok(draft(run))
    assert done.stdout == "# Week of 23 Nov 2026\n"
    assert "Nothing was recorded in that time that they may see" in done.stderr
    refused(run("update", "send", now=NOW), "nothing in this update to send")


def test_without_a_draft_that_is_said(run: Run) -> None:
    for command in ("show", "edit", "send", "export", "drop"):
        refused(run("update", command, now=NOW), "There is no draft. `remoteos update draft` draws one.")
    assert "serves a goal" in ok(run("update", "check", now=NOW)).stdout
    assert ok(run("update", "list", now=NOW)).stdout == "No update yet. remoteos update draft\n"
    refused(draft(run, "--to", "nobody"), "No manager card yet")


def test_a_period_in_the_future_is_refused(week: Run) -> None:
    refused(draft(week, "--since", "2026-11-28"), "2026-11-28 is still to come")
    assert payload(week("update", "list", "--json", now=NOW))["updates"] == []


def test_formats_that_are_unknown_or_broken_are_told_and_the_draft_stays(
    week: Run, tmp_path: Path, monkeypatch: Any
) -> None:
    config = tmp_path / "own" / "config.toml"
    (config.parent / "formats").mkdir(parents=True)
    monkeypatch.setenv("REMOTEOS_CONFIG", str(config))
    before = ok(draft(week)).stdout
    (config.parent / "formats" / "mine.toml").write_text('title = "x"\n[[sections]]\nquery = "winz"\n')
    (config.parent / "formats" / "a.toml").write_text('extends = "b"\n')
    (config.parent / "formats" / "b.toml").write_text('extends = "a"\n')
    refused(draft(week, "--format", "yearly"), "no update format 'yearly'")
    refused(draft(week, "--format", "mine"), "formats/mine.toml, line 3", "Did you mean wins?", code=65)
    refused(draft(week, "--format", "a"), "leads back to it", code=65)
    listed = week("update", "formats", now=NOW)
    assert listed.exit_code == 65
    assert "! formats/mine.toml, line 3" in listed.stdout
    assert ok(week("update", "export", now=NOW)).stdout == before


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[/]", "\x1b]52;c;aGk=\x07gone", "=cmd()", "w" * 4_000]
)
def test_whatever_people_write_is_text(run: Run, text: str) -> None:
    ok(run("ask", "add", text, "--from", "Ana"))
    done = ok(draft(run, "--as", "html"))
    assert "<script" not in done.stdout
    assert "\x1b" not in done.stdout
    ok(run("update", "show", now=NOW))
    refused(run("update", "edit", "--line", "1", "--text", "w" * 4_001, now=NOW), "4,000", code=65)


def test_a_target_that_is_gone_keeps_the_draft(week: Run, tmp_path: Path) -> None:
    refused(draft(week, "--out", str(tmp_path / "gone" / "x.md")), "there is no folder", code=73)
    refused(week("update", "export", "--out", str(tmp_path), now=NOW), "it is a folder", code=73)
    assert "RFC accepted" in ok(week("update", "export", now=NOW)).stdout


@pytest.mark.parametrize(
    ("body", "said"),
    [("import sys; sys.exit(1)", "does not answer"), ("import time; time.sleep(60)", "does not answer")],
    ids=["fails", "hangs"],
)
def test_a_clipboard_that_does_not_answer(
    week: Run, tmp_path: Path, monkeypatch: Any, body: str, said: str
) -> None:
    monkeypatch.setattr("remoteos.services.handing_over.CLIPBOARD_WAIT_S", 0.3)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    ok(draft(week))
    refused(week("update", "export", "--copy", now=NOW), "No clipboard was found", "--out FILE")
    script(tmp_path, "xclip", body)
    refused(week("update", "export", "--copy", now=NOW), "The clipboard (xclip)", said)


def test_a_clipboard_gets_the_bytes(week: Run, tmp_path: Path, monkeypatch: Any) -> None:
    kept = tmp_path / "kept"
    script(tmp_path, "xclip", f"import sys; open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    printed = ok(draft(week)).stdout
    assert ok(week("update", "export", "--copy", now=NOW)).stdout == ""
    assert kept.read_text() == printed


# With no terminal, for scripts


def test_each_command_has_its_fields_in_json(week: Run) -> None:
    ok(week("manager", "add", "Ana"))
    drawn = payload(draft(week, "--json", "--as", "text"))
    assert (set(drawn), set(drawn["update"])) == ({"schema", "update", "text"}, UPDATE)
    assert drawn["text"] == ok(week("update", "export", "--as", "text", now=NOW)).stdout
    edited = payload(week("update", "edit", "--leave-out", "1", "--json", now=NOW))["update"]
    assert edited["sections"][0]["lines"][0]["place"] == "out"
    assert set(payload(week("update", "list", "--json", now=NOW))["updates"][0]) == UPDATE_HEAD
    assert set(payload(week("update", "check", "--json", now=NOW))["findings"][0]) == FINDING
    assert set(payload(week("update", "formats", "--json", now=NOW))["formats"][0]) == UPDATE_FORMAT
    assert set(payload(week("update", "agenda", "show", "--json", now=NOW))) == {"schema", "text"}
    sent = payload(week("update", "send", "--json", now=NOW))
    assert set(sent) == {"schema", "update", "text", "commitments"}
    assert [set(sent["update"]), *map(set, sent["commitments"])] == [UPDATE_HEAD, COMMITMENT]
    said = payload(week("update", "said", "--to", "Ana", "--json", now=NOW))
    assert [set(one) for one in said["said_vs_did"]] == [SAID_VS_DID]
    marked = payload(week("update", "mark", short(sent["commitments"][0]), "did", "--json", now=NOW))
    assert (set(marked["commitment"]), marked["commitment"]["state"]) == (COMMITMENT, "did")
    assert set(payload(week("update", "show", short(sent["update"]), "--json", now=NOW))["update"]) == UPDATE
    ok(draft(week, "--since", "2026-11-20"))
    assert set(payload(week("update", "drop", "--yes", "--json", now=NOW))["update"]) == UPDATE_HEAD


@pytest.mark.parametrize("rendering", ["markdown", "text", "html", "slack", "email", "json"])
def test_a_cron_line_has_the_bytes_of_the_preview_and_of_what_was_sent(
    week: Run, tmp_path: Path, rendering: str
) -> None:
    file = tmp_path / "friday"
    written = ok(draft(week, "--as", rendering, "--out", str(file)))
    assert (written.stdout, "Written to" in written.stderr) == ("", True)
    found = file.read_bytes().decode()
    assert found == ok(draft(week, "--as", rendering, "--out", "-")).stdout
    assert found == payload(draft(week, "--as", rendering, "--json"))["text"]
    lines = found.count("\n")
    assert (found.count("\r\n"), "\r" in found.replace("\r\n", "")) == (lines * (rendering == "email"), False)
    sent = payload(week("update", "send", "--as", rendering, "--json", now=NOW))
    assert sent["text"] == found
    later = at("15:00", "2026-12-04")
    identity = sent["update"]["id"]
    assert ok(week("update", "export", identity, now=later)).stdout == found
    assert ok(week("update", "show", identity, "--sent", now=later)).stdout == found


def test_json_and_a_file_go_together(week: Run, tmp_path: Path) -> None:
    file, agenda = tmp_path / "friday.html", tmp_path / "agenda.md"
    done = payload(draft(week, "--json", "--as", "html", "--out", str(file)))
    assert file.read_bytes().decode() == done["text"]
    done = payload(week("update", "agenda", "show", "--json", "--out", str(agenda), now=NOW))
    assert agenda.read_bytes().decode() == done["text"]


def test_on_a_terminal_the_first_one_asks_since_when(week: Run) -> None:
    done = ok(week("update", "draft", now=NOW, terminal=True, input="2026-11-02\n"))
    assert "The first update. Since when" in done.stderr
    assert "Since Mon 2 Nov" in done.stderr
    assert "Since when" not in ok(week("update", "draft", now=NOW, terminal=True)).stderr
    ok(week("update", "drop", "--yes", now=NOW))
    assert "Since Sat 21 Nov" in ok(draft(week, "--no-input")).stderr


def test_a_client_is_told_what_is_public_in_an_update_of_its_own(week: Run) -> None:
    ok(week("manager", "add", "Ana"))
    ok(week("manager", "add", "the board", "--relation", "client", "--format", "monthly"))
    ok(week("decision", "add", "One queue for all", "--visibility", "public"))
    done = ok(draft(week, "--to", "client"))
    assert done.stdout == "# November 2026\n\n## Decisions made\n\n- One queue for all\n"
    assert "Stays here, not visible to them: 1 outcome, 1 ask, 1 note." in done.stderr
    refused(week("update", "export", "--to", "Ana", now=NOW), "There is no draft")
    assert "the board" in ok(week("update", "list", "--to", "client", now=NOW)).stdout


def test_lines_of_four_thousand_characters_are_drawn_whole(week: Run) -> None:
    ok(week("outcome", "add", "w" * 4_000, "--done-when", "x" * 4_000))
    ok(draft(week))
    assert "w" * 4_000 in ok(week("update", "show", now=NOW)).stdout
    text = payload(week("update", "show", "--json", now=NOW))["update"]
    assert any(len(line["text"]) >= 4_000 for part in text["sections"] for line in part["lines"])
