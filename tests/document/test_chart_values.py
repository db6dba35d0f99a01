from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import dist

import pytest

import nutrition
from nutrition import Q1, Q2, figure
from pages import NO_BREAK, edition, gathered, the_theme
from reportgen.document.chart_canvas import contrast
from reportgen.document.chart_values import (
    CHARTS,
    due_dates,
    funding,
    people,
    progress_by_theme,
    progress_over_quarters,
    regions,
    status_by_theme,
)
from reportgen.document.emphasis import plain


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
    assert plan.data.series[0].labels == (f"1{NO_BREAK}✔", "", f"1{NO_BREAK}✔")
    assert plan.data.series[0].name == f"✔{NO_BREAK}Completed"


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


def test_progress_by_theme_stands_side_by_side_and_the_title_names_who_gained_most():
    plan = progress_by_theme(edition())
    assert plan.data.kind == "columns"
    assert plan.data.categories == ("T10  Wasting", "T20  Infants", "T30  Supplies")
    assert [series.name for series in plan.data.series] == [f"Q1{NO_BREAK}2026", f"Q2{NO_BREAK}2026"]
    before, now = plan.data.series
    assert (before.labels[0], now.labels[0]) == ("20%", "58%")
    assert plain(plan.title) == f"T10  Wasting gained most since Q1{NO_BREAK}2026: +38{NO_BREAK}points, to 58%"
    assert progress_by_theme(edition(quarter=Q1)) is None


def test_a_gain_is_the_difference_of_what_is_printed():
    rows = [{**nutrition.RECOMMENDATIONS[0], "code": f"R{n}"} for n in range(10, 23)]
    updates = [nutrition.update(row["code"], Q1, "in_progress", 40) for row in rows]
    updates += [nutrition.update(row["code"], Q2, "in_progress", 43 if at else 49) for at, row in enumerate(rows)]
    rows.append({**nutrition.RECOMMENDATIONS[0], "code": "R30", "theme": "T20"})
    updates += [nutrition.update("R30", quarter, "in_progress", 10) for quarter in (Q1, Q2)]
    report, _ = gathered(recommendations=rows, updates=updates, attention_points=[])
    assert plain(progress_by_theme(edition(report)).title).endswith(f"+3{NO_BREAK}points, to 43%")


def test_halves_are_rounded_up():
    rows = [{**nutrition.RECOMMENDATIONS[0], "code": f"R{n}"} for n in range(10, 18)]
    updates = [nutrition.update(row["code"], Q1, "in_progress", 10) for row in rows]
    percents = (34, 34, 34, 34, 34, 34, 36, 100)
    updates += [
        nutrition.update(row["code"], Q2, "completed" if percent == 100 else "in_progress", percent)
        for row, percent in zip(rows, percents, strict=True)
    ]
    report, _ = gathered(recommendations=rows, updates=updates, attention_points=[])
    average, completion = progress_over_quarters(edition(report)).data.series
    assert (average.labels, completion.labels) == (("10%", "43%"), ("0%", "13%"))


def test_many_themes_are_named_by_their_codes():
    themes = [
        {"code": f"T{n}", **nutrition.both("title", f"Theme {n}"), **nutrition.both("short", f"Name {n}")}
        for n in range(10, 22)
    ]
    rows = [{**nutrition.RECOMMENDATIONS[0], "code": f"R{n}", "theme": f"T{n}"} for n in range(10, 22)]
    updates = [nutrition.update(f"R{n}", quarter, "in_progress", 10) for n in range(10, 22) for quarter in (Q1, Q2)]
    report, _ = gathered(
        themes=themes, subthemes=[], theme_items=[], recommendations=rows, updates=updates, attention_points=[]
    )
    plan = progress_by_theme(edition(report))
    assert plan.data.categories[0] == "T10"
    assert "Name 10" in plain(plan.alt)
    assert plain(plan.title) == f"No theme has advanced since Q1{NO_BREAK}2026"


# ---------------------------------------------------------------- due dates


def serial(day):
    return (date.fromisoformat(day) - date(1899, 12, 30)).days


