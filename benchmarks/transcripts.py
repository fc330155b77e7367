"""Print docs/transcripts.md: every routine that ships, done by somebody who says nothing, with the figures of manners.

python benchmarks/transcripts.py > docs/transcripts.md
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from voice_coach.app.components import Components
from voice_coach.app.dry_run import DryRun
from voice_coach.authoring.load import load
from voice_coach.core.effects import Tone
from voice_coach.session.options import RunOptions
from voice_coach.session.transcript import TranscriptRow, figures

ROUTINES = sorted((Path(__file__).parents[1] / "routines").glob("*.yaml"))

INTRODUCTION = """# Transcripts

Every routine that ships, at full verbosity, when the user says nothing: what sounds, and when. The words take as long
as a voice of 160 words a minute takes. Tones stand in brackets. A setup that waits for "ready" begins by itself after
a minute, so these sessions are longer than yours. This page is made by `python benchmarks/transcripts.py`, and a test
keeps it true.

## Figures

Targets: at most 60 words a minute, a sound at least each 8 s, at most 30 words before the first movement of an
exercise, sentences of at most 16 words and of 12 on average (counts, cues and tips not counted). A figure in bold
misses its target.

| routine | length | words a minute | longest silence | most words before moving | sentence: mean, longest |
|---|---|---|---|---|---|"""


def main() -> None:
    sessions = [(path.stem, Components(load(path), RunOptions()).dry_run()) for path in ROUTINES]
    print(INTRODUCTION)
    for name, session in sessions:
        print(row_of_figures(name, session))
    for name, session in sessions:
        print(f"\n## {name}\n\n```text")
        print("\n".join(lines(session.rows)))
        print("```")


def row_of_figures(name: str, session: DryRun) -> str:
    found = figures(session.rows, session.ended_at)
    exercise, most = max(found.before_moving.items(), key=lambda item: item[1])
    cells = (
        name,
        clock(session.ended_at),
        marked(f"{found.words_a_minute:.0f}", missed=found.words_a_minute > 60),
        marked(f"{found.longest_silence_s:.1f} s", missed=found.longest_silence_s > 8.0),
        marked(f"{most} ({exercise})", missed=most > 30),
        marked(f"{found.sentence_mean:.1f}, {found.sentence_max}", missed=found.sentence_max > 16),
    )
    return f"| {' | '.join(cells)} |"


def marked(text: str, *, missed: bool) -> str:
    return f"**{text}**" if missed else text


def clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"


def lines(rows: tuple[TranscriptRow, ...]) -> Iterator[str]:
    """A line a sentence, and one for each row of tones; ticks and the confirmation of the start are left out."""
    heard = [row for row in rows if row.kind != "heard" and row.text not in {Tone.TICK, Tone.HEARD}]
    for kind, group in groupby(heard, key=lambda row: row.kind):
        some = list(group)
        if kind == "tone":
            yield f"{clock(some[0].t0):>7}  [{' '.join(row.text for row in some)}]"
        else:
            yield from (f"{clock(row.t0):>7}  {row.text}" for row in some)


if __name__ == "__main__":
    main()
