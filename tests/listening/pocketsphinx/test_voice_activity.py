import pytest

from voice_coach.listening.pocketsphinx.voice_activity import CHUNK_BYTES, Segmenter


def detector(chunk: bytes) -> float:
    """Each chunk's first byte is its own probability, in hundredths."""
    return chunk[0] / 100


def chunk(probability: float, mark: int = 0) -> bytes:
    return bytes([round(probability * 100), mark]).ljust(CHUNK_BYTES, b"\0")


@pytest.fixture
def segmenter() -> Segmenter:
    return Segmenter(detector)


def cut(segmenter: Segmenter, probabilities: list[float]) -> list[bytes]:
    found = (segmenter.feed(chunk(value, place % 256)) for place, value in enumerate(probabilities))
    return [sound for sound in found if sound is not None]


def marks(sound: bytes) -> list[int]:
    return [sound[place + 1] for place in range(0, len(sound), CHUNK_BYTES)]


def test_an_utterance_is_cut_with_five_chunks_on_both_sides(segmenter: Segmenter) -> None:
    (sound,) = cut(segmenter, [0.0] * 20 + [0.9] * 10 + [0.0] * 10)
    assert marks(sound) == list(range(15, 35))


def test_it_is_cut_no_sooner_than_ten_quiet_chunks_after_it(segmenter: Segmenter) -> None:
    assert cut(segmenter, [0.0] * 20 + [0.9] * 10 + [0.0] * 9) == []


def test_a_gap_inside_a_phrase_does_not_end_it(segmenter: Segmenter) -> None:
    (sound,) = cut(segmenter, [0.9] * 10 + [0.0] * 9 + [0.9] * 10 + [0.0] * 10)
    assert marks(sound) == list(range(34))


def test_one_loud_chunk_is_a_click(segmenter: Segmenter) -> None:
    assert cut(segmenter, ([0.0] * 5 + [0.9]) * 5 + [0.0] * 20) == []


def test_the_end_is_judged_more_leniently_than_the_beginning(segmenter: Segmenter) -> None:
    assert cut(segmenter, [0.9] * 10 + [0.4] * 30) == []


def test_it_tells_how_long_ago_the_speech_that_it_cut_began(segmenter: Segmenter) -> None:
    told = [segmenter.under_way]
    for probabilities in ([0.0] * 20 + [0.9], [0.9] * 9, [0.0] * 10):
        cut(segmenter, probabilities)
        told.append(segmenter.under_way)
    assert told == [False, True, True, False], "a first chunk may be the beginning"
    assert segmenter.lasted == 20


def test_long_talk_has_no_sound(segmenter: Segmenter) -> None:
    assert cut(segmenter, [0.9] * 79 + [0.0] * 10) == [b""]
    assert cut(segmenter, [0.9] * 10_000 + [0.0] * 10) == [b""]


def test_after_a_cut_and_a_reset_the_next_utterance_is_its_own(segmenter: Segmenter) -> None:
    cut(segmenter, [0.9] * 10)
    segmenter.reset()
    (sound,) = cut(segmenter, [0.0] * 20 + [0.9] * 4 + [0.0] * 10)
    assert marks(sound) == list(range(15, 29))
