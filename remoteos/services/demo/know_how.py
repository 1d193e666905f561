"""Know-how of the story: playbooks that were adopted, one made one's own, and the plays that were run.

Like the decisions, it has a chance of its own, so that the rest of the story is the same with and without it.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from remoteos.domain import runs as rules
from remoteos.domain.adoption import Adoption
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import for_role
from remoteos.domain.playbooks import Play, Playbook
from remoteos.domain.runs import Run, RunStep, Worked
from remoteos.domain.time import at_wall
from remoteos.services.adopting import parts
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.story import Story
from remoteos.services.playbooks import shipped, shipped_heads, written

FOR_EVERYBODY = "manage-your-manager"
"""The playbook that every role adopts."""

_BEGUN_AT = time(10, 40)

_A_WHILE = timedelta(hours=2)

_A_WEEK = 0.4
"""In which share of weeks a play is begun."""

_WORKED: dict[Worked, float] = {"yes": 6, "partly": 3, "no": 1}


class KnowHow:
    """The playbooks of somebody, and what they do with them."""

    def __init__(self, role: str, chance: Chance) -> None:
        self._chance = chance
        fitting = sorted(
            (head.id for head in shipped_heads() if for_role(head, role)),
            key=lambda one: not set(role.split()) <= set(one.split("-")),  # those named after it first
        )
        self._books = [shipped(one) for one in dict.fromkeys([FOR_EVERYBODY, *fitting[:1]])]
        self._adopted = False
        self._run: Run | None = None

    def new_week(self, story: Story, day: date, *, is_last: bool) -> None:
        """Adopt what is to be used, finish the play that runs, and now and then begin one.

        In the last week one is begun, so that there is something to go on with.
        """
        at = at_wall(day, _BEGUN_AT, story.clock.tz)
        if not self._adopted:
            self._adopt(story, at)
            return
        if self._run is not None:
            self._finish(story, self._run, at)
        elif not is_last and self._chance.happens(_A_WEEK):
            self._begin(story, at)
        if is_last:
            self._begin(story, at + _A_WHILE)

    def _adopt(self, story: Story, at: datetime) -> None:
        self._adopted = True
        adopted = [
            Adoption(
                **self._chance.birth(at),
                playbook_id=book.id,
                version=book.version,
                title=book.title,
                parts=tuple(part for part in parts(book) if part.kind in ("preset", "format", "play")),
            )
            for book in self._books
        ]
        story.commit("adopt playbooks", at, *adopted)
        own = _made_ones_own(self._books[0])
        head, text = written(own)
        copy = PlaybookCopy(
            **self._chance.birth(at), head=head, text=text, base=written(self._books[0])[1], edited=True
        )
        story.commit(f"derive “{own.title}”", at + timedelta(minutes=4), copy)
        self._begin(story, at + timedelta(minutes=9))

    def _begin(self, story: Story, at: datetime) -> None:
        """Begin a play and do its first steps at once."""
        book = self._chance.pick(self._books)
        play = self._chance.pick(book.plays)
        run = Run(
            **self._chance.birth(at),
            playbook_id=book.id,
            playbook_title=book.title,
            version=book.version,
            play=play,
            started_on=at.date(),
            steps=_steps(play, at.date()),
        )
        story.commit(f"run “{run.name}”", at, run)
        for number in range(1, self._chance.whole(1, 2) + 1):
            at += timedelta(minutes=self._chance.whole(4, 15))
            run = rules.mark(run, number, "done", at)
            story.commit(f"step {number} of “{run.name}”", at, run)
        self._run = run

    def _finish(self, story: Story, run: Run, at: datetime) -> None:
        self._run = None
        for number, step in enumerate(run.steps, 1):
            if step.state != "open":
                continue
            at += timedelta(minutes=self._chance.whole(3, 12))
            if self._chance.happens(0.15):
                run = rules.mark(run, number, "skipped", at, reason="not needed this time")
            else:
                run = rules.mark(run, number, "done", at)
            story.commit(f"step {number} of “{run.name}”", at, run)
        minutes = (run.play.running_time or 30) + self._chance.whole(-5, 20)
        ending = rules.Ending(worked=self._chance.weighted(_WORKED), minutes=max(5, minutes))
        run = rules.finish(run, at, ending)
        story.commit(f"finish “{run.name}”", at, run)


def _made_ones_own(book: Playbook) -> Playbook:
    """A copy of a playbook with the plays that somebody really uses."""
    return replace(
        book,
        id=f"my-{book.id}",
        title=f"{book.title}, my way",
        derived_from=f"{book.id}@{book.version}",
        plays=book.plays[:4],
    )


def _steps(play: Play, day: date) -> tuple[RunStep, ...]:
    """The steps with the dates they are due, weekends left out."""
    return tuple(RunStep(due_on=_due(day, step.due.days) if step.due else None) for step in play.steps)


def _due(day: date, days: int) -> date:
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
