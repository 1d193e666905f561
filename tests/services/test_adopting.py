"""Adopting playbooks and dropping them: what is in use in the day then."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from remoteos.domain import adoption as rules
from remoteos.domain.adoption import Adoption, Part
from remoteos.domain.errors import NotFound
from remoteos.domain.rituals import STEPS
from remoteos.domain.settings import RitualSteps, Settings
from remoteos.services import adopted, adopting, focus, playbooks, rituals
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf

IT = "it-operations-lead"
MANAGER = "manage-your-manager"


def adopt(desk: Desk, which: str) -> Adoption:
    """Adopt a playbook with what it offers by default."""
    offered = adopting.offers(desk, which, ("weekly",))
    return adopting.adopt(desk, which, [offer.part for offer in offered if offer.chosen])


def names(desk: Desk, kind: str) -> list[str]:
    """What of one kind a playbook of IT can add."""
    offered = adopting.offers(desk, IT, ())
    return [offer.part.name for offer in offered if offer.part.kind == kind]


class TestAdopting:
    def ends(self, desk: Desk) -> list[str]:
        """The steps that managing one's manager adds to the end of the day."""
        return [
            part.name for part in adopting.parts(playbooks.get(desk, MANAGER).playbook) if part.kind == "end"
        ]

    def test_its_steps_come_after_ones_own(self, desk: Desk) -> None:
        adopt(desk, IT)
        assert rituals.steps(desk, "start") == (*STEPS["start"], *names(desk, "start"))

    def test_the_steps_of_the_week_come_at_the_end_of_its_last_workday(self, desk: Desk) -> None:
        adopt(desk, IT)
        week = names(desk, "week")
        assert week
        assert not set(week) & set(adopted.steps_on(desk, desk.today.replace(day=26)).end)
        assert set(week) < set(adopted.steps_on(desk, desk.today.replace(day=27)).end)

    def test_leave_on_friday_brings_the_end_of_the_week_forward(self, desk: Desk) -> None:
        from remoteos.services import leave

        adopt(desk, IT)
        leave.day_off(desk, (desk.today.replace(day=27),), "")
        assert set(names(desk, "week")) < set(adopted.steps_on(desk, desk.today.replace(day=26)).end)

    def test_its_presets_shape_blocks(self, desk: Desk) -> None:
        adopt(desk, IT)
        (part,) = (p for p in adopt(desk, IT).parts if p.kind == "preset" and p.value == "25/5")
        assert focus.shape(adopted.settings_in_use(desk), preset=part.name) == focus.Shape(1500, 300)

    def test_its_update_format_can_be_loaded(self, desk: Desk, tmp_path: object) -> None:
        adopt(desk, IT)
        shelf = FormatShelf(desk.store.folder, adopted.formats(desk))
        assert shelf.load(IT).sections
        assert IT in shelf.names()
        assert IT not in shelf.without_adopted()

    def test_ones_own_steps_are_never_there_twice(self, make_desk: Callable[..., Desk]) -> None:
        step = names(make_desk(), "start")[0]
        desk = make_desk(settings=Settings(rituals=RitualSteps(start=(step, "pulse"))))
        adopt(desk, IT)
        assert rituals.steps(desk, "start").count(step) == 1

    def test_only_parts_of_the_playbook_can_be_taken(self, desk: Desk) -> None:
        assert adopting.adopt(desk, IT, [Part("start", "Mine bitcoin")]).parts == ()

    def test_adopting_again_takes_the_new_choice(self, desk: Desk) -> None:
        first = adopt(desk, IT)
        second = adopting.adopt(desk, IT, first.parts[:1])
        assert (second.id, second.parts) == (first.id, first.parts[:1])
        assert len(desk.store.all(Adoption)) == 1

    def test_adopting_the_same_again_is_no_change(self, desk: Desk) -> None:
        adopt(desk, IT)
        commits = len(desk.store.commits())
        adopt(desk, IT)
        assert len(desk.store.commits()) == commits

    def test_what_is_suggested_to_agree_on_is_kept_with_its_source(self, desk: Desk) -> None:
        adopt(desk, IT)
        assert adopted.agreements(desk)[0][1] == ("IT operations lead",)

    def test_what_its_runs_made_is_told_apart_and_stays_whatever_is_taken(self, desk: Desk) -> None:
        adoption = adopt(desk, IT)
        made = Part("end", "Look at what went over")
        desk.store.commit("make", [replace(adoption, parts=(*adoption.parts, made))], at=desk.now)
        assert adopting.lasting(desk, playbooks.get(desk, IT).playbook) == (made,)
        assert adopting.adopt(desk, IT, ()).parts == (made,)
        assert adopting.lasting(desk, playbooks.get(desk, MANAGER).playbook) == ()

    def test_the_time_of_a_ritual_counts_what_others_add_and_not_what_it_added_before(
        self, desk: Desk
    ) -> None:
        adopt(desk, IT)
        adopt(desk, MANAGER)
        steps = [Part("end", "a")]
        own, others = 15 * len(STEPS["end"]), 20 * len(self.ends(desk))
        assert adopting.ritual_s(desk, IT, "end", steps) == own + others + 20

    def test_undo_takes_all_of_it_back(self, desk: Desk) -> None:
        adopt(desk, IT)
        desk.store.undo(at=desk.now)
        assert rituals.steps(desk, "start") == STEPS["start"]
        assert adopted.settings_in_use(desk) is desk.settings


