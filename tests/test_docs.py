"""What the pages say of the code is true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.test_architecture import BASE, MAY_IMPORT

ROOT = Path(__file__).parents[1]
PAGES = (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def test_the_picture_of_the_states_is_made_from_the_table() -> None:
    made = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, ROOT / "scripts" / "state-diagram"], capture_output=True, text=True, check=True
    )
    assert made.stdout in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_link_leads_somewhere() -> None:
    links = [(page, link) for page in PAGES for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert links
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


QUESTIONS = (
    "What happens when a hold ends?",
    "How is a word recognised?",
    "Where do I add a command?",
    "Where do I add a language?",
    "Where do I add a sound device?",
)


def test_each_of_the_five_questions_is_answered_by_a_file_that_is_there_and_says_so() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (.+\?) \| (.+) \|$", page, re.MULTILINE))
    assert tuple(rows) == QUESTIONS
    for question, answer in rows.items():
        file = ROOT / "docs" / LINK.findall(answer)[0]
        assert file.is_file(), question
        for name in re.findall(r"`(\w+)\.(\w+)`", answer):
            assert all(part in file.read_text(encoding="utf-8") for part in name), question


def test_the_map_says_what_each_room_may_import() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)/` \| .* \| ([^|]*) \|$", page, re.MULTILINE))
    for room, told in rows.items():
        assert ({*told.split(", ")} - {"none"}) == MAY_IMPORT[room] - BASE - {""}, room


def test_every_room_is_on_the_map() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {folder.name for folder in (ROOT / "voice_coach").iterdir() if (folder / "__init__.py").is_file()}
    assert {room for room in rooms if f"| `{room}/` |" not in page} == set()
