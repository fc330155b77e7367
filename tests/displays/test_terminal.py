"""The screen as a person sees it."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import HeardNote, Status
from voice_coach.displays.display import open_display
from voice_coach.displays.figures import big
from voice_coach.displays.labels import Labels
from voice_coach.displays.layout import Picture
from voice_coach.displays.plain import Plain
from voice_coach.displays.terminal import Terminal
from voice_coach.formats import countdown
from voice_coach.language.language import load_language

LABELS = Labels(load_language("en").screen)


def drawn(picture: Picture, width: int = 80, height: int = 24, encoding: str = "utf-8") -> list[str]:
    file = io.TextIOWrapper(io.BytesIO(), encoding, errors="replace")
    console = Console(file=file, width=width, height=height, force_terminal=False)
    console.print(picture)
    file.seek(0)
    return file.read().splitlines()


def shows(screen: list[str], text: str, scale: int = 1) -> bool:
    """Whether the screen has this drawn large, all of it and in one piece."""
    rows = big(text, scale)
    return any(
        all(line[left : left + len(row)] == row for row, line in zip(rows, screen[top:], strict=False))
        for top in range(len(screen) - len(rows) + 1)
        for left in range(len(screen[top]) - len(rows[0]) + 1)
        if screen[top].startswith(rows[0], left)
    )


def test_the_screen_is_filled_and_not_more(holding: Status) -> None:
    for width, height in ((80, 24), (132, 50), (60, 20), (40, 16)):
        lines = drawn(Picture(LABELS, holding, 7.5), width, height)

        assert len(lines) == height
        assert {len(line) for line in lines} == {width}


def test_the_seconds_left_are_big_and_name_the_side(holding: Status) -> None:
    screen = drawn(Picture(LABELS, holding, 7.5))

    assert shows(screen, "L 23")


def test_reps_are_counted_instead_of_seconds(holding: Status) -> None:
    reps = replace(holding, state=State.REP, phase=State.REP, rep=4, reps=10, side=None)
    screen = drawn(Picture(LABELS, reps, 7.5))

    assert shows(screen, "4/10")


@pytest.mark.parametrize(
    "text",
    [
        "Back flexibility",
        "Back rotation",
        "LEFT SIDE, SET 1 OF 2",
        "Next: rest.",
        "step 7 of 31",
        "9 min left",
        'heard "time left"',
        "Let your knee sink.",
        "No microphone",
        "space pause · n next · b back · r repeat · s skip · ? help · q finish",
    ],
)
def test_everything_that_matters_is_on_an_ordinary_terminal(holding: Status, text: str) -> None:
    picture = Picture(LABELS, holding, 7.5, ("Let your knee sink.",), "No microphone: use the keys.")

    assert text in "\n".join(drawn(picture))


def test_a_long_sentence_is_shown_whole(holding: Status) -> None:
    words = [f"word{number}" for number in range(20)]
    screen = drawn(Picture(LABELS, holding, 7.5, (" ".join(words),) * 3, " ".join(words)))

    assert len(screen) == 24
    assert sum("word19" in line for line in screen) == sum("word0 " in line for line in screen) == 3


def test_words_in_brackets_are_no_markup(holding: Status) -> None:
    odd = replace(holding, exercise="Plank [bold]", routine="My [/] routine", heard=HeardNote("[b]", obeyed=False))
    screen = "\n".join(drawn(Picture(LABELS, odd, 7.5)))

    assert "Plank [bold]" in screen
    assert "My [/] routine" in screen
    assert '"[b]"' in screen


def test_a_question_and_a_pause_show(holding: Status) -> None:
    asking = replace(holding, state=State.ASKING, question="Start over? Yes or no?", ends_at=None)
    paused = replace(holding, state=State.PAUSED, ends_at=None, remaining_s=8.0)

    assert "Start over? Yes or no?" in "\n".join(drawn(Picture(LABELS, asking, 1.0)))
    assert shows(drawn(Picture(LABELS, paused, 1.0)), "PAUSED")
    assert "space go on" in "\n".join(drawn(Picture(LABELS, paused, 1.0)))
    assert "wake up" in "\n".join(drawn(Picture(LABELS, replace(holding, asleep=True), 1.0)))


@pytest.mark.parametrize(("width", "height", "scale"), [(80, 24, 1), (60, 20, 1), (132, 50, 3), (200, 60, 4)])
def test_the_state_is_as_large_as_the_number(holding: Status, width: int, height: int, scale: int) -> None:
    screen = drawn(Picture(LABELS, holding, 7.5, ("Let your knee sink.",)), width, height)

    assert shows(screen, "L 23", scale)
    assert shows(screen, "HOLD", scale)
    assert "Hold" not in "\n".join(screen)
    assert "Let your knee sink." in "\n".join(screen)


def test_rows_that_end_in_blanks_stand_under_the_others(holding: Status) -> None:
    screen = drawn(Picture(LABELS, replace(holding, ends_at=29.0, side=None), 7.5), 40, 12)

    assert shows(screen, "22")


@given(st.sampled_from(State), st.sampled_from([None, 7.5, 30.0, 4000.0]), st.integers(20, 220), st.integers(5, 60))
def test_nothing_is_cut_at_any_size(state: State, ends_at: float | None, width: int, height: int) -> None:
    status = Status(state, State.HOLD, "Desk break", 3, 9, "Twist", ends_at=ends_at, next="Next: rest.")
    screen = drawn(Picture(LABELS, status, 7.5, (LONG,)), width, height)
    name = LABELS.state(state)
    number = "" if ends_at is None or state in {State.WAITING, State.FINISHED} else countdown(ends_at - 7.5)

    assert len(screen) == height
    assert {len(line.rstrip()) <= width for line in screen} == {True}
    scales = [scale for scale in range(1, 13) if number and shows(screen, number, scale)]
    assert not number or scales or number in "\n".join(screen)
    large = [scale for scale in range(1, 13) if all(shows(screen, word, scale) for word in name.upper().split())]
    assert large or height == 5 or name in " ".join(" ".join(screen).replace("│", " ").split())
    assert not (large and number) or large == scales


def test_a_state_of_several_words_is_broken_between_them(holding: Status) -> None:
    setup = replace(holding, state=State.SETUP, phase=State.SETUP)
    screen = drawn(Picture(LABELS, setup, 7.5))

    assert shows(screen, "L 23")
    assert shows(screen, "GET INTO")
    assert shows(screen, "POSITION")


def test_a_state_without_a_number_is_as_large_as_it_can_be(holding: Status) -> None:
    screen = drawn(Picture(LABELS, replace(holding, state=State.RESUMING, ends_at=None, exercise=""), 7.5), 132, 50)

    assert all(shows(screen, word, 2) for word in ("BACK", "INTO", "POSITION"))


@pytest.mark.parametrize(("width", "height"), [(40, 12), (40, 16), (28, 24), (80, 10)])
def test_a_state_that_has_no_room_is_a_line_and_never_cut(holding: Status, width: int, height: int) -> None:
    screen = drawn(Picture(LABELS, holding, 7.5, (LONG,)), width, height)

    assert shows(screen, "23") or shows(screen, "L 23")
    assert "Hold" in "\n".join(screen)


def test_a_question_and_a_state_without_a_picture_are_lines(holding: Status) -> None:
    asking = replace(holding, state=State.ASKING, question="Start over? Yes or no?")
    english = load_language("en").screen
    foreign = Labels({**english, "states": {**english["states"], "hold": "Läuft"}})

    assert shows(drawn(Picture(LABELS, asking, 7.5)), "L 23", 2)
    assert shows(drawn(Picture(foreign, holding, 7.5)), "L 23", 2)
    assert "Läuft" in "\n".join(drawn(Picture(foreign, holding, 7.5)))


@pytest.mark.parametrize("state", [State.OUTRO, State.FINISHED])
def test_at_the_end_nothing_is_ahead(holding: Status, state: State) -> None:
    screen = "\n".join(drawn(Picture(LABELS, replace(holding, state=state, phase=State.OUTRO, left_s=5.4), 1.0)))

    assert "Next" not in screen
    assert "step" not in screen
    assert " left" not in screen.replace('"time left"', "")


def test_the_last_seconds_have_their_unit(holding: Status) -> None:
    assert "step 7 of 31 · 6 s left" in "\n".join(drawn(Picture(LABELS, replace(holding, left_s=5.4), 7.5)))


def test_a_terminal_without_unicode_gets_plain_letters(holding: Status) -> None:
    screen = drawn(Picture(LABELS, holding, 7.5), encoding="ascii")

    assert any("####" in line for line in screen)


def test_the_screen_counts_down_by_itself_and_is_given_back(holding: Status, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")  # whatever runs the tests may have a dumb one, which has no second screen
    now = [7.5]
    console = Console(file=io.StringIO(), width=80, height=24, force_terminal=True)
    terminal = Terminal(LABELS, lambda: now[0], console)
    terminal.show(holding)
    terminal.spoken("Lie on your back.")
    terminal.notice("No microphone: use the keys.")

    assert any(big("L 23")[0] in line for line in drawn(terminal.picture(), 80, 20))
    now[0] = 20.0
    assert any(big("L 10")[0] in line for line in drawn(terminal.picture(), 80, 20))

    terminal.close()
    terminal.close()
    file = console.file
    assert isinstance(file, io.StringIO)
    assert file.getvalue().count("\x1b[?1049h") == file.getvalue().count("\x1b[?1049l") == 1
    assert file.getvalue().endswith("No microphone: use the keys.\nLie on your back.\n")


def test_where_there_is_no_terminal_there_is_a_log() -> None:
    assert isinstance(open_display(LABELS, lambda: 0.0), Plain)


def test_the_keys_that_are_shown_are_those_that_act(holding: Status) -> None:
    def keys(**changed: object) -> str:
        return "\n".join(drawn(Picture(LABELS, replace(holding, **changed), 7.5)))  # type: ignore[arg-type]  # fields of a status

    assert "n next" in keys()
    asking = keys(state=State.ASKING, question="Start over? Yes or no?", answers=(Command.YES, Command.NO))
    assert "y yes · n no" in asking
    strength = keys(state=State.ASKING, question="How strong?", answers=(Command.NUMBER, Command.FINISH))
    assert "0-10 how strong · space pause · r repeat · ? help · q finish" in strength
    assert not any(key in asking for key in ("n next", "b back", "s skip", "q finish"))
    assert "enter ready" in keys(state=State.SETUP, phase=State.SETUP)
    assert "enter" not in keys(state=State.REP, phase=State.REP, rep=1, reps=8)
    assert "enter done" in keys(state=State.REP, phase=State.REP, rep=0, reps=8, may_end=True)
    waiting = keys(state=State.WAITING, phase=State.INTRO)
    assert "space start · ? help · q finish" in waiting
    assert not any(key in waiting for key in ("n next", "b back", "r repeat", "s skip"))


LONG = "Lie on your left side with both knees bent in front of you."


@pytest.mark.parametrize(("width", "height"), [(40, 12), (50, 10), (40, 16), (30, 8), (20, 5), (80, 6), (132, 5)])
def test_on_a_small_screen_a_line_is_whole_or_not_there(holding: Status, width: int, height: int) -> None:
    spoken = ("One sentence.", LONG)
    lines = drawn(Picture(LABELS, holding, 7.5, spoken, "No microphone: use the keys."), width, height)
    words = " ".join(" ".join(lines).replace("│", " ").split())

    assert len(lines) == height
    assert all(len(line) <= width for line in lines)
    assert "…" not in words
    assert (LONG in words) == ("Lie on" in words)
    assert ("No microphone: use the keys." in words) == ("No mic" in words)
    assert any(row in line for row in big("23")[:1] for line in lines)


def test_forty_by_twelve_has_the_number_the_state_the_words_and_the_keys(holding: Status) -> None:
    words = " ".join(" ".join(drawn(Picture(LABELS, holding, 7.5, (LONG,)), 40, 12)).split())

    for text in ("Back rotation", "LEFT SIDE", "Hold", LONG, "space pause", "q finish"):
        assert text in words


@pytest.mark.parametrize("ends_at", [7.5 + 59 * 60, 7.5 + 65, 30.0])
def test_there_is_a_number_on_the_smallest_screen(holding: Status, ends_at: float) -> None:
    lines = drawn(Picture(LABELS, replace(holding, ends_at=ends_at), 7.5), 20, 5)
    reps = drawn(Picture(LABELS, replace(holding, state=State.REP, phase=State.REP, rep=10, reps=12), 7.5), 20, 5)

    assert any(text in line for text in ("59:00", "1:05", big("23")[0]) for line in lines)
    assert any("10/12" in line for line in reps)
