"""Waiting until the app has nothing left to do.

Textual's own way watches the processor for twenty milliseconds and more after every key; this one looks
at what is left in the queues, which is sooner and does not depend on how busy the machine is.
"""

import asyncio
from collections.abc import Iterator

from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

_ROUNDS = 2_000
"""More than any change takes; an app that still has something to do then will always have."""

_PATIENCE = 20
"""After so many rounds each widget is asked: that costs a message to all of them."""


async def wait_until_idle(pilot: Pilot[None]) -> None:
    """Let the app do all that its messages, workers and layouts lead to, time aside."""
    app = pilot.app
    asked = False
    for number in range(_ROUNDS):
        if not app._running or app._exception is not None:
            return
        await asyncio.sleep(0)
        if app._exit:
            continue  # until it has left
        await app.workers.wait_for_complete()
        if _to_draw(app.screen):
            app.screen._on_timer_update()
        at_work = any(map(_has_work, _pumps(app)))
        if asked and not at_work:
            return
        asked = not at_work
        if asked or number % _PATIENCE == _PATIENCE - 1:
            await pilot._wait_for_screen()  # a widget in the middle of something has nothing in its queue
    if app._exit:
        return
    busy = [pump for pump in _pumps(app) if _has_work(pump)]
    raise AssertionError(f"the app never comes to rest: {busy}")


def _pumps(app: App[None]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _has_work(pump: MessagePump) -> bool:
    if pump._message_queue.qsize() or pump._next_callbacks or pump._pending_message is not None:
        return True
    return pump is pump.app.screen and _to_draw(pump.app.screen)


def _to_draw(screen: Screen[object]) -> bool:
    """Whether the screen in front has something to draw; those behind it always have, and never do."""
    wanted = screen._layout_required or screen._repaint_required or screen._scroll_required
    return bool(screen.is_running and (wanted or screen._dirty_widgets or screen._callbacks))
