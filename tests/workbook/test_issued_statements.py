"""What an issued quarter said, and what of it reads otherwise now."""

from __future__ import annotations

from dataclasses import replace

from workbook_sample import at, changed, content, outcome, sound, with_sheet

from reportgen.report.issued import Change, changes, statements
from reportgen.report.model import Cell
from reportgen.report.period import Quarter
from reportgen.workbook.raw import reference

Q2, Q3 = Quarter(2025, 2), Quarter(2025, 3)


def report(cells=None):
    return outcome(changed(cells or {}))[0]


SAID = {name: text for name, (text, _) in statements(outcome(sound())[0], Q3).items()}


def as_recorded(_, text):
    return (text,)


def found(cells, *, latest=True) -> list[tuple[str, str, str]]:
    told = changes(report(cells), Q3, SAID, as_recorded, latest=latest)
    return [(str(change.cell), change.old, change.new) for change in told]


def test_a_quarter_that_is_as_it_was_has_no_changes():
    assert found({}) == []
    assert SAID["updates R1 status"] == "completed"
    assert SAID["updates R1 percent"] == "100"
    assert SAID["narrative context text fr"] == "Un\nDeux"


def test_what_changed_is_told_at_its_cell_with_old_and_new():
    assert found({"updates.percent.5": 20}) == [(at("updates.percent.5"), "10", "20")]
    assert found({"updates.obstacle_en.5": "Money"}) == [(at("updates.obstacle_en.5"), "Funds", "Money")]
    assert found({"updates.revised_due.5": None}) == [(at("quarters.quarter.3"), "2025-12-31", "")]
    assert found({"updates.done_en.5": "More"}) == [(at("updates.done_en.5"), "", "More")]
    assert found({"figures.unit.3": "million"}) == [(at("figures.code.3"), "number", "million")]


def test_other_quarters_may_change():
    assert found({"updates.percent.2": 50}) == []


def test_what_the_report_says_of_the_event_is_watched_until_the_next_quarter_is_planned():
    said = {"narrative.text_en.2": "There were [F1].", "participants.women.2": 13, "themes.title_en.2": "Other"}
    assert sorted(cell for cell, _, _ in found(said)) == sorted(map(at, said))
    assert found(said, latest=False) == []
    said |= {"quarters.quarter.4": "2025-Q4", "quarters.state.4": "draft"}
    assert sorted(cell for cell, _, _ in found(said)) == sorted(map(at, ["participants.women.2", "themes.title_en.2"]))


def test_what_was_agreed_and_counted_at_the_event_is_part_of_the_latest_report():
    cells = {"recommendations.action_en.2": "Act now", "recommendations.due.2": "2025-12-31", "figures.value.4": 60}
    said = [("2025-05-31", "2025-12-31"), ("58", "60"), ("Act", "Act now")]
    assert sorted((old, new) for _, old, new in found(cells)) == said
    assert found(cells, latest=False) == []
    assert found({"recommendations.due.3": "2025-12-31"}) == []  # what was added was not said otherwise


def test_an_erratum_that_quotes_both_settles_a_change():
    row = {
        "errata.printed_fr.2": "…Fonds", "errata.printed_en.2": "Funds",
        "errata.right_fr.2": "Argent", "errata.right_en.2": "Money…",
    }  # fmt: skip
    assert found({"updates.obstacle_en.5": "Money", **row}) == []
    assert found({"updates.obstacle_en.5": "Cash", **row}) == [(at("updates.obstacle_en.5"), "Funds", "Cash")]


def test_rows_without_codes_may_come_go_and_move():
    """What they say is told only where it is gone."""
    raw = sound()
    items = next(sheet for sheet in raw.sheets if sheet.title == "Constats par thème")
    heading, first, *others = items.rows

    def told(*rows):
        numbered = tuple(
            replace(row, number=n, cells={c: cell._replace(ref=reference(c, n)) for c, cell in row.cells.items()})
            for n, row in enumerate((heading, *rows), 1)
        )
        now = outcome(with_sheet(raw, replace(items, rows=numbered)))[0]
        return [change.old for change in changes(now, Q3, SAID, as_recorded, latest=True)]

    new = replace(first, cells={c: cell._replace(value="Neuf") if c > 3 else cell for c, cell in first.cells.items()})
    assert told(first, *others) == []
    assert told(new, first, *others) == []
    assert told(*others, first) == []
    assert told(*others) == ["Second", "Second"]


def test_an_erratum_settles_what_is_no_longer_there():
    gone = {"updates.obstacle_fr.5": None, "updates.obstacle_en.5": None, "updates.percent.5": 0,
            "updates.status.5": "Non démarrée"}  # fmt: skip
    row = {"errata.printed_fr.2": "Fonds", "errata.printed_en.2": "Funds", "errata.right_fr.2": "–",
           "errata.right_en.2": "–"}  # fmt: skip
    assert {old for _, old, _ in found(gone)} >= {"Fonds", "Funds"}
    assert not {old for _, old, _ in found(gone | row)} & {"Fonds", "Funds"}


def test_long_texts_are_cut_around_what_changed():
    text = "word " * 40
    old, new = Change("", Cell("A", "A1"), f"{text}330 713 {text}", f"{text}330 731 {text}").shown(as_recorded)
    assert "713" in old
    assert "731" in new
    assert len(old) < 70
    assert old.startswith("…")
    assert old.endswith("…")
    assert Change("", Cell("A", "A1"), "10", "20").shown(as_recorded) == ("10", "20")


def test_internal_rows_are_left_to_what_is_shared():
    assert content()["updates"][-1]["visibility"] == "internal"
    assert "updates T1 percent" in SAID  # of an unshared report; the build records the shared one