class TestDropping:
    def test_dropping_takes_away_what_was_added_and_keeps_the_history(self, desk: Desk) -> None:
        adopt(desk, IT)
        adopting.drop(desk, "it operations lead")
        assert rituals.steps(desk, "start") == STEPS["start"]
        assert adopted.formats(desk) == {}
        (kept,) = desk.store.all(Adoption)
        assert kept.dropped_at == desk.now

    def test_what_another_playbook_adds_too_stays(self, desk: Desk) -> None:
        adopt(desk, IT)
        adopt(desk, MANAGER)
        adopting.drop(desk, IT)
        assert adopted.current(desk, MANAGER) is not None
        assert MANAGER in adopted.formats(desk)

    def test_one_that_is_not_adopted_says_which_are(self, desk: Desk) -> None:
        adopt(desk, MANAGER)
        with pytest.raises(NotFound, match=f"adopted are {MANAGER}"):
            adopting.drop(desk, IT)


class TestProposals:
    def test_a_play_that_came_up_proposes_itself_once(self, make_desk: Callable[..., Desk]) -> None:
        adopt(make_desk(), IT)
        later = make_desk("2026-11-26 09:00")
        (play,) = rituals.open_day(later).plays
        assert (play.part.value, play.due_on.isoformat()) == ("every week on wednesday", "2026-11-25")
        assert rituals.open_day(later).plays == ()
        assert rituals.open_day(make_desk("2026-11-27 09:00")).plays == ()
        assert [one.due_on.isoformat() for one in rituals.open_day(make_desk("2026-12-31 09:00")).plays]


class TestTheLibraryTogether:
    SHIPPED = tuple(head.id for head in playbooks.shipped_heads())

    def seconds(self, desk: Desk) -> list[int]:
        """How long the rituals of a week's last day take by default."""
        steps = adopted.steps_on(desk, desk.today.replace(day=27))
        week = len(rules.adopted(desk.store.all(Adoption), "week"))
        own = len(STEPS["start"]), len(STEPS["end"])
        counts = (len(steps.start), own[0]), (len(steps.end) - week, own[1]), (week, 0)
        return [rules.BUILT_IN_S * mine + rules.ADOPTED_S * (count - mine) for count, mine in counts]

    @pytest.mark.parametrize("which", SHIPPED)
    def test_each_alone_keeps_the_rituals_within_two_minutes(self, desk: Desk, which: str) -> None:
        adopt(desk, which)
        assert max(self.seconds(desk)) <= rules.RITUAL_S

    def test_all_together_keep_the_rituals_within_two_minutes_and_clash_in_no_name(self, desk: Desk) -> None:
        for which in self.SHIPPED:
            offered = adopting.offers(desk, which, ("weekly",))
            assert all("name" not in offer.note for offer in offered), offered
            assert all(offer.chosen or "two minutes" in offer.note for offer in offered)
            adopting.adopt(desk, which, [offer.part for offer in offered if offer.chosen])
        assert max(self.seconds(desk)) <= rules.RITUAL_S
        shelf = FormatShelf(desk.store.folder, adopted.formats(desk))
        assert {shelf.load(which).name for which in self.SHIPPED} == set(self.SHIPPED)
