"""What is told of a session in which somebody speaks over the coach."""

import pytest

from benchmarks.over_speech_told import Spoken, judge, row, sums
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Role, Say
from voice_coach.core.events import Heard, Rejected
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.speaking.timeline import ScheduledSound


def spoken() -> list[Spoken]:
    return [
        Spoken(61.0, 61.8, "flite slt", "slower", "Lift your hips."),
        Spoken(70.0, 70.8, "flite awb", "next exercise", "Rest."),
        Spoken(80.0, 80.5, "flite awb", "help", ""),
    ]


def judged(english: Phrasebook) -> tuple[list[Spoken], list[str]]:
    entries = [
        (61.9, Heard(Command.SLOWER, "slower", 61.8, 0.99)),
        (70.5, Heard(Command.NEXT, "next", 70.4, 0.8)),
        (80.6, Rejected("help", "own-words", 80.5)),
        (95.0, Heard(Command.STOP, "stop", 94.9, 0.9)),
    ]
    sounds = [ScheduledSound(1, 60.0, 61.91, Say(1, "Lift your hips.", Role.POSITION), cut=True)]
    some = spoken()
    return some, judge(some, entries, english, sounds, [61.2])


def test_each_command_is_told_with_what_became_of_it(english: Phrasebook) -> None:
    (slower, following, helped), others = judged(english)

    assert [one.right for one in (slower, following, helped)] == [True, False, False]
    assert slower.silent_s == pytest.approx(0.01)
    assert slower.ducked_s == pytest.approx(0.2)
    assert following.taken == "next (0.80)"
    assert helped.taken == 'missed; refused "help": own-words'
    assert others == ['"stop" (0.90) at 95.0 s beside silence']


def test_a_row_has_a_cell_for_everything(english: Phrasebook) -> None:
    (slower, _, helped), _ = judged(english)

    assert row(slower) == (
        '| 01:01.0 | slower | flite slt | "Lift your hips." | slower (0.99) | 0.10 s'
        " | softer after 0.20 s, cut in 10 ms | nothing |"
    )
    assert row(helped).count("|") == row(slower).count("|")


def test_the_sums_part_what_is_over_speech_from_what_is_not(english: Phrasebook) -> None:
    some, others = judged(english)

    assert sums(some, others) == [
        "- 2 over speech: 1 right, 1 wrong, 0 missed; decided 0.10 s after the last sound (median; at most 0.10 s).",
        "  Without a coach 0 of them are taken for a command.",
        "- 1 in silence: 0 right, 0 wrong, 1 missed.",
        "  Without a coach 0 of them are taken for a command.",
        "- 1 of the coach's sentences were cut; the longest time to silence was 10 ms.",
        "- Commands that nobody said: 1; " + others[0] + ".",
    ]
