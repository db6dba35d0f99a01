"""What rows must say together."""

# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

from datetime import datetime

import pytest
from workbook_sample import at, changed, found, outcome, setting_row, told

from reportgen.problems import Severity
from reportgen.workbook.raw import reference


@pytest.mark.parametrize(
    ("status", "percent", "agrees"),
    [
        ("Non démarrée", 0, True),
        ("Non démarrée", 5, False),
        ("En cours", 0, False),
        ("En cours", 1, True),
        ("En cours", 99, True),
        ("En cours", 100, False),
        ("Suspendue", 60, True),
        ("Suspendue", 100, False),
        ("Devenue sans objet", 30, True),
    ],
)
def test_status_against_percentage(status, percent, agrees):
    cells = {"updates.status.3": status, "updates.percent.3": percent, "updates.obstacle_fr.3": "x",
             "updates.obstacle_en.3": "x", "updates.percent.5": 70}  # fmt: skip
    if status == "Devenue sans objet":
        cells["updates.completed_on.3"] = datetime(2025, 6, 1)
    assert found(cells) == [] if agrees else [("status-against-percent", at("updates.percent.3"))]


def test_completed_needs_a_hundred_per_cent_evidence_and_a_date():
    assert found({"updates.percent.4": 90}) == [("status-against-percent", at("updates.percent.4"))]
    assert found({"updates.evidence_fr.4": None, "updates.evidence_en.4": None}) == [
        ("completed-without-evidence", at("updates.evidence_fr.4"))
    ]
    assert found({"updates.completed_on.4": None}) == [("completed-without-date", at("updates.completed_on.4"))]


def test_on_hold_needs_a_reason():
    assert found({"updates.obstacle_fr.5": None, "updates.obstacle_en.5": None}) == [
        ("reason-missing", at("updates.obstacle_fr.5"))
    ]


def test_no_longer_relevant_needs_a_reason_and_a_decision_date():
    assert found({"updates.status.5": "Devenue sans objet"}) == [
        ("decision-date-missing", at("updates.completed_on.5"))
    ]
    cells = {"updates.status.5": "Devenue sans objet", "updates.obstacle_fr.5": None, "updates.obstacle_en.5": None,
             "updates.completed_on.5": datetime(2025, 9, 1)}  # fmt: skip
    assert found(cells) == [("reason-missing", at("updates.obstacle_fr.5"))]


def test_a_percentage_that_falls_needs_a_comment():
    falling = {"updates.status.4": "En cours", "updates.percent.4": 30, "updates.completed_on.4": None}
    assert found(falling) == [("percent-falls", at("updates.percent.4"))]
    assert found({**falling, "updates.obstacle_fr.4": "Fonds", "updates.obstacle_en.4": "Funds"}) == []


def test_an_update_is_dated_in_its_quarter_up_to_the_cut_off():
    place = [("update-outside-quarter", at("updates.updated_on.2"))]
    assert found({"updates.updated_on.2": datetime(2025, 3, 31)}) == place
    assert found({"updates.updated_on.2": datetime(2025, 7, 1)}) == place
    early = {"quarters.cutoff.2": datetime(2025, 6, 15), "updates.updated_on.3": datetime(2025, 6, 15)}
    assert found(early) == place
    assert found({**early, "updates.updated_on.2": datetime(2025, 6, 15)}) == []


def test_an_update_without_a_date_is_told_where_others_have_one():
    assert found({"updates.updated_on.2": None}) == [("update-undated", at("updates.updated_on.2"))]
    assert found({f"updates.updated_on.{row}": None for row in range(2, 7)}) == []


def test_an_update_that_only_repeats_the_one_before_is_told():
    repeated = {"updates.status.5": "Non démarrée", "updates.percent.5": 0, "updates.revised_due.5": None}
    silent = {"updates.obstacle_fr.5": None, "updates.obstacle_en.5": None}
    assert found(repeated | silent) == [("update-says-nothing", at("updates.item.5"))]
    assert found(repeated) == []
    assert found(repeated | silent | {"updates.revised_due.5": datetime(2025, 12, 31)}) == []


