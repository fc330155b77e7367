"""The checks of microphone and loudspeaker, and what their figures mean."""

from __future__ import annotations

from voice_coach.app.doctor.child import measure
from voice_coach.app.doctor.diagnosis import Diagnosis, MachineVisit, failed, good, skipped, warning
from voice_coach.app.doctor.measured import EchoHeard, RoomNoise, SayingHeard, SilencePlayed

MUTED = 0.999
"""No converter gives exact zeros for so large a share of the time; the noise of the room moves its last bit."""

GATED = 0.5

SOFTEST_DB, LOUDEST_DB = -75.0, -30.0
"""The noise of a room in a microphone that is set well, in dBFS; speech must stand out of it."""

CLIPPED = 0.0005
"""A shorter share of full scale is a click."""

LATEST_S = 0.35
"""Latency of a loudspeaker; a cable has some 0.1 s with our own buffer, Bluetooth 0.2 s more."""

STALLED_S = 0.5
LONGEST_ECHO_S = 0.45
"""Echo control looks for an echo no later than half a second."""


def microphone(visit: MachineVisit) -> Diagnosis:
    """Listen to the room."""
    return _busy(visit) or room_noise(measure(RoomNoise, "microphone", visit.options))


def loudspeaker(visit: MachineVisit) -> Diagnosis:
    """Open it and play silence."""
    return _busy(visit) or played(measure(SilencePlayed, "loudspeaker", visit.options))


def echo(visit: MachineVisit) -> Diagnosis:
    """Play a sweep and hear what comes back."""
    if not visit.has("microphone", "loudspeaker"):
        return skipped("It takes a microphone and a loudspeaker.")
    return echo_heard(measure(EchoHeard, "echo", visit.options))


def understood(visit: MachineVisit) -> Diagnosis:
    """Ask somebody to say a command."""
    if not visit.has("microphone", "recogniser"):
        return skipped("It takes a microphone and a recogniser.")
    if visit.tell is None:
        return skipped("Nobody was asked to speak.", "On a terminal, and without --no-voice, you are.")
    return said(measure(SayingHeard, "understood", visit.options, visit.tell))


def _busy(visit: MachineVisit) -> Diagnosis | None:
    if visit.hung & {"libraries", "microphone"}:  # nobody waits for the same sound server again and again
        return skipped("The sound hangs on this machine; see above.")
    return skipped("A session is using it.") if visit.running_since else None


def room_noise(heard: RoomNoise) -> Diagnosis:
    """What a room's noise says of a microphone."""
    about = f"{heard.device}: {heard.level_db:.0f} dBFS in {heard.seconds:.1f} s of room noise"
    if heard.zeros >= MUTED:
        found = f"{heard.device} gives exact silence, so it is muted or switched off."
        return failed(found, "Look for a mute button, and at the system's sound settings.")
    for is_so, found, advice in (
        (heard.clipped >= CLIPPED, "and it clips", "Turn the microphone's gain down."),
        (
            heard.zeros >= GATED,
            f"of which {heard.zeros:.0%} is exact silence",
            "Turn the system's noise suppression off; it cuts away soft words too.",
        ),
        (heard.level_db < SOFTEST_DB, "which is very soft", "Turn the microphone's gain up."),
        (heard.level_db > LOUDEST_DB, "which is very loud", "Turn the gain down, or what sounds in the room off."),
        (
            heard.overflows > 0,
            f"and sound was lost {heard.overflows} times",
            "Close other programs; this machine is too busy to listen.",
        ),
    ):
        if is_so:
            return warning(f"{about}, {found}.", advice)
    return good(f"{about}.")


def played(taken: SilencePlayed) -> Diagnosis:
    """What a second of silence says of a loudspeaker."""
    about = f"{taken.device}: {taken.rate} Hz, {1000 * taken.latency_s:.0f} ms until it sounds"
    if taken.stalled_s > STALLED_S:
        return failed(f"{taken.device} opens and takes no sound.", "Plug it in anew, or restart the sound server.")
    if taken.underflows:
        found = f"{about}; the sound had {taken.underflows} gaps in a second."
        return warning(found, "Close other programs; this machine is too busy to play.")
    if taken.latency_s > LATEST_S:
        return warning(f"{about}, which is late.", "Use a cable instead of Bluetooth, so that counts are in time.")
    return good(f"{about}, without a gap.")


def echo_heard(heard: EchoHeard) -> Diagnosis:
    """What a sweep says of loudspeaker, room and microphone together."""
    if heard.gaps:
        return warning("A sweep was played with gaps.", "Close other programs; this machine is too busy to measure it.")
    if heard.delay_s is None or heard.loss_db is None:
        found = "Nothing of a sweep came back to the microphone."
        advice = "With headphones that is right, and --echo absent says so; else turn the loudspeaker up."
        return warning(found, advice)
    rings = "" if heard.reverberation_s is None else f", and the room rings for {heard.reverberation_s:.1f} s"
    than = "softer" if heard.loss_db >= 0 else "louder"
    about = f"A sweep came back after {1000 * heard.delay_s:.0f} ms, {abs(heard.loss_db):.0f} dB {than}{rings}"
    if heard.clipped:
        found = f"{about}; the microphone clips."
        return warning(found, "Turn the loudspeaker or the microphone down, or move them apart.")
    if heard.delay_s > LONGEST_ECHO_S:
        return warning(f"{about}, too late for echo control.", "Use a cable instead of Bluetooth.")
    return good(f"{about}.")


def said(heard: SayingHeard) -> Diagnosis:
    """Whether somebody was understood; silence may be somebody who has gone."""
    if heard.obeyed:
        return good(f'"{heard.asked}" was understood.')
    if heard.heard:
        found = f'"{heard.asked}" was asked for, "{heard.heard}" was heard.'
        return warning(found, "Come nearer, and try voice-coach listen and voice-coach rehearse.")
    found = f'"{heard.asked}" was asked for, and nothing was heard.'
    return warning(found, "Speak within eight seconds; voice-coach listen shows how loud you are.")
