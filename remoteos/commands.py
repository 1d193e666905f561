"""The table of actions as Textual's bindings."""

from textual.binding import Binding, BindingType

from remoteos.domain.actions import Action, Place, of_place


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of some places; their ids are the actions', so that a keymap can name them."""
    return [binding(action) for action in of_place(*places)]


def binding(action: Action) -> Binding:
    """The binding of one action."""
    return Binding(
        action.keys,
        action.method,
        action.label,
        show=bool(action.rank),
        id=action.id,
        tooltip=action.what,
    )