def test_nothing_is_completed_after_the_cut_off():
    assert found({"updates.completed_on.4": datetime(2025, 10, 3)}) == [
        ("completed-after-cutoff", at("updates.completed_on.4"))
    ]


def test_a_recommendation_missing_from_a_quarter():
    report, problems = outcome(changed({"updates.item.5": "T2"}))
    assert told(problems) == [("update-missing", at("recommendations.code.3"))]
    assert (problems[0].severity, str(problems[0].given["quarter"])) == (Severity.WARNING, "2025-Q3")
    assert problems[0].given["sheet"] == "Suivi"
    assert report


def test_a_recommendation_missing_from_an_earlier_quarter_is_told_until_that_is_final():
    lacking = {"updates.item.3": "T2"}
    assert found(lacking) == []
    assert found({**lacking, "quarters.state.2": "Provisoire"}) == [("update-missing", at("recommendations.code.3"))]


def test_a_quarter_without_any_update_is_not_blamed_on_the_recommendations():
    fields = ("item", "quarter", "status", "percent", "done_fr", "done_en", "updated_on", "updated_by")
    assert found({f"updates.{field}.{row}": None for row in (2, 3) for field in fields}) == []


def test_a_due_date_that_moves_back():
    assert found({"updates.revised_due.2": datetime(2025, 5, 1)}) == [
        ("due-revised-earlier", at("updates.revised_due.2"))
    ]
    later = {"updates.revised_due.2": datetime(2025, 8, 31), "updates.revised_due.4": datetime(2025, 7, 31)}
    assert found(later) == [("due-revised-earlier", at("updates.revised_due.4"))]


@pytest.mark.parametrize("field", ["recommendations.due.2", "updates.revised_due.5"])
def test_a_due_date_that_lies_far_ahead(field):
    assert found({field: datetime(2030, 9, 30)}) == []
    assert found({field: datetime(2052, 5, 31)}) == [("due-far-ahead", at(field))]


def test_two_updates_for_one_item_and_quarter():
    _, problems = outcome(changed({"updates.quarter.4": "T2 2025"}))
    assert ("duplicate-update", at("updates.item.4")) in told(problems)
    assert next(p.given["first"] for p in problems if p.code == "duplicate-update") == "A2"


def test_dates_of_a_quarter():
    assert found({"quarters.cutoff.3": datetime(2025, 10, 5)}) == [("cutoff-outside-quarter", at("quarters.cutoff.3"))]
    assert found({"quarters.issued.3": datetime(2025, 9, 1)}) == [("issued-before-cutoff", at("quarters.issued.3"))]
    assert found({"quarters.next_issue.3": datetime(2025, 10, 1)}) == [
        ("next-before-issued", at("quarters.next_issue.3"))
    ]


def test_four_key_messages_at_most():
    assert found({"quarters.key_messages_en.2": "One\nTwo\n\n-\n-"}) == []
    assert found({"quarters.key_messages_en.2": "One\nTwo\n-\n-\n-"}) == [
        ("too-many-key-messages", at("quarters.key_messages_en.2"))
    ]


def test_an_event_ends_after_it_starts():
    place = f"Paramètres!{reference(2, 9)}"
    assert found({"settings.value_fr.9": datetime(2025, 3, 18)}) == [("event-order", place)]
    assert found({"settings.value_fr.9": datetime(2025, 3, 19)}) == []


def test_a_figure_twice_for_one_quarter():
    assert ("duplicate-figure", at("figures.code.4")) in found({"figures.code.4": "F1"})


