"""The sound devices of this machine, and the only import of sounddevice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from voice_coach.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Direction(StrEnum):
    """Which way the sound goes."""

    INPUT = "input"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Device:
    """One device as PortAudio lists it; ``rate`` is its own, in samples a second.

    ``index`` changes between boots, so people choose by ``name``.
    """

    index: int
    name: str
    inputs: int
    outputs: int
    rate: int
    is_default_input: bool = False
    is_default_output: bool = False

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
        listed = library.query_devices()
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
        )
        for found in listed
    )


def choose(listed: Sequence[Device], direction: Direction, wanted: str = "") -> Device:
    """Choose by index, or by a part of the name in any case; "" is the system's choice, else the first there is.

    The exact name goes before the first that contains ``wanted``. Raises AudioError (``no-device``) with the names
    to choose from when nothing fits.
    """
    usable = [device for device in listed if device.channels(direction)]
    if not usable:
        raise AudioError(
            "no-device",
            f"This machine has no sound {direction}.",
            "Plug in a headset or a USB speakerphone and start again.",
        )
    if not wanted:
        return next((device for device in usable if device.is_default(direction)), usable[0])
    folded = wanted.casefold()
    for fits in (
        lambda device: str(device.index) == wanted,
        lambda device: device.name.casefold() == folded,
        lambda device: folded in device.name.casefold(),
    ):
        for device in usable:
            if fits(device):
                return device
    names = ", ".join(f"{device.index} {device.name}" for device in usable)
    raise AudioError("no-device", f"No sound {direction} is called {wanted!r}.", f"There are: {names}.")


def accepted(device: Device, direction: Direction, rate: int, dtype: str) -> tuple[int, int]:
    """Return the rate and the channels that the device takes: ``rate`` and mono when it can, else its own.

    Many ``hw:`` devices refuse 16 kHz or mono. Raises AudioError (``device-refused``) when it takes none.
    """
    library = portaudio()
    check = getattr(library, f"check_{direction}_settings")
    refused: Exception | None = None
    for channels in dict.fromkeys((1, device.channels(direction))):
        for offered in dict.fromkeys((rate, device.rate)):
            try:
                check(device=device.index, channels=channels, dtype=dtype, samplerate=offered)
            except (library.PortAudioError, ValueError) as error:
                refused = error
            else:
                return offered, channels
    raise refusal(device, direction, refused) from refused


def refusal(device: Device, direction: Direction, error: Exception | None) -> AudioError:
    """Put PortAudio's complaint into words."""
    return AudioError(
        "device-refused",
        f"The sound {direction} {device.name!r} cannot be opened: {error}",
        "Close other programs that use it, or choose another device.",
    )
