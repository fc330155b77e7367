from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest

from voice_coach.errors import SpeakingError
from voice_coach.speaking.voices.clip_cache import CachedVoice, Prerender
from voice_coach.speaking.voices.voice import Clip


class CountingVoice:
    """A voice whose clips tell its texts apart by their length, and that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.closed = 0

    def clip(self, text: str) -> Clip:
        self.asked.append(text)
        if text == "broken":
            raise SpeakingError("voice-failed", "it broke")
        return Clip(np.full(10 * len(text), 0.25, np.float32), 1_000)

    def close(self) -> None:
        self.closed += 1


def test_a_text_is_made_once_and_sounds_the_same_every_time(tmp_path: Path) -> None:
    voice = CountingVoice()
    first = CachedVoice(voice, tmp_path / "clips", "key").clip("one")
    again = CachedVoice(voice, tmp_path / "clips", "key").clip("one")
    assert voice.asked == ["one"]
    assert np.array_equal(first.samples, again.samples)
    assert again.seconds == 0.03


def test_another_key_is_another_sound(tmp_path: Path) -> None:
    voice = CountingVoice()
    CachedVoice(voice, tmp_path, "en 160").clip("one")
    CachedVoice(voice, tmp_path, "en 120").clip("one")
    assert voice.asked == ["one", "one"]


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"something else altogether"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    voice = CountingVoice()
    cached = CachedVoice(voice, tmp_path, "key")
    cached.clip("one")
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert cached.clip("one").seconds == 0.03
    assert cached.clip("one").seconds == 0.03
    assert voice.asked == ["one", "one"]


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cached = CachedVoice(CountingVoice(), tmp_path / "file" / "clips", "key")
    assert cached.clip("one").seconds == 0.03
    cached.close()


def test_the_oldest_clips_go_beyond_the_limit(tmp_path: Path) -> None:
    voice = CountingVoice()
    cached = CachedVoice(voice, tmp_path, "key", limit_bytes=250)
    for age, text in enumerate(["one", "two", "six"]):
        cached.clip(text)
        newest = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1_000 + age, 1_000 + age))
    cached.close()
    kept = CachedVoice(voice, tmp_path, "key")
    voice.asked.clear()
    for text in ("six", "two", "one"):
        kept.clip(text)
    assert voice.asked == ["one"]


def test_a_failure_of_the_voice_is_passed_on_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(SpeakingError):
        CachedVoice(CountingVoice(), tmp_path, "key").clip("broken")
    assert list(tmp_path.iterdir()) == []


def test_texts_are_made_ahead_each_once_and_first_first() -> None:
    voice = CountingVoice()
    prerender = Prerender(voice, ["one", "two", "one", "three"])
    prerender._thread.join()
    assert voice.asked == ["one", "two", "three"]
    prerender.close()
    assert voice.closed == 1


def test_what_fails_ahead_is_left_to_the_one_who_asks() -> None:
    prerender = Prerender(CountingVoice(), ["one", "broken", "two"])
    prerender._thread.join()
    with pytest.raises(SpeakingError):
        prerender.clip("broken")
    assert prerender.clip("two").seconds == 0.03
    prerender.close()


def test_who_asks_waits_for_one_text_at_most() -> None:
    class SlowVoice(CountingVoice):
        def __init__(self) -> None:
            super().__init__()
            self.begun, self.go_on = threading.Event(), threading.Event()

        def clip(self, text: str) -> Clip:
            if text == "ahead 0":
                self.begun.set()
                assert self.go_on.wait(10)
            return super().clip(text)

    voice = SlowVoice()
    prerender = Prerender(voice, [f"ahead {number}" for number in range(500)])
    assert voice.begun.wait(10)
    asking = threading.Thread(target=prerender.clip, args=("now",))
    asking.start()
    while not prerender._turnstile.locked():
        pass  # until the asking thread stands in line
    voice.go_on.set()
    asking.join()
    prerender.close()
    assert voice.asked.index("now") == 1
