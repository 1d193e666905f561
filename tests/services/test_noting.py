"""A line noted in passing becomes what its first sign says."""

import pytest

from remoteos.domain.captures import Capture
from remoteos.domain.errors import BadInput, Refused
from remoteos.domain.focus import Block
from remoteos.services import focus
from remoteos.services.desk import Desk
from remoteos.services.noting import note

from .support import minutes


@pytest.mark.parametrize(
    ("typed", "kind", "text", "visibility"),
    [
        ("call the bank", "loop", "call the bank", "private"),
        ("+ it compiled", "win", "it compiled", "manager"),
        ("? a page for newcomers", "idea", "a page for newcomers", "private"),
        ("~ the vendor is late", "risk", "the vendor is late", "private"),
        ("! phone", "interruption", "phone", "private"),
        ("\\! is an operator", "loop", "! is an operator", "private"),
        ("two\nlines\x1b[31m", "loop", "two lines", "private"),
    ],
)
def test_a_line_is_noted_as_what_it_is(desk: Desk, typed: str, kind: str, text: str, visibility: str) -> None:
    noted = note(desk, typed)
    assert (noted.capture.kind, noted.capture.text, noted.capture.visibility) == (kind, text, visibility)
    assert desk.store.all(Capture) == (noted.capture,)


def test_an_interruption_is_kept_in_the_block_that_goes_on(desk: Desk) -> None:
    focus.start(desk, "write", minutes(50))
    noted = note(desk, "! channel: who owns the DNS?")
    (block,) = desk.store.all(Block)
    assert noted.block == block
    assert block.state == "running"
    assert [(event.note, event.source) for event in block.interruptions] == [("who owns the DNS?", "channel")]
    assert (noted.capture.text, noted.capture.source) == ("who owns the DNS?", "channel")


def test_anything_else_leaves_the_block_alone(desk: Desk) -> None:
    begun = focus.start(desk, "write", minutes(50)).block
    noted = note(desk, "call the bank")
    assert noted.block is None
    assert noted.capture.block_id == begun.id
    assert desk.store.all(Block) == (begun,)


@pytest.mark.parametrize(
    ("typed", "why"), [("!", "after the “!”"), (" ~ ", "after the “~”"), ("  ", "nothing")]
)
def test_a_sign_alone_is_refused(desk: Desk, typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        note(desk, typed)
    assert desk.store.all(Capture) == ()


def test_a_line_that_is_too_long_is_refused_whole(desk: Desk) -> None:
    with pytest.raises(BadInput, match="4,001"):
        note(desk, "x" * 4001)
    assert desk.store.all(Capture) == ()
