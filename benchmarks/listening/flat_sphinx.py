"""A peer: PocketSphinx with its own endpointer, as its example examples/live.py shows it, and a flat grammar.

The grammar is one of all the coach's phrases; nothing rejects what is none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.listening.decision import Understood, meaning_of

if TYPE_CHECKING:
    from voice_coach.language.phrasebook import Phrasebook


class FlatSphinx:
    """A `System`."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        """Load the English model that comes with the package."""
        from pocketsphinx import Decoder, Endpointer  # noqa: PLC0415 - one engine a process

        self._make_endpointer = Endpointer
        self._decoder = Decoder(lm=None, samprate=Endpointer().sample_rate, loglevel="FATAL")
        self._phrasebook = phrasebook
        known = [phrase for phrase in phrasebook.phrases() if all(map(self._decoder.lookup_word, phrase.split()))]
        grammar = f"#JSGF V1.0; grammar commands; public <command> = {' | '.join(known)};"
        self._decoder.add_jsgf_string("commands", grammar)
        self._decoder.activate_search("commands")
        self._in_utterance = False
        self.begin()
        self.block_bytes: int = self._endpointer.frame_bytes

    def begin(self) -> None:
        """See `System.begin`."""
        if self._in_utterance:
            self._ended()
        self._endpointer = self._make_endpointer()

    def hear(self, pcm: bytes, *, asked: bool) -> list[Understood]:  # noqa: ARG002 - it knows of no questions
        """See `System.hear`."""
        speech = self._endpointer.process(pcm)
        if speech is None:
            return []
        if not self._in_utterance:
            self._decoder.start_utt()
            self._in_utterance = True
        self._decoder.process_raw(speech)
        self._decoder.hyp()  # the example prints it as a partial result
        return [] if self._endpointer.in_speech else self._ended()

    def close(self) -> None:
        """See `System.close`; nothing is held but memory."""

    def _ended(self) -> list[Understood]:
        self._decoder.end_utt()
        self._in_utterance = False
        best = self._decoder.hyp()
        text = best.hypstr if best else ""
        meant = meaning_of(text, self._phrasebook)
        return [Understood(text, meant)] if meant else []
