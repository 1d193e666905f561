"""Making what a play produces: its words as the play has them, to be changed before they are kept."""

from typing import get_args

from remoteos.domain.playbooks import Produced, Product
from remoteos.domain.runs import Run
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import managers, run_products
from remoteos.services.run_products import RitualKind
from remoteos.widgets.choice import Option
from remoteos.widgets.fields import Field

_RITUALS: tuple[Option, ...] = (("start", "start of day"), ("end", "end of day"), ("week", "end of week"))

BECOMES: dict[Product, str] = {
    "outcome": "It becomes an outcome, on your board.",
    "ask": "It becomes an ask, in your ledger and in every update until it is answered.",
    "decision": "It becomes a decision, in your log.",
    "agreement": "It joins what you want to agree on with others.",
    "ritual step": "It becomes a step of one of your rituals.",
    "update line": "It becomes a win, for your next update.",
}
"""Where what is made is found afterwards."""


class MakeProduct(Form):
    """Makes one product of a run, with the words that the play has for it unless they are changed."""

    def __init__(self, session: Session, run: Run, number: int) -> None:
        self.which, self.number = run.id, number
        product = run.play.produces[number - 1]
        super().__init__(
            session,
            f"Make {article(product.kind)} {product.kind}",
            [Field("text", "Text", product.text, "in your own words"), *_more(session, product)],
            self._make,
            name=f"make {run.id} {number}",
            note=BECOMES[product.kind],
            does="make it",
        )

    def _make(self, values: Values) -> None:
        text = required(values["text"], "text")
        kinds: tuple[RitualKind, ...] = get_args(RitualKind)
        ritual = next((one for one in kinds if one == values.get("ritual")), kinds[0])
        asked_of = required(values["who"], "name") if "who" in values else ""
        self.session.change(
            lambda desk: run_products.produce(
                desk, self.which, self.number, text=text, asked_of=asked_of, ritual=ritual
            )
        )


def article(kind: str) -> str:
    """The article of a kind of product: ``an`` ask, ``a`` decision."""
    return "an" if kind[:1] in "aeio" else "a"


def _more(session: Session, product: Produced) -> list[Field]:
    """What else it takes: whom to ask, or which ritual."""
    if product.kind == "ask":
        card = managers.main(session.desk)
        who = card.person if card else session.desk.settings.you.manager
        return [Field("who", "From", who, "a name, or a team")]
    if product.kind == "ritual step":
        return [Field("ritual", "At the", "end", options=_RITUALS)]
    return []
