"""The parsed form of playbooks: JSON that has all of a playbook, and is what its schema says."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from remoteos.domain import playbooks as rules
from remoteos.domain.playbook_times import MOST, Cadence, Due, Unit
from remoteos.domain.playbooks import Measure, Play, Playbook, Produced, Product, Step
from remoteos.domain.text import LINE_LIMIT, NOTE_LIMIT
from remoteos.domain.time import WEEKDAYS
from remoteos.formats.front_matter import LARGEST as FRONT_MATTER_LIMIT
from remoteos.formats.playbook_json import parsed_form
from remoteos.formats.playbook_reading import read
from remoteos.services.playbook_files import LARGEST as FILE_LIMIT
from tests.formats.test_playbook_round_trip import PLAYBOOKS

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "remoteos" / "content"
SCHEMA: dict[str, Any] = json.loads((CONTENT / "playbook.schema.json").read_text("utf-8"))
DEFS: dict[str, Any] = SCHEMA["$defs"]
VALIDATOR = Draft202012Validator(SCHEMA)
DOCS = (ROOT / "docs" / "playbook-format.md").read_text("utf-8")
SHIPPED = sorted((CONTENT / "playbooks").glob("*.md"))

PLAY = Play(
    id="hand-over",
    title="Hand over a fault",
    cadence=Cadence(2, "week", 4),
    running_time=20,
    steps=(Step("Write down what you know.", minutes=10, due=Due(1)),),
    produces=(Produced("update line", "Who has the fault now."),),
    measures=(Measure("Taken on without a question back.", "8 of 10"),),
)
SMALL = Playbook(
    id="support-engineer",
    version="1.0.0",
    title="Support engineer",
    promise="Nobody has to ask twice.",
    roles=("Support engineer",),
    authors=("Sam Example",),
    licence="CC-BY-4.0",
    plays=(PLAY,),
)


def whole() -> Playbook:
    """The example of the specification, which has every part once, with an unknown key besides."""
    example = DOCS.partition("````markdown example\n")[2].partition("````")[0]
    found = read(example.replace("---\n\n#", "team size:\n  here: [two, three]\n---\n\n#", 1)).playbook
    assert found is not None
    return found


def small() -> dict[str, Any]:
    form = json.loads(json.dumps(parsed_form(SMALL)))
    assert isinstance(form, dict)
    return form


def wrong(form: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(form)]


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.too_slow],
    deadline=None,
)
@given(PLAYBOOKS)
def test_every_playbook_has_a_form_that_is_json_and_what_the_schema_says(playbook: Playbook) -> None:
    form = parsed_form(playbook)

    assert json.loads(json.dumps(form, allow_nan=False)) == form
    assert wrong(form) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_is_what_the_schema_says(path: Path) -> None:
    found = read(path.read_text("utf-8")).playbook

    assert found is not None
    assert wrong(parsed_form(found)) == []


def test_there_are_playbooks_that_ship() -> None:
    assert SHIPPED != []


def test_the_form_has_all_of_a_playbook() -> None:
    form: Any = parsed_form(whole())
    play = form["plays"][0]

    assert form["derived_from"] == "help-desk@2.1.0"
    assert form["extra"] == {"team size": {"here": ["two", "three"]}}
    assert form["about"].startswith("For people who answer")
    assert form["sections"][0]["title"] == "What it is not for"
    assert play["cadence"] == {"every": 1, "unit": "week", "weekday": "friday"}
    assert (play["preparation_s"], play["running_time_s"]) == (300, 1200)
    assert play["steps"][0] == {
        "text": "Write down what you know, what you tried, and what you would try next.",
        "why": "A question asked at night is answered in the morning, which costs a day.",
        "duration_s": 600,
        "medium": "The report itself",
        "evidence": "A comment with the three parts.",
        "due": {"days": 0, "working": True},
        "notes": "What you only believe is marked as such.",
    }
    assert play["produces"][1] == {"kind": "update line", "text": "Who has the fault now."}
    assert play["measures"][0]["target"] == "8 of 10"
    assert play["troubles"][0]["then"].startswith("Tell the customer")
    assert play["questions"] == ["What did the colleague have to ask all the same?"]
    assert play["variations"] == ["With nobody awake: write the same to yourself."]
    assert play["words"][0]["text"].splitlines()[0] == "Known: …"
    assert play["sections"][0]["body"] == "[How to report a fault](https://example.com/faults)"
    assert form["installs"]["week"] == ["Count the hand-overs that came back."]
    assert form["installs"]["presets"] == [{"name": "Faults", "focus_s": 2700, "break_s": 600}]
    assert form["installs"]["formats"][0]["name"] == "hand-over"


def test_what_was_left_out_is_null_or_has_nothing_in_it() -> None:
    bare: Any = parsed_form(replace(SMALL, plays=(Play(id="p", title="P", steps=(Step("Do it"),)),)))
    play = bare["plays"][0]

    assert (bare["source"], bare["derived_from"], bare["about"]) == (None, None, None)
    assert (bare["extra"], bare["sections"]) == ({}, [])
    assert set(bare["installs"]) == {"start", "end", "week", "agreement", "presets", "formats"}
    assert all(found == [] for found in bare["installs"].values())
    assert [key for key, value in play.items() if value is None] == [
        "intro", "when", "not_when", "cadence", "preparation_s", "running_time_s", "people", "needs",
    ]  # fmt: skip
    assert [key for key, value in play.items() if value == []] == [
        "produces", "measures", "troubles", "questions", "variations", "words", "sections",
    ]  # fmt: skip
    assert [value for key, value in play["steps"][0].items() if key != "text"] == [None] * 6
    assert wrong(bare) == []


def test_a_changed_form_leaves_the_playbook_as_it_was() -> None:
    playbook = replace(SMALL, extra={"colours": ("blue",), "sizes": {"small": "1"}})
    form: Any = parsed_form(playbook)
    form["extra"]["colours"].append("red")
    form["extra"]["sizes"]["large"] = "2"

    assert playbook.extra == {"colours": ("blue",), "sizes": {"small": "1"}}


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Put a value at a place such as ``plays.0.id``."""
    *way, last = path.split(".")

    def changed(form: Any) -> None:
        for key in way:
            form = form[int(key) if key.isdigit() else key]
        form[last] = value

    return changed


