"""What a scenario file becomes."""

from pathlib import Path

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.errors import ScenarioError
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.scenario.expectation import Happens, HappensAt, InOrder, Never
from voice_coach.simulator.scenario.load import expectation_of, load, loads
from voice_coach.simulator.scenario.observations import ObservationKind, Pattern
from voice_coach.simulator.scenario.scenario import (
    ExpectationForm,
    FaultForm,
    FaultKind,
    LineForm,
    LoudspeakerForm,
    MicrophoneForm,
    NoiseForm,
    PatternForm,
    RoomForm,
    Scenario,
)
from voice_coach.simulator.scenario.timing import parse

HERE = Path("folder/pause.scenario.yaml")

WHOLE = """
routine: mine.yaml
about: Everything that a file may have.
language: ko.yaml
recogniser: vosk
voice: flite slt
verbosity: short
wait: true
lasts: 1m30s
seed: 7
room:
  size: [5, 4, 3]
  reverberation: 0.4s
  voice: -30 dB
  loudspeaker: {distance: 0.5 m, delay: 0.1s, echo_return_loss: 12.5 dB, clips_at: -6dB}
  microphone: {gain: +6 dB, noise: -70 dB, bits: 12, ppm: -100}
noise:
  - {kind: pink}
  - {play: tv.wav, level: -10 dB, from: 5s, to: 20s}
  - {say: [Good evening., The news.], voice: flite rms}
user:
  - {at: 1, say: "let's go"}
  - {at: 2s into hold 2, say: pause now, voice: flite awb, level: 6 dB, distance: 2 m, only: 0.3s}
  - {at: 1s after line 2, play: me.wav}
  - {at: 1s after tone end, press: next}
faults:
  - {at: 1s after "ready", fault: microphone gone}
expect:
  - {heard: pause}
  - {spoken: Paused, within: 1s after line 2, times: 2}
  - {state: paused, at: 40s}
  - {never: {heard: next}, within: 5s}
  - {order: [{heard: pause}, {state: paused}]}
golden: pause.journal
known_failure: A reason.
"""


def test_every_key_arrives() -> None:
    assert loads(WHOLE, HERE) == Scenario.model_construct(
        routine="mine.yaml",
        about="Everything that a file may have.",
        language="ko.yaml",
        recogniser="vosk",
        voice="flite slt",
        verbosity="short",
        wait=True,
        lasts=90.0,
        seed=7,
        room=RoomForm.model_construct(
            size=(5.0, 4.0, 3.0),
            reverberation=0.4,
            voice=-30.0,
            loudspeaker=LoudspeakerForm.model_construct(distance=0.5, delay=0.1, echo_return_loss=12.5, clips_at=-6.0),
            microphone=MicrophoneForm.model_construct(gain=6.0, noise=-70.0, bits=12, ppm=-100),
        ),
        noise=[
            NoiseForm.model_construct(kind="pink"),
            NoiseForm.model_construct(None, play="tv.wav", level=-10.0, to=20.0, **{"from": 5.0}),
            NoiseForm.model_construct(say=["Good evening.", "The news."], voice="flite rms"),
        ],
        user=[
            LineForm.model_construct(at=parse("1s"), say="let's go"),
            LineForm.model_construct(
                at=parse("2s into hold 2"), say="pause now", voice="flite awb", level=6.0, distance=2.0, only=0.3
            ),
            LineForm.model_construct(at=parse("1s after line 2"), play="me.wav"),
            LineForm.model_construct(at=parse("1s after tone end"), press=Command.NEXT),
        ],
        faults=[FaultForm.model_construct(at=parse('1s after "ready"'), fault=FaultKind.MICROPHONE_GONE)],
        expect=[
            ExpectationForm.model_construct(heard="pause"),
            ExpectationForm.model_construct(spoken="Paused", within=parse("1s after line 2"), times=2),
            ExpectationForm.model_construct(state="paused", at=parse("40s")),
            ExpectationForm.model_construct(never=PatternForm.model_construct(heard="next"), within=parse("5s")),
            ExpectationForm.model_construct(
                order=[PatternForm.model_construct(heard="pause"), PatternForm.model_construct(state="paused")]
            ),
        ],
        golden="pause.journal",
        known_failure="A reason.",
    ).in_file(HERE)


