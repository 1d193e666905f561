"""The app's style sheet: each part of it is read once, and again only for another theme."""

from textual.css.stylesheet import Stylesheet


class ReadOnce(Stylesheet):
    """Keeps what it has read; Textual's reads everything anew for every page that is shown first (8 ms)."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._read_for = dict(variables or {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colours; what was read is forgotten when they are others."""
        if variables != self._read_for:
            self._read_for = dict(variables)
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what was not read yet for these colours."""
        self.parse()
