"""Two versions of one part beside each other, and above them what both were made from."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from remoteos.widgets.text import paragraphs, said

_MUTED = "$text-muted"

_SAME = "…"
"""What stands for lines after the first that are the same in all of them."""


class Sides(Vertical):
    """A part as it was, and as two people made it; the chosen side is marked by more than colour."""

    DEFAULT_CSS = """
    Sides { height: auto; width: 1fr; }
    Sides Static { height: auto; width: 1fr; }
    Sides > .base { margin-bottom: 1; }
    Sides > Horizontal { height: auto; }
    Sides .mine { padding: 0 1 0 0; }
    Sides .theirs { border-left: solid $border-blurred; padding: 0 0 0 1; }
    """

    def compose(self) -> ComposeResult:
        """The part as it was, and both sides."""
        yield Static("", classes="base", markup=False)
        with Horizontal():
            yield Static("", classes="mine", markup=False)
            yield Static("", classes="theirs", markup=False)

    def show(self, where: str, base: str, mine: str, theirs: str, chosen: str = "") -> None:
        """Show a part; ``chosen`` is ``mine``, ``theirs``, or empty while neither is."""
        was, own, other = without_common(base, mine, theirs)
        before = said(("WAS", f"bold {_MUTED}")) if base else said(("It was not there before.", _MUTED))
        lines = [said((where, "bold")), before, *([paragraphs(was)] if base else [])]
        self.query_one(".base", Static).update(Content("\n").join(lines))
        for side, text in (("mine", own), ("theirs", other)):
            mark = ("● ", "bold $primary") if side == chosen else ("○ ", _MUTED)
            heading = said(mark, (side.upper(), "bold" if side == chosen else f"bold {_MUTED}"))
            body = paragraphs(text) if text else said(("taken out", _MUTED))
            self.query_one(f".{side}", Static).update(Content("\n").join([heading, body]))


def without_common(*texts: str) -> list[str]:
    """Texts without the lines, after their first, that all of them have which have any at all."""
    lines = [text.split("\n") for text in texts]
    common = set.intersection(*(set(one) for one, text in zip(lines, texts, strict=True) if text))
    return ["\n".join(_left(one, common)) for one in lines]


def _left(lines: list[str], common: set[str]) -> list[str]:
    left = lines[:1]
    for line in lines[1:]:
        if line not in common:
            left.append(line)
        elif left[-1] != _SAME:
            left.append(_SAME)
    return left
