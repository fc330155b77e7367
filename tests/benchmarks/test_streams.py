from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.listening.background import TALKERS, babble, track
from benchmarks.listening.corpus import MUSIC, NOISE, OTHER_WORDS, Corpus
from benchmarks.listening.level import active_level
from benchmarks.listening.streams import (
    CLEAN,
    CONDITIONS,
    LEVEL_DBFS,
    Condition,
    Stream,
    command_streams,
    other_streams,
)
from voice_coach.audio.format import RATE, Samples

CorpusOf = Callable[..., Corpus]
LEVEL = 10 ** (LEVEL_DBFS / 20)


@pytest.fixture
def corpus(corpus_of: CorpusOf) -> Corpus:
    labels = ("stop", "yes", "pause", "seven", "next", "no", "move on")
    return corpus_of(
        *(("word.wav", "command", label) for label in labels),
        ("rain.wav", "noise", ""), ("hum.wav", "music", ""), ("word.wav", "neg_word", "cat"),
    )  # fmt: skip


def streams(corpus: Corpus, *conditions: Condition, seed: int = 1) -> list[Stream]:
    return list(command_streams(corpus, conditions, seed))


def decibels(level: float) -> float:
    return float(20 * np.log10(level))


def test_orders_and_answers_go_into_streams_of_their_own(corpus: Corpus) -> None:
    orders, answers = streams(corpus, CLEAN)
    assert (orders.asked, sorted(one.phrase for one in orders.spoken)) == (False, ["move on", "next", "pause", "stop"])
    assert (answers.asked, sorted(one.meaning for one in answers.spoken)) == (True, ["no", "number 7", "yes"])


def test_every_word_is_where_the_truth_says(corpus: Corpus) -> None:
    orders, _ = streams(corpus, CLEAN)
    heard = np.zeros(len(orders.samples), bool)
    for one in orders.spoken:
        span = slice(round(one.begins_s * RATE), round(one.ends_s * RATE))
        assert one.ends_s - one.begins_s == pytest.approx(0.4, abs=0.0201)
        assert np.sqrt(np.mean(orders.samples[span] ** 2)) == pytest.approx(LEVEL, rel=0.05)
        heard[span] = True
    assert np.sqrt(np.mean(orders.samples[~heard] ** 2)) < LEVEL / 30


def test_there_is_quiet_before_and_after_every_word(corpus: Corpus) -> None:
    orders, _ = streams(corpus, CLEAN)
    assert orders.spoken[0].begins_s >= 2.0
    assert all(later.begins_s - former.ends_s >= 2.0 for former, later in pairwise(orders.spoken))
    assert len(orders.samples) / RATE - orders.spoken[-1].ends_s >= 3.0


@pytest.mark.parametrize("background", ["noise", "music"])
@pytest.mark.parametrize("snr_db", [20, 10, 0])
def test_the_background_lies_so_many_decibels_below_the_words(corpus: Corpus, background: str, snr_db: int) -> None:
    clean, mixed = streams(corpus, CLEAN, Condition(background, snr_db))[:2]
    assert mixed.spoken == clean.spoken
    added = mixed.samples - clean.samples
    assert decibels(float(np.sqrt(np.mean(added**2)))) == pytest.approx(LEVEL_DBFS - snr_db, abs=0.1)


def test_the_seed_decides_everything(corpus: Corpus) -> None:
    def sound(seed: int) -> list[bytes]:
        return [one.samples.tobytes() for one in streams(corpus, *CONDITIONS, seed=seed)]

    assert sound(1) == sound(1)
    assert not set(sound(1)) & set(sound(2))


def test_a_condition_without_clips_is_left_out(corpus: Corpus) -> None:
    assert {one.name for one in streams(corpus, *CONDITIONS)} == {
        "clean", "noise, 20 dB", "noise, 10 dB", "noise, 0 dB", "music, 10 dB",
    }  # fmt: skip


def test_noise_that_comes_and_goes_is_no_background(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(("word.wav", "command", "stop"), ("word.wav", "noise", "bark"))
    assert [one.name for one in streams(corpus, *CONDITIONS)] == ["clean"]


def test_a_corpus_of_orders_only_has_no_stream_of_answers(corpus_of: CorpusOf) -> None:
    (orders,) = streams(corpus_of(("word.wav", "command", "stop")), CLEAN)
    assert not orders.asked


def test_other_sound_is_as_loud_and_only_its_clips_count(corpus: Corpus) -> None:
    found = {one.name: one for one in other_streams(corpus, seed=1)}
    assert {name: one.seconds for name, one in found.items()} == {OTHER_WORDS: 1.0, NOISE: 10.0, MUSIC: 10.0}
    assert len(found[NOISE].samples) == 12 * RATE
    for one in found.values():
        assert one.spoken == ()
        assert decibels(active_level(one.samples)) == pytest.approx(LEVEL_DBFS, abs=0.5)


def tone(pitch: float) -> Samples:
    return np.asarray(0.1 * np.sin(2 * np.pi * pitch * np.arange(RATE) / RATE), np.float32)


def test_babble_is_many_voices_at_the_level_asked_for() -> None:
    voices = [tone(200.0 + 50 * place) for place in range(2 * TALKERS)]
    sound = babble(voices, 5 * RATE, -30.0, np.random.default_rng(1))
    assert len(sound) == 5 * RATE
    assert decibels(active_level(sound)) == pytest.approx(-30.0, abs=0.01)
    spectrum = np.abs(np.fft.rfft(sound[2000 : 2000 + RATE // 2]))
    assert np.sum(spectrum > 0.2 * spectrum.max()) >= TALKERS - 2  # two may draw the same clip


def test_a_track_takes_every_clip_before_it_takes_one_again() -> None:
    voices = [tone(200.0), tone(300.0), tone(400.0)]
    sound = track(voices, 3 * RATE, -30.0, np.random.default_rng(4))
    pitches = [int(np.argmax(np.abs(np.fft.rfft(second)))) for second in np.split(sound, 3)]
    assert sorted(pitches) == [200, 300, 400]


def test_a_background_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a clip"):
        track([], RATE, -30.0, np.random.default_rng(1))
