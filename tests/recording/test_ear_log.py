"""Lines of ear.jsonl: what changed is written, everything comes back."""

import json

import pytest

from voice_coach.recording.ear_log import EarLogLine, parse


def test_every_line_comes_back_from_its_text(lines: tuple[EarLogLine, ...]) -> None:
    before: EarLogLine | None = None
    for line in lines:
        assert parse(line.text(before).encode(), before) == line
        before = line


def test_only_what_has_changed_is_written(lines: tuple[EarLogLine, ...]) -> None:
    written = [json.loads(line.text(before)) for line, before in zip(lines, (None, *lines), strict=False)]
    assert [fields.keys() - {"at", "samples"} for fields in written] == [
        {"status", "new_exercise"},
        {"speech", "played"},
        {"decided", "played"},
        {"status", "speech", "played"},
        {"speech", "played"},
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
        b'{"at":1.0,"samples":320,"played":-1}',
        b'{"at":1.0,"samples":320,"played":"loud"}',
        b'{"at":1.0,"samples":320,"status":{}}',
        b'{"at":1.0,"samples":320,"speech":[{"text":"Rest."}]}',
        b'{"at":1.0,"samples":320,"speech":7}',
        b'{"at":1.0,"samples":320,"decided":[{"Pressed":{}}]}',
        b'{"at":1.0,"samples":320,"decided":[{"Heard":{"command":"fly"}}]}',
        b'{"at":1.0,"samples":320,"pulse":60}',
        b'\xff{"at":1.0,"samples":320}',
    ],
)
def test_a_line_that_is_no_turn_is_refused(line: bytes, lines: tuple[EarLogLine, ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what JSON, UTF-8 and the codec say is theirs
        parse(line, lines[0])


def test_the_first_line_needs_a_status() -> None:
    with pytest.raises(ValueError, match="the first line needs a status"):
        parse(b'{"at":1.0,"samples":320}', None)
