"""``evidence``: links to proofs, by hand and from git."""

from pathlib import Path

import pytest

from tests.cli.support import (
    EVIDENCE,
    Run,
    add_outcome,
    control_in,
    log,
    ok,
    one_line,
    payload,
    refused,
    short,
)
from tests.repositories import call, make, needs_git

RFC = "https://example.org/rfc/12"


def listed(run: Run, *options: str) -> list[dict[str, object]]:
    """The evidence in JSON."""
    return list(payload(run("evidence", "list", *options, "--json"))["evidence"])


class TestByHand:
    def test_a_link_is_about_one_thing_and_as_visible_as_that(self, run: Run) -> None:
        outcome = add_outcome(run, "RFC accepted", "--visibility", "public")
        link = payload(
            run("evidence", "add", RFC, "--title", "the RFC", "--outcome", short(outcome), "--json")
        )
        assert set(link["evidence"]) == EVIDENCE
        assert link["evidence"]["about"] == {"table": "outcomes", "id": outcome["id"]}
        assert (link["evidence"]["kind"], link["evidence"]["visibility"]) == ("url", "public")
        block = log(run, "write", "06:00", "06:30")
        ok(run("evidence", "add", "Ana", "said", "so", "--block", short(block)))
        shown = ok(run("evidence", "list")).stdout
        assert f"↗ the RFC  url, {RFC}, of RFC accepted, public  " in shown
        assert "↗ Ana said so  note, of write, private  " in shown
        assert [one["title"] for one in listed(run, "--outcome", short(outcome))] == ["the RFC"]

    def test_what_it_is_about_has_to_be_said_once(self, run: Run) -> None:
        outcome = add_outcome(run)
        refused(run("evidence", "add", RFC), "about one thing")
        refused(run("evidence", "add", RFC, "--outcome", short(outcome), "--win", "ffff"), "about one thing")
        refused(run("evidence", "add", RFC, "--outcome", "ffff"), "No outcome has an id")
        refused(
            run("evidence", "add", "javascript:x", "--kind", "url", "--outcome", short(outcome)),
            "An address begins with https://",
        )
        assert ok(run("evidence", "list")).stdout.startswith("No evidence here. remoteos evidence add")

    def test_it_is_edited_and_dropped(self, run: Run) -> None:
        outcome, secret = add_outcome(run), add_outcome(run, "a new job", "--visibility", "private")
        link = payload(run("evidence", "add", "somewhere", "--outcome", short(outcome), "--json"))["evidence"]
        edit = ("evidence", "edit", short(link))
        assert payload(run(*edit, "--ref", RFC, "--json"))["evidence"]["kind"] == "url"
        moved = payload(run(*edit, "--outcome", short(secret), "--json"))["evidence"]
        assert (moved["about"]["id"], moved["visibility"]) == (secret["id"], "private")
        one_line(run(*edit), "Nothing to change")
        refused(run(*edit, "--ref", ""), "A reference is needed")
        assert ok(run("evidence", "drop", short(link))).stdout == f"Dropped: {RFC}\n"
        assert listed(run, "--since", "2026-01-01") == []

    def test_it_follows_its_outcome_out_of_sight(self, run: Run) -> None:
        outcome = add_outcome(run)
        ok(run("evidence", "add", RFC, "--outcome", short(outcome)))
        ok(run("outcome", "edit", short(outcome), "--visibility", "private"))
        assert [one["visibility"] for one in listed(run)] == ["private"]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that one stands in, with three commits of the user's."""
    path = make(tmp_path / "payments", "first", "second", "\x1b[31mthird\u202e")
    monkeypatch.chdir(path)
    return path


