"""What happened in a session, as facts."""

import pytest

from tests.simulator.scenario.made import log, performed, said, status, tone
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Tone
from voice_coach.core.events import Heard, Pressed, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import HeardNote
from voice_coach.simulator.scenario.observations import Observation, ObservationKind, Pattern, observations

OBEYED = HeardNote("pause now", obeyed=True)
NOT_NOW = HeardNote("pause now", obeyed=False, reason="paused already")


def test_all_that_happened_stands_in_the_order_of_time() -> None:
    assert [(observation.at, observation.kind, observation.value) for observation in performed().observations] == [
        (0.0, ObservationKind.STATE, "setup"),
        (0.0, ObservationKind.SPOKEN, "Sit tall."),
        (1.0, ObservationKind.NOTICE, "The microphone is gone."),
        (3.0, ObservationKind.STATE, "hold"),
        (3.0, ObservationKind.SOUND, "start"),
        (4.5, ObservationKind.SPOKEN, "Breathe slowly."),
        (5.0, ObservationKind.HEARD, "pause"),
        (5.0, ObservationKind.OBEYED, "pause"),
        (5.0, ObservationKind.STATE, "paused"),
        (5.0, ObservationKind.CUT, "Breathe slowly."),
        (5.0, ObservationKind.SPOKEN, "Paused."),
        (9.0, ObservationKind.STATE, "hold"),
    ]


def test_a_command_that_was_heard_and_not_obeyed_was_only_heard() -> None:
    happened = observations(
        log((5.0, Heard(Command.PAUSE, "pause now", 4.8)), (5.0, status(State.PAUSED, 1, NOT_NOW))), (), ()
    )
    assert [observation.kind for observation in happened] == [ObservationKind.HEARD, ObservationKind.STATE]


def test_a_key_is_obeyed_and_never_heard() -> None:
    happened = observations(log((5.0, Pressed(Command.PAUSE, 5.0)), (5.0, status(State.PAUSED, 1, OBEYED))), (), ())
    assert [observation.kind for observation in happened] == [ObservationKind.OBEYED, ObservationKind.STATE]


def test_an_old_obedience_is_not_one_more() -> None:
    happened = observations(
        log(
            (5.0, Heard(Command.PAUSE, "pause now", 5.0)),
            (5.0, status(State.PAUSED, 1, OBEYED)),
            (6.0, Rejected("banana", "not-a-phrase", 6.0)),
            (6.0, status(State.PAUSED, 1, OBEYED)),
        ),
        (),
        (),
    )
    assert [(observation.kind, observation.value, observation.words) for observation in happened] == [
        (ObservationKind.HEARD, "pause", "pause now"),
        (ObservationKind.OBEYED, "pause", ""),
        (ObservationKind.STATE, "paused", ""),
        (ObservationKind.REJECTED, "not-a-phrase", "banana"),
    ]


def test_a_tone_that_is_cut_is_no_sentence() -> None:
    assert [observation.kind for observation in observations(log(), (tone(Tone.END, 1.0),), ())] == [
        ObservationKind.SOUND
    ]


@pytest.mark.parametrize(
    ("pattern", "observation", "fits"),
    [
        (Pattern(ObservationKind.HEARD, "next"), Observation(1.0, ObservationKind.HEARD, "next"), True),
        (Pattern(ObservationKind.HEARD, "next"), Observation(1.0, ObservationKind.OBEYED, "next"), False),
        (Pattern(ObservationKind.HEARD, "next"), Observation(1.0, ObservationKind.HEARD, "pause"), False),
        (Pattern(ObservationKind.HEARD, "anything"), Observation(1.0, ObservationKind.HEARD, "pause"), True),
        (Pattern(ObservationKind.HEARD, "anything"), Observation(1.0, ObservationKind.OBEYED, "pause"), False),
        (Pattern(ObservationKind.SPOKEN, "anything"), Observation(1.0, ObservationKind.SPOKEN, "Sit tall."), False),
        (
            Pattern(ObservationKind.SPOKEN, "sit TALL"),
            Observation(1.0, ObservationKind.SPOKEN, "Now sit tall, please."),
            True,
        ),
        (Pattern(ObservationKind.SPOKEN, "tall"), Observation(1.0, ObservationKind.SPOKEN, "Taller."), False),
        (
            Pattern(ObservationKind.NOTICE, "microphone"),
            Observation(1.0, ObservationKind.NOTICE, "The microphone is gone."),
            True,
        ),
        (Pattern(ObservationKind.CUT, "sit"), Observation(1.0, ObservationKind.SPOKEN, "Sit."), False),
    ],
)
def test_texts_fit_in_part_and_names_fit_whole(pattern: Pattern, observation: Observation, *, fits: bool) -> None:
    assert pattern.fits(observation) is fits


def test_facts_and_patterns_are_told_in_a_few_words() -> None:
    assert str(Observation(1.25, ObservationKind.HEARD, "pause", "pause now")) == "heard pause (pause now) at 1.25 s"
    assert str(Observation(1.0, ObservationKind.STATE, "hold")) == "state hold at 1.00 s"
    assert str(Pattern(ObservationKind.SPOKEN, "Sit")) == 'spoken "Sit"'
    assert str(Pattern(ObservationKind.STATE, "hold")) == "state hold"
    assert str(said("Sit.", 0, 1).what) == "Sit."
