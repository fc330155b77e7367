"""How a live session comes to hear: with what was asked for, or with an ear that comes while the coach speaks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TypeAlias

from voice_coach import __version__
from voice_coach.app.components import Components, fetch_model, opened, soon
from voice_coach.app.live.audio_io import AudioIO
from voice_coach.audio.channels import is_sound, sound_and_channel
from voice_coach.displays.display import Display
from voice_coach.errors import ListeningError, ModelError, RecordingError
from voice_coach.inbox.live import LiveInbox
from voice_coach.listening.echo.absent import Echoes
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.echo.memory import EchoMemory, echo_for
from voice_coach.listening.engines import Engine, RecogniserKind
from voice_coach.listening.models import catalogue
from voice_coach.listening.phones.lesson import is_learned
from voice_coach.recording.header import VERSION, Header
from voice_coach.recording.writer import RecordingWriter
from voice_coach.rehearsal.advice import advice, verdicts
from voice_coach.rehearsal.own_voice import rehearsed
from voice_coach.session.best_effort import BestEffortRecorder
from voice_coach.session.ear_to_come import EarToCome
from voice_coach.session.loop import Listener


@dataclass(frozen=True, slots=True)
class Ears:
    """What a session hears with: its ear, None for none, and what a person should know of it.

    ``cautious``: see `Engine`. ``notices`` are for the screen, ``aloud`` for the voice as well; what is empty is left
    out. ``begin`` is to be called when the first words are under way.
    """

    ear: Listener | None
    cautious: bool
    notices: tuple[str, ...] = ()
    aloud: tuple[str, ...] = ()
    recorded: bool = False
    begin: Callable[[], None] = lambda: None


HearWith: TypeAlias = Callable[[AudioIO, Display], Ears]


def hearing(components: Components, stack: ExitStack) -> HearWith:
    """Begin to open a recogniser, or see to it that one is opened later; close it with the stack.

    Raises ModelError when a folder was named that is no model; what is returned does so when what was asked for cannot
    be opened, and AudioError when a microphone cannot.
    """
    options, code = components.options, components.language.code
    if not options.listen:
        return lambda *_: Ears(None, cautious=False)
    model = catalogue.find(options.model, code)
    asked_for = options.recogniser != RecogniserKind.AUTO or options.model or options.record
    in_the_time_of_a_file = options.fast or is_sound(sound_and_channel(options.microphone)[0])
    if asked_for or in_the_time_of_a_file or not (model or is_learned(code)):
        open_it = partial(components.engine, own_voice=True, echo=echo_for(options.echo))
        return partial(_at_once, components, soon(stack, open_it, _close), stack)
    return partial(_later, components, stack, has_model=model is not None)


def _later(components: Components, stack: ExitStack, audio: AudioIO, _: Display, *, has_model: bool) -> Ears:
    """Open the recogniser once the coach speaks: its first words wait for nothing.

    Without a model the phone ear listens while one is fetched.
    """
    microphone = audio.listen()
    if not isinstance(audio.inbox, LiveInbox):
        return Ears(None, cautious=False)
    echo = echo_for(components.options.echo)
    opening = _Opening(components, echo, audio.inbox.tell)
    stack.callback(opening.close)
    begin = Thread(target=opening.run, args=(has_model,), daemon=True).start
    if not microphone:  # it may come late; until then there is nothing to recognise
        opening.ear.wanted = begin
        return Ears(opening.ear, cautious=not has_model)
    _remember(echo, EchoMemory(microphone, audio.loudspeaker), stack)
    return Ears(opening.ear, cautious=not has_model, begin=begin)


class _Opening:
    """What a thread of its own does for `_later`; ``tell`` is told what a person should know."""

    def __init__(self, components: Components, echo: Echoes, tell: Callable[[str], None]) -> None:
        self._components, self._echo, self._tell = components, echo, tell
        self.ear = EarToCome()
        self._under_way = Lock()
        self._over = Event()

    def run(self, has_model: bool) -> None:
        """Open what is here; fetch what is better, and open that."""
        try:
            self._open()
            if not has_model and fetch_model(self._components.language.code, self._tell):
                self._open()
        except (ListeningError, ModelError) as error:
            self.ear.fail(ListeningError(error.code, error.message, error.hint))

    def close(self) -> None:
        """Wait until nothing is being opened: Vosk must not be torn down while it loads. Nobody waits for a fetch."""
        self._over.set()
        with self._under_way:
            self.ear.close()

    def _open(self) -> None:
        with self._under_way:
            if self._over.is_set():
                return
            engine = opened(RecogniserKind.AUTO, self._components.phrasebook, echo=self._echo, own_voice=True)
            if engine.recogniser:
                self.ear.come(engine.ear(self._components.phrasebook, "The session"))
        for text in (engine.notice, *_about(self._components, engine)):
            if text:
                self._tell(text)


def _at_once(
    components: Components, engine_soon: Future[Engine], stack: ExitStack, audio: AudioIO, display: Display
) -> Ears:
    """Wait for the recogniser, and keep what it hears when that is asked for."""
    engine, record = engine_soon.result(), components.options.record
    notices = _about(components, engine)
    nobody = ("Nothing is recorded, for nobody listens.",) if record else ()
    if engine.recogniser is None:
        return Ears(None, engine.cautious, (*nobody, *notices), (engine.notice,))
    microphone = audio.listen()
    if not microphone and record:
        return Ears(None, engine.cautious, (*nobody, *notices))  # the session's notices say why
    if microphone and record is None:  # a replay knows only what the recording holds
        _remember(engine.echo, EchoMemory(microphone, audio.loudspeaker), stack)
    ear = engine.ear(components.phrasebook, "The session")
    if record is None:
        return Ears(ear, engine.cautious, notices, (engine.notice,))
    recorder = BestEffortRecorder(ear, RecordingWriter(record, _header(components, engine)), display.notice)
    stack.callback(recorder.close)
    aloud = (engine.notice, components.wording("recording"))
    return Ears(recorder, engine.cautious, notices, aloud, recorded=True)


def _remember(echo: Echoes, memory: EchoMemory, stack: ExitStack) -> None:
    """Begin with what is known of the echo's way between these devices, and keep what is learned."""
    if isinstance(echo, EchoControl):
        memory.recall(echo)
        stack.callback(memory.keep, echo)


def _close(engine: Engine) -> None:
    if engine.recogniser:
        engine.recogniser.close()


def _about(components: Components, engine: Engine) -> tuple[str, ...]:
    """What a person should know of how they are heard."""
    lost = f"These phrases cannot be heard with this model: {', '.join(engine.unusable)}." if engine.unusable else ""
    return engine.trouble, lost, _advice(components, engine)


def _header(components: Components, engine: Engine) -> Header:
    chosen = components.options.language
    language = chosen if chosen == components.language.code else str(Path(chosen).resolve())
    began = datetime.now().astimezone().isoformat(timespec="seconds")
    model = str(engine.model.resolve()) if engine.model else ""
    return Header(
        VERSION, __version__, language, engine.kind, model, components.plan.routine.id, began, components.options.echo
    )


def _advice(components: Components, engine: Engine) -> str:
    """What somebody who has rehearsed with this recogniser had better say; "" for nothing."""
    try:
        own = [clip for clip in rehearsed(components.language.code) if clip.recogniser == engine.kind]
    except RecordingError:  # the engine's trouble tells of it
        return ""
    return advice(verdicts(own, components.phrasebook.said_for(), engine.phrases))
