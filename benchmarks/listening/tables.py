"""The figures as tables in Markdown, for the terminal and for docs/hearing.md. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.listening.sets.voices import HELD_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

FALSE = ("orders", "answers")
"""What is heard falsely, each an hour; the number of times stands in brackets."""

NONE = "\N{EN DASH}"
"""Stands for a figure of nothing, and for an interval that so few values do not have."""

WHOLE = {"independent": "all that is independent", "all": "with what repeats"}
"""Sums over the kinds of continuous sound, where a set has any that repeats."""


def tables(found: Mapping[str, Any]) -> str:
    """Return the tables of one set: what was understood, what was heard falsely, what it costs.

    One that would have no row is left out.
    """
    systems = found["systems"]
    parts = [
        _table(
            (
                "system", "commands in", "n", "right, %", "wrong, %", "missed, %", "extra",
                "timed, n", "p50, s", "p95, s",
            ),
            _understood(systems),
        ),
        _table(("sound", "minutes", *(f"{system}: {what}" for system in systems for what in FALSE)), _false(systems)),
        _table(
            (
                "system", "sound, min", "CPU, % of one core", "peak memory, MB",
                "deciding blocks, n", "p50, ms", "p95, ms",
            ),
            _costs(systems),
        ),
    ]  # fmt: skip
    return "\n".join(filter(None, parts))


def details(found: Mapping[str, Any]) -> str:
    """Return for each system how many were right of how many, by phrase and by voice, a column a condition."""
    return "\n".join(
        f"{system}\n\n{_table((what, *figures['commands']), _right_of(figures['commands'], key, label))}"
        for system, figures in found["systems"].items()
        for what, key, label in (("phrase", "by_phrase", str), ("voice", "by_voice", _voice))
        if figures["commands"]
    )


def _right_of(commands: Mapping[str, Any], key: str, label: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    for name in sorted({name for one in commands.values() for name in one[key]}):
        cells = (one[key].get(name) for one in commands.values())
        yield label(name), *(f"{cell['right']}/{cell['n']}" if cell else NONE for cell in cells)


def _voice(name: str) -> str:
    return f"{name} (held out)" if name in {str(voice) for voice in HELD_OUT} else name


def _understood(systems: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for system, figures in systems.items():
        for condition, one in figures["commands"].items():
            shares = (_interval(one[verdict], 100, 0) for verdict in ("right", "wrong", "missed"))
            latency = (_interval(one["latency_s"].get(name), 1, 2) for name in ("p50", "p95"))
            timed = str(one["latency_s"]["n"])
            yield system, condition, str(one["n"]), *shares, str(one["extra"]), timed, *latency


def _false(systems: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    rows = {system: {**figures["false"], **_whole(figures)} for system, figures in systems.items()}
    for kind, first in next(iter(rows.values())).items():
        rates = (row[kind][what] for row in rows.values() for what in FALSE)
        yield kind, f"{first['seconds'] / 60:.1f}", *(f"{_interval(one, 1, 0)} ({one['k']})" for one in rates)


def _whole(figures: Mapping[str, Any]) -> dict[str, Any]:
    sums = figures.get("continuous", {})
    repeated = sums and sums["independent"]["seconds"] < sums["all"]["seconds"]
    return {WHOLE[name]: one for name, one in sums.items()} if repeated else {}


def _costs(systems: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for system, figures in systems.items():
        cost = figures["cost"]
        clean = next((one["block_s"] for one in figures["commands"].values()), {"n": 0})
        took = (f"{1000 * clean[name]:.0f}" if name in clean else NONE for name in ("p50", "p95"))
        yield (
            system, f"{cost['sound_s'] / 60:.0f}", _interval(cost["cpu"], 100, 1), str(cost["peak_mb"]),
            str(clean["n"]), *took,
        )  # fmt: skip


def _interval(one: Mapping[str, float | None] | None, scale: float, digits: int) -> str:
    if one is None:
        return NONE
    value, low, high = (
        NONE if end is None else f"{scale * end:.{digits}f}" for end in (one["value"], one["low"], one["high"])
    )
    return f"{value} [{low}, {high}]" if NONE not in (low, high) else f"{value} [{NONE}]"


def _table(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    body = list(rows)
    lines = [head, ["---"] * len(head), *body] if body else []
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
