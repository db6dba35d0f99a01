"""The commands that work on the workbook: what they write, what they say, how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "workbook"))

from workbook_sample import content

from reportgen.workbook.authoring import write_workbook


def run(folder, *arguments, language="en"):
    """The command as a user runs it: exit code, standard output, standard error."""
    command = [sys.executable, "-m", "reportgen", *map(str, arguments)]
    environment = {**os.environ, "LC_ALL": "fr_FR.UTF-8" if language == "fr" else "C.UTF-8", "COLUMNS": "160"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inputs").mkdir()
    write_workbook(tmp_path / "inputs" / "followup.xlsx", content(), "fr")
    return tmp_path


def test_quarter_writes_beside_the_old_workbook(folder):
    code, out, err = run(folder, "quarter", "2025-Q4")
    assert (code, err) == (0, "")
    assert sorted(path.name for path in (folder / "inputs").iterdir()) == ["followup.xlsx", "followup_2025-Q4.xlsx"]
    assert "reportgen check --workbook inputs/followup_2025-Q4.xlsx" in out.replace("\n", " ")
    code, out, err = run(folder, "quarter", "2025-T4", language="fr")
    assert (code, out) == (1, "")
    assert "followup_2025-Q4.xlsx" in err


def test_quarter_refuses_what_is_no_quarter(folder):
    assert run(folder, "quarter", "2025-Q5")[0] == 2
    assert run(folder, "quarter", "")[0] == 2
