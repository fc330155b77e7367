"""A routine file that was renamed keeps its history: what was done under its old name is found by what it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voice_coach.authoring.library import ENDINGS, all_routines
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Routine
from voice_coach.diary.diary import Diary, diary_of_now, diary_path
from voice_coach.diary.history import History, history_path
from voice_coach.diary.past import PastSession


def keep_history(routine: Routine, path: Path) -> str:
    """Give a routine that was never done what was done of it under another name; return that name, "" for none.

    Raises JournalError when the diary or the history cannot be read or written.
    """
    diary = Diary(diary_path())
    latest = diary.latest
    if routine.id in latest or not latest:
        return ""
    diary = diary_of_now()
    here = set(all_routines()) | {one.stem for one in path.parent.glob("*") if one.suffix in ENDINGS}
    former = former_name(routine, diary.latest, lambda name: name in here)
    if former:
        diary.rename(former, routine.id)
        History(history_path()).rename(former, routine.id)
    return former


def former_name(routine: Routine, latest: dict[str, PastSession], exists: Callable[[str], bool]) -> str:
    """Under which name a routine was done before: one that no file has now, and that had its title and its exercises.

    Half of the exercises that were done in the ``latest`` session are enough, for a routine is edited, too.
    """
    keys = set(compile_plan(routine).keys)
    for name, session in reversed(latest.items()):
        done = {one.exercise for one in session.sets}
        if session.title == routine.title and done and 2 * len(done & keys) >= len(done) and not exists(name):
            return name
    return ""
