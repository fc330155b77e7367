"""An ear that keeps what it hears."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from voice_coach.core.events import Heard, Rejected
from voice_coach.core.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.errors import RecordingError
from voice_coach.listening.gate import Speech
from voice_coach.loop import Listener
from voice_coach.recording.turn import Turn
from voice_coach.recording.writer import RecordingWriter


class RecordedEar:
    """Listens as ``ear`` does and writes every turn into a recording.

    A recording that fails ends, ``notice`` shows why, and the ear goes on.
    """

    def __init__(self, ear: Listener, recording: RecordingWriter, notice: Callable[[str], None]) -> None:
        self._ear = ear
        self._recording: RecordingWriter | None = recording
        self._notice = notice
        self._new_exercise = False

    def hear(
        self, pcm: bytes, at: Seconds, status: Status, speech: tuple[Speech, ...] = ()
    ) -> tuple[Heard | Rejected, ...]:
        """Hear the block, and keep it also when that fails."""
        decided: tuple[Heard | Rejected, ...] = ()
        try:
            decided = self._ear.hear(pcm, at, status, speech)
        finally:
            turn = Turn(at, len(pcm) // 2, status, speech, decided, self._new_exercise)
            self._new_exercise = False
            self._keep(lambda recording: recording.write(turn, pcm))
        return decided

    def new_exercise(self) -> None:
        """Tell the ear, and mark it in the recording."""
        self._ear.new_exercise()
        self._new_exercise = True

    def close(self) -> None:
        """Close the ear and complete the recording."""
        self._ear.close()
        self._keep(lambda recording: recording.close())

    def _keep(self, write: Callable[[RecordingWriter], None]) -> None:
        if self._recording is None:
            return
        try:
            write(self._recording)
        except RecordingError as error:
            with suppress(RecordingError):
                self._recording.close()
            self._recording = None
            self._notice(f"{error.message} From here on this session is not recorded.")
