"""One thing in full: its title, and line by line what there is to say of it."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from remoteos.widgets.text import said

WIDEST = 100
"""Text is not stretched beyond this, however wide the screen is."""

LABEL = 11
"""How wide the words are that say what each line is."""

Entry = tuple[str, Content]
"""A word for what is said, and what is said."""


class Details(Widget):
    """The beginning of each entry, and the whole of as many as there is room for in its height."""

    DEFAULT_CSS = """
    Details { height: auto; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.title = Content("")
        self.entries: tuple[Entry, ...] = ()

    def show(self, title: Content, entries: Sequence[Entry] = ()) -> None:
        """Show something in the place of what was shown before."""
        self.title, self.entries = title, tuple(entries)
        self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's
        """As many lines as all of it takes."""
        heading, wrapped = self._wrapped(width)
        return len(heading) + sum(map(len, wrapped))

    def render(self) -> Content:
        """Draw the title and the entries."""
        width, height = min(WIDEST, self.content_size.width), self.content_size.height
        heading, wrapped = self._wrapped(width)
        shares = shared_out([len(heading), *map(len, wrapped)], height)
        drawn = _cut(heading, shares[0], width)
        for (label, _), parts, share in zip(self.entries, wrapped, shares[1:], strict=True):
            for place, part in enumerate(_cut(parts, share, width - LABEL)):
                drawn.append(said((f"{'' if place else label:<{LABEL}}", "$text-muted"), part))
        return Content("\n").join(drawn)

    def _wrapped(self, width: int) -> tuple[list[Content], list[list[Content]]]:
        width = min(WIDEST, width)
        heading = self.title.wrap(max(8, width)) if self.title else []
        return heading, [text.wrap(max(8, width - LABEL)) for _, text in self.entries]


def shared_out(wanted: Sequence[int], room: int) -> list[int]:
    """How many lines each may have: one for each that wants any, then more for the first that want more."""
    shares = []
    for lines in wanted:
        shares.append(min(lines, 1, room))
        room -= shares[-1]
    for place, lines in enumerate(wanted):
        more = min(lines - shares[place], room)
        shares[place] += more
        room -= more
    return shares


def _cut(lines: Sequence[Content], most: int, width: int) -> list[Content]:
    """At most so many lines; the last one shows that there is more."""
    if len(lines) <= most or most == 0:
        return list(lines[:most])
    rest = Content(" ").join([line.rstrip() for line in lines[most - 1 :]])
    return [*lines[: most - 1], rest.truncate(width, ellipsis=True)]
