"""What every recogniser promises, shown on both engines and on those that simulations use in their place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from voice_coach.audio.format import RATE, to_bytes
from voice_coach.errors import ListeningError
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.engine import PhoneRecogniser
from voice_coach.listening.phones.judgement import LearnedHearing
from voice_coach.listening.phones.lesson import lesson
from voice_coach.listening.recogniser import Hypothesis, Recogniser
from voice_coach.listening.vosk.engine import VoskRecogniser
from voice_coach.simulator.scenario.playing.parts import BreakableRecogniser, ScriptedRecogniser

BLOCK = 640
SILENT_S = 1.2
"""How long it is quiet after a phrase."""


@dataclass
class Engine:
    """One engine, the sound of two phrases, and how many seconds it was fed."""

    make: Callable[[], Recogniser]
    phrases: tuple[str, ...]
    spoken: dict[str, bytes]
    recogniser: Recogniser = field(init=False)
    fed_s: float = 0.0

    def __post_init__(self) -> None:
        self.recogniser = self.make()

    def feed(self, pcm: bytes, block: int = BLOCK) -> list[Hypothesis]:
        found: list[Hypothesis] = []
        for start in range(0, len(pcm), block):
            found += self.recogniser.feed(pcm[start : start + block])
        self.fed_s += len(pcm) / 2 / RATE
        return found


@pytest.fixture(scope="module", params=["vosk", "phones", "breakable", "scripted"])
def opened(request: pytest.FixtureRequest) -> Iterator[Engine]:
    makers = {"vosk": _vosk, "phones": _phones, "breakable": _breakable, "scripted": _scripted}
    engine = makers[request.param](request)
    yield engine
    engine.recogniser.close()


@pytest.fixture
def engine(opened: Engine) -> Engine:
    opened.recogniser.reset()
    return opened


def _vosk(request: pytest.FixtureRequest) -> Engine:
    model: Path = request.getfixturevalue("korean_model")
    korean: Phrasebook = request.getfixturevalue("korean")
    says: Callable[[str], bytes] = request.getfixturevalue("korean_says")
    return Engine(
        lambda: VoskRecogniser(model, korean.phrases(), answers=korean.answers()),
        korean.phrases(),
        {phrase: says(phrase) for phrase in ("계속해", "남은 시간")},
    )


def _phones(request: pytest.FixtureRequest) -> Engine:
    english: Phrasebook = request.getfixturevalue("english")
    learned = lesson("en")
    assert learned is not None
    says: Callable[[str, str], bytes] = request.getfixturevalue("flite_says")
    return Engine(
        lambda: PhoneRecogniser(english, LearnedHearing(english, learned)),
        english.phrases(),
        {phrase: says("slt", phrase) for phrase in ("carry on", "time left")},
    )


def _breakable(request: pytest.FixtureRequest) -> Engine:
    real = _vosk(request)
    real.recogniser.close()
    return Engine(lambda: BreakableRecogniser(real.make()), real.phrases, real.spoken)


class Prompted(ScriptedRecogniser):
    """A scripted recogniser, and somebody who tells it each phrase when the last sample of its speech comes."""

    def __init__(self, spoken: dict[str, bytes]) -> None:
        super().__init__()
        self._spoken = {sound[: -round(SILENT_S * 2 * RATE)]: phrase for phrase, sound in spoken.items()}
        self._fed = b""

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        found: list[Hypothesis] = []
        for sample in range(0, len(pcm), 2):
            self._fed += pcm[sample : sample + 2]
            for sound, phrase in self._spoken.items():
                if self._fed.endswith(sound):
                    self.hear(phrase)
            found += super().feed(pcm[sample : sample + 2])
        return tuple(found)

    def reset(self) -> None:
        super().reset()
        self._fed = b""


def _scripted(_request: pytest.FixtureRequest) -> Engine:
    spoken = {"carry on": noise(1.0, 0.3), "time left": noise(1.1, 0.2)}
    spoken = {phrase: sound + bytes(round(SILENT_S * 2 * RATE)) for phrase, sound in spoken.items()}
    return Engine(lambda: Prompted(spoken), ("carry on", "time left"), spoken)


def finals(hypotheses: list[Hypothesis]) -> list[str]:
    return [hypothesis.text for hypothesis in hypotheses if hypothesis.final]


def noise(seconds: float, rms: float) -> bytes:
    samples = np.random.default_rng(7).normal(0.0, rms, int(seconds * RATE))
    return to_bytes(samples.astype(np.float32))


def test_a_spoken_phrase_is_the_one_final(engine: Engine) -> None:
    for phrase, sound in engine.spoken.items():
        assert finals(engine.feed(sound)) == [phrase]


def test_a_final_has_a_confidence_and_a_partial_has_none(engine: Engine) -> None:
    for hypothesis in engine.feed(next(iter(engine.spoken.values()))):
        assert (0.0 < hypothesis.confidence <= 1.0) if hypothesis.final else hypothesis.confidence == 0.0


@pytest.mark.parametrize("block", [1600, 3200, 1234, 2, 48_000])
def test_the_answers_do_not_depend_on_the_blocks(engine: Engine, block: int) -> None:
    sound = b"".join(engine.spoken.values())

    def heard(block: int) -> list[tuple[str, bool, float, float]]:
        engine.recogniser.reset()
        began_s = engine.fed_s
        return [(h.text, h.final, round(h.confidence, 6), round(h.at - began_s, 3)) for h in engine.feed(sound, block)]

    assert heard(block) == heard(BLOCK)


def test_time_counts_the_sound_that_was_fed(engine: Engine) -> None:
    ends = []
    for sound in engine.spoken.values():
        before_s = engine.fed_s
        found = engine.feed(sound)
        ends += [hypothesis.at for hypothesis in found if hypothesis.final]
        spoken_until = engine.fed_s - SILENT_S
        assert ends[-1] == pytest.approx(spoken_until, abs=0.25)
        assert all(before_s <= hypothesis.at <= engine.fed_s for hypothesis in found)
        partials = [hypothesis.at for hypothesis in found if not hypothesis.final]
        assert partials == sorted(partials)
    assert ends == sorted(set(ends))


def test_an_utterance_began_with_its_first_word(engine: Engine) -> None:
    for sound in engine.spoken.values():
        before_s = engine.fed_s
        found = engine.feed(sound)
        assert all(before_s <= hypothesis.began <= hypothesis.at for hypothesis in found)
        if isinstance(engine.recogniser, Prompted):
            continue  # its words take no time: they begin where they end
        began_s = before_s + _onset_s(sound)
        assert [hypothesis.began for hypothesis in found if hypothesis.text] == pytest.approx(
            [began_s for hypothesis in found if hypothesis.text], abs=0.25
        )


def _onset_s(sound: bytes) -> float:
    loud = np.abs(np.frombuffer(sound, np.int16).astype(float)) > 500
    return float(np.argmax(loud)) / RATE


def test_an_utterance_is_under_way_from_its_words_to_its_final(engine: Engine) -> None:
    if isinstance(engine.recogniser, Prompted):
        pytest.skip("its utterances come whole with the next block")
    for sound in engine.spoken.values():
        assert not engine.recogniser.under_way
        states = []
        for start in range(0, len(sound), BLOCK):
            before = engine.recogniser.under_way
            found = engine.feed(sound[start : start + BLOCK])
            states.append(engine.recogniser.under_way)
            if finals(found):
                assert before
        assert any(states)
        assert not states[-1]
    engine.recogniser.reset()
    assert not engine.recogniser.under_way


def test_a_reset_ends_what_is_under_way(engine: Engine) -> None:
    sound = next(iter(engine.spoken.values()))
    engine.feed(sound[: len(sound) // 4 * 2])
    engine.recogniser.reset()
    assert not engine.recogniser.under_way


def test_silence_is_nothing(engine: Engine) -> None:
    assert engine.feed(bytes(3 * 2 * RATE)) == []
    assert engine.feed(noise(3.0, 0.0005)) == []


def test_noise_is_no_phrase(engine: Engine) -> None:
    heard = finals(engine.feed(noise(5.0, 0.1) + noise(1.0, 0.0005)))
    assert not set(heard) & set(engine.phrases)


def test_an_odd_number_of_bytes_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="even"):
        engine.recogniser.feed(b"\0\0\0")


def test_no_sound_is_no_harm(engine: Engine) -> None:
    assert engine.recogniser.feed(b"") == ()


def test_a_reset_forgets_the_utterance_and_nothing_else(engine: Engine) -> None:
    phrase, sound = next(iter(engine.spoken.items()))
    half = len(sound) // 4 * 2
    engine.feed(sound[:half])
    engine.recogniser.reset()
    assert phrase not in finals(engine.feed(noise(1.0, 0.0005)))
    assert finals(engine.feed(sound)) == [phrase]


def test_closing_twice_is_harmless(engine: Engine) -> None:
    other = engine.make()
    other.close()
    other.close()


def test_a_recogniser_that_is_broken_fails_as_an_engine_does() -> None:
    recogniser = BreakableRecogniser(ScriptedRecogniser())
    recogniser.broken = True
    with pytest.raises(ListeningError) as caught:
        recogniser.feed(b"\0\0")
    assert caught.value.message == "The recogniser has failed."


def test_what_the_scripted_recogniser_is_told_is_heard_with_the_next_sound_as_a_recogniser_writes_it() -> None:
    recogniser = ScriptedRecogniser()
    assert recogniser.feed(bytes(2 * RATE)) == ()
    recogniser.hear("Next, please!")
    assert recogniser.under_way
    recogniser.hear("Don\u2019t")
    assert recogniser.feed(bytes(RATE)) == (
        Hypothesis("next please", final=True, confidence=1.0, at=1.5, began=1.0),
        Hypothesis("don't", final=True, confidence=1.0, at=1.5, began=1.0),
    )
    assert recogniser.feed(bytes(RATE)) == ()


@pytest.mark.parametrize("opened", ["vosk", "phones", "breakable"], indirect=True)
def test_to_a_question_only_an_answer_is_heard(engine: Engine) -> None:
    answer, other = engine.spoken
    engine.recogniser.answers_only(True)
    engine.recogniser.reset()
    for phrase in engine.spoken:
        finals = [found.text for found in engine.feed(engine.spoken[phrase]) if found.final]
        assert (phrase in finals) is (phrase == answer)
    engine.recogniser.answers_only(False)
    engine.recogniser.reset()
    assert other in [found.text for found in engine.feed(engine.spoken[other]) if found.final]
