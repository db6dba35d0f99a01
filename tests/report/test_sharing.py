from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reportgen.report.sharing import shared

sys.path.insert(0, str(Path(__file__).parents[1] / "workbook"))
from workbook_sample import report_of  # noqa: E402


def texts(value) -> str:
    return repr(value)


def test_internal_rows_do_not_leave():
    left = shared(report_of())
    assert not any(row.internal for rows in (left.updates, left.figures, left.annexes) for row in rows)
    assert "Interne" not in texts(left)
    assert "Secret" not in texts(left)
    assert len(left.updates) == 4


def test_nobody_who_updated_is_named():
    report = report_of()
    assert "Coordination" in {update.updated_by for update in report.updates}
    assert {update.updated_by for update in shared(report).updates} == {""}


def test_nothing_refers_to_a_figure_that_was_removed():
    left = shared(report_of({"narrative.text_fr.2": "De [F1] à [F7] et [f7].", "partners.figure.2": "F7"}))
    assert left.narrative[0].text["fr"].value == "De [F1] à […] et […]."
    assert left.partners == ()


def test_a_figure_stays_while_one_of_its_rows_is_public():
    left = shared(report_of({"figures.visibility.3": "Interne"}))
    assert [str(figure.quarter) for figure in left.figures if figure.code == "F1"] == ["None"]
    assert left.narrative[0].text["fr"].value == "Il y a [F1]."
    assert len(left.partners) == 1


@pytest.mark.parametrize("part", ["recommendations", "settings", "quarters", "themes", "errata"])
def test_the_rest_stays_as_it_is(part):
    report = report_of()
    assert getattr(shared(report), part) == getattr(report, part)


def test_sharing_again_changes_nothing():
    left = shared(report_of())
    assert shared(left) == left
