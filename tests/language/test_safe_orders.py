"""Sixty ways to say a safe order, and sixty sentences that merely contain one."""

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.language.phrasebook import Phrasebook

PAIN = """
that hurts; ouch; pain; ouch ouch; that hurts that hurts; stop that hurts; that hurts stop; ouch stop; stop ouch;
ow that hurts; oh that hurts; ah that hurts; no that hurts; oh no that hurts; please stop that hurts; wait that hurts;
wait ouch; hold on that hurts; ouch wait stop; stop now that hurts; pause that hurts; ow ow ouch; oh ouch please;
coach that hurts; okay coach that hurts; um that hurts; stop stop that hurts; no no that hurts; ah pain; pain stop pain
"""
STOP = """
stop; stop now; please stop; stop please; stop stop; stop stop stop; no stop; oh stop; ow stop; ah stop; oh no stop;
stop please stop; stop now stop; wait stop; stop wait; hold on stop; pause stop; please please stop; can you stop;
could you please stop now; okay stop; no no no stop; stop um stop; coach stop; pause now stop
"""
PAUSE = "pause; pause now; wait; hold on; hold on wait; wait wait; no wait; oh wait; please pause; ah pause please"

SENTENCES = """
don't stop; do not stop; never stop; it will stop; let us stop here; stop it you two; stop the music; stop by the shop;
i can't stop; when does it stop; the bus will stop soon; non stop; stop watch; full stop then; one stop shop;
he said stop; she told me to stop; nothing can stop me now; stop and think; stop or go; will it ever stop;
that hurts a little less; that hurts my feelings; it hurts; nobody hurts; that hurts you know; where that hurts;
the pain is gone; pain and gain; no pain no gain; back pain; a pain in the neck; his pain; pain is weakness;
it is no pain to me; pain killers; in pain; without pain; ouch said the cat; ouch that was my foot;
pause for thought; one pause; without one pause; the pause button; long pause; pause the film; pause between them;
wait for me; wait a minute; i will wait; just wait and see; can't wait; wait and see; the waiter; wait here for him;
hold on to it; hold on tight; you hold on there; get a hold on yourself; hold on for one minute
"""


def texts(listed: str) -> list[str]:
    return [text.strip() for text in listed.split(";")]


ORDERS = [
    (text, command)
    for command, listed in ((Command.PAIN, PAIN), (Command.STOP, STOP), (Command.PAUSE, PAUSE))
    for text in texts(listed)
]


@pytest.mark.parametrize(("text", "command"), ORDERS)
def test_a_safe_order_is_understood_however_it_is_said(english: Phrasebook, text: str, command: Command) -> None:
    match = english.match(text)
    assert match is not None
    assert match.command is command


@pytest.mark.parametrize("text", texts(SENTENCES))
def test_a_sentence_that_contains_one_is_none(english: Phrasebook, text: str) -> None:
    assert english.match(text) is None


def test_there_are_sixty_of_each() -> None:
    assert len({text for text, _ in ORDERS}) >= 60
    assert len(set(texts(SENTENCES))) >= 60


@pytest.mark.parametrize("text", ["oh next", "ow skip this", "no next", "ah carry on", "oh", "no oh", "next skip"])
def test_what_leads_into_a_safe_order_leads_into_nothing_else(english: Phrasebook, text: str) -> None:
    assert english.match(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("about seven", 7), ("seven out of ten", 7), ("it's a seven", 7), ("six and a half", 6), ("none", 0),
     ("not at all", 0), ("no pain", 0), ("ten out of ten", 10), ("um maybe a three", 3), ("I'd say four", 4),
     ("two two", 2), ("more like eight please", 8)],
)  # fmt: skip
def test_a_number_may_stand_among_small_words(english: Phrasebook, text: str, number: int) -> None:
    match = english.match(text)
    assert match is not None
    assert (match.command, match.number) == (Command.NUMBER, number)


@pytest.mark.parametrize("text", ["six or seven", "two three", "seven no eight", "between five and six", "ten two one"])
def test_several_numbers_are_none_of_them(english: Phrasebook, text: str) -> None:
    match = english.match(text)
    assert match is not None
    assert (match.command, match.number) == (Command.NUMBER, None)


@pytest.mark.parametrize("text", ["seven people", "the two of us", "a level", "about", "out of ten people"])
def test_a_number_in_a_sentence_is_none(english: Phrasebook, text: str) -> None:
    assert english.match(text) is None


YES = ("yes", "yep", "yup", "sure", "okay", "of course", "go ahead", "okay yes", "yes sure")
NO = ("no", "nope", "nah", "not yet", "no thanks", "no no", "no not yet")


@pytest.mark.parametrize(
    ("text", "command"),
    [*((text, Command.YES) for text in YES), *((text, Command.NO) for text in NO)],
)
def test_yes_and_no_in_other_words(english: Phrasebook, text: str, command: Command) -> None:
    match = english.match(text)
    assert match is not None
    assert match.command is command
