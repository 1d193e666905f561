"""What is typed finds what is meant, the nearest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.finding import found

ENTRIES = [
    ("Undo the last change", "u"),
    ("End the day", "e day.end"),
    ("Open the day", "o"),
    ("Plan a block", "n plan.add"),
    ("A blocked day", ""),
    ("Straße kehren", ""),
]


def texts(typed: str) -> list[str]:
    return [text for text, _ in found(typed, ENTRIES, lambda entry: entry)]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("", [text for text, _ in ENTRIES]),
        ("   ", [text for text, _ in ENTRIES]),
        ("open", ["Open the day"]),
        ("day open", ["Open the day"]),
        ("THE DAY", ["End the day", "Open the day"]),
        ("block", ["Plan a block", "A blocked day"]),
        ("a block", ["A blocked day", "Plan a block"]),
        ("lan", ["Plan a block"]),
        ("day.end", ["End the day"]),
        ("strasse", ["Straße kehren"]),
        ("nowhere", []),
        ("day day day", ["End the day", "Open the day", "A blocked day"]),
    ],
)
def test_the_nearest_comes_first(typed: str, nearest: list[str]) -> None:
    assert texts(typed) == nearest


@given(st.text(), st.lists(st.tuples(st.text(), st.text())))
def test_nothing_is_found_that_is_not_there_or_found_twice(
    typed: str, entries: list[tuple[str, str]]
) -> None:
    numbered = list(enumerate(entries))
    hits = found(typed, numbered, lambda one: one[1])
    assert len({number for number, _ in hits}) == len(hits)
    for _, (text, also) in hits:
        assert all(word in f"{text} {also}".casefold() for word in typed.casefold().split())


@given(st.text(min_size=1))
def test_everything_is_found_by_its_own_text(text: str) -> None:
    assert found(text, [text], lambda one: (one, "")) == [text]
