"""The sound devices of this machine, and the only import of sounddevice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from voice_coach.audio.channels import check_channel
from voice_coach.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MONITOR_BEGINS, MONITOR_ENDS = "monitor of ", ".monitor"
"""How PulseAudio and PipeWire call what a loudspeaker plays, in the description and in the name of a source."""

MOST_DEVICES = 1000
"""Where to stop asking a library that never says that a device is not there."""


class Direction(StrEnum):
    """Which way the sound goes."""

    INPUT = "input"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Device:
    """One device as PortAudio lists it; ``rate`` is its own, in samples a second.

    ``index`` changes between boots, so people choose by ``name``. One that is not ``readable`` has a name that is no
    UTF-8: PortAudio's Python can list it and not open it.
    """

    index: int
    name: str
    inputs: int
    outputs: int
    rate: int
    is_default_input: bool = False
    is_default_output: bool = False
    readable: bool = True

    @property
    def is_monitor(self) -> bool:
        """Whether it is no microphone, but gives what a loudspeaker plays."""
        name = _folded(self.name)
        return name.startswith(MONITOR_BEGINS) or name.endswith(MONITOR_ENDS)

    def channels(self, direction: Direction) -> int:
        """How many channels it has that way; 0 when it has none."""
        return self.inputs if direction is Direction.INPUT else self.outputs

    def is_default(self, direction: Direction) -> bool:
        """Whether the system prefers it."""
        return self.is_default_input if direction is Direction.INPUT else self.is_default_output


def portaudio() -> Any:  # noqa: ANN401 - sounddevice ships no types
    """Return the sounddevice module.

    Raises AudioError (``no-portaudio``) when it or the PortAudio library is missing.
    """
    try:
        import sounddevice  # noqa: PLC0415 - lazily: a text-only session needs no PortAudio
    except Exception as error:
        raise AudioError(
            "no-portaudio",
            f"The sound library PortAudio cannot be loaded: {error}",
            "Install it (Debian: apt install libportaudio2), or run without sound.",
        ) from error
    return sounddevice


def devices() -> tuple[Device, ...]:
    """List the devices as they were when the program started; empty on a machine without a sound card.

    Raises AudioError (``no-portaudio``).
    """
    library = portaudio()
    try:
        try:
            listed = [(found, True) for found in library.query_devices()]
        except UnicodeDecodeError:  # one name spoils the whole list
            listed = list(_one_by_one(library))
        default_input, default_output = library.default.device
    except library.PortAudioError as error:
        raise AudioError("no-portaudio", f"The sound devices cannot be listed: {error}") from error
    return tuple(
        Device(
            index=found["index"],
            name=found["name"],
            inputs=found["max_input_channels"],
            outputs=found["max_output_channels"],
            rate=int(found["default_samplerate"]),
            is_default_input=found["index"] == default_input,
            is_default_output=found["index"] == default_output,
            readable=readable,
        )
        for found, readable in listed
    )


def look_anew() -> None:
    """List the devices anew when they are next asked for. No stream may be open.

    PortAudio lists them when it begins, so it must begin anew. Raises AudioError (``no-portaudio``).
    """
    library = portaudio()
    try:
        library._terminate()  # noqa: SLF001 - sounddevice has no other way (its documentation names this one)
        library._initialize()  # noqa: SLF001 - as above
    except library.PortAudioError as error:
        raise AudioError("no-portaudio", f"The sound library does not begin anew: {error}") from error


def _one_by_one(library: Any) -> Iterator[tuple[dict[str, Any], bool]]:  # noqa: ANN401 - as above
    """Every device as sounddevice describes it, and whether it could."""
    for index in range(MOST_DEVICES):
        try:
            yield library.query_devices(index), True
        except UnicodeDecodeError as error:
            yield _unreadable(library, index, error), False
        except library.PortAudioError:
            return  # there are no more


def _unreadable(library: Any, index: int, error: UnicodeDecodeError) -> dict[str, Any]:  # noqa: ANN401 - as above
    """What can be known of a device whose name cannot be read; in doubt it goes both ways."""
    found = {"max_input_channels": 1, "max_output_channels": 1, "default_samplerate": 48_000}
    with suppress(Exception):  # inside of sounddevice, which may look otherwise one day
        told = library._lib.Pa_GetDeviceInfo(index)  # noqa: SLF001 - no public way leads past the name
        found = {
            "max_input_channels": int(told.maxInputChannels),
            "max_output_channels": int(told.maxOutputChannels),
            "default_samplerate": int(told.defaultSampleRate),
        }
    name = error.object.decode("utf-8", "replace") or f"device {index}"
    return {"index": index, "name": name, **found}


def choose(listed: Sequence[Device], direction: Direction, wanted: str = "") -> Device:
    """Choose by index, or by a part of the name in any case; "" is the system's choice, else the first there is.

    The exact name goes before the first that contains ``wanted``. What a loudspeaker plays (a monitor) is taken for a
    microphone only when it is asked for. Raises AudioError (``no-device``) with the names to choose from when nothing
    fits.
    """
    usable = _usable(listed, direction)
    if not wanted:
        return _unasked(usable, direction)
    if found := _called(usable, wanted):
        return found
    raise _no_such(usable, direction, wanted)


def choose_microphone(listed: Sequence[Device], wanted: str = "") -> tuple[Device, int | None]:
    """Choose a microphone as `choose` does; ``wanted`` may end in a colon and a channel of it, counted from 1.

    A name that has such an end itself, such as "hw:1", means the device. Raises AudioError: ``no-device``, or
    ``no-channel`` for a channel that the device does not have.
    """
    usable = _usable(listed, Direction.INPUT)
    name, colon, number = wanted.rpartition(":")
    if colon and number.isdecimal() and not (name and _called(usable, wanted)):
        device = choose(listed, Direction.INPUT, name)
        check_channel(int(number), device.inputs, f"The microphone {device.name!r}")
        return device, int(number)
    return choose(listed, Direction.INPUT, wanted), None


def _usable(listed: Sequence[Device], direction: Direction) -> list[Device]:
    """What has channels that way, real ones before monitors."""
    usable = [device for device in listed if device.channels(direction)]
    if not usable:
        raise AudioError(
            "no-device",
            f"This machine has no sound {direction}.",
            "Plug in a headset or a USB speakerphone and start again.",
        )
    return sorted(usable, key=lambda device: device.is_monitor)


def _unasked(usable: list[Device], direction: Direction) -> Device:
    real = [device for device in usable if direction is Direction.OUTPUT or not device.is_monitor]
    if not real:
        names = ", ".join(device.name for device in usable)
        raise AudioError(
            "no-device",
            "This machine has no microphone, only monitors of what its loudspeakers play.",
            f"Plug in a headset or a USB speakerphone and start again, or name one: {names}.",
        )
    ordered = sorted(real, key=lambda device: not device.readable)
    return next((device for device in ordered if device.is_default(direction) and device.readable), ordered[0])


def _called(usable: list[Device], wanted: str) -> Device | None:
    folded = _folded(wanted)
    fits: tuple[Callable[[Device], bool], ...] = (
        lambda device: str(device.index) == wanted,
        lambda device: _folded(device.name) == folded,
        lambda device: folded in _folded(device.name),
    )
    return next((device for one in fits for device in usable if one(device)), None)


def _no_such(usable: list[Device], direction: Direction, wanted: str) -> AudioError:
    names = ", ".join(f"{device.index} {device.name}" for device in sorted(usable, key=lambda device: device.index))
    return AudioError("no-device", f"No sound {direction} is called {wanted!r}.", f"There are: {names}.")


def _folded(name: str) -> str:
    """A name as it is compared: in any case, its letters composed or decomposed."""
    return normalize("NFC", normalize("NFD", name).casefold())
