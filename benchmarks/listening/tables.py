"""The figures as tables in Markdown, for the terminal and for docs/hearing.md. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FALSE = ("orders", "answers")
"""What is heard falsely, each an hour; the number of times stands in brackets."""

NONE = "\N{EN DASH}"
"""Stands for a figure of nothing, and for an interval that so few values do not have."""


def tables(found: Mapping[str, Any]) -> str:
    """Return the tables of one corpus: what was understood, what was heard falsely, what it costs."""
    systems = found["systems"]
    parts = (
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
    )  # fmt: skip
    return "\n".join(parts)


def _understood(systems: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for system, figures in systems.items():
        for condition, one in figures["commands"].items():
            shares = (_interval(one[verdict], 100, 0) for verdict in ("right", "wrong", "missed"))
            latency = (_interval(one["latency_s"].get(name), 1, 2) for name in ("p50", "p95"))
            timed = str(one["latency_s"]["n"])
            yield system, condition, str(one["n"]), *shares, str(one["extra"]), timed, *latency


def _false(systems: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    kinds = next(iter(systems.values()))["false"]
    for kind, first in kinds.items():
        rates = (figures["false"][kind][what] for figures in systems.values() for what in FALSE)
        yield kind, f"{first['seconds'] / 60:.1f}", *(f"{_interval(one, 1, 0)} ({one['k']})" for one in rates)


def _costs(systems: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for system, figures in systems.items():
        cost = figures["cost"]
        clean = figures["commands"]["clean"]["block_s"]
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
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
