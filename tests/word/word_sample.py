"""A document in each language that uses every block and every inline, with invented content."""

from __future__ import annotations

from pathlib import Path

from reportgen.document.blocks import (
    Chart,
    ChartData,
    Contents,
    ContentsEntry,
    Document,
    Facts,
    Heading,
    Item,
    ItemList,
    Legend,
    LineBreak,
    Link,
    Note,
    PageReference,
    Paragraph,
    Picture,
    ProgressBar,
    Run,
    Running,
    Section,
    Series,
    StatusMark,
    Strip,
    Table,
    TableCell,
    TableRow,
    Tile,
    Tiles,
)
from reportgen.theme import Theme, load_theme

NBSP, NNBSP = "\u00a0", "\u202f"
STATUSES = {
    "completed": ("✔", "Réalisée", "Completed"),
    "in_progress": ("●", "En cours", "In progress"),
    "overdue": ("!", "En retard", "Overdue"),
    "on_hold": ("‖", "Suspendue", "On hold"),
    "not_started": ("○", "Non démarrée", "Not started"),
    "no_longer_relevant": ("—", "Devenue sans objet", "No longer relevant"),
    "unreported": ("?", "Non rapportée", "Not reported"),
}
MARKS = ("completed", "overdue", "overdue", "completed", "in_progress", "in_progress", "overdue", "completed",
         "completed", "in_progress", "overdue", "not_started", "completed", "on_hold")  # fmt: skip


def the_theme() -> Theme:
    return load_theme(Path(__file__).parents[2] / "templates" / "theme.toml")


def run(text: str, style: str = "", language: str = "") -> tuple[Run]:
    return (Run(text, style, language),)


def one_paragraph(*blocks: object, language: str = "fr-FR", mark: str = "", kind: str = "portrait") -> Document:
    """A document of one section that holds the given blocks."""
    return a_document((Section(kind, blocks),), language, mark)  # type: ignore[arg-type]


def a_document(sections: tuple[Section, ...], language: str = "fr-FR", mark: str = "") -> Document:
    french = language.startswith("fr")
    words = {"figure": "Figure", "table": "Tableau" if french else "Table", "contents": "Sommaire" if french else "Contents"}
    running = Running(
        "Cluster Santé, Mali" if french else "Mali Health Cluster",
        "Rapport de suivi · T3 2025" if french else "Follow-up report · Q3 2025",
        "Données au 30 septembre 2025" if french else "Data as of 30 September 2025",
        f"Page {{page}} sur {{pages}}" if french else "Page {page} of {pages}",
        mark,
    )
    title = "Mali : rapport trimestriel de suivi" if french else "Mali: quarterly follow-up report"
    return Document(language, title, "Suivi de la retraite", "Équipe de coordination du Cluster Santé", "santé, suivi",
                    "Rapport", "2025-10-15", running, sections, words)  # fmt: skip


