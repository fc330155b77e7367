"""An ear that keeps what it hears, and goes on when it cannot."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.errors import ListeningError
from voice_coach.listening.engines import RecogniserKind
from voice_coach.listening.gate import Speech
from voice_coach.recording.ear_log import EarLogLine
from voice_coach.recording.header import VERSION, Header
from voice_coach.recording.reader import Recording
from voice_coach.recording.writer import RecordingWriter, make_folder
from voice_coach.session.best_effort import BestEffortRecorder

HOLD = Status(State.HOLD, State.HOLD, "Tiny")
BLOCK = bytes(640)
PLAYED = bytes((1, 2, 3, 4))
SPOKEN = (Speech("Hold.", 0.0, 1.0),)
HEARD = Heard(Command.NEXT, "next", 0.02)


class DoomedEar:
    """A listener that hears one command and then fails, as a recogniser that has died does."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def hear(
        self, _pcm: bytes, _at: Seconds, _status: Status, _speech: tuple[Speech, ...] = (), _played: bytes = b""
    ) -> tuple[Heard | Rejected, ...]:
        self.told.append("block")
        if self.told.count("block") > 1:
            raise ListeningError("recogniser-failed", "It does not answer.")
        return (HEARD,)

    onset = False

    def new_exercise(self) -> None:
        self.told.append("new exercise")

    def close(self) -> None:
        self.told.append("closed")


@pytest.fixture
def writer(tmp_path: Path) -> RecordingWriter:
    make_folder(tmp_path / "kept")
    header = Header(VERSION, "0.1.0", "en", RecogniserKind.VOSK, "models/small", "tiny", "2026-05-01T18:30:00")
    return RecordingWriter(tmp_path / "kept", header)


def test_the_ear_hears_and_everything_is_kept_to_the_last_block(tmp_path: Path, writer: RecordingWriter) -> None:
    doomed, told = DoomedEar(), list[str]()
    ear = BestEffortRecorder(doomed, writer, told.append)
    ear.new_exercise()
    assert ear.hear(BLOCK, 0.02, HOLD, SPOKEN, PLAYED) == (HEARD,)
    with pytest.raises(ListeningError):
        ear.hear(BLOCK, 0.04, HOLD)
    ear.close()
    ear.close()
    assert doomed.told == ["new exercise", "block", "block", "closed", "closed"]
    assert told == []
    with closing(Recording(tmp_path / "kept")) as recording:
        assert list(recording.heard()) == [
            (EarLogLine(0.02, 320, HOLD, SPOKEN, (HEARD,), new_exercise=True, played=2), BLOCK, PLAYED),
            (EarLogLine(0.04, 320, HOLD), BLOCK, b""),
        ]


def test_a_disk_that_fails_is_told_of_once_and_the_ear_goes_on(writer: RecordingWriter) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    doomed, told = DoomedEar(), list[str]()
    ear = BestEffortRecorder(doomed, writer, told.append)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        assert ear.hear(BLOCK, 0.02, HOLD) == (HEARD,)
        with pytest.raises(ListeningError):
            ear.hear(BLOCK, 0.04, HOLD)
        ear.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    (notice,) = told
    assert notice.startswith("Nothing can be recorded in ")
    assert notice.endswith("File too large. From here on this session is not recorded.")
