"""The renderings of a letter: each module is loaded when its rendering is asked for."""

from collections.abc import Mapping
from dataclasses import replace

from remoteos.domain.letter import Letter, Part, Rendering
from remoteos.domain.text import on_one_line

SUFFIXES: Mapping[Rendering, str] = {
    "markdown": ".md",
    "text": ".txt",
    "html": ".html",
    "slack": ".txt",
    "email": ".eml",
    "json": ".json",
}
"""How the name of a file ends that holds a rendering."""


def render(letter: Letter, rendering: Rendering) -> str:
    """The letter in one rendering, ending with one newline; the same letter is always the same text.

    Every text in it shows exactly as it is. An ``email`` is ASCII with lines that end in CRLF, and says the
    same if they come to end in LF; lines of all others end in LF.
    """
    letter = _on_single_lines(letter)
    match rendering:
        case "markdown":
            from remoteos.formats import as_markdown

            return as_markdown.render(letter)
        case "text":
            from remoteos.formats import as_text

            return as_text.render(letter)
        case "html":
            from remoteos.formats import as_html

            return as_html.render(letter)
        case "slack":
            from remoteos.formats import as_slack

            return as_slack.render(letter)
        case "email":
            from remoteos.formats import as_email

            return as_email.render(letter)
        case "json":
            from remoteos.formats import as_json

            return as_json.render(letter)


def _on_single_lines(letter: Letter) -> Letter:
    """The letter with every text on one line and without terminal control; what is empty is left out.

    Texts were cleaned when they were typed, but another program may have written to the file since.
    """
    parts = [
        Part(on_one_line(part.title), tuple(filter(None, map(on_one_line, part.lines))))
        for part in letter.parts
    ]
    return replace(
        letter,
        title=on_one_line(letter.title),
        to=on_one_line(letter.to),
        address=on_one_line(letter.address),
        parts=tuple(part for part in parts if part.title or part.lines),
    )
