import shutil
from pathlib import Path

import numpy as np
import pytest

from benchmarks.endurance import PIECE, PIECE_S, quiet, row, session, slope
from benchmarks.listening.systems import Name
from benchmarks.listening.worker import Listened


def test_a_quiet_room_has_its_level_and_other_noise_in_each_piece() -> None:
    sound = quiet(-60.0, 3.0)
    first, second = sound(0), sound(1)

    assert len(first) == len(second) == PIECE
    assert 20 * np.log10(np.sqrt(np.mean(first.astype(float) ** 2))) == pytest.approx(-60.0, abs=1.0)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.01


@pytest.mark.skipif(not (shutil.which("flite") and shutil.which("espeak-ng")), reason="no voices are installed")
def test_in_a_session_somebody_speaks_about_a_third_of_the_time(tmp_path: Path) -> None:
    slices = session(tmp_path)(0).reshape(-1, 320).astype(float)
    spoken = np.sqrt(np.mean(slices**2, axis=1)) > 0.002

    assert 0.2 < spoken.mean() < 0.4


def test_memory_that_grows_by_a_megabyte_a_piece_is_told_by_the_hour() -> None:
    heard = tuple(Listened((), 30.0, float(PIECE_S), 1_000_000 * number) for number in (80, 81, 82, 83))

    assert slope([80.0, 81.0, 82.0]) == pytest.approx(1.0)
    assert row("session", Name.COACH_PHONES, heard) == (
        "| session | coach, phone ear | 20 | 10.0 [10.0, 10.0] | 80.0 | 83.0 | 12.0 | 0 |"
    )
