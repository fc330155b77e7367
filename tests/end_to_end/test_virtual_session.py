"""The main job on real input: two sessions over a sound card made of software, in real time.

Nothing is a double. `virtual_room.py` plays a user who talks to the program through the virtual microphone and records
the virtual loudspeaker. Both sessions run at the same time and take about two and a half minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import yaml

from tests.end_to_end.home import BASH, Home, require_card, require_voice
from tests.end_to_end.recording import RATE, Place, Recording, first_like
from voice_coach.audio.format import Samples, from_bytes
from voice_coach.core.effects import Show, Tone
from voice_coach.core.events import Heard
from voice_coach.core.status import HeardNote
from voice_coach.journal.entry import Entry
from voice_coach.speaking.timeline import ScheduledSound as Timed
from voice_coach.speaking.tones import tone_clip

pytestmark = pytest.mark.sound

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LINES: dict[str, list[tuple[str, float, str]]] = yaml.safe_load((HERE / "lines.yaml").read_text(encoding="utf-8"))
LONGEST_S = 280.0

QUICK = {"reps": 2, "count": 2, "hold": "8s", "changeover": "5s"}
"""The doses of the sped-up routine."""

MISSED_S = 3.0
"""An utterance that is not decided so long after its end was missed."""

SAME = 0.9
"""How alike a recording is to the words that sound in it. Measured: 1.00 where they sound alone."""

TONE = 0.9
"""How alike it is to a tone and the words over it. Measured: 0.99 or more (n = 51)."""

OTHER = 0.5
"""More alike is no other sentence (measured: 0.17 at the most, n = 33)."""


@dataclass(frozen=True)
class Performance:
    """What is left of a session when it is over."""

    language: str
    home: Home
    exit_code: int
    errors: str

    @cached_property
    def journal(self) -> tuple[Entry, ...]:
        return self.home.journal()

    @cached_property
    def user(self) -> dict[str, Any]:
        return dict(json.loads((self.home.folder / "user.json").read_text(encoding="utf-8")))

    @cached_property
    def schedule(self) -> tuple[Timed, ...]:
        return self.home.schedule(self.language)

    @cached_property
    def gaps(self) -> int:
        """How often the machine was too busy to play, in ALSA's words; every gap makes what follows late."""
        return self.errors.count("underrun occurred")

    @cached_property
    def recording(self) -> Recording:
        """The virtual loudspeaker's sound, brought in line with the session's clock by the first start tone."""
        samples = np.fromfile(self.home.folder / "coach.raw", np.float32)
        first = next(sound for sound in self.schedule if sound.tone is Tone.START)
        heard_before_s = first.starts + 30.0  # the recorder begins before the session's clock
        tone = tone_clip(Tone.START, RATE).samples
        return Recording(samples, first_like(samples[: round(heard_before_s * RATE)], tone, 0.6) - first.starts)

    def samples(self, sound: Timed) -> Samples:
        return tone_clip(sound.tone, RATE).samples if sound.tone else self.home.spoken(sound.what, self.language)

    def find(self, sentence: Timed, at_s: float) -> Place:
        return self.recording.find(self.samples(sentence), at_s, 0.5)

    def find_among_words(self, tone: Timed, at_s: float) -> Place:
        """Find a tone with all that sounds over it: alone it is as like itself a few of its periods later.

        What has no time of its own sounds from the next block on, a little later than the journal says.
        """
        mixed = np.zeros_like(self.samples(tone))
        for sound in self.schedule:
            if sound.overlaps(tone.starts, tone.ends):
                late_s = self.find(sound, sound.starts + at_s - tone.starts).late_s if sound.say else 0.0
                begins = round((sound.starts + late_s - tone.starts) * RATE)
                heard = self.samples(sound)[max(0, -begins) : len(mixed) - begins]
                mixed[max(0, begins) :][: len(heard)] += heard
        return self.recording.find(mixed, at_s, 0.5)


def sped_up(part: Any) -> Any:  # noqa: ANN401 - whatever YAML has
    """The same routine with small doses and short waits, as YAML read it."""
    match part:
        case dict():
            quick = {**QUICK, "wait": part.get("wait") if part.get("wait") == "ready" else "4s"}
            return {key: quick.get(key) or sped_up(value) for key, value in part.items()}
        case list():
            return [sped_up(one) for one in part]
        case _:
            return part


def utterance(pcm: bytes) -> Samples:
    """What is spoken in a sound of the fixtures, without the faint noise around it."""
    samples = from_bytes(pcm)
    loud = np.flatnonzero(np.abs(samples) > 0.004)
    return samples[loud[0] : loud[-1] + 1]


Begin = Callable[[], tuple[Home, subprocess.Popen[str]]]


@pytest.fixture(scope="module")
def begin_en(flite_says: Callable[[str, str], bytes], tmp_path_factory: pytest.TempPathFactory) -> Begin:
    said = [flite_says(("rms", "slt")[number % 2], text) for number, (_, _, text) in enumerate(LINES["en"])]
    return lambda: begin(Home(tmp_path_factory.mktemp("english")), LINES["en"], said)


