"""Finding one of many by typing a few of its letters."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_WORD = re.compile(r"\w+")


def found(typed: str, candidates: Iterable[T], text_of: Callable[[T], tuple[str, str]]) -> list[T]:
    """The candidates that have every typed word, in any order and any case, the nearest first.

    ``text_of`` gives a candidate's text and further words by which it can be found. Nearest is what begins
    with what was typed, then what has words that begin so, then what has it anywhere in its text, then
    what has it among its further words. Equally near ones keep their order, as all do if nothing is typed.
    """
    whole = " ".join(typed.casefold().split())
    words = whole.split()
    ranked = []
    for candidate in candidates:
        rank = _rank(whole, words, *text_of(candidate))
        if rank is not None:
            ranked.append((rank, candidate))
    return [candidate for _, candidate in sorted(ranked, key=lambda pair: pair[0])]


def _rank(whole: str, words: list[str], text: str, also: str) -> int | None:
    if not words:
        return 0
    text, also = text.casefold(), also.casefold()
    if text.startswith(whole):
        return 0
    begin = _WORD.findall(text)
    if all(any(one.startswith(word) for one in begin) for word in words):
        return 1
    if all(word in text for word in words):
        return 2
    return 3 if all(word in f"{text} {also}" for word in words) else None
