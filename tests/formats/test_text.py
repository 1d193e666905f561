from hypothesis import example, given

from remoteos.domain.letter import Letter
from remoteos.formats.rendering import render
from tests.formats.support import HOSTILE, LETTERS, WEEK, outline, saying


def test_a_week_reads_well_as_text() -> None:
    assert render(WEEK, "text") == (
        "Week of 23 Nov 2026\n"
        "===================\n"
        "\n"
        "Checkout is reliable again; one decision is needed from you.\n"
        "\n"
        "Moved\n"
        "- RFC accepted · all three teams signed · serves Checkout is reliable · confidence 4/5, was 3\n"
        "- p95 is < 200 ms, ~5 ms of it in `serialise()` (see https://example.com/run_7?a=1&b=2).\n"
        "\n"
        "Needed from you\n"
        "- Keep *all* of snake_case? · needed by Mon\n"
        "- 1. [TODO] R&D at 2 * 3 k€\n"
    )


@given(LETTERS)
@example(saying(*HOSTILE))
def test_text_is_what_was_typed_and_never_wrapped(letter: Letter) -> None:
    lines = [line for line in render(letter, "text").split("\n") if line]
    if letter.title:
        assert set(lines.pop(1)) == {"="}
    assert lines == [f"- {text}" if kind == "li" else text for kind, text in outline(letter)]


def test_a_title_longer_than_a_screen_has_a_rule_that_fits() -> None:
    assert render(saying(title="x" * 4_000), "text").splitlines()[1] == "=" * 60
