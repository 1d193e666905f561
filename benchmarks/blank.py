"""The least that a Textual app can be: one line, and the last key. What the app is measured against."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static

READY = "ready"
"""What it draws once it can be used."""


class Blank(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(READY, markup=False)

    def on_key(self, event: Key) -> None:
        """Show the key."""
        self.query_one(Static).update(f"{event.key} {id(event)}")


if __name__ == "__main__":
    Blank().run()
