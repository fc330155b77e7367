"""Whole sessions, word for word: what was said to the coach and all that it did, beside a golden journal.

A scenario is NAME.yaml: ``routine`` is a file in routines/, ``said`` has lines such as "12.5 next exercise", and
``cautious: true`` lets the coach doubt its ears. NAME.journal is the readable form of its journal. After a change that
is meant: VOICE_COACH_UPDATE_GOLDEN=1 pytest tests/scenarios, then read the diff.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from voice_coach.app.casting import Casting
from voice_coach.authoring.load import load
from voice_coach.core.commands import Command
from voice_coach.core.effects import Effect, Hush, Say, Show
from voice_coach.core.events import DeadlinePassed, Event, Heard, Rejected, SpeechFinished
from voice_coach.core.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.journal.codec import encode
from voice_coach.journal.entry import Entry
from voice_coach.journal.reader import read
from voice_coach.journal.writer import Journal
from voice_coach.loop import Loop
from voice_coach.options import RunOptions
from voice_coach.performer import Performer
from voice_coach.simulator.virtual_inbox import VirtualInbox
from voice_coach.speaking.estimate import EstimatedVoice
from voice_coach.speaking.speaker import Speaker

HERE = Path(__file__).parent
SCENARIOS = sorted(path.stem for path in HERE.glob("*.yaml"))


@cache
def session(name: str, folder: Path) -> tuple[Casting, bool, tuple[Entry, ...]]:
    """Run a scenario and return its journal as it is read back from the disk."""
    scenario = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    casting = Casting(load(HERE / "routines" / f"{scenario['routine']}.yaml"), RunOptions())
    cautious = bool(scenario.get("cautious", False))
    journal = Journal(folder / f"{name}.jsonl")
    speaker = Speaker(EstimatedVoice())
    performer = Performer(speaker, (), lambda _: None)
    inbox = VirtualInbox(event(casting, line) for line in scenario["said"])
    coach = casting.coach(cautious=cautious)
    Loop(coach, inbox, speaker, performer, journal, notice=lambda _: None, stays=True).run()
    journal.close()
    return casting, cautious, read(journal.path)


def event(casting: Casting, line: str) -> Event:
    at, _, text = line.partition(" ")
    match = casting.phrasebook.match(text)
    if match is None:
        return Rejected(text, "not-a-phrase", float(at), near=True)
    return Heard(match.command, text, float(at), number=match.number)


def rendered(entries: tuple[Entry, ...]) -> Iterator[str]:
    """A line an entry: what happened begins with >, a change of state with =, the rest is what the coach ordered."""
    texts = {entry.what.id: entry.what.text for entry in entries if isinstance(entry.what, Say)}
    shown = ""
    for entry in entries:
        match entry.what:
            case DeadlinePassed():
                continue
            case SpeechFinished(say_id):
                line = f"> spoken: {texts[say_id]}"
            case Show(status):
                if (line := f"= {state(status)}") == shown:
                    continue
                shown = line
            case Hush():
                line = "  Hush"
            case what:
                line = f"{'>' if isinstance(what, Event) else ' '} {type(what).__name__} {fields(what)}"
        yield f"{entry.at:8.2f} {line}"


def state(status: Status) -> str:
    where = [str(status.state), f"step {status.step}", status.exercise, str(status.side or ""), status.question]
    return ", ".join(part for part in where if part)


def fields(what: Event | Effect) -> str:
    """The fields that say something, times to the hundredth of a second; an event's time stands before it."""
    values = encode(what)
    values.pop("id", None)
    if isinstance(what, Event) or type(what).__name__ == "Record":
        values.pop("at")
    return " ".join(
        f"{key}={value:.2f}" if isinstance(value, float) else f"{key}={value}"
        for key, value in values.items()
        if value is not None
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("journals")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_session_is_as_its_golden_journal_says(name: str, folder: Path) -> None:
    _, _, entries = session(name, folder)
    golden = HERE / f"{name}.journal"
    text = "\n".join(rendered(entries)) + "\n"
    if os.environ.get("VOICE_COACH_UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text.splitlines() == golden.read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_journal_played_to_a_fresh_coach_gives_the_same_effects(name: str, folder: Path) -> None:
    casting, cautious, entries = session(name, folder)
    coach = casting.coach(cautious=cautious)
    played: list[tuple[Seconds, Event | Effect]] = []
    for entry in entries:
        if isinstance(entry.what, Event):
            played.append((entry.at, entry.what))
            played += [(entry.at, effect) for effect in coach.handle(entry.what, entry.at)]
    again = tuple(Entry(n, at, what) for n, (at, what) in enumerate(played))
    assert [entry.line() for entry in again] == [entry.line() for entry in entries]


def test_the_scenarios_cover_every_state_and_every_command(folder: Path) -> None:
    entries = [entry.what for name in SCENARIOS for entry in session(name, folder)[2]]
    assert {what.status.state for what in entries if isinstance(what, Show)} == {*State}

    obeyed = {
        before.command
        for name in SCENARIOS
        for before, after in heard(session(name, folder)[2])
        if after.heard is not None and after.heard.obeyed
    }
    assert {*Command} == obeyed


def heard(entries: tuple[Entry, ...]) -> Iterator[tuple[Heard, Status]]:
    """Every command that was heard, with the snapshot that follows it."""
    said: Heard | None = None
    for entry in entries:
        if isinstance(entry.what, Heard):
            said = entry.what
        elif isinstance(entry.what, Show) and said is not None:
            yield said, entry.what.status
            said = None
