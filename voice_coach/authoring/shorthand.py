"""Shorthand that a synthesiser reads wrongly, each with the words that say it; and the letters that it can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from voice_coach.core.speech.wording import Wording
from voice_coach.language.language import Language

TIMES = re.compile(r"(?<![\w/.])(\d+)\s?[x\u00d7]\s?(\d+)(?![\d/])", re.IGNORECASE)
RANGE = re.compile(r"(?<![\w/.-])(\d+)\s?[-\u2013\u2014]\s?(\d+)(?![\d/-])")
RATIO = re.compile(r"(?<![\w/.])(\d+)/(\d+)(?![\d/])")
SLASH = re.compile(r"(?<![\w/])([^\W\d_]{2,})/([^\W\d_]{2,})(?![\w/])")
CONSONANTS = re.compile(r"(?<![\w-])[B-DF-HJ-NP-TV-XZ]{2,}s?(?![\w])")
NUMBER = r"(?<![\w/])\d+(?:[.,]\d+)?\s?"


def scripts_of(*texts: str) -> frozenset[str]:
    """The scripts of the letters in the texts, such as LATIN and HANGUL, as Unicode names them."""
    return frozenset(
        unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]
        for text in texts
        for letter in text
        if letter.isalpha()
    )


@dataclass(frozen=True, slots=True)
class Shorthand:
    """The shorthand of a language: signs and abbreviations, units behind a number, capitals that are no word."""

    signs: Mapping[str, str]
    units: Mapping[str, str]
    capitals: Mapping[str, str]
    wording: Wording

    @classmethod
    def of(cls, language: Language) -> Shorthand:
        """That of a language; its lists have entries such as "kg = kilograms"."""
        signs, units, capitals = (_pairs(language.lint[key]) for key in ("shorthand", "units", "capitals"))
        return cls(signs, units, capitals, language.wording)

    def found_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """What of the text would be read wrongly, in its order, each with what to write; "" where nobody knows."""
        found: dict[tuple[int, int], tuple[str, str]] = {}
        for start, end, words in self._found(text):
            if not any(start < taken_end and taken_start < end for taken_start, taken_end in found):
                found[start, end] = (text[start:end].strip(), words)
        return tuple(dict.fromkeys(found[span] for span in sorted(found)))

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The places, the most telling sort first."""
        yield from self._sums(text)
        for sign, words in self.signs.items():
            if sign == "-" or sign[0].isdigit():  # only between numbers, and there it is known by now
                continue
            before = r"(?<!\w)" if sign[0].isalnum() else ""
            after = r"(?!\w)" if sign[-1].isalnum() else ""
            if sign == "No.":  # alone it is an answer
                after = r"(?=\s?\d)"
            for match in re.finditer(rf"{before}{re.escape(sign)}{after}", text, re.IGNORECASE):
                yield (*match.span(), words)
        for match in SLASH.finditer(text):
            yield (*match.span(), f"{match[1]} or {match[2]}")
        for capitals, words in self.capitals.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(capitals)}(?!\w)", text):
                yield (*match.span(), words)
        for match in CONSONANTS.finditer(text):
            yield (*match.span(), "")

    def _sums(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Numbers with a sign between them or a unit behind them."""
        number = self.wording.number
        either = "|".join(sorted(map(re.escape, self.units), key=len, reverse=True))
        unit = rf"\s?(?P<unit>{either})(?![\w/])" if either else ""
        sorts = (
            (TIMES, lambda one, two: self.wording.sets_of(one, number(two))),
            (RANGE, lambda one, two: self._between(number(one), number(two))),
            (RATIO, self._part),
        )
        for pattern, said in sorts:
            for match in re.finditer(rf"{pattern.pattern}(?:{unit})?", text, pattern.flags):
                of = self.units.get(match.groupdict().get("unit") or "", "")
                yield (*match.span(), f"{said(int(match[1]), int(match[2]))} {of}".strip())
        if either:
            for match in re.finditer(NUMBER + unit, text):
                figure = re.match(r"\d+(?:[.,]\d+)?", match[0])
                value = figure.group() if figure else ""
                yield (*match.span(), f"{number(int(value)) if value.isdigit() else value} {self.units[match['unit']]}")

    def _between(self, low: str, high: str) -> str:
        return f"{low} {self.signs.get('-', '-')} {high}"

    def _part(self, one: int, two: int) -> str:
        """A part of something where the language names it ("1/2"), else one number after the other."""
        return self.signs.get(f"{one}/{two}", f"{self.wording.number(one)} {self.wording.number(two)}")


def _pairs(entries: tuple[str, ...]) -> dict[str, str]:
    """The entries "written = said" as a table."""
    return {written.strip(): said.strip() for written, _, said in (entry.partition("=") for entry in entries)}
