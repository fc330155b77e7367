"""The checks of what a session loads: libraries, a recogniser, a voice."""

from __future__ import annotations

from voice_coach.app.doctor.child import measure
from voice_coach.app.doctor.diagnosis import Diagnosis, MachineVisit, failed, good, warning
from voice_coach.app.doctor.measured import LibrariesLoaded, RecogniserFound, WordSpoken

MEND = {
    "PortAudio": "Install it (Debian: apt install libportaudio2).",
    "vosk": "Install voice-coach anew; until then the phone ear hears English alone.",
}
"""What to do about a library; voice-coach is installed anew for all others."""

SHOWN = 5
"""Phrases that are named; the rest is counted."""


def libraries(visit: MachineVisit) -> Diagnosis:
    """Load every one of them."""
    return loaded(measure(LibrariesLoaded, "libraries", visit.options))


def recogniser(visit: MachineVisit) -> Diagnosis:
    """Open what a session would hear with."""
    return opened(measure(RecogniserFound, "recogniser", visit.options), visit.options.recogniser)


def voice(visit: MachineVisit) -> Diagnosis:
    """Let the synthesiser speak a word."""
    found = measure(WordSpoken, "voice", visit.options)
    return good(f"The speech engine speaks: a word of {found.seconds:.1f} s.")


def loaded(found: LibrariesLoaded) -> Diagnosis:
    """What libraries that cannot be loaded mean."""
    missing = {name: why for name, why in found.problems.items() if why}
    if not missing:
        return good(f"{', '.join(found.problems)} can be loaded.")
    told = "; ".join(f"{name} cannot be loaded: {why.rstrip('.')}" for name, why in missing.items())
    advice = dict.fromkeys(MEND.get(name, "Install voice-coach anew.") for name in missing)
    return failed(f"{told}.", " ".join(advice))


def opened(found: RecogniserFound, wanted: str) -> Diagnosis:
    """What the recogniser means for a session that was opened when ``wanted`` was asked for."""
    if not found.kind:
        return failed("There is nothing to recognise with.", found.notice or "Fetch a model: voice-coach models fetch.")
    about = f"{found.kind} hears {found.phrases} phrases"
    about += f", with {found.model}" if found.model else ""
    if found.trouble:
        return warning(f"{about}. {found.trouble}", "Fetch the model anew: voice-coach models fetch.")
    if found.unusable:
        named = ", ".join(found.unusable[:SHOWN])
        more = f" and {len(found.unusable) - SHOWN} more" if len(found.unusable) > SHOWN else ""
        return warning(f"{about}, and not: {named}{more}.", "Say other phrases, or use another model.")
    if found.kind != wanted and not found.model:
        return warning(f"{about}; no Vosk model is here.", "Fetch one, which is surer: voice-coach models fetch.")
    return good(f"{about}.")