def test_due_dates_show_what_was_given_what_was_added_and_how_late_it_is():
    revised = [
        {**row, "revised_due": "2026-08-15"} if (row["item"], row["quarter"]) == ("R103", Q2) else row
        for row in nutrition.UPDATES
    ]
    plan = due_dates(edition(gathered(updates=revised)[0]))
    rows = dict(
        zip(plan.data.categories, zip(*(series.values for series in plan.data.series), strict=True), strict=True)
    )
    assert list(rows)[:2] == ["R101  Screen every village", "R103  Pay for transport"]
    assert rows["R101  Screen every village"] == (serial("2026-02-28"), 0, 122)
    assert rows["R103  Pay for transport"] == (serial("2026-07-10"), 36, 0)
    assert plan.data.mark == serial("2026-06-30")
    assert plan.data.minimum < serial("2026-01-13")  # so that it is no shorter before the mark than after it
    assert plan.data.mark - plan.data.minimum > plan.data.maximum - plan.data.mark
    labels = plan.data.series[0].labels
    assert labels[0] == f"28{NO_BREAK}Feb 2026: 122 days late"
    assert labels[1] == f"10{NO_BREAK}Jul 2026 → 15{NO_BREAK}Aug 2026"
    assert plain(plan.title) == f"Overdue: 1, the longest by 122 days; the next due date is 15{NO_BREAK}August 2026"
    assert labels[0] in plain(plan.alt)


def test_the_finding_of_due_dates_follows_what_there_is():
    def only(code):
        rows = [row for row in nutrition.RECOMMENDATIONS if row["code"] == code]
        return gathered(recommendations=rows, updates=[], attention_points=[])[0]

    assert plain(due_dates(edition(only("R101"))).title).endswith("no due date is to come")
    assert plain(due_dates(edition(only("R201"))).title).startswith("Nothing is overdue")
    assert due_dates(edition(only("R202"))) is None


def test_a_date_brought_forward_is_a_shorter_bar():
    sooner = [
        {**row, "revised_due": "2026-07-05"} if (row["item"], row["quarter"]) == ("R103", Q2) else row
        for row in nutrition.UPDATES
    ]
    plan = due_dates(edition(gathered(updates=sooner)[0]))
    place = plan.data.categories.index("R103  Pay for transport")
    assert plan.data.series[0].values[place] == serial("2026-07-05")


def test_an_immediate_recommendation_shows_the_first_date_it_was_given():
    dated = [
        {**row, "revised_due": "2026-09-15"} if (row["item"], row["quarter"]) == ("R202", Q2) else row
        for row in nutrition.UPDATES
    ]
    plan = due_dates(edition(gathered(updates=dated)[0]))
    place = plan.data.categories.index("R202  Translate the leaflets")
    assert plan.data.series[0].values[place] == plan.data.minimum
    assert plan.data.series[0].labels[place] == f"At once → 15{NO_BREAK}Sep 2026"


def test_of_many_due_dates_the_most_pressing_are_shown_and_the_caption_says_so():
    rows = [{**nutrition.RECOMMENDATIONS[0], "code": f"R{n}"} for n in range(100, 145)]
    plan = due_dates(edition(gathered(recommendations=rows, updates=[], attention_points=[])[0]))
    assert len(plan.data.categories) == 30
    assert "30 of the 45" in plain(plan.caption)


# ---------------------------------------------------------------- people


def test_people_are_columns_by_year_in_millions_whatever_their_unit():
    told = with_figures(
        in_need("F1", 1.5, 2025), in_need("F2", 2500000, 2026, unit="number"), in_need("F3", 0.5, 2026, "Reached")
    )
    plan = people(told)
    assert plan.data.categories == ("2025", "2026")
    assert [(series.name, series.values, series.labels) for series in plan.data.series] == [
        ("In need", (1.5, 2.5), ("1.5", "2.5")),
        ("Reached", (None, 0.5), ("no data", "0.5")),
    ]
    assert plain(plan.title) == f"In need: 1.5{NO_BREAK}million in 2025, 2.5{NO_BREAK}million in 2026"
    assert "Reached" in plain(plan.alt)


def test_millions_are_told_as_in_the_text_and_a_small_number_beside_them_is_not_nothing():
    told = with_figures(
        in_need("F1", 6.25, 2025),
        in_need("F2", 2679097, 2026, unit="number"),
        in_need("F3", 12000, 2026, "Reached", "number"),
    )
    assert [series.labels for series in people(told).data.series] == [("6.25", "2.7"), ("no data", "0.012")]


