"""The user's own commits: which are read, what is said when they cannot be, and that nothing runs for it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from remoteos.services import git
from tests.repositories import DATE, call, make, needs_git

pytestmark = needs_git

SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return make(tmp_path / "payments", "first", "second")


def subjects(*paths: Path, since: datetime = SINCE) -> list[str]:
    return [commit.subject for found in git.read(paths, since) for commit in found.commits]


class TestReading:
    def test_tells_the_newest_first_with_name_hash_and_time(self, repo: Path) -> None:
        (found,) = git.read([repo], SINCE)
        assert [commit.subject for commit in found.commits] == ["second", "first"]
        whole = call(repo, "rev-parse", "HEAD")
        assert (found.name, found.problem, found.more) == ("payments", "", False)
        assert (found.commits[0].hash, found.commits[0].ref) == (whole, f"payments {whole[:10]}")
        assert found.commits[0].at == datetime.fromisoformat(DATE)

    def test_takes_the_users_own_alone_on_any_branch_since_then_and_no_merges(self, repo: Path) -> None:
        call(repo, "commit", "-q", "--allow-empty", "-m", "theirs", author="not-me@example.org")
        call(repo, "commit", "-q", "--allow-empty", "-m", "mine in capitals", author="Me@Example.org")
        call(repo, "checkout", "-q", "-b", "old", "HEAD~2")
        call(repo, "commit", "-q", "--allow-empty", "-m", "long ago", date="2025-01-01T10:00:00Z")
        call(repo, "checkout", "-q", "-b", "beside", "HEAD~1")
        call(repo, "commit", "-q", "--allow-empty", "-m", "on a branch")
        call(repo, "checkout", "-q", "main")
        call(repo, "merge", "-q", "--no-ff", "-m", "a merge", "beside")
        assert set(subjects(repo)) == {"first", "second", "mine in capitals", "on a branch"}

    def test_an_address_is_no_pattern(self, tmp_path: Path) -> None:
        repo = make(tmp_path / "payments", "first", email="m.@example.org")
        assert subjects(repo) == []

    def test_a_repository_is_read_once_however_many_paths_lie_in_it(self, repo: Path) -> None:
        (repo / "deep").mkdir()
        call(repo, "worktree", "add", "-q", str(repo.parent / "beside"))
        found = git.read([repo / "deep", repo, repo.parent / "beside"], SINCE)
        assert [(one.name, len(one.commits)) for one in found] == [("payments", 2)]

    def test_one_without_commits_has_none(self, tmp_path: Path) -> None:
        (found,) = git.read([make(tmp_path / "new")], SINCE)
        assert (found.commits, found.problem) == ((), "")

    def test_no_more_than_so_many_are_read(self, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(git, "MOST_BYTES", 100)
        (found,) = git.read([repo], SINCE)
        assert ([one.subject for one in found.commits], found.more) == (["second"], True)

    def test_it_does_not_matter_where_the_process_was_told_that_git_is(
        self, repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = make(tmp_path / "other", "elsewhere")
        monkeypatch.setenv("GIT_DIR", str(other / ".git"))
        monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
        assert subjects(repo) == ["second", "first"]
        assert not (tmp_path / "trace").exists()


class TestTrouble:
    def test_each_path_says_what_is_wrong_and_the_others_are_read(
        self, repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        nothing, unnamed = tmp_path / "none", make(tmp_path / "unnamed", email="")
        circle = tmp_path / "circle"
        circle.symlink_to(circle)
        found = git.read([nothing, tmp_path, circle, repo, unnamed, Path("/" + "x" * 5000)], SINCE)
        assert [len(one.commits) for one in found] == [0, 0, 0, 2, 0, 0]
        said = [one.problem for one in found]
        assert said[0] == f"{nothing}: no folder that can be entered."
        assert said[1] == f"{tmp_path}: not in a git repository."
        assert "no folder that can be entered" in said[2]
        assert "git knows no address of yours there (git config user.email YOU)" in said[4]
        assert "no folder that can be entered" in said[5]

    def test_a_repository_of_somebody_else_is_not_read(
        self, repo: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if os.geteuid():
            pytest.skip("only root can give a folder away")
        os.chown(repo / ".git", 12345, 12345)
        os.chown(repo, 12345, 12345)
        monkeypatch.delenv("SUDO_UID", raising=False)
        (found,) = git.read([repo], SINCE)
        assert "it belongs to somebody else (see safe.directory)" in found.problem

    def test_what_git_says_otherwise_is_passed_on_in_one_line(self, repo: Path) -> None:
        (repo / ".git" / "config").write_text("[core\n\x1b[31m")
        (found,) = git.read([repo], SINCE)
        assert "git says fatal: bad config line 1" in found.problem
        assert found.problem.isprintable()

    def test_without_git_every_path_says_so(self, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(repo))
        assert [one.problem for one in git.read([repo], SINCE)] == [f"{repo}: git is not installed."]

    def test_a_git_that_cannot_be_started_says_so(self, repo: Path, fake: Callable[[str], None]) -> None:
        fake("no program")
        assert "git cannot be started (Exec format error)" in git.read([repo], SINCE)[0].problem

    def test_a_slow_git_is_ended_with_all_it_started(
        self, repo: Path, fake: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake("#!/bin/sh\nsleep 60\n")
        monkeypatch.setattr(git, "TIME_LIMIT_S", 0.2)
        began = monotonic()
        found = git.read([repo, repo.parent, repo], SINCE)
        assert monotonic() - began < 5
        assert found[0].problem == f"{repo}: git took longer than 0.2 seconds."
        assert found[1].problem == f"{repo.parent}: not read, as the others took all of the 0.2 seconds."

    @pytest.mark.parametrize("script", ["exec >&- 2>&-\nsleep 60", "sleep 60 &"], ids=["silent", "behind"])
    def test_one_that_stays_without_its_output_or_leaves_something_behind_is_ended_too(
        self, repo: Path, fake: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, script: str
    ) -> None:
        fake(f"#!/bin/sh\n{script}\n")
        monkeypatch.setattr(git, "TIME_LIMIT_S", 0.2)
        began = monotonic()
        assert "git took longer" in git.read([repo], SINCE)[0].problem
        assert monotonic() - began < 5

    def test_one_that_never_stops_talking_is_ended(self, repo: Path, fake: Callable[[str], None]) -> None:
        fake("#!/bin/sh\nexec yes\n")
        began = monotonic()
        (found,) = git.read([repo], SINCE)
        assert monotonic() - began < 5
        assert found.commits == ()

    @pytest.fixture
    def fake(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
        """Put a git of one's own before the real one."""

        def put(script: str) -> None:
            program = tmp_path / "bin" / "git"
            program.parent.mkdir()
            program.write_text(script)
            program.chmod(0o755)
            monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")

        return put


