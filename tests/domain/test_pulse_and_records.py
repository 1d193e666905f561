"""Readings of energy and stress, and what every record has in common."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from remoteos.domain.errors import Ambiguous, BadInput, NotFound, Refused, RemoteosError
from remoteos.domain.pulse import Pulse
from remoteos.domain.record import Record
from remoteos.domain.tables import RECORD_TYPES

from .support import MONDAY, at, born, new_id


class TestPulse:
    @pytest.mark.parametrize(
        ("energy", "stress", "name"),
        [(4, 2, "energy 4, stress 2"), (None, 5, "energy -, stress 5"), (1, None, "energy 1, stress -")],
    )
    def test_is_named_for_its_values(self, energy: int | None, stress: int | None, name: str) -> None:
        assert Pulse(**born(), day=MONDAY, energy=energy, stress=stress).name == name

    def test_is_private_and_settled_as_soon_as_it_is_noted(self) -> None:
        pulse = Pulse(**born(at("09:00")), day=MONDAY)
        assert pulse.visibility == "private"
        assert pulse.settled_at == at("09:00")
        assert pulse.moment == "between"


class TestRecords:
    def test_are_pending_nameless_and_private_unless_their_kind_says_otherwise(self) -> None:
        id_ = new_id()
        plain = Record(**{**born(), "id": id_})
        assert plain.settled_at is None
        assert plain.name == id_
        assert plain.visibility == "private"

    def test_never_change_in_place(self) -> None:
        pulse = Pulse(**born(), day=MONDAY, energy=1)
        with pytest.raises(FrozenInstanceError):
            pulse.energy = 5  # type: ignore[misc]
        assert replace(pulse, energy=5).energy == 5

    def test_each_have_a_table_of_their_own(self) -> None:
        tables = [kind.TABLE for kind in RECORD_TYPES]
        assert len(tables) == len(set(tables))

    @pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.TABLE)
    def test_group_only_fields_they_have_and_each_once(self, kind: type[Record]) -> None:
        grouped = [name for group in kind.GROUPS.values() for name in group]
        assert len(grouped) == len(set(grouped))
        assert set(grouped) <= {field.name for field in fields(kind)}


def test_every_refusal_is_one_that_the_user_is_told() -> None:
    assert all(issubclass(kind, RemoteosError) for kind in (Refused, BadInput, NotFound, Ambiguous))
    assert all(issubclass(kind, Refused) for kind in (NotFound, Ambiguous))
    assert not issubclass(BadInput, Refused)
