"""One thing in the middle of the screen: what it is, its time in large digits, and how far it has come."""

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from remoteos.widgets.big_time import BigTime
from remoteos.widgets.progress import Progress


class Scene(NamedTuple):
    """What a stage shows, apart from the time."""

    title: Content
    under: Content
    """What it serves."""
    span: Content
    """From when to when, and how long."""
    noted: Content = Content("")
    """What else there is to know, in a line or two."""


class Moment(NamedTuple):
    """The time on a stage."""

    time: str
    """As a clock says it: ``36:12``."""
    caption: Content
    """What kind of time it is."""
    part: float | None = None
    """How much of the whole is over, from 0 to 1; None when there is no whole."""
    calm: bool = False
    """Whether the time stands still."""


class Stage(Vertical):
    """A scene, and the time that goes on in it; only what changed is drawn."""

    DEFAULT_CSS = """
    Stage { height: auto; align: center middle; }
    Stage Static { width: 1fr; text-align: center; padding: 0 2; height: auto; }
    Stage .title { text-style: bold; max-height: 3; }
    Stage .under, Stage .span, Stage .caption { color: $text-muted; max-height: 2; }
    Stage .noted { color: $text-muted; margin-top: 1; max-height: 3; }
    Stage BigTime { margin-top: 1; color: $primary; }
    Stage BigTime.calm { color: $text-muted; }
    Stage .caption { margin-top: 1; margin-bottom: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._said: dict[str, Content] = {}

    def compose(self) -> ComposeResult:
        """The lines from top to bottom."""
        yield Static("", classes="title", markup=False)
        yield Static("", classes="under", markup=False)
        yield BigTime()
        yield Static("", classes="caption", markup=False)
        yield Progress()
        yield Static("", classes="span", markup=False)
        yield Static("", classes="noted", markup=False)

    def show(self, scene: Scene) -> None:
        """Show another scene, or the same one as it is now."""
        for name, content in scene._asdict().items():
            self._say(name, content)

    def show_moment(self, moment: Moment) -> None:
        """Show the time."""
        self._say("caption", moment.caption)
        self.query_one(Progress).show(moment.part)
        digits = self.query_one(BigTime)
        digits.set_class(moment.calm, "calm")
        digits.show(moment.time)

    def _say(self, name: str, content: Content) -> None:
        before = self._said.get(name)
        if before is None or before.plain != content.plain or before.spans != content.spans:
            self._said[name] = content
            line = self.query_one(f".{name}", Static)
            line.update(content)
            line.display = bool(content.plain)