def rich(language: str, photo: str = "", mark: str = "") -> Document:
    """The document with everything in it; ``photo`` is the path of a picture, which is left out when empty."""
    french = language.startswith("fr")

    def say(fr: str, en: str) -> str:
        return fr if french else en

    def status(mark: str, count: str = "") -> StatusMark:
        sign, fr, en = STATUSES[mark]
        return StatusMark(mark, f"{sign}{NBSP}{say(fr, en)}" + (f"{NBSP}{count}" if count else ""))

    percent = NBSP + "%" if french else "%"
    cover = Section(
        "cover",
        (
            Paragraph(run(say("Mali · Cluster Santé", "Mali · Health Cluster")), "eyebrow"),
            Paragraph(run(say("Rapport trimestriel de suivi", "Quarterly follow-up report")), "title", "top"),
            Paragraph(
                (
                    *run(say("Avancement des engagements de la retraite du Cluster Santé",
                             "Progress on the commitments of the Health Cluster retreat")),
                    LineBreak(),
                    *run(say("Bamako, 19 et 20 mars 2025", "Bamako, 19–20 March 2025")),
                ),
                "subtitle",
            ),
            Paragraph(run(say("Exemple : données inventées", "Example: made-up data")), "mark"),
            Paragraph(
                (*run(say("Troisième trimestre 2025", "Third quarter 2025")), LineBreak(),
                 *run(say("juillet–septembre", "July–September"), "small")),
                "period",
            ),
            Strip(
                tuple(StatusMark(m, str(n)) for n, m in enumerate(MARKS, 1)),
                say("État des 14 recommandations", "Status of the 14 recommendations"),
            ),
            Legend(tuple(status(m, str(MARKS.count(m))) for m in dict.fromkeys(MARKS))),
            Facts(
                (
                    (run(say("Rapport", "Report")), run(say("N° 2", "No. 2"))),
                    (run(say("Données au", "Data as of")), run(say("30 septembre 2025", "30 September 2025"))),
                    (run(say("Prochain rapport", "Next report")), run(say("janvier 2026", "January 2026"))),
                    (run(say("Préparé par", "Prepared by")), run(say("Équipe de coordination", "Coordination team"))),
                )
            ),
        ),
    )  # fmt: skip
    contents = Contents(
        (
            ContentsEntry(2, "", say("En bref", "At a glance"), "glance"),
            ContentsEntry(2, "1", say("Contexte humanitaire au Mali", "Humanitarian context in Mali"), "context"),
            ContentsEntry(3, "1.1", say("Où vivent les personnes déplacées", "Where displaced people live"), "where"),
            ContentsEntry(4, "1.1.1", say("Par région", "By region"), "region"),
            ContentsEntry(2, "2", say("Recommandations et suivi", "Recommendations and their follow-up"), "follow-up"),
        )
    )
    glance = Section(
        "portrait",
        (
            Heading(2, run(say("En bref", "At a glance")), "glance"),
            Tiles(
                (
                    Tile((*run("5"), *run("/14", "small")), run(say("recommandations réalisées", "recommendations completed")),
                         run(say("▲ 3 depuis le T2", "▲ 3 since Q2"))),
                    Tile((*run("62"), *run(percent, "small")), run(say("avancement moyen", "average progress")),
                         run(say("▲ 21 points", "▲ 21 points"))),
                    Tile(run("4"), run(say("en retard", "overdue")), run(say("▼ 2 depuis le T2", "▼ 2 since Q2"))),
                    Tile((*run("8"), *run("/14", "small")), run(say("avec preuve", "backed by evidence")),
                         run(say("= inchangé", "= unchanged"))),
                )
            ),
            Heading(3, run(say("Messages clés", "Key messages")), "messages"),
            ItemList(
                (
                    Item(run(say("La feuille de route de la localisation est en vigueur.", "The localization roadmap is in force."))),
                    Item(
                        (*run(say("Quatre actions sont ", "Four actions are ")), *run(say("en retard", "late"), "strong"),
                         *run(say(" et ont une date révisée.", " and have a revised date."))),
                        (
                            ItemList((Item(run(say("Évaluations rapides", "Rapid assessments"))),
                                      Item(run(say("Équipes régionales", "Regional teams")),
                                           (ItemList((Item(run("Kayes")), Item(run("Gao")))),)))),
                        ),
                    ),
                )
            ),
            ItemList(
                tuple(Item(run(say(f"Étape {n}", f"Step {n}")),
                           (ItemList((Item(run("a")), Item(run("b"))), "numbers"),) if n == 1 else ()) for n in (1, 2)),
                "numbers",
            ),
            Paragraph(run(say("Puis une seconde liste, qui recommence à un :", "Then a second list, which starts at one again:"))),
            ItemList((Item(run(say("Premier", "First"))), Item(run(say("Second", "Second")))), "numbers"),
            Chart(
                ChartData(
                    "stacked_bars",
                    tuple(say(f"{n}  Thème", f"{n}  Theme") for n in range(1, 7)),
                    (
                        Series(say("Réalisée", "Completed"), (1, 1, 0, 2, 0, 1), "completed", ("1", "1", "", "2", "", "1")),
                        Series(say("En cours", "In progress"), (0, 0, 2, 1, 0, 0), "in_progress", ("", "", "2", "1", "", "")),
                        Series(say("En retard", "Overdue"), (1, 1, 1, 0, 1, 0), "overdue", ("1", "1", "1", "", "1", "")),
                        Series(say("Non démarrée", "Not started"), (0, 0, 0, 0, 1, 1), "not_started", ("", "", "", "", "1", "1")),
                    ),
                ),
                say("5 recommandations réalisées sur 14, 4 en retard", "5 of 14 recommendations completed, 4 overdue"),
                say("Recommandations par thème et par état.", "Recommendations by theme and status."),
                run(say("Recommandations par thème et état. Source : journal de suivi.",
                        "Recommendations by theme and status. Source: follow-up log.")),
                "fig-status",
                55.0,
            ),
            Chart(
                ChartData(
                    "lines",
                    ("T1 2025", "T2 2025", "T3 2025", "T4 2025"),
                    (
                        Series(say("Avancement moyen", "Average progress"), (0.0, 41.0, None, 62.0), "first",
                               tuple(f"{v}{percent}" if v != "" else "" for v in (0, 41, "", 62))),
                        Series(say("Taux de réalisation", "Completion rate"), (0.0, 14.3, 21.4, 35.7), "completed",
                               tuple(f"{v}{percent}" for v in (0, 14, 21, 36))),
                    ),
                    '0"%"',
                    100.0,
                ),
                say("Avancement moyen de 62 %", "Average progress at 62%"),
                say("Avancement par trimestre.", "Progress by quarter."),
                run(say("Avancement par trimestre.", "Progress by quarter.")),
                "fig-trend",
                50.0,
            ),
            Paragraph(run(say("Réalisée : preuve au dossier.", "Completed: evidence on file.")), "note"),
        ),
    )  # fmt: skip
    context = Section(
        "portrait",
        (
            Heading(2, run(say("Contexte humanitaire au Mali", "Humanitarian context in Mali")), "context", "1"),
            Paragraph(run(say("Les déplacements restent élevés.", "Displacement remains high.")), "lead"),
            Paragraph(
                (
                    *run(say(f"La matrice a compté 330{NNBSP}713 personnes déplacées dans 87{NNBSP}623 ménages.",
                             "The matrix counted 330,713 displaced people in 87,623 households.")),
                    Note((*run(say("Enquête sur les intentions, septembre 2024. ", "Survey on intentions, September 2024. ")),
                          Link(say("Matrice de suivi", "Tracking matrix"), "https://dtm.iom.int/mali"))),
                    *run(say(f" Les enfants sont 58{NBSP}pour cent, voir ", " Children are 58 per cent, see ")),
                    Link(say("le tableau", "the table"), "#tab-people"),
                    *run(say(" page ", " on page ")),
                    PageReference("tab-people"),
                    *run(". "),
                    *run("Health for all" if french else "Santé pour tous", "em", "en" if french else "fr"),
                    *run("; "),
                    *run("31 mai 2025", "struck"),
                    *run(" "),
                    *run(say("petit", "small"), "small"),
                    *run(" "),
                    *run("R7", "number"),
                    *run(" "),
                    *run(say("À compléter : Figures!F7", "To be completed: Figures!F7"), "flaw"),
                    Note(run(say("Une seconde note.", "A second note."))),
                )
            ),
            Paragraph(
                (*run(say("Toutes les marques : ", "All the marks: ")),
                 *(inline for mark in STATUSES for inline in (status(mark), Run("  "))))
            ),
            Paragraph((*run(say("Avancement : 60 %", "Progress: 60%")), ProgressBar(60, "overdue"), *run(say("suite", "more")))),
            Paragraph((ProgressBar(3, "in_progress"),)),
            Paragraph(run(say("Le droit à la santé ne se négocie pas.", "The right to health is not negotiable.")), "quote"),
            Heading(3, run(say("Où vivent les personnes déplacées", "Where displaced people live")), "where", "1.1"),
            Heading(4, run(say("Par région", "By region")), "region", "1.1.1"),
            Chart(
                ChartData("bars", ("Ménaka", "Mopti", "Bandiagara", "Gao"),
                          (Series(say("Part", "Share"), (18, 17, 14, 13), "first",
                                  tuple(f"{v}{percent}" for v in (18, 17, 14, 13))),), '0"%"'),
                say("Ménaka et Mopti accueillent le plus de personnes", "Ménaka and Mopti host the most people"),
                say("Part des personnes déplacées par région.", "Share of displaced people by region."),
                run(say("Personnes déplacées par région. Source : DTM.", "Displaced people by region. Source: DTM.")),
                "fig-regions",
                45.0,
                0.8,
            ),
            Chart(
                ChartData("columns", ("2023", "2024", "2025"),
                          tuple(Series(name, values, colour) for name, values, colour in (
                              (say("Dans le besoin", "In need"), (3.1, 3.5, 3.7), "first"),
                              (say("Ciblées", "Targeted"), (1.9, 2.8, 2.3), "second"),
                              (say("Atteintes", "Reached"), (1.2, 2.7, None), "third"))), "0.0"),
                say("De 3,1 à 3,7 millions de personnes", "From 3.1 to 3.7 million people"),
                say("Personnes en millions.", "People in millions."),
                run(say("Personnes, en millions.", "People, in millions.")),
                "fig-people",
                50.0,
            ),
            *((Picture(photo, say("Une salle de réunion.", "A meeting room."), run(say("La salle. Photo : équipe.", "The room. Photo: team.")), "photo"),) if photo else ()),
            Table(
                (0.5, 0.25, 0.25),
                (TableRow((TableCell((Paragraph(run(say("Groupe", "Group"))),), "col"),
                           TableCell((Paragraph(run(say("Femmes", "Women"))),), "col", align="right"),
                           TableCell((Paragraph(run(say("Hommes", "Men"))),), "col", align="center"))),),
                tuple(
                    TableRow((TableCell((Paragraph(run(name)),), "row"),
                              TableCell((Paragraph(run(f"{n}{NNBSP}234")),), align="right"),
                              TableCell((Paragraph(run(str(n))),), align="center")))
                    for n, name in enumerate(("Kayes", "Gao", "Mopti"), 1)
                ),
                caption=run(say("Personnes par groupe", "People by group")),
                id="tab-people",
                summary=say("Personnes par groupe et par sexe", "People by group and sex"),
            ),
            Paragraph(run(say("Source : données du cluster.", "Source: cluster data.")), "source"),
            Paragraph(run(say("Un paragraphe après une source.", "A paragraph after a source."))),
        ),
    )  # fmt: skip
    heads = (say("N°", "No."), say("Constat", "Finding"), say("Action", "Action point"), say("Échéance", "Due"),
             say("État et avancement", "Status and progress"))  # fmt: skip

    def recommendation(number: int, mark: str, percent_done: int) -> TableRow:
        return TableRow(
            (
                TableCell((Paragraph(run(str(number))),), "row"),
                TableCell((Paragraph(run(say("Les partenaires agissent séparément pendant les épidémies.",
                                             "Partners act separately in epidemics."))),)),
                TableCell((ItemList((Item(run(say("Relancer les réunions", "Revive meetings"))),
                                     Item((*run(say("Partager l’outil, voir ", "Share the tool, see ")), Link("R1", "#R1"))))),)),
                TableCell((Paragraph(run("31 mai 2025", "struck")), Paragraph(run("31 oct. 2025", "strong")),
                           Paragraph(run(say("révisée une fois", "revised once"), "small")))),
                TableCell(
                    (
                        Paragraph((status(mark), *run(" "), *run(f"{percent_done}{percent}", "strong"))),
                        Paragraph((ProgressBar(percent_done, mark),)),
                        Paragraph(run(say("Trois réunions tenues.", "Three meetings held."))),
                        Paragraph(run(say("Aucune mise à jour.", "No update.")), "empty"),
                    )
                ),
            ),
            id=f"R{number}",
        )  # fmt: skip

    rows: list[TableRow] = []
    for theme in range(1, 4):
        title = say(f"Thème {theme} Gestion des épidémies", f"Theme {theme} Managing epidemics")
        rows.append(TableRow((TableCell((Paragraph(run(title)),), "rowgroup", 5),), "theme", f"T{theme}"))
        rows += [recommendation(2 * theme - 1, "completed", 100), recommendation(2 * theme, "overdue", 60)]
        rows.append(TableRow((TableCell((Paragraph(run(say("Ce trimestre", "This quarter"))),), "row"),
                              TableCell((Paragraph(run(say("Trois réunions ont eu lieu.", "Three meetings were held."))),), span=4)),
                             "update"))  # fmt: skip
    history = Table(
        (0.4, 0.2, 0.2, 0.2),
        (TableRow(tuple(TableCell((Paragraph(run(t)),), "col") for t in (say("Code", "Code"), "T1", "T2", "T3"))),),
        (TableRow((TableCell((Paragraph(run("R1")),), "row"),
                   *(TableCell((Paragraph(run(STATUSES[m][0])),), mark=m) for m in ("not_started", "in_progress", "completed")))),),
        summary=say("Historique", "History"),
    )  # fmt: skip
    follow_up = Section(
        "landscape",
        (
            Heading(2, run(say("Recommandations et suivi", "Recommendations and their follow-up")), "follow-up", "2"),
            Table(
                (0.06, 0.24, 0.26, 0.14, 0.3),
                (TableRow(tuple(TableCell((Paragraph(run(text)),), "col") for text in heads)),),
                tuple(rows),
                caption=run(say("Les recommandations et leur suivi", "Recommendations and their follow-up")),
                id="tab-follow-up",
                summary=say("Recommandations par thème", "Recommendations by theme"),
            ),
            history,
        ),
    )
    last = Section(
        "portrait",
        (
            Heading(2, run(say("Annexe", "Annex")), "annex", say("Annexe A", "Annex A")),
            Paragraph(run("Rien à signaler." if french else "Nothing to report."), "empty"),
            history,
            Paragraph(run(say("Un paragraphe après un tableau.", "A paragraph after a table."))),
        ),
    )
    return a_document((cover, Section("portrait", (contents,)), glance, context, follow_up, last), language, mark)