@needs_git
class TestGit:
    def test_where_nobody_can_choose_commits_are_only_listed(self, run: Run, repo: Path) -> None:
        done = ok(run("evidence", "git"))
        rows = done.stdout.splitlines()
        assert rows[0] == "payments"
        assert len(rows) == 4
        assert rows[1].startswith("   1  third  payments ")
        assert rows[3].endswith(", 2026-11-20")
        assert not control_in(done)
        assert listed(run) == []

    def test_all_of_them_are_kept_in_one_step_and_not_proposed_again(self, run: Run, repo: Path) -> None:
        outcome = add_outcome(run)
        kept = payload(run("evidence", "git", "--all", "--outcome", short(outcome), "--json"))
        assert [set(one) for one in kept["kept"]] == [EVIDENCE] * 3
        assert {one["kind"] for one in kept["kept"]} == {"commit"}
        (found,) = kept["repositories"]
        assert (found["name"], found["problem"], len(found["commits"])) == ("payments", "", 3)
        assert found["commits"][0]["at"] == "2026-11-20T10:00:00+01:00"
        assert kept["kept"][0]["ref"] == f"payments {call(repo, 'rev-parse', 'HEAD')[:10]}"
        assert ok(run("evidence", "git")).stdout == "No new commits of yours since 2026-11-16 09:00.\n"
        ok(run("undo"))
        assert listed(run) == []

    def test_single_ones_are_kept_by_their_hash(self, run: Run, repo: Path) -> None:
        outcome, first = add_outcome(run), call(repo, "rev-parse", "HEAD~2")
        keep = ("evidence", "git", "--outcome", short(outcome))
        done = ok(run(*keep, "--commit", first[:8], "--commit", first[:7].upper()))
        assert done.stdout.startswith(f"↗ first  commit, payments {first[:10]}, of RFC accepted, manager  ")
        refused(run(*keep, "--commit", first[:8]), "one that is kept is not proposed again")
        refused(run(*keep, "--commit", "xyz"), "'xyz' is not a commit", code=2)
        assert len(listed(run)) == 1

    def test_nothing_is_kept_without_an_outcome(self, run: Run, repo: Path) -> None:
        refused(run("evidence", "git", "--all"), "Evidence needs the outcome it is of: --outcome ID")
        refused(run("evidence", "git", "--yes", "--json"), "Evidence needs the outcome")

    def test_on_a_terminal_they_are_chosen_by_number_and_so_is_the_outcome(
        self, run: Run, repo: Path
    ) -> None:
        add_outcome(run, "another", "--due", "2026-11-24")
        add_outcome(run, "RFC accepted")
        done = ok(run("evidence", "git", input="7\n1 x\n3-2\n1 3-3\n0\n2\n", terminal=True))
        assert done.stderr.count("is not a choice, such as 1 3-5, all or none.") == 3
        assert "'0' is not one of the numbers, such as 1." in done.stderr
        assert "   2  RFC accepted" in done.stderr
        outcomes = payload(run("outcome", "list", "--json"))["outcomes"]
        assert [(one["title"], one["about"]["id"]) for one in listed(run)] == [
            ("first", outcomes[1]["id"]), ("third", outcomes[1]["id"]),
        ]  # fmt: skip
        for answer in ("none\n", "\n"):
            ok(run("evidence", "git", input=answer, terminal=True))
        assert len(listed(run)) == 2
        ok(run("evidence", "git", input="all\n1\n", terminal=True))
        assert len(listed(run)) == 3

    def test_on_a_terminal_enter_instead_of_an_outcome_keeps_nothing(self, run: Run, repo: Path) -> None:
        add_outcome(run)
        done = run("evidence", "git", input="all\n\n", terminal=True)
        assert (done.exit_code, listed(run)) == (1, [])
        assert "Evidence needs the outcome" in done.stderr

    def test_since_a_day_means_from_its_beginning(self, run: Run, repo: Path) -> None:
        assert "first" in ok(run("evidence", "git", "--since", "2026-11-20")).stdout
        assert "No new commits" in ok(run("evidence", "git", "--since", "2026-11-21")).stdout

    def test_each_path_that_cannot_be_read_is_a_line_and_the_others_are_read(
        self, run: Run, repo: Path, tmp_path: Path
    ) -> None:
        done = ok(run("evidence", "git", str(tmp_path / "none"), str(repo), str(tmp_path)))
        assert done.stderr.splitlines() == [
            f"remoteos: {tmp_path}/none: no folder that can be entered.",
            f"remoteos: {tmp_path}: not in a git repository.",
        ]
        assert "   1  third" in done.stdout

    def test_when_none_can_be_read_that_is_refused(self, run: Run, repo: Path, tmp_path: Path) -> None:
        refused(run("evidence", "git", str(tmp_path)), f"{tmp_path}: not in a git repository.")
        refused(run("evidence", "git", "--", "-c"), "no folder that can be entered")
