"""What scripts/test-arm64 says before it makes anything: the systems themselves take root, a network and minutes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "test-arm64"
BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(
    not BASH or sys.platform == "win32", reason="there is no bash to run scripts/test-arm64"
)


def run(*arguments: str, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [BASH, SCRIPT, *arguments],
        env={"PATH": path, "HOME": "/nonexistent"}, check=False, capture_output=True, text=True, timeout=30,
    )  # fmt: skip


@pytest.mark.parametrize("unknown", ["trixie", "arm64", "trixie-arm64 bookworm-arm64", "", "--help"])
def test_a_system_that_it_does_not_know_is_named_before_any_is_made(unknown: str) -> None:
    done = run("trixie-arm64", unknown)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: scripts/test-arm64 [SYSTEM...]")
    assert f"'{unknown}' is none of them." in done.stderr


def test_who_is_not_root_is_told_what_to_say(tmp_path: Path) -> None:
    somebody = tmp_path / "id"
    somebody.write_text("#!/bin/sh\necho 1000\n", "utf-8")
    somebody.chmod(0o755)
    done = run("trixie-arm64", path=f"{tmp_path}:{os.defpath}")
    assert done.returncode == 1
    assert done.stderr == ("Only root may make a system inside of this one: sudo scripts/test-arm64 trixie-arm64\n")
