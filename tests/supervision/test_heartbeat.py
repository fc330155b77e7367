"""Tests of signs of life, written by one process and read by another."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")

READ_WHILE_WRITTEN = """
import os, signal
from voice_coach.supervision.heartbeat import Doing, Heartbeat

heartbeat = Heartbeat()
heartbeat.beat(0.0, 0)
born = heartbeat.last.given
writer = os.fork()
step = 0
while writer == 0:
    step += 1
    heartbeat.beat(float(step), step)
try:
    while heartbeat.last.step == 0:
        pass
    read = [heartbeat.last for _ in range(50_000)]
finally:
    os.kill(writer, signal.SIGKILL)
whole = [sign for sign in read if sign.doing is Doing.TURNING and sign.at == sign.step and sign.given >= born]
print(len(read) - len(whole), read[-1].step > read[0].step)
"""


def test_a_sign_is_never_read_half_written() -> None:
    command = [sys.executable, "-c", READ_WHILE_WRITTEN]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)  # noqa: S603 - our own program
    assert told.stdout.split() == ["0", "True"]
