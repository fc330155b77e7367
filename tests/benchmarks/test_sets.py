"""The further sets: what is said in them, who says it, and where the truth says it stands."""

from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from benchmarks.listening.corpus import NOISE, OTHER_WORDS, SPEECH, Clip, Corpus
from benchmarks.listening.decision import is_answer, meaning_of
from benchmarks.listening.sets import other_sound as other_sounds
from benchmarks.listening.sets.making import Making
from benchmarks.listening.sets.other_sound import CONTINUOUS_S, other_sound
from benchmarks.listening.sets.parts import Part
from benchmarks.listening.sets.scene import ACOUSTICS, DRY, FAR, NEAR, SCENES, laid, streams
from benchmarks.listening.sets.texts import phrases_in, sentences, texts
from benchmarks.listening.sets.voices import VOICES, Voice
from benchmarks.listening.sets.ways import EACH, ways
from benchmarks.listening.sets.whole_phrases import whole_phrases
from benchmarks.listening.streams import LEVEL_DBFS, Stream
from voice_coach.audio.format import RATE
from voice_coach.errors import SpeakingError
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.simulator.room.shoebox import shoebox

needs_voices = pytest.mark.skipif(
    not all(voice.is_here for voice in VOICES), reason="flite or espeak-ng is not installed"
)


class Mute(Making):
    """Says everything with the word of the tests' corpus, so that no voice is needed."""

    def say(self, voice: Voice, text: str, meaning: str = "") -> Clip:
        return Clip(self.folder / "word.wav", 1.0, text if meaning else "", meaning, str(voice))


@pytest.fixture
def making(english: Phrasebook, clips: Path) -> Mute:
    recordings = {
        SPEECH: tuple(Clip(clips / "word.wav", 1.0, speaker=str(number)) for number in range(8)),
        NOISE: (Clip(clips / "rain.wav", 10.0),),
    }
    return Mute(english, Part.TOLD, 1, clips, Corpus("Test", "en", english, (), recordings))


def test_the_phrases_are_twenty_of_the_table_and_mostly_orders(english: Phrasebook) -> None:
    meant = [meaning_of(phrase, english) for phrase in texts()["phrases"]]
    assert len(set(texts()["phrases"])) == 20
    assert all(meant)
    assert sum(map(is_answer, meant)) == 2


def test_forty_ways_mean_what_the_phrase_book_says(english: Phrasebook) -> None:
    said = {text: command for kind in texts()["ways"].values() for text, command in kind.items()}
    assert len(said) == 40
    assert {text: match.command.value for text in said if (match := english.match(text))} == said
    assert not [text for text in said if text in english.phrases()]


def test_the_words_are_no_commands(english: Phrasebook) -> None:
    assert [word for word in texts()["words"] if english.match(word)] == []


def test_the_talk_holds_no_phrase_and_does_not_repeat_itself(english: Phrasebook) -> None:
    pieces = [piece for said in texts()["talk"].values() for piece in said]
    assert [piece for piece in pieces if phrases_in(piece, english)] == []
    said = list(islice(sentences(english, np.random.default_rng(1)), 300))
    assert len(set(said)) == 300
    assert [sentence for sentence in said if phrases_in(sentence, english)] == []


def test_a_phrase_is_found_in_a_sentence(english: Phrasebook) -> None:
    assert phrases_in("Oh, go on then!", english) == ["go on"]


def test_every_voice_of_the_part_says_every_phrase_in_every_scene(making: Mute) -> None:
    found = list(whole_phrases(making))
    assert [stream.name for stream in found] == 2 * [scene.name for scene in SCENES]
    assert [stream.asked for stream in found] == 5 * [False] + 5 * [True]
    said = Counter((one.phrase, one.speaker) for stream in found[::5] for one in stream.spoken)
    assert said == Counter((phrase, str(voice)) for phrase in texts()["phrases"] for voice in making.voices)


def test_the_parts_share_no_voice(english: Phrasebook, tmp_path: Path) -> None:
    tune, told, whole = (Making(english, part, 1, tmp_path).voices for part in (Part.TUNE, Part.TOLD, Part.ALL))
    assert not set(tune) & set(told)
    assert {*tune, *told} == {*whole} == {*VOICES}


def test_four_voices_say_each_way(making: Mute) -> None:
    dry = [stream for stream in ways(making) if stream.name.endswith(DRY.name)]
    said = {(one.phrase, one.speaker) for stream in dry for one in stream.spoken}
    assert Counter(phrase for phrase, _ in said) == Counter(
        {text: EACH for kind in texts()["ways"].values() for text in kind}
    )
    assert {speaker for _, speaker in said} == {str(voice) for voice in making.voices}


