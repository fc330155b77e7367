"""A machine that slept and a process that was stopped are noticed; a busy one is not."""

from voice_coach.inbox.absence import Absence


def test_a_loop_that_looks_again_and_again_was_never_away() -> None:
    absence = Absence()
    assert [absence.look(second / 5, second / 5) for second in range(100)] == [0.0] * 100


def test_a_machine_that_slept_was_away_for_as_long_as_only_one_clock_ran() -> None:
    absence = Absence()
    absence.look(100.0, 500.0)
    assert absence.look(100.2, 1100.0) == 600.0
    assert absence.look(100.4, 1100.2) == 0.0


def test_a_process_that_was_stopped_was_away_although_both_clocks_ran() -> None:
    absence = Absence()
    absence.look(100.0, 100.0)
    assert absence.look(130.0, 130.0) == 30.0


def test_a_turn_that_took_three_seconds_is_no_absence() -> None:
    absence = Absence()
    absence.look(100.0, 100.0)
    assert absence.look(103.0, 103.0) == 0.0
