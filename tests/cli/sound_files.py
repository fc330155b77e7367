"""Sound files of every kind, good and bad."""

import struct
from pathlib import Path

import numpy as np
import soundfile

RATE = 16_000

GOOD = (
    "8-bit.wav", "16-bit.wav", "24-bit.wav", "float.wav", "stereo.wav", "44100.wav", "8000.wav", "192000.wav",
    "lossless.flac", "truncated.wav", "claims-2-GB.wav", "one-sample.wav",
)  # fmt: skip

BAD = {
    "missing.wav": "There is no sound file",
    "folder.wav": "it is a folder",
    "nothing.wav": "Format not recognised",
    "text.wav": "Format not recognised",
    "half-a-header.wav": "Malformed",
    "only-a-header.wav": "is silent or damaged|is empty",
    "empty.wav": "is silent or damaged|is empty",
    "silent.wav": "is silent or damaged|is silent",
    "not-a-number.wav": "is silent or damaged|has samples that are no numbers",
    "infinite.wav": "is silent or damaged|has samples that are no numbers",
    "more-than-an-hour.flac": "is longer than an hour",
}
"""What is said of each, in the place of a line or a noise, and in that of a response."""


def make(folder: Path) -> None:
    """Write them all, but for the one that is missing: a second of a fading hiss, in whatever form."""
    fading = np.exp(-np.arange(RATE) / 3000) * np.random.default_rng(3).standard_normal(RATE)
    sound = (0.2 * fading / np.abs(fading).max()).astype(np.float32)
    damaged, endless = sound.copy(), sound.copy()
    damaged[100], endless[100] = np.nan, np.inf
    for name, samples, rate, subtype in (
        ("8-bit.wav", sound, RATE, "PCM_U8"),
        ("16-bit.wav", sound, RATE, "PCM_16"),
        ("24-bit.wav", sound, RATE, "PCM_24"),
        ("float.wav", sound, RATE, "FLOAT"),
        ("stereo.wav", np.stack([sound, 0.5 * sound], axis=1), RATE, "PCM_16"),
        ("44100.wav", sound, 44_100, "PCM_16"),
        ("8000.wav", sound, 8_000, "PCM_16"),
        ("192000.wav", sound, 192_000, "PCM_16"),
        ("lossless.flac", sound, RATE, "PCM_16"),
        ("one-sample.wav", np.full(1, 0.5), RATE, "PCM_16"),
        ("empty.wav", sound[:0], RATE, "PCM_16"),
        ("silent.wav", 0 * sound, RATE, "PCM_16"),
        ("not-a-number.wav", damaged, RATE, "FLOAT"),
        ("infinite.wav", endless, RATE, "FLOAT"),
        ("more-than-an-hour.flac", np.zeros(8_000 * 3601, np.int16), 8_000, "PCM_16"),
    ):
        soundfile.write(folder / name, samples, rate, subtype)
    whole = (folder / "16-bit.wav").read_bytes()
    (folder / "truncated.wav").write_bytes(whole[:20_000])
    (folder / "claims-2-GB.wav").write_bytes(whole[:40] + struct.pack("<I", 0x7FFFFFF0) + whole[44:])
    (folder / "only-a-header.wav").write_bytes(whole[:44])
    (folder / "half-a-header.wav").write_bytes(whole[:20])
    (folder / "text.wav").write_text("This is no sound.")
    (folder / "nothing.wav").touch()
    (folder / "folder.wav").mkdir()