def test_its_file_gives_it_a_name_and_what_it_names_stands_beside_it() -> None:
    scenario = loads(WHOLE, HERE)
    assert (scenario.name, scenario.path) == ("pause", HERE)
    assert scenario.known_or_beside(scenario.routine) == "folder/mine.yaml"
    assert scenario.known_or_beside(scenario.language) == "folder/ko.yaml"
    assert scenario.known_or_beside("desk-break") == "desk-break"
    assert scenario.beside("me.wav") == Path("folder/me.wav")
    assert scenario.golden_path == Path("folder/pause.journal")


def test_its_room_is_built_as_the_keys_say() -> None:
    assert loads(WHOLE, HERE).acoustics() == Acoustics(
        size_m=(5.0, 4.0, 3.0),
        reverberation_s=0.4,
        voice_db=-30.0,
        loudspeaker=LoudspeakerModel(distance_m=0.5, delay_s=0.1, echo_return_loss_db=12.5, clips_at_db=-6.0),
        microphone=MicrophoneModel(gain_db=6.0, noise_db=-70.0, bits=12, ppm=-100),
    )


def test_each_expectation_is_what_its_keys_mean() -> None:
    assert [each.meant for each in loads(WHOLE, HERE).expect] == [
        Happens(Pattern(ObservationKind.HEARD, "pause")),
        Happens(Pattern(ObservationKind.SPOKEN, "Paused"), parse("1s after line 2"), 2),
        HappensAt(Pattern(ObservationKind.STATE, "paused"), parse("40s")),
        Never(Pattern(ObservationKind.HEARD, "next"), parse("5s")),
        InOrder((Pattern(ObservationKind.HEARD, "pause"), Pattern(ObservationKind.STATE, "paused"))),
    ]


def test_little_is_required() -> None:
    scenario = loads("routine: desk-break", HERE)
    assert scenario == Scenario.model_validate({"routine": "desk-break"}).in_file(HERE)
    assert (scenario.name, scenario.path, scenario.routine) == ("pause", HERE, "desk-break")
    assert (scenario.language, scenario.voice, scenario.verbosity) == ("en", "system", "full")
    assert not scenario.wait
    assert not scenario.cautious
    assert (scenario.noise, scenario.user, scenario.faults, scenario.expect) == ([], [], [], [])
    assert (scenario.lasts, scenario.seed, scenario.golden_path) == (None, 0, None)
    assert (scenario.about, scenario.known_failure) == ("", "")
    assert scenario.scripted


def test_a_real_recogniser_has_a_room_without_asking() -> None:
    assert loads("routine: desk-break\nrecogniser: auto", HERE).acoustics() == Acoustics()


def test_the_forms_defaults_are_the_rooms_own() -> None:
    scenario = loads("routine: desk-break\nrecogniser: auto\nroom: {loudspeaker: {distance: 1 m}}", HERE)
    assert scenario.acoustics() == Acoustics()


def test_a_measured_room_takes_the_place_of_a_made_one() -> None:
    scenario = loads("routine: desk-break\nrecogniser: auto\nroom: {response: bath.wav}", HERE)
    assert scenario.acoustics() == Acoustics(response=Path("folder/bath.wav"))


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.scenario.yaml"
    path.write_text("\ufeffroutine: desk-break\n", "utf-8")
    assert load(path) == Scenario.model_validate({"routine": "desk-break"}).in_file(path)
    assert load(path).name == "one"


def test_an_expectation_can_be_made_from_its_keys() -> None:
    made = expectation_of({"heard": "pause", "within": "1s after line 1"})
    assert made == Happens(Pattern(ObservationKind.HEARD, "pause"), parse("1s after line 1"))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"herd": "pause"}, "unknown key 'herd', did you mean 'heard'?"),
        ({"heard": "jump"}, "'heard' must be one of: start, "),
        ({}, "an expectation needs exactly one of heard, "),
        ({"heard": Path("pause")}, "Path"),
        ({"heard": Command.PAUSE}, "Command"),
    ],
)
def test_keys_that_are_no_expectation_are_refused(keys: dict[str, object], message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        expectation_of(keys)
    assert message in caught.value.message


def test_a_recogniser_of_before_is_the_one_in_its_place() -> None:
    assert loads("routine: desk-break\nrecogniser: pocketsphinx\n", Path("s.scenario.yaml")).recogniser == "phones"
