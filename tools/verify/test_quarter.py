"""A quarter as the README tells it, from the command to four files, with LibreOffice saving the workbook in between."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tools.verify import office

ROOT = Path(__file__).parents[2]
BOOK = Path("inputs") / "followup_2025-Q4.xlsx"
DONE = {"E": "Outil validé dans trois régions", "F": "Tool validated in three regions"}
A_DAY = datetime.datetime(2025, 12, 18)  # noqa: DTZ001  a cell has no time zone

FIRST_TRY: dict[str, dict[str, Any]] = {  # what a team types into the rows of the quarter, and forgets
    "R2": {"C": "Réalisée", "D": 1, "P": A_DAY, **DONE, "K": "Rapport de test", "L": "Test report", "O": "12/12/2025"},
    "R3": {"D": 0.7, "E": "Deux ONG locales ont rejoint l'équipe", "P": "19 décembre 2025"},
    "R5": {"C": "réalisé", "D": 0.8, **DONE, "P": "31/11/2025"},
    "R10": {"C": "Suspendue", "P": A_DAY},
    "R11": {"D": 0.6, **DONE, "N": datetime.datetime(2026, 1, 31)},  # noqa: DTZ001
}
WRONG = {
    ("missing-translation", "R3", "F"),
    ("misspelt-choice", "R5", "C"),
    ("impossible-date", "R5", "P"),
    ("reason-missing", "R10", "I"),
    ("update-still-marked", "R11", "P"),
}
PUT_RIGHT: dict[str, dict[str, Any]] = {
    "R3": {"F": "Two local NGOs joined the team"},
    "R5": {"C": "En cours", "P": A_DAY},
    "R10": {"I": "Le partenaire a quitté la région", "J": "The partner left the region"},
    "R11": {"P": A_DAY},
}


def reportgen(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a team runs it, in the folder of the project."""
    command = [sys.executable, "-m", "reportgen", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def saved_by_libreoffice(
    path: Path, lines: Mapping[str, Mapping[str, Any]], quarter: Mapping[str, str]
) -> dict[str, int]:
    """Type into the lines of the new quarter, by item, and into its row; LibreOffice saves. Gives the rows by item."""
    book: Any = load_workbook(path)
    updates, quarters = book["Suivi"], book["Trimestres"]
    rows: dict[str, int] = {row[0].value: row[0].row for row in updates.iter_rows() if row[1].value == "2025-Q4"}
    for item, cells in lines.items():
        for column, value in cells.items():
            updates[f"{column}{rows[item]}"] = value
    for column, text in quarter.items():
        quarters[f"{column}4"] = text
    book.save(path)
    shutil.move(office.convert(path, path.parent / "saved", "xlsx"), path)
    with zipfile.ZipFile(path) as package:
        assert b"LibreOffice" in package.read("docProps/app.xml")
    return rows


def test_a_quarter_from_the_command_to_four_files(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    assert reportgen(tmp_path, "quarter", "2025-Q4").returncode == 0
    rows = saved_by_libreoffice(tmp_path / BOOK, FIRST_TRY, {"G": "Un\nDeux", "H": "One\nTwo"})

    done = reportgen(tmp_path, "check", "--workbook", str(BOOK), "--json")
    assert done.returncode == 0  # a draft can be made of it
    found: list[dict[str, str]] = json.loads(done.stdout)["problems"]
    told = {(each["code"], each["sheet"], each["cell"]) for each in found if each["severity"] != "warning"}
    assert told == {(code, "Suivi", f"{column}{rows[item]}") for code, item, column in WRONG}
    waiting = {each["cell"] for each in found if each["code"] == "update-waits"}
    assert waiting == {f"P{row}" for item, row in rows.items() if item not in FIRST_TRY}

    saved_by_libreoffice(tmp_path / BOOK, PUT_RIGHT, {"E": "Définitif"})
    done = reportgen(tmp_path, "build", "--workbook", str(BOOK))
    assert done.returncode == 0, done.stderr
    assert {line.split()[0] for line in done.stderr.splitlines()} == {"warning"}
    made = {path.suffix + path.stem[-3:]: path for path in (tmp_path / "build" / "2025-Q4").iterdir()}
    assert sorted(made) == [".docx_en", ".docx_fr", ".pdf_en", ".pdf_fr"]
    for language, text in (("fr", DONE["E"]), ("en", DONE["F"])):
        pages = " ".join(office.page_texts(made[f".pdf_{language}"]))
        assert text in " ".join(pages.split())
