"""A recording as it is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.audio.flac import FlacReader
from voice_coach.errors import RecordingError
from voice_coach.recording.ear_log import parse
from voice_coach.recording.header import load
from voice_coach.recording.writer import LINES, PLAYED, SOUND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voice_coach.recording.ear_log import EarLogLine


class Recording:
    """What is in a folder: the ``header``, and the ``lines`` of the ear, oldest first.

    A last line without its end is left out: so a killed session ends.

    Raises RecordingError when a file is missing, of another version or damaged, or when there is no sound in it
    (``recording-empty``), AudioError for the sound.
    """

    def __init__(self, folder: Path) -> None:
        self.header = load(folder)
        self.lines = _lines(folder / LINES)
        if not self.lines:
            raise RecordingError("recording-empty", f"There is no sound in the recording in {folder}.")
        self._sounds = [(path, FlacReader(path)) for path in (folder / SOUND, folder / PLAYED)]

    def heard(self) -> Iterator[tuple[EarLogLine, bytes, bytes]]:
        """Give every line with its sound and what was played, once; ends early where a killed session's breaks off.

        Raises AudioError where the sound is damaged, RecordingError when a complete file has less than was heard.
        """
        for line in self.lines:
            sounds = []
            for samples, (path, sound) in zip((line.samples, line.played), self._sounds, strict=True):
                pcm = sound.read(samples) if samples else b""
                if len(pcm) < 2 * samples:
                    if sound.complete:
                        message = f"{path} ends before what was heard does."
                        raise RecordingError("recording-damaged", message, "It was cut; record anew.")
                    return
                sounds.append(pcm)
            yield line, sounds[0], sounds[1]

    def close(self) -> None:
        """Close the sound; calling it twice is harmless."""
        for _, sound in self._sounds:
            sound.close()


def _lines(path: Path) -> tuple[EarLogLine, ...]:
    try:
        written = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RecordingError("recording-missing", f"{path} cannot be read: {error.strerror}.") from error
    *whole, _torn = written  # what follows the last line end is empty, or was not written to its end
    lines: list[EarLogLine] = []
    for number, data in enumerate(whole, start=1):
        try:
            lines.append(parse(data, lines[-1] if lines else None))
        except ValueError as error:  # also what UTF-8 and JSON raise
            hint = "The lines before it are good; cut the file there to replay them."
            raise RecordingError("recording-damaged", f"{path}:{number}: damaged: {error}.", hint) from error
    return tuple(lines)