class TestHostile:
    def test_a_path_that_begins_with_a_dash_is_a_path(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path / "-c", "in a folder")
        monkeypatch.chdir(tmp_path)
        assert subjects(Path("-c")) == ["in a folder"]
        assert "no folder" in git.read([Path("--exec-path=/tmp")], SINCE)[0].problem

    def test_nothing_that_a_repository_names_is_run(self, repo: Path, tmp_path: Path) -> None:
        marker, program = tmp_path / "it ran", tmp_path / "program"
        program.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{marker}'\nexit 1\n")
        program.chmod(0o755)
        (repo / ".gitattributes").write_text("* diff=evil filter=evil\n")
        (repo / "file").write_text("x")
        call(repo, "add", "file", ".gitattributes")
        call(repo, "commit", "-q", "-m", "with a file")
        _sign_badly(repo)
        for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
            (repo / ".git" / "hooks").mkdir(exist_ok=True)
            shutil.copy(program, repo / ".git" / "hooks" / hook)
        run = f"'{program}'"
        for key in (
            "core.fsmonitor", "core.pager", "pager.log", "pager.config", "core.editor", "core.sshCommand",
            "core.askPass", "core.alternateRefsCommand", "diff.external",
            "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.process",
            "credential.helper", "uploadpack.packObjectsHook", "interactive.diffFilter",
        ):  # fmt: skip
            call(repo, "config", key, run)
        for key, value in (
            ("log.showSignature", "true"), ("gpg.program", str(program)),
            ("format.pretty", "%G? %GS"), ("log.diffMerges", "on"),
            ("alias.log", f"!{run}"), ("alias.rev-parse", f"!{run}"), ("alias.config", f"!{run}"),
            ("core.hooksPath", str(tmp_path)), ("fetch.recurseSubmodules", "true"),
        ):  # fmt: skip
            call(repo, "config", key, value)
        call(repo, "log", "-1", "main")
        assert marker.exists(), "a plain log would have run some of it"
        marker.unlink()
        assert "with a file" in subjects(repo)
        assert not marker.exists(), marker.read_text()

    def test_what_is_missing_is_fetched_from_nowhere(self, repo: Path, tmp_path: Path) -> None:
        marker, program = tmp_path / "it ran", tmp_path / "program"
        program.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{marker}'\nexit 1\n")
        program.chmod(0o755)
        parent = call(repo, "rev-parse", "HEAD~1")
        for key, value in (
            ("core.repositoryFormatVersion", "1"), ("extensions.partialClone", "origin"),
            ("remote.origin.promisor", "true"), ("remote.origin.url", str(tmp_path / "payments")),
            ("remote.origin.uploadpack", f"'{program}'"), ("protocol.allow", "always"),
            ("protocol.file.allow", "always"),
        ):  # fmt: skip
            call(repo, "config", key, value)
        (repo / ".git" / "objects" / parent[:2] / parent[2:]).unlink()
        with pytest.raises(subprocess.CalledProcessError):
            call(repo, "log", "--branches")
        assert marker.exists(), "a plain log would have run it"
        marker.unlink()
        (found,) = git.read([repo], SINCE)
        assert "git says" in found.problem
        assert not marker.exists(), marker.read_text()

    def test_hostile_subjects_become_one_clean_line_each(self, repo: Path) -> None:
        for message in (
            "\x1b]0;title\x07\x1b[31mred\u202e and\tback",
            f"{'f' * 40} 1700000000 me@example.org",
            "[bold]markup[/] [@click=app.quit]x[/]",
            "e\u0301" * 500,
        ):
            call(repo, "commit", "-q", "--allow-empty", "-F", "-", stdin=message)
        raw = f"tree {call(repo, 'write-tree')}\nauthor Me <me@example.org> 1795000000 +0000\n"
        raw += "committer Me <me@example.org> 1795000000 +0000\n\nbefore\0after\n"
        forged = call(repo, "hash-object", "--literally", "-t", "commit", "-w", "--stdin", stdin=raw)
        call(repo, "update-ref", "refs/heads/forged", forged)
        found = subjects(repo)
        assert all(subject.isprintable() and len(subject) <= 200 for subject in found)
        assert {
            "red and back",
            f"{'f' * 40} 1700000000 me@example.org",
            "[bold]markup[/] [@click=app.quit]x[/]",
        } <= set(found)
        assert [subject for subject in found if subject.startswith("\u00e9")] == ["\u00e9" * 199 + "…"]
        assert len(found) == 7


def _sign_badly(repo: Path) -> None:
    """Put a commit with a signature on the branch, which a careless log would have checked."""
    head = call(repo, "rev-parse", "HEAD")
    raw = f"tree {call(repo, 'write-tree')}\nparent {head}\n"
    raw += "author Me <me@example.org> 1795000000 +0000\ncommitter Me <me@example.org> 1795000000 +0000\n"
    raw += "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nsigned\n"
    signed = call(repo, "hash-object", "--literally", "-t", "commit", "-w", "--stdin", stdin=raw)
    call(repo, "update-ref", "refs/heads/main", signed)
