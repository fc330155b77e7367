"""Every event and effect survives the journal, and no damaged line is taken for a whole one."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Effect, Record, Say
from voice_coach.core.events import Event, Heard
from voice_coach.journal.codec import decode, encode
from voice_coach.journal.entry import Entry, parse

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=30))

ANYTHING = st.one_of(*(st.from_type(kind) for kind in (*get_args(Event), *get_args(Effect))))
ENTRIES = st.builds(Entry, st.integers(0, 10**6), st.floats(0, 1e5), ANYTHING)
HEARD = Entry(7, 12.5, Heard(Command.NUMBER, "six", 12.25, 0.75, 6))


@given(ENTRIES)
def test_an_entry_comes_back_as_it_was(entry: Entry) -> None:
    back = parse(entry.line())

    assert back == entry
    assert type(back.what) is type(entry.what)


@given(ENTRIES)
def test_a_line_is_one_line_of_json(entry: Entry) -> None:
    line = entry.line()

    assert "\n" not in line
    assert json.loads(line)["n"] == entry.n


def test_the_line_reads_as_it_is_documented() -> None:
    assert HEARD.line() == (
        '{"n":7,"at":12.5,"event":"Heard","fields":{"command":"number","text":"six","at":12.25,'
        '"confidence":0.75,"number":6,"began":null},"crc":"a6986f79"}'
    )


def test_every_cut_and_every_changed_character_is_noticed() -> None:
    line = HEARD.line()
    for at in range(len(line)):
        with pytest.raises(ValueError, match="checksum"):
            parse(line[:at])
        with pytest.raises(ValueError, match="checksum"):
            parse(line[:at] + chr(ord(line[at]) ^ 1) + line[at + 1 :])


def test_a_time_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        Entry(0, float("inf"), Record("step", "Cat cow", 1, 0.0)).line()


@pytest.mark.parametrize("value", [3, 3.0, 2.5, "three"])
def test_a_value_of_several_types_keeps_its_own(value: float | str) -> None:
    back = decode(Record, encode(Record("pain", "Cat cow", value, 1.0)))

    assert back.value == value
    assert type(back.value) is type(value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "None is no str"),
        ({"command": "fly"}, "'fly' is not a valid Command"),
        ({"confidence": "high"}, "'high' is no float"),
        ({"number": True}, "True is none of int, NoneType"),
        ({"number": 1.5}, "1.5 is none of int, NoneType"),
        ({"loud": True}, "not .*loud"),
    ],
)
def test_fields_of_the_wrong_type_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode(Heard, encode(HEARD.what) | change)


def test_a_missing_field_and_a_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="Say has the fields"):
        decode(Say, {"id": 1})
    with pytest.raises(ValueError, match="needs an object"):
        decode(Say, [1])
