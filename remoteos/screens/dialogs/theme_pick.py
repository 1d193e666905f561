"""Choosing a theme, each tried out as the cursor stands on it."""

from remoteos.screens.dialogs.pick import Candidate, Pick
from remoteos.screens.session import Session
from remoteos.theme import THEMES
from remoteos.widgets.rows import Rows


class ThemePick(Pick):
    """The themes; the app looks like the one under the cursor until one is chosen or the dialog is left."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Theme", ())
        self._before = ""

    def on_mount(self) -> None:
        """List them, those made for remoteos first, and begin with the one in use."""
        self._before = self.app.theme
        own = [theme.name for theme in THEMES]
        others = sorted(name for name in self.app.available_themes if name not in own)
        self.candidates = tuple(
            Candidate(name, name, "now" if name == self._before else "") for name in (*own, *others)
        )
        self.call_later(self.query_one(Rows).go_to, self._before)  # once the list shows them

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Try the theme under the cursor."""
        self.app.theme = event.id

    def action_cancel(self) -> None:
        """Leave with the theme there was."""
        self.app.theme = self._before
        super().action_cancel()
