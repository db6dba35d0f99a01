from pathlib import Path

import pytest

from reportgen.report.period import Quarter
from reportgen.workbook.file_names import name_for, newer_than

Q3, Q4 = Quarter(2025, 3), Quarter(2025, 4)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("followup.xlsx", "followup_2025-Q4.xlsx"),
        ("followup_2025-Q3.xlsx", "followup_2025-Q4.xlsx"),
        ("suivi_2025.xlsx", "suivi_2025_2025-Q4.xlsx"),
        ("followup_2025-Q3_translated.xlsx", "followup_2025-Q4.xlsx"),
        ("followup_translated_translated.xlsx", "followup_2025-Q4.xlsx"),
        ("_translated.xlsx", "_translated_2025-Q4.xlsx"),
    ],
)
def test_the_workbook_of_a_quarter_lies_beside_the_one_before(name, expected):
    assert name_for(Path("inputs") / name, Q4) == Path("inputs") / expected


@pytest.mark.parametrize("read", ["followup.xlsx", "followup_2025-Q3.xlsx", "followup_2025-Q3_translated.xlsx"])
def test_a_newer_workbook_is_seen(tmp_path, read):
    for name in ("followup_2025-Q3.xlsx", "followup_2025-Q4.xlsx", "followup_2026-Q1.xlsx", "followup_2026-Q1.pdf"):
        (tmp_path / name).touch()
    assert newer_than(tmp_path / read, Q3) == tmp_path / "followup_2026-Q1.xlsx"


@pytest.mark.parametrize(
    "beside",
    [
        "followup_2025-Q3.xlsx",
        "autre_2025-Q4.xlsx",
        "followup_2025-Q5.xlsx",
        "followup_0025-Q4.xlsx",
        "followup_2025-Q4_translated.xlsx",
    ],
)
def test_what_is_no_later_workbook_of_the_team_is_passed_over(tmp_path, beside):
    (tmp_path / beside).touch()
    assert newer_than(tmp_path / "followup.xlsx", Q3) is None
