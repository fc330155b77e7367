"""Devices that are not there, behind the interface of sounddevice."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
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
        self.checks: Callable[[int, int], str] = lambda rate, channels: ""
        self.opens: Callable[[int, int], str] = lambda rate, channels: ""
        self.opened: list[tuple[int, int]] = []
        self.callback: Callable[..., None] = lambda *_: None

    def query_devices(self, index: int | None = None) -> Any:
        if index is None:
            return [self.query_devices(one) for one in range(len(self.listed))]
        if index >= len(self.listed):
            raise PortAudioError(f"Error querying device {index}")
        found = self.listed[index]
        if isinstance(found, bytes):
            return found.decode("utf-8")  # which raises
        return {"index": index, **found}

    def check_input_settings(self, *, device: int, channels: int, dtype: str, samplerate: int) -> None:
        self.query_devices(device)
        if complaint := self.checks(samplerate, channels):
            raise PortAudioError(complaint)

    check_output_settings = check_input_settings

    def InputStream(self, *, samplerate: int, channels: int, callback: Callable[..., None], **_: Any) -> Any:  # noqa: N802
        self.opened.append((samplerate, channels))
        if complaint := self.opens(samplerate, channels):
            raise PortAudioError(complaint)
        self.callback = callback
        return SimpleNamespace(latency=0.01, active=False, start=lambda: None, close=lambda ignore_errors: None)

    OutputStream = InputStream

    def record(self, frames: Any) -> None:
        """Hand frames to the microphone that is open."""
        self.callback(np.asarray(frames, np.float32), len(frames), None, SimpleNamespace(input_overflow=False))


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
