"""A time that can be read from across the room, in digits of five lines."""

from textual.content import Content
from textual.widget import Widget

HEIGHT = 5
"""How many lines a digit has."""

_GAP = "   "

_SHAPES = {
    "0": ("█▀▀▀█", "█   █", "█   █", "█   █", "█▄▄▄█"),
    "1": (" ▀▀█ ", "   █ ", "   █ ", "   █ ", " ▄▄█▄"),
    "2": ("▀▀▀▀█", "    █", "█▀▀▀▀", "█    ", "█▄▄▄▄"),
    "3": ("▀▀▀▀█", "    █", " ▀▀▀█", "    █", "▄▄▄▄█"),
    "4": ("█   █", "█   █", "▀▀▀▀█", "    █", "    █"),
    "5": ("█▀▀▀▀", "█    ", "▀▀▀▀█", "    █", "▄▄▄▄█"),
    "6": ("█▀▀▀▀", "█    ", "█▀▀▀█", "█   █", "█▄▄▄█"),
    "7": ("▀▀▀▀█", "    █", "    █", "    █", "    █"),
    "8": ("█▀▀▀█", "█   █", "█▀▀▀█", "█   █", "█▄▄▄█"),
    "9": ("█▀▀▀█", "█   █", "▀▀▀▀█", "    █", "▄▄▄▄█"),
    ":": (" ", "▄", " ", "▀", " "),
    "+": ("     ", "  █  ", "▀▀█▀▀", "  ▀  ", "     "),
}
"""Each sign in strokes as thick across as they are down: a cell is twice as high as it is wide."""


def drawn(time: str) -> tuple[str, ...]:
    """The lines of a time in large digits, all of them equally long."""
    shapes = [_SHAPES[sign] for sign in time]
    return tuple(_GAP.join(shape[line] for shape in shapes) for line in range(HEIGHT))


class BigTime(Widget):
    """A time in large digits, in the middle of its room; in small ones where those do not fit."""

    DEFAULT_CSS = """
    BigTime { height: 5; width: 1fr; text-align: center; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.time = ""

    def show(self, time: str) -> None:
        """Show a time such as ``36:12``, ``1:05:00`` or ``+05:12``; nothing is drawn when it is the same."""
        if time != self.time:
            self.time = time
            self.refresh()

    def render(self) -> Content:
        """Draw the digits."""
        lines = drawn(self.time)
        if len(lines[0]) > self.size.width:
            return Content(f"\n\n{self.time}")
        return Content("\n".join(lines))
