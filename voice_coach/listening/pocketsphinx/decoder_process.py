"""The phrase decoder in a process of its own.

PocketSphinx holds Python's global lock while it decodes: 1 s of speech kept every other thread waiting for 50 to
100 ms on a desktop processor, and the sound callback is Python. In another process it can take its time.
"""

from __future__ import annotations

import multiprocessing
import signal
from typing import TYPE_CHECKING, cast

from voice_coach.errors import ListeningError
from voice_coach.listening.pocketsphinx.phrase_decoder import PhraseDecoder, PhraseScore
from voice_coach.listening.pocketsphinx.phrases import basic_phrases

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from multiprocessing.connection import Connection

    from voice_coach.core.commands.table import Command

START_LIMIT_S = 30.0
DECODE_LIMIT_S = 10.0
"""How long a start and an answer may take before the process counts as stuck; both take under a second."""


class DecoderProcess:
    """Send utterances, receive verdicts in the same order.

    Attributes:
        phrases: what it listens for.
        unusable: phrases that its dictionary has no words for.

    """

    def __init__(self, phrases: Mapping[Command, tuple[str, ...]], answers: Collection[str] = ()) -> None:
        """Start the process; raises ListeningError when it does not come up."""
        context = multiprocessing.get_context("spawn")  # a fork would copy the sound threads' locks
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, dict(phrases), frozenset(answers)), daemon=True)
        self._process.start()
        theirs.close()
        self.phrases, self.unusable = cast("tuple[tuple[str, ...], tuple[str, ...]]", self._receive(START_LIMIT_S))

    def send(self, pcm: bytes, *, answers_only: bool = False) -> None:
        """Hand over one utterance, which may be any phrase or only an answer; returns at once."""
        try:
            self._pipe.send((pcm, answers_only))
        except OSError as error:
            raise _failed() from error

    def receive(self) -> PhraseScore:
        """Wait for the next verdict; raises ListeningError when the process has ended or is stuck."""
        return cast("PhraseScore", self._receive(DECODE_LIMIT_S))

    def close(self) -> None:
        """End the process; calling it twice is harmless."""
        self._pipe.close()
        self._process.join(1.0)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _receive(self, limit_s: float) -> object:
        try:
            if self._pipe.poll(limit_s):
                return self._pipe.recv()
        except (OSError, EOFError) as error:
            self.close()
            raise _failed() from error
        self.close()
        raise _failed()


def _failed() -> ListeningError:
    return ListeningError(
        "recogniser-failed",
        "The basic recogniser does not answer.",
        "Start the session again; the keyboard works without it.",
    )


def _serve(pipe: Connection, phrases: Mapping[Command, tuple[str, ...]], answers: Collection[str]) -> None:
    """Answer utterances until the other side goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the session, which then closes the pipe
    decoder = PhraseDecoder()
    chosen, unusable = basic_phrases(phrases, decoder.syllables)
    if chosen:
        decoder.listen_for(chosen, [phrase for phrase in chosen if phrase in answers])
    try:
        pipe.send((chosen, unusable))
        while True:
            pcm, answers_only = pipe.recv()
            pipe.send(decoder.decode(pcm, answers_only=answers_only))
    except (EOFError, OSError):
        return
