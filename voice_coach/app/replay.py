"""What was recorded of a session, heard again by the listening path as it is now."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from voice_coach.app.components import ear_of, opened
from voice_coach.audio.format import RATE
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import ModelError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.echo.memory import echo_for
from voice_coach.listening.engines import RecogniserKind
from voice_coach.recording.comparison import Pair, compare
from voice_coach.recording.ear_log import Decision
from voice_coach.recording.header import Header
from voice_coach.recording.reader import Recording


@dataclass(frozen=True, slots=True)
class Replay:
    """A recording that was heard again, by ``recogniser``.

    ``pairs`` are the decisions of then and now, in the order of time; ``heard_s`` of sound were replayed, and the
    ``lost_s`` at the end are missing because the session was killed.
    """

    header: Header
    recogniser: RecogniserKind
    pairs: tuple[Pair, ...]
    heard_s: Seconds
    lost_s: Seconds


def replay(folder: Path, recogniser: str | None = None, model: Path | None = None) -> Replay:
    """Hear a recording again, each block with the status and the speech that it had then.

    It listens with the recorded recogniser and its model, unless a ``recogniser`` or a Vosk ``model`` is named. Raises
    RecordingError or AudioError for what cannot be read, ModelError or ListeningError for a recogniser that cannot be
    had: ``model-gone`` when the recorded model is no longer where it was.
    """
    with ExitStack() as stack:
        recording = Recording(folder)
        stack.callback(recording.close)
        phrasebook = Phrasebook(load_language(recording.header.language))
        if recogniser is None and model is None:
            recogniser, model = recording.header.recogniser, _recorded_model(recording.header)
        engine = opened(
            RecogniserKind(recogniser or RecogniserKind.VOSK),
            phrasebook,
            model,
            echo=echo_for(recording.header.echo),
            own_voice=True,
        )
        ear = ear_of(engine, phrasebook, stack, "A replay")
        was, now, samples = list[Decision](), list[Decision](), 0
        for line, pcm, played in recording.heard():
            if line.new_exercise:
                ear.new_exercise()
            was += line.decided
            now += ear.hear(pcm, line.at, line.status, line.speech, played)
            samples += line.samples
        lost = sum(line.samples for line in recording.lines) - samples
        return Replay(recording.header, engine.kind, compare(was, now), samples / RATE, lost / RATE)


def _recorded_model(header: Header) -> Path | None:
    model = Path(header.model)
    if not header.model:
        return None
    if not model.is_dir():
        hint = "Name another with --model DIR, or take the fetched one with --recogniser vosk."
        raise ModelError("model-gone", f"The model that listened is no longer there: {model}.", hint)
    return model
