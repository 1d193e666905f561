"""The first run: four short steps about who somebody is and when they work, and then the first day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from remoteos.domain.errors import RemoteosError
from remoteos.domain.settings import read_span, values
from remoteos.messages import Changed
from remoteos.screens.ritual import GuidedPage
from remoteos.screens.rituals.questions import Question, Questions, Said
from remoteos.screens.rituals.step import Step
from remoteos.services import setup

WELCOME = Said(
    "Welcome.",
    (
        "Your working day, opened on purpose and closed on time.",
        "Nothing leaves this machine: no account, no network, nobody watches.",
        "Four short steps; enter skips one, all of it can be changed later.",
    ),
)
HOURS = Said(
    "When do you work, Monday to Friday?",
    ("Your plan is laid out against these hours, and they say when to stop.",),
)
OFFLINE = Said(
    "When are you out of reach, every day?",
    (
        "Work in these hours asks you once for a reason, for your own eyes.",
        "“off” if there are no such hours.",
    ),
)
MANAGER = Said(
    "Whom do you keep informed?",
    ("For the updates that you write and send yourself.",),
)


class FirstRun(GuidedPage):
    """Asks what the settings begin with; it ends on Today with one thing to do."""

    heading: ClassVar[str] = "Welcome to remoteos"
    explanation: ClassVar[str] = (
        "Four short steps, each of which can be skipped. What you say goes into the settings file on this "
        "machine and nowhere else; the settings or `remoteos init` change it at any time."
    )

    def make_steps(self) -> Sequence[Step]:
        """Who, when, when not, and for whom."""
        now = {".".join(key): str(value) for key, value in values(self.session.desk.settings).items()}
        name = Question("name", "Your name", now["you.name"], "for the updates you write")
        role = Question("role", "Your role", now["you.role"], "such as IT lead")
        hours = Question("hours", "From – to", now["hours.monday"], "09:00-17:30", _work_hours)
        offline = Question(
            "offline", "From – to", now["offline.monday"], "20:00-07:00, or off", _offline_hours
        )
        manager = Question("manager", "Name", now["you.manager"], "a name, or nobody")
        return (
            Questions("you", "You", WELCOME, (name, role)),
            Questions("hours", "Work hours", HOURS, (hours,)),
            Questions("offline", "Offline hours", OFFLINE, (offline,)),
            Questions("manager", "Your manager", MANAGER, (manager,)),
        )

    def take(self, said: dict[str, str]) -> str:
        """Write what was answered into the settings; what is wrong with it, in one line."""
        try:
            setup.write(self.session.config, setup.wanted(setup.Answers(**said)))
        except RemoteosError as error:
            return str(error)
        except OSError as error:
            return f"The settings cannot be written: {error.strerror or error}."
        self.session.reload_settings()
        self.post_message(Changed())
        return ""

    def finish(self) -> None:
        """Write the settings with all that was skipped as it is, and go to Today."""
        problem = "" if self.session.config.exists() else self.take({})
        if problem:
            self.app.notify(problem, severity="warning", markup=False)
        self.dismiss()
        name = self.session.veil.name(self.session.desk.settings.you.name)
        greeting = f"All set, {name}." if name else "All set."
        self.app.notify(f"{greeting} {self.session.key_of('day.open')} opens the day.", markup=False)

    def leave(self) -> None:
        """Leave the rest for another time."""
        super().leave()
        key = self.session.key_of("settings")
        self.app.notify(f"Set up whenever you like: {key} or `remoteos init`.", markup=False)

    def shows(self, action: str) -> bool:
        """There is nothing to capture or to take back yet."""
        return action not in ("capture", "undo")

    def label(self, action: str, usual: str) -> str:
        """Say what escape does here."""
        return "later" if action == "back" else super().label(action, usual)


def _work_hours(text: str) -> str:
    """Work hours as the settings say them."""
    try:
        return read_span("hours", text)
    except ValueError as error:
        raise ValueError(f"Work hours {error}.") from None


def _offline_hours(text: str) -> str:
    """Offline hours as the settings say them."""
    try:
        return read_span("offline", text)
    except ValueError as error:
        raise ValueError(f"Offline hours {error}.") from None
