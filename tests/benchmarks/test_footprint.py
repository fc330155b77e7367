import subprocess
import sys
import time

import pytest

from benchmarks.listening import footprint

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")

BIG = "big = b'x' * 80_000_000; print('ready', flush=True); input()"
BUSY = "import time\nwhile time.process_time() < 0.5: pass\nprint('ready', flush=True); input()"


def test_what_a_child_holds_and_uses_counts_while_it_runs() -> None:
    for program, measure, least in (
        (BIG, footprint.peak_bytes, 80_000_000),
        (BIG, footprint.resident_bytes, 80_000_000),
        (BUSY, footprint.cpu_s, 0.45),
    ):
        before = measure()
        with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:  # noqa: S603 - a program of our own
            assert child.stdout
            assert child.stdout.readline() == b"ready\n"
            assert measure() - before >= least
            child.communicate(b"\n")


def test_processor_time_is_not_time_on_the_clock() -> None:
    before, began = footprint.cpu_s(), time.process_time()
    while time.process_time() - began < 0.2:
        pass
    assert footprint.cpu_s() - before >= 0.15
