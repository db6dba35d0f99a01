from __future__ import annotations

import pytest

import nutrition
from nutrition import Q1, figure
from pages import NO_BREAK, edition, gathered
from reportgen.document.chart_values import (
    CHARTS,
    funding,
    people,
    progress_over_quarters,
    regions,
    status_by_theme,
)
from reportgen.document.edition import plain


def with_figures(*figures):
    return edition(gathered(figures=list(figures), narrative=[], partners=[])[0])


def in_need(code, value, year, series="In need", unit="million"):
    return figure(
        code, f"{series} in {year}", value, unit, as_of=str(year), chart="people", **nutrition.both("series", series)
    )


# ---------------------------------------------------------------- statuses


def test_statuses_are_counted_by_theme_in_the_order_of_the_sheet():
    plan = status_by_theme(edition())
    assert plan.data.kind == "stacked_bars"
    assert plan.data.categories == ("T10  Wasting", "T20  Infants", "T30  Supplies")
    assert {series.colour: series.values for series in plan.data.series} == {
        "completed": (1, 0, 1),
        "in_progress": (1, 2, 1),
        "overdue": (1, 0, 0),
        "on_hold": (0, 0, 1),
        "no_longer_relevant": (0, 1, 0),
    }
    assert plan.data.series[0].labels == ("1", "", "1")


def test_the_counts_are_spoken_and_the_title_tells_the_finding():
    plan = status_by_theme(edition())
    assert plain(plan.title) == "2 of 8 recommendations completed, 1 overdue"
    for word in ("Wasting", "Infants", "Supplies", "On hold 1", "Completed 1"):
        assert word in plain(plan.alt)
    assert f"30{NO_BREAK}June 2026" in plain(plan.caption)


def test_a_theme_without_recommendations_has_no_bar():
    rows = [row for row in nutrition.RECOMMENDATIONS if row["theme"] == "T20"]
    report, _ = gathered(recommendations=rows, updates=[], attention_points=[])
    assert status_by_theme(edition(report)).data.categories == ("T20  Infants",)


# ---------------------------------------------------------------- quarters


def test_progress_is_told_at_each_cut_off_date():
    plan = progress_over_quarters(edition())
    assert plan.data.kind == "lines"
    assert plan.data.categories == (f"Q1{NO_BREAK}2026", f"Q2{NO_BREAK}2026")
    assert [series.colour for series in plan.data.series] == ["first", "completed"]
    first, second = plan.data.series
    assert second.values == pytest.approx((100 / 9, 25), abs=0.06)
    assert first.labels == ("29%", "51%")
    assert "51%" in plain(plan.title)
    assert f"+22{NO_BREAK}points" in plain(plan.title)
    assert plan.data.maximum == 100


def test_one_quarter_is_no_progress():
    assert progress_over_quarters(edition(quarter=Q1)) is None


def test_a_quarter_that_is_still_a_draft_shows_only_in_its_own_report():
    third = {
        **nutrition.QUARTERS[1],
        "quarter": "2026-Q3",
        "cutoff": "2026-09-30",
        "issued": "2026-10-15",
        "next_issue": None,
    }
    quarters = [nutrition.QUARTERS[0], {**nutrition.QUARTERS[1], "state": "draft"}, third]
    updates = [*nutrition.UPDATES, nutrition.update("R101", "2026-Q3", "in_progress", 80, updated_on="2026-09-20")]
    report, _ = gathered(quarters=quarters, updates=updates)
    shown = [progress_over_quarters(edition(report, quarter=q)).data.categories for q in ("2026-Q2", "2026-Q3")]
    assert shown == [(f"Q1{NO_BREAK}2026", f"Q2{NO_BREAK}2026"), (f"Q1{NO_BREAK}2026", f"Q3{NO_BREAK}2026")]


# ---------------------------------------------------------------- people


