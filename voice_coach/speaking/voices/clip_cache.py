"""Clips kept on disk, and clips made ahead, so that words come at once."""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import soundfile

from voice_coach.errors import SpeakingError
from voice_coach.speaking.voices.clip_file import read_clip, write_clip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from voice_coach.speaking.voices.voice import Clip, Voice

LIMIT_BYTES = 200_000_000
"""About an hour and a quarter of speech; the oldest clips go first."""


class CachedVoice:
    """A voice whose clips are kept as WAV files in ``folder``, named by the hash of ``key`` and text.

    ``key`` names everything else that the sound depends on: engine, voice and rate. A damaged file is made anew. A
    folder that cannot be written (read-only, full disk) costs time, not the session.
    """

    def __init__(self, voice: Voice, folder: Path, key: str, limit_bytes: int = LIMIT_BYTES) -> None:
        self._voice = voice
        self._folder = folder
        self._key = key
        self._limit_bytes = limit_bytes

    def clip(self, text: str) -> Clip:
        """Return the text as sound, from the folder when it is there. Raises SpeakingError as the voice does."""
        if kept := self.kept(text):
            return kept
        clip = self._voice.clip(text)
        try:
            return self._keep(self._path(text), clip)
        except (OSError, soundfile.SoundFileError):
            return clip

    def kept(self, text: str) -> Clip | None:
        """The clip of a text from the folder; None when it is not there, or damaged."""
        try:
            return read_clip(self._path(text))
        except (OSError, soundfile.SoundFileError):
            return None

    def close(self) -> None:
        """Stop the voice and delete the oldest clips beyond the limit."""
        self._voice.close()
        with suppress(OSError):  # another session prunes the same folder, or it cannot be written
            self._prune()

    def _path(self, text: str) -> Path:
        name = hashlib.sha256(f"{self._key}\n{text}".encode()).hexdigest()
        return self._folder / f"{name}.wav"

    def _keep(self, path: Path, clip: Clip) -> Clip:
        """Write a clip and return it as the file has it, so that the first time sounds like every other."""
        self._folder.mkdir(parents=True, exist_ok=True)
        # Not `write_atomically`: a clip that a power cut tears is made anew, and nobody waits for the disk.
        fresh = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        write_clip(fresh, clip)
        fresh.replace(path)
        return read_clip(path)

    def _prune(self) -> None:
        clips = sorted(self._folder.glob("*.wav"), key=lambda path: path.stat().st_mtime, reverse=True)
        kept = 0
        for path in clips:
            kept += path.stat().st_size
            if kept > self._limit_bytes:
                path.unlink(missing_ok=True)


class Prerender:
    """Makes the clips of ``texts`` ahead on a thread of its own, the first first; also a voice itself.

    Whoever asks for a clip waits for one text at most, never for the queue. What fails ahead is left to the one who
    asks for it.
    """

    def __init__(self, voice: Voice, texts: Sequence[str]) -> None:
        self._voice = voice
        self._texts = tuple(dict.fromkeys(texts))
        self._closed = threading.Event()
        self._working = threading.Lock()
        # Python's locks are not fair: without a turnstile the thread could take the lock again and again.
        self._turnstile = threading.Lock()
        self._thread = threading.Thread(target=self._make_all, name="prerender", daemon=True)
        self._thread.start()

    def clip(self, text: str) -> Clip:
        """Return the text as sound. Raises SpeakingError as the voice does."""
        with self._turnstile, self._working:
            return self._voice.clip(text)

    def close(self) -> None:
        """Stop after the text that is being made, then stop the voice."""
        self._closed.set()
        self._thread.join()
        self._voice.close()

    def _make_all(self) -> None:
        for text in self._texts:
            with self._turnstile:
                pass
            with self._working:
                if self._closed.is_set():
                    return
                try:
                    self._voice.clip(text)
                except SpeakingError:
                    return