def test_a_room_delays_and_softens_a_voice_and_rings_after_it(making: Mute) -> None:
    clip = Clip(making.folder / "rain.wav", 0.5, "stop now", "stop")  # a tone would sound in the room's modes alone
    placed = laid([clip], np.random.default_rng(1))
    dry, near, far = streams("", placed, (DRY, NEAR, FAR), making, asked=False)
    (word,) = dry.spoken
    assert near.spoken[0].begins_s == pytest.approx(word.begins_s + 1.0 / 343, abs=1e-4)
    assert far.spoken[0].ends_s == pytest.approx(word.ends_s + 3.0 / 343, abs=1e-4)
    levels = [rms(stream, word.begins_s, word.ends_s) for stream in (dry, near, far)]
    assert levels[0] == pytest.approx(10 ** (LEVEL_DBFS / 20), rel=0.05)
    # White noise arrives with the energy of the whole response: at 3 m that is mostly what the walls throw back.
    energies = [
        float(np.sum(shoebox(ACOUSTICS.size_m, 0.4, metres, "user").samples ** 2)) / metres**2 for metres in (1.0, 3.0)
    ]
    assert levels[2] / levels[1] == pytest.approx(np.sqrt(energies[1] / energies[0]), rel=0.05)
    assert levels[2] < levels[1]
    after = [rms(stream, word.ends_s + 0.02, word.ends_s + 0.1) for stream in (dry, near)]
    assert after[1] > 10 * after[0]


def rms(stream: Stream, begins_s: float, ends_s: float) -> float:
    return float(np.sqrt(np.mean(stream.samples[round(begins_s * RATE) : round(ends_s * RATE)] ** 2)))


@pytest.mark.parametrize("background", ["music", "babble"])
def test_the_background_is_ten_decibels_below_a_voice_at_a_metre(making: Mute, background: str) -> None:
    orders = list(islice(whole_phrases(making), len(SCENES)))
    (near,) = (stream for stream in orders if stream.name == NEAR.name)
    (mixed,) = (stream for stream in orders if background in stream.name)
    added = mixed.samples - near.samples
    assert mixed.spoken == near.spoken
    assert 20 * np.log10(np.sqrt(np.mean(added**2))) == pytest.approx(LEVEL_DBFS - 10, abs=0.5)


def test_a_part_has_two_hours_of_independent_sound_and_changed_recordings_besides(
    making: Mute, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CONTINUOUS_S == 2 * 3600
    monkeypatch.setattr(other_sounds, "CONTINUOUS_S", 40.0)
    found = list(other_sound(making))
    independent = [one for one in found if one.name != OTHER_WORDS and not one.repeats]
    assert {one.name for one in independent} == {"recordings", "talk of synthetic voices"}
    assert 40.0 <= sum(one.seconds for one in independent) < 40.0 + len(making.voices)
    recordings, changed = (
        next(one for one in found if one.name == name) for name in ("recordings", "the same, changed")
    )
    assert changed.repeats
    assert changed.seconds == pytest.approx(recordings.seconds, rel=0.08)
    assert all(one.spoken == () for one in found)


def test_long_sound_is_cut_into_streams(making: Mute, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_sounds, "CONTINUOUS_S", 60.0)
    monkeypatch.setattr(other_sounds, "STREAM_S", 20.0)
    talk = [one for one in other_sound(making) if one.name.startswith("talk")]
    assert len(talk) >= 2
    assert all(one.seconds <= 20.0 for one in talk)


def test_the_seed_decides_everything(making: Mute, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_sounds, "CONTINUOUS_S", 20.0)

    def sound(seed: int) -> list[bytes]:
        making.seed, making.quick = seed, True
        return [one.samples.tobytes() for make in (whole_phrases, ways, other_sound) for one in make(making)]

    first = sound(1)
    assert sound(1) == first
    assert not set(sound(2)) & set(first[:-4])


@needs_voices
def test_a_quick_run_is_made_of_real_voices(english: Phrasebook, tmp_path: Path) -> None:
    making = Making(english, Part.TOLD, 1, tmp_path, quick=True)
    orders = next(whole_phrases(making))
    assert len(orders.spoken) == 12
    assert 10.0 < orders.seconds < 40.0
    assert all(0.2 < one.ends_s - one.begins_s < 2.0 for one in orders.spoken)


def test_a_voice_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not VOICES[0].is_here
    with pytest.raises(SpeakingError, match="flite does not say 'stop'"):
        VOICES[0].say("stop", tmp_path / "stop.wav")
