"""Opening and ending the day from any page."""

from remoteos.screens.page import Page


class DayActions(Page):
    """The actions on the day as a whole."""

    def day_action_allowed(self, action: str) -> bool | None:
        """Whether an action on the day makes sense now; None for any other action."""
        day = self.session.standing.day
        state = day.state if day else "unopened"
        if action == "day_open":
            return state != "off"
        if action == "day_end":
            return state == "open"
        return None
