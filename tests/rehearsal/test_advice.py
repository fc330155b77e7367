"""What is asked for, and what is proposed."""

from voice_coach.core.commands.table import Command
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.engines import RecogniserKind
from voice_coach.rehearsal.advice import EVERYDAY, PhraseVerdict, advice, phrases_for, report, to_ask, to_try, verdicts
from voice_coach.rehearsal.clip import RehearsedClip, parse

TABLE = {
    Command.PAUSE: ("pause now", "pause", "wait", "hold on"),
    Command.SLOWER: ("slower",),
    Command.NUMBER: ("zero", "one"),
}
ALL = tuple(phrase for phrases in TABLE.values() for phrase in phrases)


def clip(phrase: str, *, ok: bool = True) -> RehearsedClip:
    command = next(command for command, phrases in TABLE.items() if phrase in phrases)
    return RehearsedClip(
        "a.flac",
        command,
        phrase,
        phrase if ok else "",
        ok,
        1.2,
        -20.5,
        "2026-05-01T18:30:00+02:00",
        RecogniserKind.VOSK,
    )


def judged(*rehearsed: RehearsedClip, usable: tuple[str, ...] = ALL) -> tuple[PhraseVerdict, ...]:
    return verdicts(rehearsed, TABLE, usable)


def test_the_phrase_that_is_taught_is_asked_for() -> None:
    assert phrases_for(TABLE, TABLE, ALL) == ("pause now", "slower", "zero", "one")


def test_a_phrase_that_cannot_be_heard_is_not_asked_for() -> None:
    assert phrases_for(TABLE, TABLE, ("wait", "one")) == ("wait", "one")
    assert phrases_for([Command.STOP], TABLE, ALL) == ()


def test_everyday_commands_have_phrases(english: Phrasebook) -> None:
    assert len(phrases_for(EVERYDAY, english.said_for(), english.phrases())) == len(EVERYDAY)


def test_everything_is_asked_for_twice_in_rounds() -> None:
    assert to_ask(["wait", "slower"]) == ("wait", "slower", "wait", "slower")


def test_what_works_needs_nothing_else() -> None:
    assert judged(clip("pause now"), clip("pause now")) == (PhraseVerdict("pause now", 2, 2),)


def test_the_longest_phrase_that_was_not_tried_is_proposed() -> None:
    (verdict,) = judged(clip("pause now"), clip("pause now", ok=False))
    assert verdict == PhraseVerdict("pause now", 2, 1, instead="hold on")
    assert to_try([verdict]) == ("hold on",)


def test_a_phrase_that_failed_is_not_proposed() -> None:
    failed = judged(clip("pause now", ok=False), clip("hold on", ok=False))
    assert [one.instead for one in failed] == ["pause", "pause"]
    assert to_try(failed) == ("pause",)


def test_a_phrase_that_was_understood_goes_before_a_longer_one() -> None:
    first, *_ = judged(clip("pause now", ok=False), clip("wait"))
    assert (first.instead, first.tried) == ("wait", True)
    assert to_try([first]) == ()


def test_what_the_recogniser_cannot_hear_is_not_proposed() -> None:
    (verdict,) = judged(clip("pause now", ok=False), usable=("pause now", "wait"))
    assert verdict.instead == "wait"


def test_there_may_be_no_other_phrase() -> None:
    assert [one.instead for one in judged(clip("slower", ok=False), clip("zero", ok=False), clip("one"))] == [
        "",
        "",
        "",
    ]


def test_the_report_says_what_to_say() -> None:
    told = judged(clip("pause now", ok=False), clip("pause now"), clip("wait"), clip("slower", ok=False))
    assert report(told) == (
        "Understood: 2 of 4.",
        "These phrases work badly for your voice:",
        '  pause now (1 of 2): say "wait"',
        "  slower (0 of 1): there is no other phrase",
    )
    assert report(judged(clip("pause now", ok=False)))[-1] == '  pause now (0 of 1): try "hold on"'
    assert report(judged(clip("wait"))) == ("Understood: 1 of 1.",)
    assert report(()) == ("Understood: 0 of 0.",)


def test_a_session_is_told_only_what_was_tried() -> None:
    assert advice(judged(clip("pause now", ok=False))) == ""
    told = judged(clip("pause now", ok=False), clip("wait"))
    assert advice(told) == 'For your voice: say "wait" rather than "pause now".'


def test_a_take_comes_back_from_its_line() -> None:
    assert parse(clip("wait").line()) == clip("wait")
