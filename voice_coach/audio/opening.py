"""Opening a device with what it takes: its rates and its numbers of channels are tried in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voice_coach.audio.devices import Device, Direction, portaudio
from voice_coach.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

USUAL_RATES = (48_000, 44_100, 16_000)
"""What is tried after the rate asked for and the device's own: some cards say 44.1 kHz and take 48 kHz only."""

DTYPE = "float32"

_UNAVAILABLE = ("-9985", "Device unavailable")
"""How PortAudio says that somebody else has the device; its number, and its words."""


def offers(device: Device, direction: Direction, rate: int, channels: int = 1) -> Iterator[tuple[int, int]]:
    """Every rate and number of channels to try, the best first; ``channels`` is the fewest that will do."""
    own = device.channels(direction)
    for count in dict.fromkeys((channels, own, 2)):
        if channels <= count <= own:
            for offered in dict.fromkeys((rate, device.rate, *USUAL_RATES)):
                yield offered, count


def opened(
    device: Device, direction: Direction, rate: int, open_it: Callable[[int, int], Any], channels: int = 1
) -> Any:  # noqa: ANN401 - a stream of sounddevice, which ships no types
    """Return what ``open_it(rate, channels)`` returns for the first pair that the device really takes.

    Many ``hw:`` devices refuse 16 kHz or mono, and some agree when they are asked and refuse when they are opened.
    Raises AudioError (``device-refused``) when it takes none.
    """
    library = portaudio()
    check = getattr(library, f"check_{direction}_settings")
    refused: list[tuple[tuple[int, int], Exception]] = []
    for pair in offers(device, direction, rate, channels):
        try:
            check(device=device.index, channels=pair[1], dtype=DTYPE, samplerate=pair[0])
            return open_it(*pair)
        except (library.PortAudioError, ValueError) as error:
            refused.append((pair, error))
    raise _refusal(device, direction, refused) from (refused[-1][1] if refused else None)


def refusal(device: Device, direction: Direction, error: Exception) -> AudioError:
    """Put PortAudio's complaint about a device that was open already into words."""
    hint = "Close other programs that use it, or choose another device." if _busy(error) else "Choose another device."
    return AudioError("device-refused", f"The sound {direction} {device.name!r} cannot be opened: {error}", hint)


def _refusal(device: Device, direction: Direction, refused: list[tuple[tuple[int, int], Exception]]) -> AudioError:
    busy = [error for _, error in refused if _busy(error)]
    if busy:
        return refusal(device, direction, busy[0])
    if refused and isinstance(refused[0][1], UnicodeDecodeError):
        message = f"The sound {direction} {device.name!r} cannot be opened, for its name is not UTF-8."
        return AudioError("device-refused", message, "Give it another name, or choose another device.")
    why = f": {refused[-1][1]}" if refused else ""
    tried = ", ".join(f"{rate} Hz with {count} channel{'s'[: count != 1]}" for (rate, count), _ in refused)
    hint = f"Choose another device. Tried: {tried}." if tried else "Choose another device."
    return AudioError("device-refused", f"The sound {direction} {device.name!r} takes no sound of ours{why}", hint)


def _busy(error: Exception) -> bool:
    return any(sign in str(error) for sign in _UNAVAILABLE)
