"""A recording as it is made: session.json, heard.flac, played.flac and ear.jsonl in a folder of their own."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from voice_coach.audio.flac import FlacWriter
from voice_coach.errors import AudioError, RecordingError
from voice_coach.recording import header as heading
from voice_coach.storage import append_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voice_coach.recording.ear_log import EarLogLine
    from voice_coach.recording.header import Header

SOUND = "heard.flac"
PLAYED = "played.flac"
LINES = "ear.jsonl"


def make_folder(folder: Path) -> None:
    """Make an empty folder for a recording, which nobody else may open, with the folders above it.

    Raises RecordingError when something is there already (``recording-exists``) or it cannot be made
    (``recording-unwritable``).
    """
    with _translated(folder):
        if folder.exists() and not folder.is_dir():
            raise RecordingError("recording-exists", f"{folder} is no folder.", "Name a folder that is not there yet.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            hint = "Nothing is ever overwritten: name another folder, or empty this one."
            raise RecordingError("recording-exists", f"The folder {folder} is not empty.", hint)


class RecordingWriter:
    """Writes a recording into an empty folder, turn by turn.

    A line reaches the system at once; the sound lies up to a quarter of a second behind it.

    Raises RecordingError (``recording-unwritable``) when the disk does not take it.
    """

    def __init__(self, folder: Path, header: Header) -> None:
        self._folder = folder
        self._before: EarLogLine | None = None
        with _translated(folder):
            heading.save(header, folder)
            self._sound, self._played = FlacWriter(folder / SOUND), FlacWriter(folder / PLAYED)
            self._lines = (folder / LINES).open("xb", buffering=0)

    def write(self, line: EarLogLine, pcm: bytes, played: bytes) -> None:
        """Append one line of the ear log with its sound, and with what the loudspeaker was given."""
        with _translated(self._folder):
            self._sound.write(pcm)
            self._played.write(played)
            append_line(self._lines.fileno(), line.text(self._before))
        self._before = line

    def close(self) -> None:
        """Complete the files; calling it twice is harmless."""
        try:
            with _translated(self._folder), closing(self._played):
                self._sound.close()
        finally:
            self._lines.close()


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except AudioError as error:
        message = f"Nothing can be recorded in {folder}: {error.message}."
        raise RecordingError("recording-unwritable", message, error.hint) from error
    except OSError as error:
        message = f"Nothing can be recorded in {folder}: {error.strerror}."
        raise RecordingError("recording-unwritable", message, "Check the path, and the room on the disk.") from error
