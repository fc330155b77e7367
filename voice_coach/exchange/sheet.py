"""A file of comma-separated values: its columns and rows, each with its line, and all that is wrong with them at once.

Lines are counted from 1 as an editor counts them. What is read is what RFC 4180 describes, strictly, with commas or
semicolons between the cells; a byte order mark and any line ends will do.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from voice_coach.errors import ExchangeError
from voice_coach.exchange.moment import moment
from voice_coach.formats import counted

LARGEST = 50_000_000
"""The most bytes that are read: some 400,000 sets, more than anybody does in a life."""

TOLD = 20
"""The most faults that one error lists; how many more there are, it says."""

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong in one line of a file."""

    name: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells below the header, by the names of their columns.

    A cell that does not say what it should is put among the ``faults`` of the sheet and read as nothing, so that one
    reading finds all of them. Of a column that is not there every cell is empty.
    """

    name: str
    line: int
    cells: dict[str, str]
    faults: list[SheetFault]

    def text(self, column: str) -> str:
        """The cell as it is."""
        return self.cells.get(column, "")

    def named(self, column: str) -> str:
        """The cell, which must not be blank."""
        text = self.text(column)
        if not text.strip():
            self.wrong(column, "must not be empty")
        return text

    def number(self, column: str, most: float) -> float | None:
        """A number from 0 to ``most`` with a decimal point or comma; None for an empty cell."""
        text = self.text(column).strip()
        amiss = _amiss(text, most) if text else ""
        if amiss:
            self.wrong(column, f"{amiss} {_shown(text)}")
        return None if amiss or not text else _value(text)

    def whole(self, column: str, most: int) -> int | None:
        """A whole number from 0 to ``most``, as which 8.0 counts too; None for an empty cell."""
        text = self.text(column).strip()
        if NUMBER.fullmatch(text) and _value(text) % 1 == 0:
            value = self.number(column, most)
            return None if value is None else int(value)
        if text:
            self.wrong(column, f"must be a whole number, not {_shown(text)}")
        return None

    def time(self, column: str) -> datetime | None:
        """A day with a time of day; None where there is none, which is a fault."""
        try:
            return moment(self.text(column))
        except ValueError as error:
            self.wrong(column, f"{error} {_shown(self.text(column))}")
            return None

    def wrong(self, column: str, message: str) -> None:
        """Note what is wrong with the cell of a column."""
        self.faults.append(SheetFault(self.name, self.line, f"'{column}' {message}"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file ``name``: the columns of its header, its rows, and what is wrong with it."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    faults: list[SheetFault]

    def missing(self, *columns: str) -> None:
        """Note that the header has none of these columns, if so."""
        if not set(columns) & set(self.columns):
            self.faults.append(SheetFault(self.name, 1, f"the column {' or '.join(map(repr, columns))} is missing"))

    def judge(self) -> None:
        """Raise ExchangeError when anything is wrong: it lists the faults by their lines."""
        refuse(self.faults)


def refuse(faults: Iterable[SheetFault]) -> None:
    """Raise ExchangeError with these faults by their lines, if there are any."""
    found = sorted(faults, key=lambda fault: fault.line)
    if found:
        more = [f"and {len(found) - TOLD} more"] if len(found) > TOLD else []
        told = "\n".join((*map(str, found[:TOLD]), *more))
        raise ExchangeError("exchange-invalid", told, "Nothing was imported.")


def sheet(data: bytes, name: str) -> Sheet:
    """The rows of the file ``name`` with this content.

    Raises ExchangeError for what has no rows at all: too large, no UTF-8, NUL in it, empty, without a header.
    """
    text = _text(data, name)
    faults: list[SheetFault] = []
    lines = list(_lines(text, name, faults))
    if not lines:
        refuse(faults or [SheetFault(name, 1, "the file has nothing but blank lines" if text else "the file is empty")])
    at, header = lines[0]
    columns = tuple(cell.strip() for cell in header)
    faults += [
        SheetFault(name, at, f"the column '{column}' stands {times} times")
        for column, times in Counter(columns).items()
        if times > 1
    ]
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(columns):
            faults.append(SheetFault(name, line, f"the row has {_cells(cells)}, but the header {len(columns)}"))
        else:
            rows.append(SheetRow(name, line, dict(zip(columns, cells, strict=True)), faults))
    return Sheet(name, columns, tuple(rows), faults)


def quoted(text: str) -> str:
    """A cell in quotes, whatever is in it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def decimal(value: float) -> str:
    """A number as cells have it: with three decimals at the most, and no more than it needs."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _text(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        refuse([SheetFault(name, 1, f"the file is larger than {LARGEST // 1_000_000} MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse([SheetFault(name, line, f"the byte 0x{data[error.start]:02X} is no UTF-8; save the file as UTF-8")])
        raise
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        refuse([SheetFault(name, line, "a NUL is in the text, so it is damaged or no text at all")])
    return text


def _lines(text: str, name: str, faults: list[SheetFault]) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with the number at which it begins, until one cannot be told apart."""
    head = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        faults.append(SheetFault(name, begins, _quoting(str(error))))


def _cells(cells: list[str]) -> str:
    return counted(len(cells), "cell")


def _quoting(error: str) -> str:
    """What the csv module says, as a sentence for people."""
    if error.startswith("field larger"):
        return f"a cell has more than {csv.field_size_limit()} characters; is a quote not closed?"
    if error.startswith("unexpected end"):
        return "a quote is opened here and never closed"
    return "after a closing quote there must be the next cell; a quote within a cell is written twice"


def _amiss(text: str, most: float) -> str:
    """What is wrong with a number, as the beginning of a sentence; nothing when it is from 0 to ``most``."""
    if not NUMBER.fullmatch(text):
        return "must be a number, not"
    if _value(text) < 0:
        return "must not be negative, but is"
    return "" if _value(text) <= most else f"must be at most {most:,.0f}, but is"


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _shown(text: str) -> str:
    """A cell as a message has it, cut when it is long."""
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
