"""A playbook's whole way: adopted, run, improved, handed to somebody else, who changes and upgrades it."""

from pathlib import Path

from tests.cli.support import FRIDAY, Run, at, ok

MANAGER = "manage-your-manager"
MINE = f"my-{MANAGER}"
PLAY = "ask-without-answer"
BEFORE = "Send it again, in another channel than the first time."
BETTER = "Send it again by voice message, in the channel they answer fastest."
THEIR_OWN = "Find the question in your own message and put it in the subject line."
FIRST = "Find the question in your own message and write it as one line."


def test_adopt_run_finish_edit_export_import_upgrade(run: Run, tmp_path: Path) -> None:
    # Somebody adopts what ships, runs a play of it, and learns something.
    ok(run("playbook", "adopt", MANAGER, "--yes"))
    ok(run("play", "run", PLAY))
    ok(run("play", "step", "1", "--note", "SECRET-NOTE", "--evidence", "SECRET-EVIDENCE"))
    ok(run("play", "make", "1", "--from", "SECRET-NAME"))
    ok(
        run(
            "play",
            "finish",
            "--worked",
            "yes",
            "--minutes",
            "15",
            "--skip-rest",
            "SECRET-REASON",
            now=at("09:00", FRIDAY),
        )
    )

    # They improve a copy; what ships stays as it is.
    shipped = ok(run("playbook", "export", MANAGER)).stdout
    improved = shipped.replace(BEFORE, BETTER).replace("version: 1.0.0", "version: 1.1.0")
    edited = ok(
        run(
            "playbook",
            "edit",
            MANAGER,
            "--derive-as",
            MINE,
            "--from",
            "-",
            "--json",
            input=improved.replace(f"id: {MANAGER}", f"id: {MINE}"),
        )
    )
    assert edited.json["playbook"]["id"] == MINE
    assert ok(run("playbook", "export", MANAGER)).stdout == shipped
    assert BETTER in ok(run("playbook", "diff", MINE)).stdout

    # What leaves has nothing of their own; the page has totals alone, and only when asked.
    first, page = tmp_path / "first.md", tmp_path / "page.html"
    ok(run("playbook", "export", MINE, "--out", str(first)))
    ok(run("playbook", "export", MANAGER, "--as", "html", "--results", "--out", str(page)))
    assert "SECRET" not in first.read_text() + page.read_text()
    assert "<script" not in page.read_text()

    # Somebody else takes it in after a preview, and makes a step their own.
    other: dict[str, str | None] = {"REMOTEOS_USER": "other"}
    preview = ok(run("playbook", "import", str(first), "--dry-run", env=other)).stdout
    assert "SHA-256" in preview
    assert f"{MANAGER}@" in preview
    assert run("playbook", "show", MINE, env=other).exit_code == 1
    ok(run("playbook", "import", str(first), "--yes", env=other))
    theirs = ok(run("playbook", "export", MINE, env=other)).stdout
    assert theirs == first.read_text()
    ok(run("playbook", "edit", MINE, "--from", "-", input=theirs.replace(FIRST, THEIR_OWN), env=other))

    # A newer version comes: what they left alone follows, their own step stays.
    newer = tmp_path / "newer.md"
    newer.write_text(
        theirs.replace(BETTER, f"{BETTER[:-1]} now.").replace("version: 1.1.0", "version: 1.2.0")
    )
    ok(run("playbook", "upgrade", MINE, "--from", str(newer), env=other))
    upgraded = ok(run("playbook", "export", MINE, env=other)).stdout
    assert THEIR_OWN in upgraded
    assert f"{BETTER[:-1]} now." in upgraded
    assert "version: 1.2.0" in upgraded
    ok(run("undo", env=other))
    assert "version: 1.1.0" in ok(run("playbook", "export", MINE, env=other)).stdout

    # It can be adopted and run like any other.
    ok(run("playbook", "adopt", MINE, "--yes", env=other))
    assert ok(run("play", "run", f"{MINE}/{PLAY}", "--json", env=other)).json["run"]["playbook_id"] == MINE
