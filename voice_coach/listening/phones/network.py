"""The phone network: sound in, the probability of every phone out, one frame each 20 ms.

The weights are those of the package hama (`asr_waveform.hama`, 4.7 MB): a CTC Conformer of 2.2 million weights that
knows 191 phones of English and Korean. Its own engine takes seven times as long as this forward pass in numpy; a
contract test holds the two together. The method is Gulati et al., Conformer (Interspeech 2020), without positions.
"""

from __future__ import annotations

import hashlib
import json
import struct
from functools import cache
from importlib import resources
from math import sqrt
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from voice_coach.errors import ListeningError

if TYPE_CHECKING:
    from collections.abc import Mapping

Array: TypeAlias = npt.NDArray[np.float32]

FRAME_SAMPLES = 320
FRAME_S = 0.02
"""What one frame of the output stands for, at 16 kHz."""

BLANK, WORD_BOUNDARY = "<blank>", "<wb>"
"""Tokens that are no sound."""

SHA256 = "a9fcfe73e179ca48e399cd76a90a6b3e1887bf5037ecc52b778d13a149563328"
"""Of the weights in hama 1.7.0. The decisions were learned on these and on no others."""

_MAGIC = b"HAMAPK\x01\x02"
_ENTRY_KINDS = ("<f4", "<f2", "<i8", "<i4", "u1")
_ALIGNMENT = 16

_WIDTH, _HEADS, _BLOCKS, _KERNEL = 144, 4, 4, 31
_WINDOW, _HOP, _STRIDE = 400, 160, 2


