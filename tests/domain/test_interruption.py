"""Naming where an interruption came from in front of its note."""

import pytest

from remoteos.domain.interruption import SOURCES, source_named


@pytest.mark.parametrize(
    ("typed", "source", "note"),
    [
        ("c: who owns the DNS?", "channel", "who owns the DNS?"),
        ("Channel : who owns the DNS?", "channel", "who owns the DNS?"),
        ("p: Ana at the desk", "person", "Ana at the desk"),
        ("mee: moved to ten", "meeting", "moved to ten"),
        ("who owns the DNS?", None, "who owns the DNS?"),
        ("RFC: a question", None, "RFC: a question"),
        ("c:", None, "c:"),
        ("c: ", None, "c:"),
        ("c:/temp is full", None, "c:/temp is full"),
        (": nothing", None, ": nothing"),
        ("channels: two of them", None, "channels: two of them"),
    ],
)
def test_only_a_source_with_a_note_behind_it_is_taken_off(typed: str, source: str | None, note: str) -> None:
    assert source_named(typed) == (source, note)


def test_every_source_has_a_beginning_of_its_own() -> None:
    assert len({source[0] for source in SOURCES}) == len(SOURCES)