def test_people_are_columns_by_year_in_millions_whatever_their_unit():
    told = with_figures(
        in_need("F1", 1.5, 2025), in_need("F2", 2500000, 2026, unit="number"), in_need("F3", 0.5, 2026, "Reached")
    )
    plan = people(told)
    assert plan.data.categories == ("2025", "2026")
    assert [(series.name, series.values, series.labels) for series in plan.data.series] == [
        ("In need", (1.5, 2.5), ("1.5", "2.5")),
        ("Reached", (None, 0.5), ("", "0.5")),
    ]
    assert plain(plan.title) == "In need: 1.5 million in 2025, 2.5 million in 2026"
    assert "Reached" in plain(plan.alt)


def test_people_of_one_year_are_no_chart():
    assert people(with_figures(in_need("F1", 1.5, 2025), in_need("F2", 1, 2025, "Reached"))) is None
    assert people(with_figures(figure("F1", "x", 1))) is None


def test_the_finding_is_of_a_series_that_is_known_in_both_years():
    told = with_figures(in_need("F1", 0.5, 2026, "Reached"), in_need("F2", 1.5, 2025), in_need("F3", 2.5, 2026))
    assert plain(people(told).title) == "In need: 1.5 million in 2025, 2.5 million in 2026"
    assert people(with_figures(in_need("F1", 0.5, 2026, "Reached"), in_need("F2", 1.5, 2025))) is None


# ---------------------------------------------------------------- funding


def test_funding_tells_what_was_received_of_what_was_asked_for():
    plan = funding(edition())
    assert plan.data.categories == ("Asked", "Received")
    assert plan.data.series[0].values == (21.5, 4.3)
    assert plan.data.series[0].labels == (f"US$21.5{NO_BREAK}million", f"US$4.3{NO_BREAK}million")
    assert plain(plan.title).startswith("20% ")


def test_funding_needs_both_figures():
    report, _ = gathered(figures=[row for row in nutrition.FIGURES if row["code"] != "F15"])
    assert funding(edition(report)) is None
    late = [{**row, "quarter": "2026-Q2"} if row["code"] == "F15" else row for row in nutrition.FIGURES]
    report, _ = gathered(figures=late)
    assert funding(edition(report, quarter="2026-Q1")) is None
    assert funding(edition(report, quarter="2026-Q2"))


# ---------------------------------------------------------------- regions


def test_regions_come_largest_first():
    told = with_figures(
        *(figure(f"F{n}", name, share, "percent", chart="regions", **nutrition.both("series", name))
          for n, name, share in ((1, "East", 10), (2, "North", 60), (3, "South", 30)))
    )  # fmt: skip
    plan = regions(told)
    assert plan.data.categories == ("North", "South", "East")
    assert plan.data.series[0].labels == ("60%", "30%", "10%")
    assert plain(plan.title).startswith("North and South ")


def test_one_region_is_no_chart():
    assert regions(with_figures(figure("F1", "x", 10, "percent", chart="regions"))) is None


# ---------------------------------------------------------------- all


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_its_finding_its_numbers_and_its_source(name, language):
    plan = CHARTS[name](edition(language=language))
    assert plain(plan.title).strip()
    assert any(label and label in plain(plan.alt) for series in plan.data.series for label in series.labels)
    assert plain(plan.caption).endswith(".")
    for text in (plain(plan.title), plain(plan.alt), plain(plan.caption)):
        assert not any(sign in text for sign in ("..", "None", "&", "<", "{"))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_without_data_is_left_out(name):
    bare = {key: [] for key in ("figures", "updates", "recommendations", "partners", "narrative", "attention_points")}
    assert CHARTS[name](edition(gathered(**bare)[0])) is None


def test_a_value_that_cannot_be_read_is_left_out_of_its_chart():
    rows = [{**row, "value": "about six"} if row["code"] == "F12" else row for row in nutrition.FIGURES]
    assert regions(edition(gathered(figures=rows)[0], draft=True)) is None
