from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from voice_coach.errors import ListeningError, ModelError
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.recogniser import Hypothesis
from voice_coach.listening.vosk.engine import VoskRecogniser

Says = Callable[[str], bytes]


@pytest.fixture(scope="module")
def recogniser(korean_model: Path, korean: Phrasebook) -> Iterator[VoskRecogniser]:
    made = VoskRecogniser(korean_model, korean.phrases(), korean.other_words())
    yield made
    made.close()


def finals(recogniser: VoskRecogniser, sound: bytes, block: int) -> list[str]:
    recogniser.reset()
    found: list[Hypothesis] = []
    for start in range(0, len(sound), block):
        found += recogniser.feed(sound[start : start + block])
    return [hypothesis.text for hypothesis in found if hypothesis.final]


def test_the_phrases_are_understood_the_same_in_every_run_and_for_every_block(
    recogniser: VoskRecogniser, korean: Phrasebook, korean_says: Says
) -> None:
    sounds = {phrase: korean_says(phrase) for phrase in korean.phrases()}
    milliseconds = (20, 20, 20, 50, 100)
    runs = [{phrase: finals(recogniser, sound, 32 * ms) for phrase, sound in sounds.items()} for ms in milliseconds]
    right = [phrase for phrase, heard in runs[0].items() if heard == [phrase]]
    assert len(sounds) == 30
    assert len(right) >= 28
    assert all(run == runs[0] for run in runs)


def test_a_standing_partial_comes_every_twenty_milliseconds(recogniser: VoskRecogniser, korean_says: Says) -> None:
    recogniser.reset()
    partials = [found for found in recogniser.feed(korean_says("계속해")) if not found.final and found.text]
    steps = [later.at - sooner.at for sooner, later in pairwise(partials)]
    assert steps == pytest.approx([0.02] * len(steps))
    assert len(steps) > 10


def test_words_that_the_model_lacks_are_reported_and_the_rest_works(korean_model: Path, korean_says: Says) -> None:
    recogniser = VoskRecogniser(korean_model, ["계속해", "pause", "계속해 please"], ["네", "neck"])
    assert recogniser.unusable == ("pause", "계속해 please", "neck")
    assert finals(recogniser, korean_says("계속해"), 640) == ["계속해"]
    recogniser.close()


@pytest.mark.parametrize("phrases", [(), ("pause", "stop")])
def test_without_one_usable_phrase_it_says_so(korean_model: Path, phrases: tuple[str, ...]) -> None:
    with pytest.raises(ListeningError) as caught:
        VoskRecogniser(korean_model, phrases, ["네"])
    assert caught.value.code == "no-usable-phrase"


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    for name in ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf"):
        file = tmp_path / "broken" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    with pytest.raises(ModelError, match="broken") as caught:
        VoskRecogniser(tmp_path / "broken", ["stop"])
    assert caught.value.code == "model-damaged"
