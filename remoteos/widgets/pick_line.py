"""A field over a list: typing adds or narrows, a space before any word picks from the list."""

from dataclasses import dataclass

from textual.events import Key
from textual.message import Message

from remoteos.widgets.line import Line


class PickLine(Line):
    """A line of text in which a space at the very beginning, where it means nothing, picks from a list."""

    @dataclass
    class Picked(Message):
        """A space was pressed before anything was typed."""

    async def _on_key(self, event: Key) -> None:
        if event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Picked())
