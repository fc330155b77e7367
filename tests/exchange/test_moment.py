"""Times as the apps write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from voice_coach.exchange.moment import local, moment


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("28 Mar 2024, 17:29", "2024-03-28T17:29:00"),
        ("1 Jan 2024, 07:05", "2024-01-01T07:05:00"),
        ("May 15, 2026, 7:26 PM", "2026-05-15T19:26:00"),
        ("May 15, 2026, 12:26\u202fAM", "2026-05-15T00:26:00"),
        ("15 May 2026, 12:26 pm", "2026-05-15T12:26:00"),
        ("3 févr. 2026, 18:00", "2026-02-03T18:00:00"),
        ("18 sept. 2026, 17:31", "2026-09-18T17:31:00"),
        ("19 ago 2026, 14:20", "2026-08-19T14:20:00"),
        ("7 Dez 2026, 7:30", "2026-12-07T07:30:00"),
        ("2024-03-28 17:29:05", "2024-03-28T17:29:05"),
        ("2024-03-28 5:29:05\u202fPM", "2024-03-28T17:29:05"),
        ("2024-03-28T17:29:05", "2024-03-28T17:29:05"),
        ("2024-03-28T17:29:05.000Z", "2024-03-28T17:29:05+00:00"),
        ("2024-03-28T17:29:05-03:30", "2024-03-28T17:29:05-03:30"),
        ("29 Feb 2024, 00:00", "2024-02-29T00:00:00"),
    ],
)
def test_each_way_to_write_a_time_is_read(text: str, at: str) -> None:
    assert moment(text).isoformat() == at


@pytest.mark.parametrize(
    "text",
    ["", "28 Mar 2024", "17:29", "28.03.2024 17:29", "29 Feb 2023, 00:00", "2024-13-01 00:00", "2024-03-28 13:00 PM",
     "2024-03-28 0:00 AM", "2024-03-28T17:29:05+99:99", "28 Mar 1024, 17:29", "2024-03-28 17:60", "٢٨ Mar 2024, 1:0"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|is|has) "):
        moment(text)


def test_a_time_without_an_offset_has_that_of_this_machine_on_that_day() -> None:
    assert local(moment("28 Mar 2024, 17:29")).isoformat() == "2024-03-28T17:29:00+01:00"
    assert local(moment("28 Apr 2024, 17:29")).isoformat() == "2024-04-28T17:29:00+02:00"
    assert local(datetime.fromisoformat("2024-04-28T17:29-05:00")).isoformat() == "2024-04-28T17:29:00-05:00"
