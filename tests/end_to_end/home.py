"""A home of its own for every session that is run as a process."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.home import home_in
from tests.end_to_end.recording import RATE
from voice_coach.audio.devices import portaudio
from voice_coach.audio.format import Samples
from voice_coach.audio.resampling import resample
from voice_coach.core.effects import Chime, Hush, Say, SetVolume
from voice_coach.core.events import SpeechFinished
from voice_coach.errors import AudioError, SpeakingError
from voice_coach.journal.entry import Entry
from voice_coach.journal.reader import read
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.timeline import ScheduledSound as Timed
from voice_coach.speaking.voices.clip_cache import CachedVoice
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice

BASH = shutil.which("bash") or ""


def require_card() -> None:
    """Skip where no virtual sound card can be made or used."""
    if not BASH:
        pytest.skip("there is no bash to run scripts/virtual-sound")
    try:
        portaudio()
    except AudioError as error:
        pytest.skip(error.message)


def require_voice(language: str) -> None:
    """Skip where no speech engine speaks the language."""
    with closing(Pyttsx3Voice(language)) as voice:
        try:
            voice.clip("One.")
        except SpeakingError as error:
            pytest.skip(error.message)


class Home:
    """The folder in which a session keeps its journal, its clips and everything else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._homes = home_in(folder)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that lives there."""
        return {**os.environ, "HOME": str(self.folder), **self._homes}

    def journal(self) -> tuple[Entry, ...]:
        """The journal of the only session there."""
        (path,) = self.folder.rglob("journals/*.jsonl")
        return read(path).entries

    def voice(self, language: str) -> CachedVoice:
        """The sessions' voice, with the clips that they have left."""
        spoken = Pyttsx3Voice(language)
        return CachedVoice(spoken, self.folder / "cache" / "voice-coach" / "clips", spoken.key)

    def spoken(self, text: str, language: str = "en") -> Samples:
        """A sentence of the coach at `RATE`."""
        clip = self.voice(language).clip(text)
        return resample(clip.samples, clip.rate, RATE)

    def schedule(self, language: str) -> tuple[Timed, ...]:
        """What the journal says was ordered, given its time anew.

        Without what was cut short, and without sentences that ended at another time or were withdrawn by a hair: a
        notice before the session is not in the journal and may have been in their way.
        """
        journal, speaker = self.journal(), Speaker(self.voice(language))
        for entry in journal:
            if isinstance(entry.what, Say | Chime | Hush | SetVolume):
                speaker.perform(entry.what, entry.at)
        assert not speaker.trouble
        finished = {entry.what.id: entry.what.at for entry in journal if isinstance(entry.what, SpeechFinished)}
        return tuple(
            sound
            for sound in speaker.log(journal[-1].at)
            if not sound.cut and (sound.say is None or abs(finished[sound.say.id] - sound.ends) < 0.4)
        )
