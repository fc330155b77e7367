"""WAV sound from a pipe."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest

from voice_coach.audio.files import StreamMicrophone
from voice_coach.audio.format import BLOCK_BYTES, RATE, Samples, from_bytes
from voice_coach.errors import AudioError

TONE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


def encoded(samples: Samples, kind: int, bits: int) -> bytes:
    flat = samples.astype(np.float64).reshape(-1)
    if kind == 3:
        return bytes(flat.astype(f"<f{bits // 8}").tobytes())
    if bits == 8:
        return (np.rint(flat * 127) + 128).astype(np.uint8).tobytes()
    whole = np.rint(flat * (2 ** (bits - 1) - 1)).astype("<i4")
    return bytes(whole.view(np.uint8).reshape(-1, 4)[:, : bits // 8].tobytes())


def wav(
    samples: Samples,
    *,
    rate: int = RATE,
    kind: int = 1,
    bits: int = 16,
    extensible: bool = False,
    size: int | None = None,
    before: bytes = b"",
    magic: bytes = b"RIFF",
) -> bytes:
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    align = channels * bits // 8
    data = encoded(samples, kind if kind == 3 else 1, bits)
    told = 0xFFFE if extensible else kind
    fmt = struct.pack("<HHIIHH", told, channels, rate, rate * align, align, bits)
    if extensible:
        fmt += struct.pack("<HHIH", 22, bits, 0, kind) + bytes.fromhex("000000001000800000aa00389b71")
    length = len(data) if size is None else size
    chunks = before + b"fmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", length)
    return magic + struct.pack("<I", 0xFFFFFFFF) + b"WAVE" + chunks + data


class Dribble(io.BytesIO):
    """A pipe that gives a few bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(7, size) if size and size > 0 else 7)


def heard(stream: bytes, channel: int | None = None, pipe: type[io.BytesIO] = io.BytesIO) -> Samples:
    blocks = list(iter(StreamMicrophone(pipe(stream), channel).next_block, None))
    assert {len(one) for one in blocks} <= {BLOCK_BYTES}
    return from_bytes(b"".join(blocks))


@pytest.mark.parametrize("extensible", [False, True])
@pytest.mark.parametrize(("kind", "bits"), [(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64)])
def test_every_width_is_the_same_sound(kind: int, bits: int, extensible: bool) -> None:
    found = heard(wav(TONE, kind=kind, bits=bits, extensible=extensible))
    assert found.shape == TONE.shape
    assert np.allclose(found, TONE, atol=0.009 if bits == 8 else 1e-4)


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 48_000, 96_000])
def test_every_rate_is_the_same_sound(rate: int) -> None:
    tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)).astype(np.float32)
    found = heard(wav(tone, rate=rate))
    assert RATE <= len(found) < RATE + BLOCK_BYTES
    assert np.allclose(found[1_000:15_000], TONE[1_000:15_000], atol=0.01)


def test_channels_are_made_one_or_the_one_that_was_asked_for() -> None:
    six = np.zeros((RATE, 6), np.float32)
    six[:, 0], six[:, 3] = TONE, TONE / 2
    assert np.allclose(heard(wav(six)), TONE, atol=1e-4)
    assert np.allclose(heard(wav(six), channel=4), TONE / 2, atol=1e-4)
    assert np.allclose(heard(wav(np.stack([TONE, TONE], axis=1))), TONE, atol=1e-4)
    with pytest.raises(AudioError, match="no channel 7"):
        heard(wav(six), channel=7)
    with pytest.raises(AudioError, match="no channel 2"):
        heard(bytes(640), channel=2)


@pytest.mark.parametrize("size", [0, 0x7FFFF000, 0x80000000, 0xFFFFFFFF])
def test_an_unknown_size_means_to_the_end(size: int) -> None:
    assert np.allclose(heard(wav(TONE, size=size)), TONE, atol=1e-4)


def test_what_follows_the_sound_is_no_sound() -> None:
    assert np.allclose(heard(wav(TONE) + b"LIST\xff\xff\x00\x00" + b"\x7f" * 5_000), TONE, atol=1e-4)


def test_sound_that_ends_before_its_size_is_heard_and_a_cut_frame_dropped() -> None:
    assert np.allclose(heard(wav(TONE, size=10**6)[:-1])[:-1], TONE[:-1], atol=1e-4)


@pytest.mark.parametrize(
    "before", [b"LIST\x03\x00\x00\x00abc\x00", b"JUNK\x00\x00\x00\x00", b"bext" + b"\x00\x00\x02\x00" + bytes(131072)]
)
def test_chunks_before_the_sound_are_skipped(before: bytes) -> None:
    assert np.allclose(heard(wav(TONE, before=before)), TONE, atol=1e-4)


def test_a_pipe_may_give_a_few_bytes_at_a_time() -> None:
    assert np.allclose(heard(wav(TONE), pipe=Dribble), TONE, atol=1e-4)
    assert np.allclose(heard(wav(TONE)[44:], pipe=Dribble), TONE, atol=1e-4)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_what_is_no_number_is_silence_and_told_once(bad: float) -> None:
    broken = wav(TONE.astype(np.float32), kind=3, bits=64)
    start = len(broken) - 8 * RATE
    broken = broken[: start + 8_000] + struct.pack("<d", bad) * 100 + broken[start + 8_800 :]
    microphone = StreamMicrophone(io.BytesIO(broken))
    blocks, notices = [], []
    while (block := microphone.next_block()) is not None:
        blocks.append(block)
        notices.append(microphone.notice)
    found = from_bytes(b"".join(blocks))
    assert not found[1_000:1_100].any()
    assert np.allclose(found[1_100:], TONE[1_100:], atol=1e-4)
    assert notices[0] == ""
    assert {one for one in notices if one} == {
        "Some of the sound was no number (NaN or infinity); silence is heard in its place."
    }


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (wav(TONE, kind=0x55), "compressed format"),
        (wav(TONE, kind=7, bits=8), "compressed format"),
        (wav(TONE, kind=2, extensible=True), "compressed format"),
        (wav(TONE)[:20], "ends within its WAV header"),
        (wav(TONE)[:4], "ends within its WAV header"),
        (wav(TONE)[:42], "ends within its WAV header"),
        (wav(TONE, rate=0), "damaged"),
        (wav(TONE[:0].reshape(0, 1)[:, :0], kind=1), "damaged"),
        (b"RIFF\x00\x00\x00\x00WAVEdata\x00\x00\x00\x00", "does not say"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "without WAVE sound"),
        (b"fLaC" + bytes(100), "FLAC"),
        (b"OggS" + bytes(100), "Ogg"),
        (wav(TONE, magic=b"RIFX"), "big-endian"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(stream: bytes, said: str) -> None:
    with pytest.raises(AudioError, match=said) as caught:
        heard(stream)
    assert caught.value.code == "sound-unreadable"
    assert caught.value.hint


@pytest.mark.parametrize("length", [0, 1, 2, 3, 5, 639, 640, 641])
def test_raw_sound_stays_as_it_is(length: int) -> None:
    raw = bytes(range(1, 200)) * 5
    assert np.array_equal(
        np.frombuffer(b"".join(iter(StreamMicrophone(io.BytesIO(raw[:length])).next_block, None)), np.int16)[
            : length // 2
        ],
        np.frombuffer(raw[: length & ~1], np.int16),
    )
