"""What can be done with the block from any page: start, interrupt, pause, extend, finish."""

from remoteos.screens.page import Page
from remoteos.services import focus

TEN_MINUTES = 10


class BlockActions(Page):
    """The actions on the open block."""

    def block_action_allowed(self, action: str) -> bool | None:
        """Whether an action on a block makes sense now; None for any other action."""
        current = self.session.standing.focus
        if action == "block_start":
            return current is None
        if action.startswith("block_") or action in ("longer", "shorter"):
            return current is not None
        return None

    def action_longer(self) -> None:
        """Give the open block ten more minutes."""
        self.act(lambda desk: focus.extend(desk, TEN_MINUTES), "10 more minutes.")

    def action_shorter(self) -> None:
        """Take ten minutes off the open block."""
        self.act(lambda desk: focus.extend(desk, -TEN_MINUTES), "10 fewer minutes.")