@pytest.mark.parametrize(
    ("units", "charts", "faulty"),
    [
        (("Pour cent", "Pour cent"), ("regions", "regions"), []),
        (("Nombre", "Pour cent"), ("regions", "regions"), [3]),
        (("Nombre", "Millions"), ("people", "people"), []),
        (("Nombre", "Pour cent"), ("people", "people"), [3]),
        (("Nombre", "Millions de dollars"), ("funding", "funding"), [2, 3]),
        (("Millions", "Nombre"), ("regions", ""), [2]),
    ],
)
def test_a_chart_shows_figures_in_its_unit_only(units, charts, faulty):
    words = {
        "people": "Personnes par année",
        "funding": "Financement requis et reçu",
        "regions": "Personnes déplacées par région",
        "": None,
    }
    changes = {f"figures.unit.{row}": unit for row, unit in zip((2, 3), units, strict=True)}
    changes |= {f"figures.chart.{row}": words[chart] for row, chart in zip((2, 3), charts, strict=True)}
    wrong = [place for code, place in found(changes) if code == "chart-unit"]
    assert wrong == [at(f"figures.value.{row}") for row in faulty]


def test_a_chart_shows_nothing_below_zero():
    changes = {"figures.chart.3": "Personnes par année", "figures.value.3": -3}
    assert [place for code, place in found(changes) if code == "chart-below-zero"] == [at("figures.value.3")]
    assert "chart-below-zero" not in dict(found({"figures.value.3": -3}))


def test_a_figure_whose_unit_changes_is_not_comparable():
    assert found({"figures.unit.3": "Millions"}) == [("figure-unit-changed", at("figures.code.3"))]
    assert found({"figures.unit.3": "Millions", "figures.comparable.3": "Non"}) == []


def test_an_example_that_is_left_is_told():
    said = {
        f"settings.value_fr.{setting_row('example_data')}": "Non",
        "quarters.example.2": "Oui",
        "quarters.example.3": "Non",
    }
    assert found(said) == [("quarter-example", at("quarters.quarter.2"))]


def test_a_figure_whose_source_says_that_it_is_an_example():
    said = {
        "figures.source_fr.3": "Données d’exemple\u00a0: aucune source",
        "figures.source_en.3": "Example data: none",
    }
    real = {**said, f"settings.value_fr.{setting_row('example_data')}": "Non", "quarters.example.2": "Non"}
    assert found(said) == []
    assert found({**real, "quarters.example.3": "Oui"}) == [("quarter-example", at("quarters.quarter.3"))]
    assert found({**real, "quarters.example.3": "Non"}) == [("figure-example", at("figures.source_fr.3"))]


def test_references_in_the_narrative():
    def told_of(text):
        return found({"narrative.text_fr.2": text, "narrative.text_en.2": f"{text} "})

    places = at("narrative.text_fr.2"), at("narrative.text_en.2")
    assert told_of("[F1] [f8] [note] [2025] [R1] [t1]") == []
    assert told_of("[F1] [F99] [F99]") == [("unknown-figure", place) for place in places]
    assert told_of("[F7]") == [("internal-figure", place) for place in places]
    assert ("unknown-figure", at("narrative.title_fr.3")) in found({"narrative.title_fr.3": "[Z1]"})


@pytest.mark.parametrize(
    "field",
    [
        *("quarters.key_messages_fr.2", "quarters.analysis_en.2", "quarters.conclusion_fr.2"),
        *("updates.done_fr.3", "updates.next_en.3", "updates.obstacle_fr.5", "updates.evidence_fr.4"),
    ],
)
def test_references_in_what_a_quarter_says(field):
    assert ("unknown-figure", at(field)) in found({field: "[F99] [F1]"})
    assert ("internal-figure", at(field)) in found({field: "[F7]"})
    if field.startswith("updates"):
        hidden = {f"updates.visibility.{field[-1]}": "Interne"}
        assert ("internal-figure", at(field)) not in found({field: "[F7]", **hidden})


def test_a_partner_must_not_print_an_internal_figure():
    assert found({"partners.figure.2": "F7"}) == [("internal-figure", at("partners.category_fr.2"))]