class PhoneNetwork:
    """The network; stateless, so one serves any number of recognisers."""

    def __init__(self, weights: bytes) -> None:
        """Take the bytes of `asr_waveform.hama`. Raises ListeningError when they are not those of hama 1.7.0."""
        if hashlib.sha256(weights).hexdigest() != SHA256:
            raise ListeningError(
                "phones-changed",
                "The package hama has other weights than the coach was made for.",
                "Install the right ones: pip install hama==1.7.0.",
            )
        tensors = _tensors(weights)
        self._stft = np.concatenate([tensors["stft_real_kernel"][:, 0], tensors["stft_imag_kernel"][:, 0]]).T.copy()
        self._mel = tensors["mel_fb"]
        convolutions = [tensors[name] for name in _numbered(tensors, "onnx::Conv_")]
        products = [tensors[name] for name in _numbered(tensors, "onnx::MatMul_")]
        self._front = convolutions[0].reshape(_WIDTH, -1).T.copy(), convolutions[1]
        self._blocks = [
            _Block(
                {
                    name.partition(f".blocks.{number}.")[2]: tensor
                    for name, tensor in tensors.items()
                    if f".blocks.{number}." in name
                },
                products[6 * number : 6 * number + 6],
                (convolutions[2 + 2 * number], convolutions[3 + 2 * number]),
            )
            for number in range(_BLOCKS)
        ]
        self._out = (
            tensors["acoustic_model.model.proj.weight"][:, :, 0].T.copy(),
            tensors["acoustic_model.model.proj.bias"],
        )

    def hidden(self, samples: Array) -> list[Array]:
        """Return what each block makes of samples at 16 kHz between -1 and 1, frames x width.

        Raises ValueError for less sound than one window of 25 ms.
        """
        if len(samples) < _WINDOW:
            raise ValueError(f"{len(samples)} samples are fewer than {_WINDOW}")
        x, found = self._features(samples), []
        for block in self._blocks:
            x = block(x)
            found.append(x)
        return found

    def log_probabilities(self, samples: Array) -> Array:
        """Return the logarithm of every token's probability, frames x tokens; see `hidden`."""
        return log_softmax(self.hidden(samples)[-1] @ self._out[0] + self._out[1])

    def _features(self, samples: Array) -> Array:
        padded = np.pad(samples, _WINDOW // 2, mode="reflect")
        frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP]
        spectrum = frames @ self._stft
        bins = spectrum.shape[1] // 2
        power = spectrum[:, :bins] ** 2 + spectrum[:, bins:] ** 2
        mel = np.log(np.maximum(power @ self._mel, 1e-10))
        padded = np.pad(mel, ((1, 1), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, 3, axis=0)[::_STRIDE]
        return _gelu(windows.reshape(len(windows), -1) @ self._front[0] + self._front[1])


class _Block:
    """One block of the Conformer: half feed-forward, attention, convolution, half feed-forward, norm."""

    def __init__(self, tensors: Mapping[str, Array], products: list[Array], depthwise: tuple[Array, Array]) -> None:
        self._t = tensors
        self._ffn1, self._qkv, self._attended, self._ffn2 = products[:2], products[2], products[3], products[4:]
        self._pointwise = [tensors[f"conv.pointwise{one}.weight"][:, :, 0].T.copy() for one in (1, 2)]
        self._depthwise = depthwise[0][:, 0].T.copy(), depthwise[1]

    def __call__(self, x: Array) -> Array:
        x = x + 0.5 * self._feed_forward(x, "ffn1", self._ffn1)
        x = x + self._attention(self._norm(x, "attn_norm"))
        x = x + self._convolution(self._norm(x, "conv.norm"))
        x = x + 0.5 * self._feed_forward(x, "ffn2", self._ffn2)
        return self._norm(x, "norm")

    def _norm(self, x: Array, name: str) -> Array:
        x = x - x.mean(axis=1, keepdims=True)
        x = x / np.sqrt(np.square(x).mean(axis=1, keepdims=True) + 1e-5)
        return x * self._t[f"{name}.weight"] + self._t[f"{name}.bias"]

    def _feed_forward(self, x: Array, name: str, products: list[Array]) -> Array:
        x = self._norm(x, f"{name}.norm") @ products[0] + self._t[f"{name}.fc1.bias"]
        return _silu(x) @ products[1] + self._t[f"{name}.fc2.bias"]

    def _attention(self, x: Array) -> Array:
        frames, width = len(x), _WIDTH // _HEADS
        query, key, value = (
            part.reshape(frames, _HEADS, width).transpose(1, 0, 2)
            for part in np.split(x @ self._qkv + self._t["attn.in_proj_bias"], 3, axis=1)
        )
        weights = query @ key.transpose(0, 2, 1) / np.float32(sqrt(width))
        weights = np.exp(weights - weights.max(axis=2, keepdims=True))
        weights /= weights.sum(axis=2, keepdims=True)
        attended = (weights @ value).transpose(1, 0, 2).reshape(frames, _WIDTH)
        return np.asarray(attended @ self._attended + self._t["attn.out_proj.bias"], np.float32)

    def _convolution(self, x: Array) -> Array:
        x = x @ self._pointwise[0] + self._t["conv.pointwise1.bias"]
        x = x[:, :_WIDTH] * _sigmoid(x[:, _WIDTH:])
        padded = np.pad(x, ((_KERNEL // 2, _KERNEL // 2), (0, 0)))
        kernel, bias = self._depthwise
        summed = np.broadcast_to(bias, x.shape).copy()
        for tap in range(_KERNEL):
            summed += padded[tap : tap + len(x)] * kernel[tap]
        return _silu(summed) @ self._pointwise[1] + self._t["conv.pointwise2.bias"]


def log_softmax(logits: Array) -> Array:
    """Return the logarithms of the probabilities of each row."""
    below = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(below - np.log(np.exp(below).sum(axis=1, keepdims=True)), np.float32)


@cache
def phone_network() -> PhoneNetwork:
    """The network of the installed package. Raises ListeningError: see `PhoneNetwork`."""
    return PhoneNetwork((resources.files("hama") / "assets" / "asr_waveform.hama").read_bytes())


@cache
def tokens() -> tuple[str, ...]:
    """The names of the network's tokens, in the order of its output: IPA, the word boundary, the blank."""
    text = (resources.files("hama") / "assets" / "g2p_vocab.json").read_text(encoding="utf-8")
    return (*json.loads(text)["decoder"], WORD_BOUNDARY, BLANK)


def _tensors(weights: bytes) -> dict[str, Array]:
    """Read the file: magic, count, per tensor its name, kind, shape and place, then the data."""
    (count,) = struct.unpack_from("<I", weights, len(_MAGIC))
    place = len(_MAGIC) + 4
    entries = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", weights, place)
        name = weights[place + 2 : place + 2 + length].decode()
        place += 2 + length
        kind, rank = weights[place], weights[place + 1]
        shape = struct.unpack_from(f"<{rank}I", weights, place + 2)
        offset, size = struct.unpack_from("<QQ", weights, place + 2 + 4 * rank)
        place += 18 + 4 * rank
        entries.append((name, np.dtype(_ENTRY_KINDS[kind]), shape, offset, size))
    data = -(-place // _ALIGNMENT) * _ALIGNMENT
    return {
        name: np.frombuffer(weights, kind, size // kind.itemsize, data + offset).reshape(shape).astype(np.float32)
        for name, kind, shape, offset, size in entries
    }


def _numbered(tensors: Mapping[str, Any], prefix: str) -> list[str]:
    return sorted((name for name in tensors if name.startswith(prefix)), key=lambda name: int(name[len(prefix) :]))


def _sigmoid(x: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-x)), np.float32)


def _silu(x: Array) -> Array:
    return x * _sigmoid(x)


def _gelu(x: Array) -> Array:
    return 0.5 * x * (1.0 + _erf(x / np.float32(sqrt(2))))


def _erf(x: Array) -> Array:
    """The error function to 1.5e-7 (Abramowitz and Stegun 7.1.26)."""
    size = np.abs(x)
    t = 1.0 / (1.0 + 0.3275911 * size)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(x) * (1.0 - series * np.exp(-size * size)), np.float32)
