"""`voice-coach service`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no systemd")


def test_the_unit_can_be_read_before_anything_is_changed(run: Run, tmp_path: Path) -> None:
    code, out, err = run("service", "install", "--user", "--print", "desk-break")
    assert (code, err) == (0, "")
    assert out.endswith("[Install]\nWantedBy=default.target\n")
    assert " -m voice_coach standby desk-break\n" in out
    assert list(tmp_path.iterdir()) == []


def test_as_names_whom_a_service_of_the_system_runs_as(run: Run) -> None:
    code, out, _ = run("service", "install", "--as", "root", "--print")
    assert code == 0
    assert "\nUser=root\n" in out
    code, _, err = run("service", "install", "--user", "--as", "root", "--print")
    assert code == 2
    assert "--as is for a service of the system" in err


def test_a_routine_that_is_not_there_is_told(run: Run) -> None:
    code, _, err = run("service", "install", "--user", "--print", "desk-brake")
    assert code == 3
    assert "Did you mean desk-break?" in err


def test_one_that_is_not_installed_does_not_run(run: Run) -> None:
    assert run("service", "status", "--user") == (1, "No service of your account is installed.\n", "")
    assert run("service", "uninstall", "--user") == (0, "No service of your account is installed.\n", "")
