"""What is started on what happens, and what is told where nothing is."""

from __future__ import annotations

from datetime import time

import pytest

from voice_coach.standby.choosing import Choice, Digit, Happening, Menu, Pushed
from voice_coach.standby.hearing import DEFAULT, NOTHING, StartHeard
from voice_coach.standby.phrases import Startable, phrases

DESK = Startable("desk-break", "desk-break", "Desk break")
MINI = Startable("/home/me/mini.yaml", "mini", "Thoracic mini-routine")
MENU = Menu((DESK, MINI), "desk-break")


@pytest.mark.parametrize(
    ("happening", "choice"),
    [
        (Pushed.BUTTON, Choice("desk-break", "the button: start desk-break")),
        (time(7, 30), Choice("desk-break", "07:30: start desk-break")),
        (Digit(2), Choice("/home/me/mini.yaml", "key 2: start /home/me/mini.yaml")),
        (Digit(3), Choice(None, "key 3: there are 2 routines")),
        (Digit(0), Choice(None, "key 0: there are 2 routines")),
        (StartHeard("start mini", 0.97, 1), Choice(MINI.routine, 'heard "start mini" (97%): start /home/me/mini.yaml')),
        (StartHeard("let's go", 0.97, DEFAULT), Choice("desk-break", 'heard "let\'s go" (97%): start desk-break')),
        (StartHeard("start mini", 0.8, 1), Choice(None, 'heard "start mini" (80%): not sure enough')),
        (StartHeard("start mini", 1.0, 1, -9.0), Choice(None, 'heard "start mini" (100%): not clear enough')),
        (StartHeard("start mini", 0.2, 1), Choice(None)),
        (StartHeard("pause now", 1.0, None), Choice(None, 'heard "pause now" (100%): starts nothing')),
        (NOTHING, Choice(None)),
    ],
)  # fmt: skip
def test_what_happens_starts_a_routine_or_is_told(happening: Happening, choice: Choice) -> None:
    assert MENU.choose(happening) == choice


def test_without_a_default_a_key_starts_nothing() -> None:
    assert Menu((DESK,)).choose(Pushed.KEY) == Choice(None, "a key: there is no default routine")


def letters(text: str) -> list[tuple[int, ...]]:
    """Each letter as a phone; "xx" is a word that nobody knows."""
    return [] if "xx" in text else [tuple(map(ord, text.replace(" ", "")))]


def test_a_routine_is_called_by_its_id_and_by_its_title_with_digits_as_words() -> None:
    assert MINI.spoken() == ("mini", "thoracic mini routine")
    assert Startable("a", "back_two-2", "Back two 2").spoken(("zero", "one", "two")) == ("back two two",)


def test_every_name_stands_behind_start_and_stop_with_it_is_a_rival() -> None:
    found = phrases((DESK,), letters)
    assert found.starts == {"start desk break": 0, "begin desk break": 0}
    assert (found.rivals, found.told) == (("stop desk break",), ())


def test_names_that_sound_the_same_start_neither_and_are_told() -> None:
    found = phrases((DESK, Startable("two", "two", "Desk breaks")), letters)
    assert set(found.starts.values()) == {1}
    assert found.told == ('"desk break" and "desk breaks" sound the same; by that name neither is started.',)


def test_a_name_that_cannot_be_said_is_told() -> None:
    found = phrases((Startable("xx", "xx", "Good name"),), letters)
    assert [*found.starts] == ["start good name", "begin good name"]
    assert found.told == ('Nobody knows how "xx" is said; it starts nothing.',)
