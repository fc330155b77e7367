"""Lines of ear.jsonl: what changed is written, everything comes back."""

import json

import pytest

from voice_coach.recording.ear_log import EarLogLine, parse


def test_every_turn_comes_back_from_its_line(turns: tuple[EarLogLine, ...]) -> None:
    before: EarLogLine | None = None
    for turn in turns:
        assert parse(turn.line(before).encode(), before) == turn
        before = turn


def test_only_what_has_changed_is_written(turns: tuple[EarLogLine, ...]) -> None:
    lines = [json.loads(turn.line(before)) for turn, before in zip(turns, (None, *turns), strict=False)]
    assert [line.keys() - {"at", "samples"} for line in lines] == [
        {"status", "new_exercise"},
        {"speech"},
        {"decided"},
        {"status", "speech"},
        {"speech"},
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"7",
        b'{"at":1.0}',
        b'{"at":"soon","samples":320}',
        b'{"at":1.0,"samples":-1}',
        b'{"at":1.0,"samples":320,"status":{}}',
        b'{"at":1.0,"samples":320,"speech":[{"text":"Rest."}]}',
        b'{"at":1.0,"samples":320,"speech":7}',
        b'{"at":1.0,"samples":320,"decided":[{"Pressed":{}}]}',
        b'{"at":1.0,"samples":320,"decided":[{"Heard":{"command":"fly"}}]}',
        b'{"at":1.0,"samples":320,"pulse":60}',
        b'\xff{"at":1.0,"samples":320}',
    ],
)
def test_a_line_that_is_no_turn_is_refused(line: bytes, turns: tuple[EarLogLine, ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what JSON, UTF-8 and the codec say is theirs
        parse(line, turns[0])


def test_the_first_line_needs_a_status() -> None:
    with pytest.raises(ValueError, match="the first turn needs a status"):
        parse(b'{"at":1.0,"samples":320}', None)
