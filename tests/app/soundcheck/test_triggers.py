"""Which words of a text were taken for a command, and what to do about them."""

import pytest

from voice_coach.app.soundcheck.triggers import Audited, Trigger, words_of
from voice_coach.core.commands.table import Command

STOP = Trigger(Command.STOP, "stop", 0.8, 1.0)
PAIN = Trigger(Command.PAIN, "ouch", 0.1, 0.4)


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("If it is too much, stop.", STOP, "stop"),
        ("If you have stopped, rest.", STOP, "stopped"),
        ("Breathe, and pause now: done.", Trigger(Command.PAUSE, "pause now", 0.0, 0.1), "pause now"),
        ("Lean your upper back over it.", PAIN, "Lean your upper"),
        ("One, arch.", Trigger(Command.PAIN, "ouch", 0.5, 1.1), "arch"),
        ("One, arch.", Trigger(Command.PAIN, "ouch", 1.1, 1.3), "arch"),
        ("A stopwatch.", STOP, "stopwatch"),
    ],
)
def test_the_words_of_the_phrase_are_named_or_those_about_its_time(text: str, trigger: Trigger, words: str) -> None:
    assert words_of(text, trigger) == words


def test_each_command_and_its_words_are_told_once_and_the_worse_first() -> None:
    audited = Audited("Ouch, stop.", bare=(PAIN, STOP, STOP), controlled=(STOP,))

    assert audited.triggers == (STOP, PAIN)
    assert audited.words == ("stop", "Ouch")


def test_an_author_can_mend_their_own_words_and_echo_control_the_coachs() -> None:
    bare, both = Audited("Now stop.", (STOP,)), Audited("Now stop.", (STOP,), (STOP,))

    assert bare.advice(authors=True) == 'say "stop" in other words, or leave echo control on'
    assert bare.advice(authors=False) == "leave echo control on"
    assert both.advice(authors=True) == 'say "stop" in other words'
    assert both.advice(authors=False) == '"stop" is the coach\'s own: wear headphones'


def test_a_text_that_triggers_nothing_has_no_words() -> None:
    assert (Audited("Rest.").triggers, Audited("Rest.").words) == ((), ())