MEASURE = {"text": "It worked", "target": "1", "look": None}
STEP = {
    "text": "Do it", "why": None, "duration_s": None, "medium": None, "evidence": None, "due": None,
    "notes": None,
}  # fmt: skip
FRIDAY = {"every": 1, "unit": "week", "weekday": "friday"}
REFUSED = {
    "no title": lambda form: form.pop("title"),
    "no measures of a play": lambda form: form["plays"][0].pop("measures"),
    "an unknown key": change("colour", "blue"),
    "an unknown key of a play": change("plays.0.colour", "blue"),
    "an unknown key of a step": change("plays.0.steps.0.minutes", 5),
    "an unknown key of a cadence": change("plays.0.cadence", {**FRIDAY, "at": "noon"}),
    "a newer schema": change("schema", 2),
    "an id with capitals": change("id", "Support"),
    "an id with two hyphens": change("id", "a--b"),
    "an id that is too long": change("id", "a" * 61),
    "a wrong id of a play": change("plays.0.id", "hand over"),
    "a version with letters": change("version", "1.0.0-beta"),
    "a version of four numbers": change("version", "1.0.0.0"),
    "a source that is no address": change("source", "javascript:alert(1)"),
    "derived from no version": change("derived_from", "help-desk"),
    "an empty title": change("title", ""),
    "a title that is too long": change("title", "x" * 301),
    "a title of two lines": change("title", "Support\nengineer"),
    "a text that is too long": change("plays.0.when", "x" * 4_001),
    "a text that ends in a newline": change("plays.0.when", "at night\n"),
    "an optional text that is empty": change("plays.0.when", ""),
    "notes that are too long": change("plays.0.steps.0.notes", "x" * 20_001),
    "no roles": change("roles", []),
    "no plays": change("plays", []),
    "no steps": change("plays.0.steps", []),
    "21 steps": change("plays.0.steps", [STEP] * 21),
    "five measures": change("plays.0.measures", [MEASURE] * 5),
    "a measure without a target": change("plays.0.measures", [{**MEASURE, "target": None}]),
    "41 questions": change("plays.0.questions", ["Why?"] * 41),
    "an unknown kind": change("plays.0.produces.0.kind", "goal"),
    "a negative duration": change("plays.0.steps.0.duration_s", -60),
    "a negative running time": change("plays.0.running_time_s", -60),
    "no duration at all": change("plays.0.steps.0.duration_s", 0),
    "a duration of a minute and a half": change("plays.0.steps.0.duration_s", 90),
    "a duration of more than a day": change("plays.0.preparation_s", 86_460),
    "a duration as text": change("plays.0.preparation_s", "300"),
    "a weekday of a month": change("plays.0.cadence", {**FRIDAY, "unit": "month"}),
    "a weekday as a number": change("plays.0.cadence", {**FRIDAY, "weekday": 4}),
    "every 0 weeks": change("plays.0.cadence", {**FRIDAY, "every": 0}),
    "due before it began": change("plays.0.steps.0.due.days", -1),
    "a preset without focus": change("installs.presets", [{"name": "A", "focus_s": 0, "break_s": None}]),
    "a wrong name of an update format": change("installs.formats", [{"name": "A b", "toml": ""}]),
    "a number in an unknown key": change("extra.size", 3),
    "a list that is missing": change("plays.0.words", None),
}