@pytest.fixture(scope="module")
def begin_ko(
    korean_model: Path, korean_says: Callable[[str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> Begin:
    said = [korean_says(text) for _, _, text in LINES["ko"]]
    language = ROOT / "tests" / "audio_fixtures" / "ko.yaml"
    return lambda: begin(
        Home(tmp_path_factory.mktemp("korean")), LINES["ko"], said, "--language", language, "--model", korean_model
    )


@pytest.fixture(scope="module")
def performances(request: pytest.FixtureRequest) -> dict[str, Performance | str]:
    """Both sessions, played at the same time; in place of one that cannot be played here, the reason.

    They run in real time, and a machine that is busy for a second spoils a take; such a session is played once more.
    """
    over = take(request, LINES)
    return over | take(request, [language for language, played in over.items() if spoilt(played)])


def take(request: pytest.FixtureRequest, languages: Iterable[str]) -> dict[str, Performance | str]:
    over: dict[str, Performance | str] = {}
    running = {}
    with ExitStack() as stack:
        for language in languages:
            try:
                require_sound(language)
                home, stage = request.getfixturevalue(f"begin_{language}")()
            except pytest.skip.Exception as reason:
                over[language] = str(reason)
            else:
                stack.callback(stage.terminate)
                running[language] = (home, stage)
        for language, (home, stage) in running.items():
            _, errors = stage.communicate(timeout=LONGEST_S)
            over[language] = Performance(language, home, stage.returncode, errors)
    return over


def spoilt(played: Performance | str) -> bool:
    """Whether a session was played and somebody was not understood in it, or the coach's sound has gaps."""
    if isinstance(played, str) or played.exit_code == 77:
        return False
    heard = [heard.text for _, heard, note in notes(played.journal) if note.obeyed]
    return played.exit_code != 0 or played.gaps > 0 or heard != [text for _, _, text in LINES[played.language]]


@pytest.fixture(params=LINES)
def performance(request: pytest.FixtureRequest, performances: dict[str, Performance | str]) -> Performance:
    played = performances[request.param]
    if isinstance(played, str):
        pytest.skip(played)
    if played.exit_code == 77:
        pytest.skip(played.errors.strip())
    assert played.exit_code == 0, played.errors + (played.home.folder / "session.txt").read_text(encoding="utf-8")
    return played


def require_sound(language: str) -> None:
    require_card()
    require_voice(language)


def begin(
    home: Home, lines: list[tuple[str, float, str]], said: list[bytes], *options: str | Path
) -> tuple[Home, subprocess.Popen[str]]:
    """Start a session in a home of its own."""
    folder = home.folder
    routine = folder / "thoracic-mini.yaml"
    written = yaml.safe_load((ROOT / "routines" / routine.name).read_text(encoding="utf-8"))
    routine.write_text(yaml.safe_dump(sped_up(written)), encoding="utf-8")
    script = [(*line, f"{number}.wav") for number, line in enumerate(lines)]
    for (*_, file), pcm in zip(script, said, strict=True):
        soundfile.write(folder / file, utterance(pcm), 16_000)
    (folder / "lines.json").write_text(json.dumps(script), encoding="utf-8")
    session = [sys.executable, "-m", "voice_coach", "run", routine, "--verbosity", "short", *options]
    stage = subprocess.Popen(  # noqa: S603 - our own scripts
        [BASH, ROOT / "scripts" / "virtual-sound", "run", sys.executable, HERE / "virtual_room.py", folder, *session],
        env=home.environment,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    return home, stage


def test_every_command_is_heard_and_obeyed(
    performance: Performance, record_property: Callable[[str, object], None]
) -> None:
    lines = [text for _, _, text in LINES[performance.language]]
    spoken: list[tuple[str, float]] = performance.user["spoken"]
    became = list(notes(performance.journal))
    assert [text for text, _ in spoken] == lines
    assert [heard.text for _, heard, _ in became] == lines
    assert [note.reason for *_, note in became if not note.obeyed] == []
    assert len({heard.command for _, heard, _ in became}) >= 12
    noticed = dict(performance.user["noticed"])
    after_s = [noticed[number] - ended_at for (number, *_), (_, ended_at) in zip(became, spoken, strict=True)]
    record_property("seconds from the end of an utterance to what was done", after_s)
    assert max(after_s) < MISSED_S


def test_end_chimes_sound_where_they_were_ordered(performance: Performance) -> None:
    ordered = [sound for sound in performance.schedule if sound.tone is Tone.END]
    late_s, jumps_s = 0.0, []
    for tone in ordered:
        place = performance.find_among_words(tone, tone.starts + late_s)
        assert place.alike > TONE
        late_s += place.late_s
        jumps_s.append(abs(place.late_s))
    assert len(ordered) >= 2
    assert sum(jump_s >= 0.03 for jump_s in jumps_s) <= min(performance.gaps, len(ordered) - 1), jumps_s


def test_the_coachs_words_are_in_the_recording(performance: Performance) -> None:
    """Those that were spoken to their end, with no tone beside them; in their place another sentence is not found."""
    tones = [sound for sound in performance.schedule if sound.tone]
    first = next(tone.starts for tone in tones if tone.tone is Tone.START)  # where the recording was brought in line
    said = [sound for sound in performance.schedule if sound.say and sound.starts > first]
    alone = [one for one in said if not any(tone.overlaps(one.starts - 0.5, one.ends + 0.5) for tone in tones)]
    assert len(alone) >= 10
    late_s = 0.0
    for sound, other in pairwise(alone):
        place = performance.find(sound, sound.starts + late_s)
        late_s += place.late_s
        assert place.alike > SAME
        if other.what != sound.what:
            assert performance.find(other, sound.starts + late_s).alike < OTHER
    assert abs(late_s) < 0.03 or performance.gaps


def notes(journal: tuple[Entry, ...]) -> Iterator[tuple[int, Heard, HeardNote]]:
    """Every command that was heard, its number in the journal, and what the next snapshot says of it."""
    heard: tuple[int, Heard] | None = None
    for written in journal:
        if isinstance(written.what, Heard):
            heard = (written.n, written.what)
        elif isinstance(written.what, Show) and heard and written.what.status.heard:
            yield (*heard, written.what.status.heard)
            heard = None
