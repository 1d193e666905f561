"""The command palette: everything that can be done, gone to or looked at now, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING

from textual.app import ActiveBinding

from remoteos.domain.actions import ACTIONS, PLACE_WORDS
from remoteos.domain.captures import Capture
from remoteos.domain.errors import RemoteosError
from remoteos.domain.keys import shown_key
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Record, Visibility
from remoteos.screens.dialogs.pick import Candidate, Pick
from remoteos.screens.page import Page

if TYPE_CHECKING:
    from remoteos.app import RemoteosApp

_BY_ID = {action.id: action for action in ACTIONS}
_TURN = {action.id: turn for turn, action in enumerate(ACTIONS)}
_NOT_HERE = ("palette", "back")
"""What makes no sense from the palette: it is in front already, and escape leaves it."""

Deed = Callable[[], object]


class Palette(Pick):
    """What can be done on a page now with its keys, then what can be gone to; choosing it does it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._deeds: dict[str, Deed] = {}
        candidates = [*self._actions(), *self._outcomes(), *self._loops(), *self._settings(), *self._themes()]
        super().__init__(
            page.session, "What do you want to do?", candidates, hint="type a few letters of it"
        )

    def on_mount(self) -> None:
        """Use the room there is."""
        self.most_rows = max(6, self.page.app.size.height - 12)
        super().on_mount()

    async def carry_out(self, chosen: str | None) -> None:
        """Do what was chosen, on the page that is in front again."""
        if chosen is not None:
            done = self._deeds[chosen]()
            if isawaitable(done):
                await done

    # What there is

    def _candidate(self, id: str, text: str, aside: str, deed: Deed, *, also: str = "", group: str) -> Candidate:  # noqa: A002, E501
        self._deeds[id] = deed
        return Candidate(id, text, aside, also, group)

    def _actions(self) -> Iterator[Candidate]:
        """The actions of the page in front, then those that only the page under it has."""
        pages = dict.fromkeys([self.page, self.page.app.screen_stack[0]])
        seen = set(_NOT_HERE)
        for page in pages:
            assert isinstance(page, Page)
            keys = _keys(page)
            for id, (key, active) in sorted(keys.items(), key=lambda item: _TURN[item[0]]):  # noqa: A001
                if id in seen:
                    continue
                seen.add(id)
                action = _BY_ID[id]
                deed = partial(self._run, active) if page is self.page else partial(self._run_under, active)
                own = action.place == page.place
                group = PLACE_WORDS[action.place] if own or action.place == "block" else PLACE_WORDS["everywhere"]
                yield self._candidate(
                    id, action.what, key, deed, also=f"{action.label} {id}", group=group
                )

    def _outcomes(self) -> Iterator[Candidate]:
        from remoteos.services.outcomes import open_outcomes

        for outcome in self._readable(open_outcomes):
            text = self._shown(outcome.title, outcome.visibility)
            if text:
                yield self._candidate(
                    outcome.id, text, "outcome", partial(self._go_to_outcome, outcome.id), group="Outcomes"
                )
