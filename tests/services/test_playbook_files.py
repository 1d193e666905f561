"""Playbook files that somebody broke: whatever the bytes, every problem is named and nothing is raised."""

import random
from pathlib import Path

from remoteos.domain.playbooks import Playbook
from remoteos.services.playbook_files import LARGEST, check, skeleton

DOCS = Path(__file__).parents[2] / "docs" / "playbook-format.md"
SIGNS = (
    b"---\n", b"\n", b"# ", b"## Play: ", b"- ", b"   - ", b"1. ", b"```", b"&a ", b"*a", b"{", b"[", b"]: ",
    b"<script>", b"](javascript:x)", b"\x1b[31m", b"\xff", b"\xe2\x80\xae", b": ", b"'", b"\t", b"\0",
    b"> > > ", b"<!--", b"\\",
)  # fmt: skip


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with a few pieces cut, doubled, swapped or put in."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
        piece = raw[at : min(to, at + 200)]
        way = chance.randrange(4)
        if way == 0:
            raw = raw[:at] + raw[at + len(piece) :]
        elif way == 1:
            raw = raw[:to] + piece + raw[to:]
        elif way == 2:
            raw = raw[:at] + bytes(chance.randrange(256) for _ in range(3)) + raw[at:]
        else:
            raw = raw[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 2, 30)) + raw[at:]
    return raw


def test_no_mutated_file_raises_and_none_is_half_usable(long_form: bool) -> None:
    example = DOCS.read_bytes().partition(b"````markdown example\n")[2].partition(b"````")[0]
    chance = random.Random(5)
    for _ in range(5_000 if long_form else 500):
        checked = check(mutated(example, chance))

        assert isinstance(checked.playbook, Playbook) == (checked.errors == 0)
        assert all(problem.line >= 1 and problem.column >= 1 for problem in checked.problems)
        assert all(problem.message.isprintable() for problem in checked.problems)
        assert checked.errors + checked.warnings == len(checked.problems)


def test_a_skeleton_is_usable_whatever_its_author_is_called() -> None:
    for name in ("", "- 'no'", "a: b # c", "---", "@click", "שלום"):
        checked = check(skeleton("a-b", name, name, name).encode())

        assert checked.playbook is not None, checked.problems
        assert checked.problems == ()
        assert checked.playbook.authors == (name or "your name",)


def test_a_file_that_is_too_large_is_not_read() -> None:
    (problem,) = check(b"x" * (LARGEST + 1)).problems

    assert "more than 512 KiB" in problem.message
