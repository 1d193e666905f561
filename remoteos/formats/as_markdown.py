r"""A letter as Markdown (CommonMark) whose texts show exactly as they were typed.

Backslashes stand only where a mark would do something. ``snake_case``, ``2 * 3``, ``R&D``, ``a < b``,
``~5 min`` and ``well-known`` stay readable in the source, because people read that too. What is
escaped also holds where GitHub's strikethrough and tables are understood. A table needs two lines of one
paragraph and a link needs its opening bracket, so ``|``, ``]`` and ``!`` are harmless here.
"""

import re
from collections.abc import Sequence

from remoteos.domain.letter import Letter
from remoteos.formats.blocks import blocks
from remoteos.formats.links import runs

_ENTITY = "&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);"

_MARKS = re.compile(
    # The end of a run counts as a mark's neighbour, because a link may follow.
    r"[`\[]"
    r"|\\(?=[!-/:-@\[-`{-~]|$)"  # before punctuation alone: C:\Users stays
    r"|<(?=[A-Za-z/!?]|$)"  # a tag, a comment, a link in angle brackets
    rf"|&(?={_ENTITY[1:]})"
    r"|(?<! )\*|\*(?! )"
    r"|(?<!\w)_+|_++(?!\w)"
    r"|~{2,}|(?<=[^ ])~"  # a single one formats only where one can close
    r"|(?:(?<= )|^)\#+$"  # the closing marks of a heading
)

_OPENING = re.compile(r"^(?:(?P<number>[0-9]{1,9})(?=[.)](?: |$))|(?:\#{1,6}|[-+])(?= |$)|>|-(?=[- ]+$))")
"""What would begin a list, a heading, a quote or a rule at the start of a line."""


def render(letter: Letter) -> str:
    """One top heading, paragraphs, and second headings with a list under each."""
    return "\n\n".join(blocks(letter, _title, _line, _section)) + "\n"


def _title(text: str) -> str:
    return f"# {_inline(text)}"


def _section(title: str, lines: Sequence[str]) -> str:
    heading = f"## {_inline(title)}"
    return "\n\n".join([heading, "\n".join(f"- {_line(line)}" for line in lines)]) if lines else heading


def _line(text: str) -> str:
    """A text at the start of a line."""
    return _OPENING.sub(_escape_opening, _inline(text))


def _escape_opening(found: re.Match[str]) -> str:
    return f"{found['number']}\\" if found["number"] else f"\\{found[0]}"


def _inline(text: str) -> str:
    written, plain = [], ""
    for run in runs(text):
        # An entity in an address is read as one by some and as letters by others: no link is made of that.
        if run.is_link and not re.search(_ENTITY, run.text):
            written += [_MARKS.sub(_escape, plain), f"<{run.text}>"]
            plain = ""
        else:
            plain += run.text
    return "".join([*written, _MARKS.sub(_escape, plain)])


def _escape(found: re.Match[str]) -> str:
    return "".join(f"\\{mark}" for mark in found[0])
