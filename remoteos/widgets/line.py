"""The one field in which people type a line of text."""

from textual.widgets import Input

from remoteos.domain.text import LINE_LIMIT, clean, printable


class Line(Input):
    """A text field of one line; nothing that a terminal would obey gets into it, typed or pasted."""

    DEFAULT_CSS = """
    Line { height: 1; border: none; padding: 0 1; background: $panel; }
    Line:focus { border: none; background-tint: $foreground 5%; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002  Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            classes=classes,
            compact=True,
            max_length=LINE_LIMIT,
            select_on_focus=False,
        )

    def validate_value(self, value: str) -> str:
        """Drop what has no place in a line of text, whoever put it there."""
        return " ".join(printable(value).split("\n")).replace("\t", " ")

    @property
    def text(self) -> str:
        """What was typed, as it may be kept."""
        return clean(self.value)