def test_the_small_playbook_that_the_refused_ones_are_made_of_is_valid() -> None:
    assert wrong(small()) == []


@pytest.mark.parametrize("name", REFUSED)
def test_the_schema_refuses(name: str) -> None:
    form = small()
    REFUSED[name](form)

    assert len(wrong(form)) == 1, wrong(form)


def test_the_schema_is_valid_itself_and_known_by_its_name() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert SCHEMA["$id"] == f"urn:remoteos:playbook:{rules.SCHEMA}"


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema stands for: what it refers to, or the part of a choice that is not null."""
    while "$ref" in schema or ("anyOf" in schema and "properties" not in schema):
        schema = DEFS[schema["$ref"].removeprefix("#/$defs/")] if "$ref" in schema else schema["anyOf"][0]
    return schema


def tables(form: Any, schema: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each table of a form with its schema, but for unknown keys."""
    schema = resolved(schema)
    if isinstance(form, list):
        for one in form:
            yield from tables(one, schema["items"])
    elif "properties" in schema and form is not None:
        yield form, schema
        for key, value in form.items():
            yield from tables(value, schema["properties"][key])


def test_the_schema_has_the_keys_of_the_form_at_every_level_and_requires_them_all() -> None:
    seen = list(tables(parsed_form(whole()), SCHEMA))

    for form, schema in seen:
        assert list(schema["properties"]) == list(form)
        assert schema["required"] == list(form)
        assert schema["additionalProperties"] is False
    with_keys = [SCHEMA, *(one for one in DEFS.values() if "properties" in one)]
    assert all(any(schema is one for _, schema in seen) for one in with_keys)


def test_every_property_and_every_definition_is_described() -> None:
    named = {**DEFS, "": SCHEMA}
    named |= {
        f"{at}.{key}": one for at in list(named) for key, one in named[at].get("properties", {}).items()
    }

    assert [name for name, one in named.items() if not one.get("description")] == []


def test_every_definition_is_used() -> None:
    text = json.dumps(SCHEMA)

    assert [name for name in DEFS if f'"#/$defs/{name}"' not in text] == []


