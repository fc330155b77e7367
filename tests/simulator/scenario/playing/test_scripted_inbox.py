"""What is in the scripts happens at its moment: on its sample in a room, in its turn without one."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulator.room.measuring import NOISELESS, hiss, response
from tests.simulator.scenario.made import status
from voice_coach.audio.format import RATE, from_bytes
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Role, Say, Show
from voice_coach.core.events import Pressed
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.inbox.port import MICROPHONE_ENDED, Block, InboxClosedError, Item
from voice_coach.inbox.virtual import VirtualInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.scenario.playing.observer import Observer, Script
from voice_coach.simulator.scenario.playing.parts import BreakableRecogniser, ScriptedRecogniser
from voice_coach.simulator.scenario.playing.scripted_inbox import PATIENCE_S, RoomTalker, ScriptedInbox, ScriptedTalker
from voice_coach.simulator.scenario.scenario import FaultForm, FaultKind, LineForm
from voice_coach.simulator.scenario.timing import TimeSpan, parse
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice

CLIP = hiss(0.5)
HELLO = {"play": "hello.wav"}
SPEED = 343.0


def line(at: str, **keys: object) -> LineForm:
    return LineForm.model_validate({"at": at, **keys})


def fault(at: str, kind: FaultKind) -> FaultForm:
    return FaultForm.model_validate({"at": at, "fault": kind})


class Theatre:
    """A stage with a log and a speaker, and nobody who coaches."""

    def __init__(
        self,
        *user: LineForm,
        faults: tuple[FaultForm, ...] = (),
        lasts_s: Seconds | None = None,
        in_a_room: bool = False,
    ) -> None:
        self.recogniser = ScriptedRecogniser()
        self.breakable = BreakableRecogniser(self.recogniser)
        self.room = Room(Acoustics(reverberation_s=0.0, microphone=NOISELESS))
        self.log = MemoryLog()
        mixer = Mixer(RATE)
        self.speaker = Speaker(EstimatedVoice(), mixer if in_a_room else None)
        self.observer = Observer(self.log, self.speaker)
        in_room = RoomTalker(self.room, dict.fromkeys(user, CLIP))
        self.stage = ScriptedInbox(
            inner=BlockInbox(mixer, in_room.exchange) if in_a_room else VirtualInbox(()),
            observer=self.observer,
            scripts=(Script(user, self.observer), Script(faults, self.observer)),
            user=in_room if in_a_room else ScriptedTalker(self.recogniser),
            breakables={FaultKind.RECOGNISER_FAILS: self.breakable},
            lasts_s=lasts_s,
        )

    def run(self, until: Seconds | None = None) -> list[Item]:
        """All that comes up to a time, or until nothing more can come."""
        items: list[Item] = []
        try:
            while until is None or self.stage.now() < until:
                if (item := self.stage.next(until)) is not None:
                    items.append(item)
        except InboxClosedError:
            pass
        return items


def heard_at(room: Room, since: Seconds) -> Seconds:
    """When the clip arrived, by correlation, in the first second after ``since``."""
    first = round(since * RATE)
    return (first + int(np.argmax(response(CLIP, room.heard[first : first + 2 * RATE])))) / RATE


@pytest.mark.parametrize("at", ["0s", "0.5s", "1.234s", "1.999s"])
def test_a_line_is_in_the_mix_exactly_where_the_scenario_says(at: str) -> None:
    theatre = Theatre(line(at, **HELLO), in_a_room=True)
    theatre.run(until=4.0)

    starts = parse(at).offset_s
    assert theatre.observer.lines == (TimeSpan(starts, starts + 0.5),)
    assert heard_at(theatre.room, starts) == pytest.approx(starts + 1.0 / SPEED, abs=1 / RATE)
    # In the open air and without noise, what arrived is the clip and nothing else, but for the bits of a sample.
    first = round((starts + 1.0 / SPEED) * RATE)
    around = [theatre.room.heard[first + off : first + off + len(CLIP)] for off in (-1, 0, 1)]
    scale = np.sqrt(np.mean(around[1] ** 2)) / np.sqrt(np.mean(CLIP**2))
    assert min(float(np.abs(part - scale * CLIP).max()) for part in around) < 1e-4
    assert not theatre.room.heard[: first - 1].any()


def test_a_line_that_follows_another_counts_from_its_last_sample() -> None:
    theatre = Theatre(line("1s", **HELLO), line("0.75s after line 1", **HELLO), in_a_room=True)
    theatre.run(until=5.0)
    assert theatre.observer.lines == (TimeSpan(1.0, 1.5), TimeSpan(2.25, 2.75))
    assert heard_at(theatre.room, 2.0) == pytest.approx(2.25 + 1.0 / SPEED, abs=1 / RATE)


def test_a_line_may_sound_while_the_coach_speaks() -> None:
    theatre = Theatre(line('0.5s into "sit tall"', **HELLO), in_a_room=True)
    theatre.run(until=1.0)
    theatre.speaker.perform(Say(1, "Sit tall on your chair.", Role.POSITION), 1.0)
    theatre.log.effects((Show(status(State.SETUP)),), 1.0)
    theatre.run(until=4.0)
    (sentence,) = theatre.speaker.log(60.0)
    assert theatre.observer.lines[0].starts == pytest.approx(sentence.starts + 0.5)


def test_a_moment_that_is_past_when_it_becomes_known_is_now() -> None:
    theatre = Theatre(line("3s", **HELLO), line("2s", **HELLO))
    theatre.run()
    assert [span.starts for span in theatre.observer.lines] == [3.0, 3.0]


def test_lines_keep_their_order_and_wait_for_the_state_that_they_name() -> None:
    theatre = Theatre(
        line("1s into hold", say="Next, please!"),
        line("1s into hold", press=Command.BACK),
    )
    assert theatre.run(until=2.0) == []
    theatre.log.effects((Show(status(State.HOLD, 1)),), 2.0)
    (block,) = theatre.run(until=10.0)
    assert isinstance(block, Block)
    assert block.at == 3.0
    assert [hypothesis.text for hypothesis in theatre.recogniser.feed(block.pcm)] == ["next please"]
    theatre.log.effects((Show(status(State.REST, 2)),), 10.0)
    theatre.log.effects((Show(status(State.HOLD, 3)),), 11.0)
    assert theatre.run(until=20.0) == [Pressed(Command.BACK, 12.0)]


def test_a_key_arrives_at_its_moment() -> None:
    assert Theatre(line("2.5s", press=Command.NEXT)).run() == [Pressed(Command.NEXT, 2.5)]


@pytest.mark.parametrize("in_a_room", [False, True])
def test_a_microphone_that_is_gone_is_told_once_and_hears_no_more(*, in_a_room: bool) -> None:
    gone = fault("1s", FaultKind.MICROPHONE_GONE)
    act = HELLO if in_a_room else {"say": "next"}
    theatre = Theatre(line("2s", **act), faults=(gone,), in_a_room=in_a_room)
    items = theatre.run(until=3.0)
    assert items.count(MICROPHONE_ENDED) == 1
    assert [item for item in items if isinstance(item, Block) and item.at > 1.04] == []
    assert len(theatre.observer.lines) == 1  # it was said, and nobody heard


@pytest.mark.parametrize("in_a_room", [False, True])
def test_a_muted_microphone_gives_silence(*, in_a_room: bool) -> None:
    muted = fault("1s", FaultKind.MICROPHONE_MUTED)
    act = HELLO if in_a_room else {"say": "next"}
    theatre = Theatre(line("2s", **act), faults=(muted,), in_a_room=in_a_room)
    items = theatre.run(until=3.0)
    assert MICROPHONE_ENDED not in items
    blocks = [item for item in items if isinstance(item, Block) and item.at > 1.04]
    assert len(blocks) == (97 if in_a_room else 0)
    assert not any(from_bytes(block.pcm).any() for block in blocks)


def test_a_part_breaks_at_its_moment() -> None:
    theatre = Theatre(faults=(fault("1s", FaultKind.RECOGNISER_FAILS),))
    broken = []
    for until in (0.9, 1.1):
        theatre.run(until)
        broken.append(theatre.breakable.broken)
    assert broken == [False, True]
    assert theatre.observer.lines == ()  # a fault is nothing that the user says


@pytest.mark.parametrize("in_a_room", [False, True])
def test_a_session_is_left_when_it_has_lasted_long_enough(*, in_a_room: bool) -> None:
    theatre = Theatre(line("20s", press=Command.NEXT), lasts_s=2.0, in_a_room=in_a_room)
    items = theatre.run(until=30.0)
    assert theatre.stage.now() == pytest.approx(2.0, abs=0.02)
    assert Pressed(Command.NEXT, 20.0) not in items


def test_a_session_that_waits_for_a_user_who_is_done_is_left_after_a_while() -> None:
    theatre = Theatre(line("1s", **HELLO), in_a_room=True)
    theatre.run()
    assert theatre.stage.now() == pytest.approx(1.0 + PATIENCE_S, abs=0.1)


def test_a_line_can_break_off() -> None:
    whole, half = (Theatre(line("1s", **HELLO, only=only_s), in_a_room=True) for only_s in (None, 0.2))
    whole.run(until=3.0)
    half.run(until=3.0)
    assert half.observer.lines == (TimeSpan(1.0, 1.2),)
    until = round((1.2 + 1.0 / SPEED) * RATE)
    assert np.array_equal(half.room.heard[:until], whole.room.heard[:until])
    assert not half.room.heard[until + 1 :].any()
    assert whole.room.heard[until + 1 :].any()


def test_a_line_that_is_shorter_than_it_may_be_is_whole() -> None:
    theatre = Theatre(line("1s", **HELLO, only=9.0), in_a_room=True)
    theatre.run(until=3.0)
    assert theatre.observer.lines == (TimeSpan(1.0, 1.5),)
