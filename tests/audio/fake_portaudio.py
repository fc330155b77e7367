"""Devices that are not there, behind the interface of sounddevice."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest


class PortAudioError(Exception):
    """What sounddevice raises."""


UNAVAILABLE = "Error opening InputStream: Device unavailable [PaErrorCode -9985]"
BAD_RATE = "Error opening InputStream: Invalid sample rate [PaErrorCode -9997]"


class FakePortAudio(ModuleType):
    """``checks`` and ``opens`` say for a rate and a number of channels what PortAudio complains of, "" for nothing."""

    PortAudioError = PortAudioError

    def __init__(self, *devices: dict[str, Any] | bytes, default: tuple[int, int] = (-1, -1)) -> None:
        super().__init__("sounddevice")
        self.listed = devices
        self.default = SimpleNamespace(device=default)
        self.checks: Callable[..., str] = lambda *_: ""
        self.opens: Callable[..., str] = lambda *_: ""
        self.opened: list[tuple[int, int]] = []
        self.callback: Callable[..., None] = lambda *_: None

    def query_devices(self, index: int | None = None) -> Any:  # noqa: ANN401 - as sounddevice has it
        if index is None:
            return [self.query_devices(one) for one in range(len(self.listed))]
        if index >= len(self.listed):
            raise PortAudioError(f"Error querying device {index}")
        found = self.listed[index]
        if isinstance(found, bytes):
            return found.decode("utf-8")  # which raises
        return {"index": index, **found}

    def check_input_settings(self, *, device: int, channels: int, samplerate: int, **_: str) -> None:
        self.query_devices(device)
        if complaint := self.checks(samplerate, channels):
            raise PortAudioError(complaint)

    check_output_settings = check_input_settings

    def InputStream(  # noqa: N802 - as sounddevice has it
        self, *, samplerate: int, channels: int, callback: Callable[..., None], **_: object
    ) -> SimpleNamespace:
        self.opened.append((samplerate, channels))
        if complaint := self.opens(samplerate, channels):
            raise PortAudioError(complaint)
        self.callback = callback
        return SimpleNamespace(latency=0.01, active=False, start=lambda: None, close=lambda **_: None)

    OutputStream = InputStream

    def record(self, frames: npt.ArrayLike) -> None:
        """Hand frames to the microphone that is open."""
        samples = np.asarray(frames, np.float32)
        self.callback(samples, len(samples), None, SimpleNamespace(input_overflow=False))


def described(name: str, inputs: int = 1, outputs: int = 0, rate: int = 44_100) -> dict[str, Any]:
    """A device as sounddevice describes it."""
    return {
        "name": name,
        "max_input_channels": inputs,
        "max_output_channels": outputs,
        "default_samplerate": float(rate),
    }


def install(monkeypatch: pytest.MonkeyPatch, library: FakePortAudio) -> FakePortAudio:
    """Let the program find this library in the place of sounddevice."""
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    return library