def test_the_limits_of_the_schema_are_those_of_the_format() -> None:
    play, whole_ = DEFS["play"]["properties"], SCHEMA["properties"]
    installs = DEFS["installs"]["properties"]

    assert whole_["schema"]["const"] == rules.SCHEMA
    assert whole_["plays"]["maxItems"] == rules.MOST_PLAYS
    assert play["steps"]["maxItems"] == rules.MOST_STEPS
    assert play["measures"]["maxItems"] == rules.MOST_MEASURES
    others = [play[key] for key in ("produces", "troubles", "words")] + [DEFS["sections"], DEFS["lines"]]
    others += [installs["presets"], installs["formats"], DEFS["front_texts"]]
    assert {one["maxItems"] for one in others} == {rules.MOST_ITEMS}
    assert DEFS["id"]["maxLength"] == rules.LONGEST_ID
    assert DEFS["id"]["pattern"] == f"^{rules.ID.pattern}$"
    assert DEFS["update_format"]["properties"]["name"]["pattern"] == f"^{rules.ID.pattern}$"
    assert DEFS["line"]["maxLength"] == DEFS["optional_line"]["maxLength"] == LINE_LIMIT
    assert DEFS["step"]["properties"]["notes"]["maxLength"] == NOTE_LIMIT
    assert DEFS["prose"]["maxLength"] == DEFS["optional_prose"]["maxLength"] == FILE_LIMIT
    assert DEFS["extra_value"]["maxLength"] == FRONT_MATTER_LIMIT
    assert DEFS["cadence"]["properties"]["every"]["maximum"] == MOST
    assert DEFS["due"]["properties"]["days"]["maximum"] == MOST


def test_every_list_of_the_schema_but_those_of_unknown_keys_has_a_limit() -> None:
    def arrays(schema: Any) -> Iterator[dict[str, Any]]:
        if isinstance(schema, dict):
            if schema.get("type") == "array":
                yield schema
            for one in schema.values():
                yield from arrays(one)

    assert [one for one in arrays(SCHEMA) if "maxItems" not in one] == []


def test_the_words_of_the_schema_are_those_of_the_format() -> None:
    cadence = DEFS["cadence"]["properties"]

    assert DEFS["produced"]["properties"]["kind"]["enum"] == list(get_args(Product))
    assert cadence["unit"]["enum"] == list(get_args(Unit))
    assert cadence["weekday"]["enum"] == [*WEEKDAYS, None]


FRONT = {
    "title": ("x" * 300, "x" * 301),
    "promise": ("x" * 300, "x" * 301),
    "id": ("a" * 60, "a" * 61),
    "version": ("1.0.999999", "1.0.1000000"),
    "language": ("pt-Latn-BR", "pt_BR"),
    "source": ("mailto:sam@example.com", "ftp://example.com"),
    "derived_from": ("help-desk@2", "help-desk@two"),
}


@pytest.mark.parametrize("key", FRONT)
def test_the_schema_and_the_reader_draw_the_same_line_through_the_front_matter(key: str) -> None:
    for value, fits in zip(FRONT[key], (True, False), strict=True):
        front = {"id": "a", "version": "1", "title": "T", "promise": "P", "licence": "MIT", key: value}
        lines = "\n".join(f"{name.replace('_', ' ')}: {text}" for name, text in front.items())
        head = f"---\nschema: 1\nroles: r\nauthors: a\n{lines}\n---\n"
        form = {**small(), key: value}

        found = read(f"{head}\n## Play: P\n\n### Steps\n\n1. Do it\n").playbook

        assert (found is not None) is fits
        assert (wrong(form) == []) is fits


def test_the_example_of_the_parsed_form_in_the_specification_is_the_form_of_a_playbook() -> None:
    section = DOCS.partition("\n## The parsed form\n")[2].partition("\n## ")[0]
    example = json.loads(section.partition("```json\n")[2].partition("```")[0])

    assert wrong(example) == []
    assert example == parsed_form(SMALL)
    assert "remoteos/content/playbook.schema.json" in section
