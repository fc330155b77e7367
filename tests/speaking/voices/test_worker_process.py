from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voice_coach.errors import SpeakingError
from voice_coach.speaking.voices.worker_process import WorkerProcess

ECHO = "print('{\"you said\": ' + line.strip() + '}', flush=True)"
Start = Callable[..., WorkerProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a worker that runs the given statement for every line it gets."""
    workers = []

    def started(statement: str, answer_s: float = 30.0) -> WorkerProcess:
        script = f"import sys, os, time\nfor line in sys.stdin:\n    {statement}"
        workers.append(WorkerProcess((sys.executable, "-c", script), answer_s))
        return workers[-1]

    yield started
    for worker in workers:
        worker.close()


def test_a_question_is_answered(start: Start) -> None:
    worker = start(ECHO)
    assert worker.ask({"ask": "one"}) == {"you said": {"ask": "one"}}
    assert worker.ask({"ask": "two"}) == {"you said": {"ask": "two"}}


def test_a_worker_that_dies_once_is_started_anew(start: Start, tmp_path: Path) -> None:
    mark = tmp_path / "died"
    worker = start(f"os.path.exists({str(mark)!r}) or (open({str(mark)!r}, 'w').close(), os._exit(1)); {ECHO}")
    assert worker.ask({}) == {"you said": {}}


def test_a_worker_that_keeps_dying_is_given_up_and_fails_at_once_from_then_on(start: Start, tmp_path: Path) -> None:
    mark = tmp_path / "starts"
    worker = start(f"open({str(mark)!r}, 'a').write('x'); os._exit(1)")
    for _ in range(2):
        with pytest.raises(SpeakingError) as caught:
            worker.ask({})
        assert caught.value.code == "voice-dead"
    assert mark.read_text() == "xx"


def test_a_worker_that_hangs_is_killed_and_given_up(start: Start) -> None:
    worker = start("time.sleep(1000)", answer_s=0.2)
    with pytest.raises(SpeakingError) as caught:
        worker.ask({})
    assert caught.value.code == "voice-dead"


def test_a_worker_that_is_slow_to_start_is_waited_for(start: Start, tmp_path: Path) -> None:
    mark = tmp_path / "starts"
    worker = start(f"open({str(mark)!r}, 'a').write('x'); time.sleep(1.5); {ECHO}", answer_s=1.0)
    assert worker.ask({}) == {"you said": {}}
    assert mark.read_text() == "x"


def test_a_worker_that_babbles_is_given_up(start: Start) -> None:
    with pytest.raises(SpeakingError, match="does not answer"):
        start("print('no JSON', flush=True)").ask({})


def test_a_fault_with_one_text_does_not_end_the_worker(start: Start) -> None:
    worker = start("print('{\"error\": \"odd\"}' if 'bad' in line else '{\"path\": 1}', flush=True)")
    with pytest.raises(SpeakingError, match="odd"):
        worker.ask({"text": "bad"})
    assert worker.ask({"text": "good"}) == {"path": 1}


def test_without_an_engine_nothing_is_tried_again(start: Start) -> None:
    worker = start('print(\'{"dead": "no libespeak"}\', flush=True); break')
    for _ in range(2):
        with pytest.raises(SpeakingError, match="no libespeak") as caught:
            worker.ask({})
    assert "libespeak-ng1" in caught.value.hint


def test_closing_twice_is_harmless(start: Start) -> None:
    worker = start(ECHO)
    worker.ask({})
    worker.close()
    worker.close()
