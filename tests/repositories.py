"""Git repositories for the tests of what is read from them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

DATE = "2026-11-20T10:00:00+01:00"
"""When everything is committed, unless a test says otherwise."""


def call(repo: Path, *args: str, date: str = DATE, stdin: str = "", author: str = "me@example.org") -> str:
    """Call git in a repository as its owner does."""
    names = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (
        ("NAME", "Me"), ("EMAIL", author), ("DATE", date),
    )}  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(repo), *args],
        input=stdin, capture_output=True, text=True, check=True, timeout=30,
        env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **names},
    )  # fmt: skip
    return done.stdout.strip()


def make(path: Path, *subjects: str, email: str = "me@example.org") -> Path:
    """A repository with a commit for each subject."""
    path.mkdir(parents=True)
    call(path, "init", "-q", "-b", "main")
    if email:
        call(path, "config", "user.email", email)
    for subject in subjects:
        call(path, "commit", "-q", "--allow-empty", "-m", subject)
    return path
