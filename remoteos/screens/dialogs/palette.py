"""The command palette: what can be done, gone to or chosen now, found by typing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import NamedTuple

from textual.app import App
from textual.binding import ActiveBinding
from textual.screen import Screen

from remoteos.domain.actions import ACTIONS, PLACE_WORDS
from remoteos.domain.errors import RemoteosError
from remoteos.domain.keys import shown_key
from remoteos.domain.record import Visibility
from remoteos.messages import Changed, Refused
from remoteos.screens.dialogs.pick import Candidate, Pick
from remoteos.screens.page import Page
from remoteos.screens.session import Session
from remoteos.screens.setting_entries import SECTIONS
from remoteos.services import captures, outcomes

_BY_ID = {action.id: action for action in ACTIONS}
_LEFT_OUT = ("palette", "back")
"""What makes no sense from the palette itself."""
_FURTHER = ("pages", "block", "everywhere")
"""The places whose actions come after the page's own, in this order."""

_MOST_STEPS_BACK = 6
"""A screen may need more than one: the first leaves its field, the second leaves it."""


class Deed(NamedTuple):
    """Something that can be chosen, and what is done then."""

    candidate: Candidate
    do: Callable[[], Awaitable[None]]


class Palette(Pick):
    """Everything that can be done, the actions of the page in front first; choosing one does it there."""

    def __init__(self, page: Page) -> None:
        deeds = tuple(_deeds(page))
        self._deeds = {deed.candidate.id: deed.do for deed in deeds}
        said = [deed.candidate for deed in deeds]
        super().__init__(page.session, "Do or find", said, hint="a few letters of what you want")
        self.most_rows = max(3, min(24, page.app.size.height * 9 // 10 - 7))  # beside what else is in the box

    async def carry_out(self, chosen: str | None) -> None:
        """Do what was chosen, now that the page is in front again."""
        if chosen is not None:
            await self._deeds[chosen]()


def _deeds(page: Page) -> Iterator[Deed]:
    yield from _actions(page)
    yield from _records(page)
    yield from _settings(page)
    yield from _themes(page)


# Actions


def _actions(page: Page) -> Iterator[Deed]:
    """The actions of the page in front; then those of the page of the navigation that is under it."""
    seen = set(_LEFT_OUT)
    for each in dict.fromkeys([page, page.app.screen_stack[0]]):
        found = _active(each)
        places = [page.place, *(place for place in _FURTHER if place != page.place)]
        for place in places:
            for action in ACTIONS:
                if action.place != place or action.id in seen or action.id not in found:
                    continue
                seen.add(action.id)
                key, active = found[action.id]
                group = PLACE_WORDS["pages"] if action.id.startswith("go.") else PLACE_WORDS[place]
                said = Candidate(action.id, action.what, key, f"{action.label} {action.id}", group)
                yield Deed(said, partial(_run, page.app, each, active))


def _active(screen: Screen[object]) -> dict[str, tuple[str, ActiveBinding]]:
    """What can be done on a screen now: the first key of each action, and its binding."""
    found: dict[str, tuple[str, ActiveBinding]] = {}
    for key, active in screen.active_bindings.items():
        id = active.binding.id  # noqa: A001
        if id in _BY_ID and active.enabled:
            found.setdefault(id, (shown_key(key), active))
    return found


async def _run(app: App[object], screen: Screen[object], active: ActiveBinding) -> None:
    """Do an action on a screen, having left those above it."""
    if await _left(app, screen):
        await app.run_action(active.binding.action, active.node)


async def _left(app: App[object], screen: Screen[object]) -> bool:
    """Leave the screens above one, each in its own way; False when one of them stays."""
    for _ in range(_MOST_STEPS_BACK):
        if app.screen is screen:
            return True
        back = _active(app.screen).get("back")
        if back is None:
            return False
        await app.run_action(back[1].binding.action, back[1].node)
    return app.screen is screen


# Records


def _records(page: Page) -> Iterator[Deed]:
    """The open outcomes and loops; those that are hidden now are left out."""
    session = page.session
    try:
        for outcome in outcomes.listed(session.desk):
            if title := _shown(session, outcome.title, outcome.visibility):
                said = Candidate(outcome.id, title, "outcome", "outcome", "Outcomes")
                yield Deed(said, partial(_go_to_outcome, page.app, outcome.id))
        for loop in captures.open_loops(session.desk):
            if text := _shown(session, loop.text, loop.visibility):
                said = Candidate(loop.id, text, "open loop", "loop", "Open loops")
                yield Deed(said, partial(_go_to_loop, page, loop.id))
    except RemoteosError:
        return  # the page says what is wrong with the data


def _shown(session: Session, text: str, visibility: Visibility) -> str:
    """A record's text as it may be shown and searched now; empty when it is hidden."""
    if session.hidden and visibility == "private":
        return ""
    return session.veiled(text, visibility)


async def _go_to_outcome(app: App[object], id: str) -> None:  # noqa: A002
    if await _left(app, app.screen_stack[0]):
        await app.switch_mode("outcomes")
        _show_record(app.screen, id)


async def _go_to_loop(page: Page, id: str) -> None:  # noqa: A002
    from remoteos.screens.loops import LoopsScreen

    app = page.app
    if not isinstance(app.screen, LoopsScreen) and await _left(app, app.screen_stack[0]):
        await app.push_screen(LoopsScreen(page.session))
    _show_record(app.screen, id)


def _show_record(screen: Screen[object], id: str) -> None:  # noqa: A002
    """Put the cursor on a record, once the screen stands."""
    show = getattr(screen, "show_record", None)
    if show is not None:
        screen.call_after_refresh(show, id)


# Settings and themes


def _settings(page: Page) -> Iterator[Deed]:
    for section in SECTIONS:
        said = Candidate(f"settings.{section.id}", f"Settings: {section.title}", "", "", "Settings")
        yield Deed(said, partial(_go_to_settings, page, section.id))


async def _go_to_settings(page: Page, section: str) -> None:
    from remoteos.screens.settings import SettingsScreen

    if await _left(page.app, page.app.screen_stack[0]):
        await page.app.push_screen(SettingsScreen(page.session, section))


def _themes(page: Page) -> Iterator[Deed]:
    own = [name for name in page.app.available_themes if name.startswith("remoteos")]
    others = sorted(name for name in page.app.available_themes if name not in own)
    for name in (*own, *others):
        now = "in use" if name == page.app.theme else ""
        said = Candidate(f"theme.{name}", f"Theme: {name}", now, "colours", "Themes")
        yield Deed(said, partial(_use_theme, page, name))


async def _use_theme(page: Page, name: str) -> None:
    try:
        page.session.set_settings({("app", "theme"): name})
    except RemoteosError as error:
        page.post_message(Refused(str(error)))
    except OSError as error:
        page.post_message(Refused(f"Nothing was changed: {error.strerror or error}."))
    else:
        page.post_message(Changed(f"Theme: {name}.", undo=False))