def test_fewer_than_a_million_people_are_counted_one_by_one():
    plan = people(with_figures(in_need("F1", 12000, 2025, unit="number"), in_need("F2", 0.5, 2026)))
    assert plan.data.series[0].labels == ("12,000", "500,000")
    assert plan.data.number_format == "#,##0"
    assert plain(plan.title) == "In need: 12,000 in 2025, 500,000 in 2026"
    assert "million" not in plain(plan.alt) + plain(plan.caption)


def test_people_of_one_year_are_no_chart():
    assert people(with_figures(in_need("F1", 1.5, 2025), in_need("F2", 1, 2025, "Reached"))) is None
    assert people(with_figures(figure("F1", "x", 1))) is None


def test_the_finding_is_of_a_series_that_is_known_in_both_years():
    told = with_figures(in_need("F1", 0.5, 2026, "Reached"), in_need("F2", 1.5, 2025), in_need("F3", 2.5, 2026))
    assert plain(people(told).title) == f"In need: 1.5{NO_BREAK}million in 2025, 2.5{NO_BREAK}million in 2026"
    assert people(with_figures(in_need("F1", 0.5, 2026, "Reached"), in_need("F2", 1.5, 2025))) is None


# ---------------------------------------------------------------- funding


def test_funding_tells_what_was_received_of_what_was_asked_for():
    plan = funding(edition())
    assert plan.data.categories == ("Asked", "Received")
    assert plan.data.series[0].values == (21.5, 4.3)
    assert plan.data.series[0].labels == (f"US$21.5{NO_BREAK}million", f"US$4.3{NO_BREAK}million")
    assert plain(plan.title).startswith("20% ")


def test_half_a_per_cent_of_the_funding_counts():
    figures = (
        figure("F1", "Asked", 8, "usd_million", chart="funding"),
        figure("F2", "Received", 1, "usd_million", chart="funding"),
    )
    assert plain(funding(with_figures(*figures)).title).startswith("13% ")


def test_a_draft_leaves_out_what_is_below_zero():
    signed = [{**row, "value": -3} if row["code"] == "F15" else row for row in nutrition.FIGURES]
    assert funding(edition(gathered(figures=signed)[0])) is None


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


def test_regions_in_numbers_are_no_percentages():
    told = with_figures(*(figure(f"F{n}", "x", 1000 * n, "number", chart="regions") for n in (1, 2)))
    plan = regions(told)
    assert plan.data.series[0].labels == ("2,000", "1,000")
    assert "%" not in plan.data.number_format


def test_one_region_is_no_chart():
    assert regions(with_figures(figure("F1", "x", 10, "percent", chart="regions"))) is None


# ---------------------------------------------------------------- all


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_its_finding_its_numbers_and_its_source(name, language):
    plan = CHARTS[name](edition(language=language))
    assert plain(plan.title).strip()
    labels = [label for series in plan.data.series for label in series.labels if label]
    assert any(label.rstrip("✔●!‖○—?").rstrip(NO_BREAK) in plain(plan.alt) for label in labels)
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


# ---------------------------------------------------------------- colours

# What the three kinds of colour blindness leave of linear red, green and blue (Machado, Oliveira and Fernandes, 2009)
BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb):
    """CIE L*a*b* (D65) of linear red, green and blue."""
    red, green, blue = (min(max(c, 0), 1) for c in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, blindness):
    rgb = linear(colour)
    return lab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in BLIND[blindness]])


@pytest.mark.parametrize("name", CHARTS)
def test_neighbouring_series_stay_apart_for_the_colour_blind_and_in_grey(name):
    """A grey that differs, or signs in the labels: the colours of statuses are alike in grey."""
    series = CHARTS[name](edition()).data.series
    for one, other in pairwise(series):
        first, second = (the_theme().named(each.colour) for each in (one, other))
        signs = [{label[-1] for label in each.labels if label} for each in (one, other)]
        signed = all(signs) and not (signs[0] & signs[1]) and not any(sign.isalnum() for sign in signs[0] | signs[1])
        assert signed or contrast(first, second) >= 1.5, (one.name, other.name)
        for blindness in BLIND:
            assert signed or dist(seen(first, blindness), seen(second, blindness)) >= 18, (one.name, blindness)


def test_the_colours_of_series_stay_apart_from_the_one_before():
    for first, second in pairwise(list(the_theme().series)):
        assert contrast(the_theme().named(first), the_theme().named(second)) >= 1.5
