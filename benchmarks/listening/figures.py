"""From decisions to figures, as plain data that JSON takes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from benchmarks.listening import intervals
from benchmarks.listening.corpus import OTHER_WORDS
from benchmarks.listening.decision import is_answer
from benchmarks.listening.scoring import Outcome, Spoken, Verdict, score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.listening.streams import Stream
    from benchmarks.listening.worker import Listened, Report

    _Heard = tuple[Stream, Listened]

PERCENTILES = (50, 95)


def figures(streams: Sequence[Stream], report: Report) -> dict[str, Any]:
    """Return all figures of one system: ``commands`` by condition, ``false`` by kind of sound, and the ``cost``.

    ``continuous`` is what of the false has no single words in it: what is independent, and with the repeats.
    The streams are those that the report is about, in the same order; their samples are not looked at.
    """
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    false: dict[str, list[_Heard]] = defaultdict(list)
    for stream, listened in zip(streams, report.streams, strict=True):
        if stream.spoken:
            outcomes[stream.name] += score(stream.spoken, listened.decisions)
        else:
            false[stream.name].append((stream, listened))
    continuous = [one for kind, heard in false.items() if kind != OTHER_WORDS for one in heard]
    independent = [one for one in continuous if not one[0].repeats]
    return {
        "commands": {condition: _understood(found) for condition, found in outcomes.items()},
        "false": {kind: _false(heard) for kind, heard in false.items()},
        "continuous": {
            name: _false(heard) for name, heard in (("independent", independent), ("all", continuous)) if heard
        },
        "cost": _cost(report),
    }


def _understood(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    verdicts = Counter(one.verdict for one in outcomes)
    # Rounded before anything is made of them, so that all of it can be made again from what is kept.
    latencies = sorted(round(one.latency_s, 3) for one in outcomes if one.latency_s is not None)
    took = [one.took_s for one in outcomes if one.took_s is not None]
    return {
        "n": len(outcomes),
        **{
            verdict.value: {"k": verdicts[verdict], **_plain(intervals.proportion(verdicts[verdict], len(outcomes)))}
            for verdict in Verdict
        },
        "extra": sum(one.extra for one in outcomes),
        "latency_s": {"n": len(latencies), **_percentiles(latencies)},
        "block_s": _took(took),
        "latencies_s": latencies,
        "by_phrase": _by(outcomes, lambda spoken: spoken.phrase),
        "by_voice": _by(outcomes, lambda spoken: spoken.speaker),
    }


def _false(heard: Sequence[_Heard]) -> dict[str, Any]:
    seconds = sum(stream.seconds for stream, _ in heard)
    hours = seconds / 3600
    decisions = [one for _, listened in heard for one in listened.decisions]
    orders = [one for one in decisions if not is_answer(one.meaning)]
    answers = [one for one in decisions if is_answer(one.meaning)]
    return {
        "seconds": round(seconds, 1),
        "orders": {"k": len(orders), **_plain(intervals.rate(len(orders), hours))},
        "answers": {"k": len(answers), **_plain(intervals.rate(len(answers), hours))},
        "texts": dict(Counter(one.text for one in decisions).most_common()),
    }


def _cost(report: Report) -> dict[str, Any]:
    used, sound = [one.cpu_s for one in report.streams], [one.sound_s for one in report.streams]
    return {
        "streams": len(sound),
        "sound_s": round(sum(sound)),
        "cpu": _plain(intervals.ratio(used, sound)),
        "peak_mb": round(report.peak_bytes / 1e6),
    }


def _percentiles(values: Sequence[float]) -> dict[str, Any]:
    return {f"p{percent}": _plain(intervals.percentile(values, percent)) for percent in PERCENTILES if values}


def _took(values: Sequence[float]) -> dict[str, Any]:
    """Times on the clock, without intervals: other work on the machine moves them more than chance does."""
    return {"n": len(values), **{name: one["value"] for name, one in _percentiles(values).items()}}


def _by(outcomes: Sequence[Outcome], key: Callable[[Spoken], str]) -> dict[str, dict[str, int]]:
    said = Counter(key(one.spoken) for one in outcomes)
    right = Counter(key(one.spoken) for one in outcomes if one.verdict is Verdict.RIGHT)
    return {name: {"n": said[name], "right": right[name]} for name in sorted(said)}


def _plain(estimate: intervals.Estimate) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in estimate._asdict().items()}
