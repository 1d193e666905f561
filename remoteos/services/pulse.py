"""The pulse: noting it and looking back."""

from dataclasses import replace
from datetime import date

from remoteos.domain.errors import Refused
from remoteos.domain.pulse import Moment, Pulse
from remoteos.services.desk import Desk


def reading(
    desk: Desk, day: date, moment: Moment, energy: int | None, stress: int | None, note: str = ""
) -> Pulse | None:
    """The reading to save for a ritual of ``day``: the one it already has, brought up to date, or a new one.

    None when nothing was said, so that doing a ritual twice leaves one reading.
    """
    if energy is None and stress is None and not note:
        return None
    for known in desk.store.since(Pulse, day):
        if known.day == day and known.moment == moment and moment != "between":
            return replace(
                known,
                energy=energy or known.energy,
                stress=stress or known.stress,
                note=note or known.note,
            )
    return Pulse(**desk.birth(), day=day, moment=moment, energy=energy, stress=stress, note=note)


def add(desk: Desk, energy: int | None, stress: int | None, note: str = "") -> Pulse:
    """Note energy and stress (1 to 5 each) as they are now."""
    new = reading(desk, desk.today, "between", energy, stress, note)
    if new is None:
        raise Refused("A pulse needs energy or stress, 1 to 5, or a note. Nothing was noted.")
    desk.store.commit("note the pulse", [new], at=desk.now)
    return new


def since(desk: Desk, day: date) -> tuple[Pulse, ...]:
    """The readings from ``day`` on, in the order of time."""
    readings = (known for known in desk.store.since(Pulse, day) if known.day >= day)
    return tuple(sorted(readings, key=lambda known: known.created_at))
