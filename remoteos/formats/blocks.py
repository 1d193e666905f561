"""The order in which every rendering says a letter: its title, then part by part."""

from collections.abc import Callable, Sequence

from remoteos.domain.letter import Letter


def blocks(
    letter: Letter,
    title: Callable[[str], str],
    paragraph: Callable[[str], str],
    section: Callable[[str, Sequence[str]], str],
) -> list[str]:
    """The blocks of a letter from top to bottom, each written by the one of three that knows how.

    A part without a title is one paragraph for each of its lines; any other is one section.
    """
    written = [title(letter.title)] if letter.title else []
    for part in letter.parts:
        if part.title:
            written.append(section(part.title, part.lines))
        else:
            written += map(paragraph, part.lines)
    return written
