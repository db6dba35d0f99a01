"""A document in each language that uses every block and every inline, with invented content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.document.blocks import (
    Block,
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
STRIP = ("completed", "overdue", "in_progress") * 3 + ("on_hold",)


def the_theme() -> Theme:
    return load_theme(Path(__file__).parents[2] / "templates" / "theme.toml")


def run(text: str, style: str = "", language: str = "") -> tuple[Run]:
    return (Run(text, style, language),)


def a_document(*blocks: Block, language: str = "fr-FR", mark: str = "", kind: str = "portrait") -> Document:
    """A document of one section that holds the given blocks."""
    return of_sections((Section(kind, blocks),), language, mark)


def of_sections(sections: tuple[Section, ...], language: str = "fr-FR", mark: str = "") -> Document:
    french = language.startswith("fr")
    return Document(
        language=language,
        title="Mali : rapport de suivi" if french else "Mali: follow-up report",
        subject="Suivi de la retraite" if french else "Follow-up of the retreat",
        author="Équipe de coordination" if french else "Coordination team",
        keywords="santé, suivi" if french else "health, follow-up",
        category="Rapport" if french else "Report",
        issued="2025-10-15",
        running=Running(
            head_left="Cluster Santé, Mali" if french else "Mali Health Cluster",
            head_right="Rapport de suivi · T3 2025" if french else "Follow-up report · Q3 2025",
            foot_left="Données au 30 septembre 2025" if french else "Data as of 30 September 2025",
            page="Page {page} sur {pages}" if french else "Page {page} of {pages}",
            mark=mark,
        ),
        sections=sections,
        words={
            "figure": "Figure",
            "table": "Tableau" if french else "Table",
            "contents": "Sommaire" if french else "Contents",
        },
    )


def rich(language: str, photo: str = "", mark: str = "") -> Document:
    """The document with everything in it; ``photo`` is the path of a picture, which is left out when empty."""
    sample = Sample(language.startswith("fr"), photo)
    sections = (sample.cover, sample.contents, sample.glance, sample.context, sample.follow_up, sample.annex)
    return of_sections(sections, language, mark)


@dataclass(frozen=True)
class Sample:
    """The sections of the document, said in French or in English."""

    french: bool
    photo: str

    def say(self, french: str, english: str) -> str:
        return french if self.french else english

    def t(self, french: str, english: str, style: str = "") -> tuple[Run]:
        return run(self.say(french, english), style)

    def p(self, french: str, english: str, style: str = "text") -> Paragraph:
        return Paragraph(self.t(french, english), style)

    def percent(self, number: int) -> str:
        return self.say(f"{number}{NBSP}%", f"{number}%")

    def status(self, mark: str, count: str = "") -> StatusMark:
        sign, french, english = STATUSES[mark]
        return StatusMark(mark, NBSP.join((sign, self.say(french, english), count)).rstrip(NBSP))

    def item(self, french: str, english: str, *children: ItemList) -> Item:
        return Item(self.t(french, english), children)

    @property
    def cover(self) -> Section:
        return Section(
            "cover",
            (
                self.p("Mali · Cluster Santé", "Mali · Health Cluster", "eyebrow"),
                Paragraph(self.t("Rapport trimestriel de suivi", "Quarterly follow-up report"), "title", "top"),
                Paragraph(
                    (
                        *self.t("Avancement des engagements", "Progress on the commitments"),
                        LineBreak(),
                        *self.t("Bamako, 19 et 20 mars 2025", "Bamako, 19–20 March 2025"),
                    ),
                    "subtitle",
                ),
                self.p("Bamako", "Bamako", "venue"),
                Paragraph(
                    (
                        *self.t("Troisième trimestre", "Third quarter"),
                        LineBreak(),
                        *self.t("le deuxième de l’année suivie", "the second of the year", "small"),
                    ),
                    "period",
                ),
                self.p("juillet–septembre 2025", "July–September 2025", "months"),
                Strip(
                    tuple(StatusMark(mark, str(number)) for number, mark in enumerate(STRIP, 1)),
                    self.say("État des 10 recommandations", "Status of the 10 recommendations"),
                ),
                Legend(tuple(self.status(mark, str(STRIP.count(mark))) for mark in dict.fromkeys(STRIP))),
                self.p("Exemple : données inventées.", "Example: made-up data.", "mark"),
                Facts(
                    (
                        (self.t("Rapport", "Report"), self.t("N° 2", "No. 2")),
                        (self.t("Données au", "Data as of"), self.t("30 septembre 2025", "30 September 2025")),
                        (self.t("Prochain rapport", "Next report"), self.t("janvier 2026", "January 2026")),
                        (self.t("Préparé par", "Prepared by"), self.t("Équipe", "Team")),
                    )
                ),
            ),
        )

    @property
    def contents(self) -> Section:
        entries = (
            ContentsEntry(2, "", self.say("En bref", "At a glance"), "glance"),
            ContentsEntry(2, "1", self.say("Contexte humanitaire", "Humanitarian context"), "context"),
            ContentsEntry(3, "1.1", self.say("Les personnes déplacées", "Displaced people"), "where"),
            ContentsEntry(4, "1.1.1", self.say("Par région", "By region"), "region"),
            ContentsEntry(2, "2", self.say("Recommandations", "Recommendations"), "follow-up"),
        )
        return Section("portrait", (Contents(entries),))

    @property
    def glance(self) -> Section:
        tiles = Tiles(
            (
                Tile((*run("5"), *run("/14", "small")), self.t("réalisées", "completed"), self.t("▲ 3", "▲ 3")),
                Tile((*run("62"), *run("%", "small")), self.t("avancement", "progress"), self.t("▲ 21", "▲ 21")),
                Tile(run("4"), self.t("en retard", "overdue")),
            )
        )
        bullets = ItemList(
            (
                self.item("La feuille de route est en vigueur.", "The roadmap is in force."),
                Item(
                    (*self.t("Quatre actions sont ", "Four actions are "), *self.t("en retard", "late", "strong")),
                    (
                        ItemList(
                            (
                                self.item("Évaluations", "Assessments"),
                                self.item("Équipes", "Teams", ItemList((Item(run("Kayes")), Item(run("Gao"))))),
                            )
                        ),
                    ),
                ),
            )
        )
        steps = ItemList(
            (
                self.item("Étape", "Step", ItemList((Item(run("a")), Item(run("b"))), "numbers")),
                self.item("Étape", "Step"),
            ),
            "numbers",
        )
        again = ItemList((self.item("Premier", "First"), self.item("Second", "Second")), "numbers")
        return Section(
            "portrait",
            (
                Heading(2, self.t("En bref", "At a glance"), "glance"),
                tiles,
                Heading(3, self.t("Messages clés", "Key messages"), "messages"),
                bullets,
                steps,
                self.p("Une seconde liste recommence à un :", "A second list starts at one again:"),
                again,
                self._status_chart(),
                self._trend_chart(),
                self.p("Réalisée : preuve au dossier.", "Completed: evidence on file.", "note"),
            ),
        )

    def _status_chart(self) -> Chart:
        def series(mark: str, *values: int) -> Series:
            name = self.say(*STATUSES[mark][1:])
            return Series(name, tuple(map(float, values)), mark, tuple(str(v) if v else "" for v in values))

        return Chart(
            ChartData(
                "stacked_bars",
                tuple(f"{number}  {self.say('Thème', 'Theme')}" for number in range(1, 5)),
                (
                    series("completed", 1, 1, 0, 2),
                    series("in_progress", 0, 0, 2, 1),
                    series("overdue", 1, 1, 1, 0),
                    series("not_started", 0, 1, 0, 0),
                ),
            ),
            self.say("5 recommandations réalisées sur 14", "5 of 14 recommendations completed"),
            self.say("Recommandations par thème et par état.", "Recommendations by theme and status."),
            self.t("Recommandations par thème et état.", "Recommendations by theme and status."),
            "fig-status",
            height=50.0,
        )

    def _trend_chart(self) -> Chart:
        average, completion = (0.0, 41.0, None, 62.0), (0.0, 14.3, 21.4, 35.7)
        told = tuple("" if value is None else self.percent(round(value)) for value in average)
        return Chart(
            ChartData(
                "lines",
                ("T1 2025", "T2 2025", "T3 2025", "T4 2025"),
                (
                    Series(self.say("Avancement", "Progress"), average, "first", told),
                    Series(
                        self.say("Réalisation", "Completion"),
                        completion,
                        "completed",
                        tuple(self.percent(round(value)) for value in completion),
                    ),
                ),
                '0"%"',
                100.0,
            ),
            self.say("Avancement moyen de 62 %", "Average progress at 62%"),
            self.say("Avancement par trimestre.", "Progress by quarter."),
            self.t("Avancement par trimestre.", "Progress by quarter."),
            "fig-trend",
            height=45.0,
        )

    @property
    def context(self) -> Section:
        count = f"330{NNBSP}713" if self.french else "330,713"
        every_inline = Paragraph(
            (
                *self.t(f"La matrice a compté {count} personnes.", f"The matrix counted {count} people."),
                Note(
                    (*self.t("Enquête. ", "Survey. "), Link(self.say("Matrice", "Matrix"), "https://dtm.iom.int/mali"))
                ),
                *self.t(" Voir ", " See "),
                Link(self.say("le tableau", "the table"), "#tab-people"),
                *self.t(" page ", " on page "),
                PageReference("tab-people"),
                *run(". "),
                *run("Health for all" if self.french else "Santé pour tous", "em", "en" if self.french else "fr"),
                *run(" "),
                *run("31 mai 2025", "struck"),
                *run(" "),
                *self.t("petit", "small", "small"),
                *run(" "),
                *run("R7", "strong"),
                *run(" "),
                *self.t("À compléter : Chiffres!F7", "To be completed: Figures!F7", "flaw"),
                Note(self.t("Une seconde note.", "A second note.")),
            )
        )
        marks = Paragraph(tuple(inline for mark in STATUSES for inline in (self.status(mark), Run(" "))))
        bar = (*self.t("Avancement : 60 %", "Progress: 60%"), ProgressBar(60, "overdue"), *self.t("suite", "more"))
        quote = self.p("Le droit à la santé ne se négocie pas.", "The right to health is not negotiable.", "quote")
        pictures = (
            (
                Picture(
                    self.photo,
                    self.say("Une salle de réunion.", "A meeting room."),
                    self.t("La salle. Photo : équipe.", "The room. Photo: team."),
                    "photo",
                ),
            )
            if self.photo
            else ()
        )
        return Section(
            "portrait",
            (
                Heading(2, self.t("Contexte humanitaire", "Humanitarian context"), "context", "1"),
                self.p("Les déplacements restent élevés.", "Displacement remains high.", "lead"),
                every_inline,
                marks,
                Paragraph(bar),
                Paragraph((ProgressBar(3, "in_progress"),)),
                quote,
                Heading(3, self.t("Les personnes déplacées", "Displaced people"), "where", "1.1"),
                Heading(4, self.t("Par région", "By region"), "region", "1.1.1"),
                self._region_chart(),
                self._people_chart(),
                *pictures,
                self._people_table(),
                self.p("Source : données du cluster.", "Source: cluster data.", "source"),
                self.p("Un paragraphe après une source.", "A paragraph after a source."),
            ),
        )

    def _region_chart(self) -> Chart:
        values = (18, 17, 14, 13)
        labels = tuple(self.percent(value) for value in values)
        series = Series(self.say("Part", "Share"), tuple(map(float, values)), "first", labels)
        return Chart(
            ChartData("bars", ("Ménaka", "Mopti", "Bandiagara", "Gao"), (series,), '0"%"'),
            self.say("Ménaka et Mopti en accueillent le plus", "Ménaka and Mopti host the most"),
            self.say("Part des personnes déplacées par région.", "Share of displaced people by region."),
            self.t("Personnes déplacées par région. Source : DTM.", "Displaced people by region. Source: DTM."),
            "fig-regions",
            height=40.0,
            width=0.8,
        )

    def _people_chart(self) -> Chart:
        def series(french: str, english: str, colour: str, *values: float | None) -> Series:
            labels = tuple(
                "" if value is None else self.say(f"{value}".replace(".", ","), f"{value}") for value in values
            )
            return Series(self.say(french, english), values, colour, labels)

        return Chart(
            ChartData(
                "columns",
                ("2023", "2024", "2025"),
                (
                    series("Dans le besoin", "In need", "first", 3.1, 3.5, 3.7),
                    series("Ciblées", "Targeted", "second", 1.9, 2.8, 2.3),
                    series("Atteintes", "Reached", "third", 1.2, 2.7, None),
                ),
                "0.0",
            ),
            self.say("De 3,1 à 3,7 millions de personnes", "From 3.1 to 3.7 million people"),
            self.say("Personnes en millions.", "People in millions."),
            self.t("Personnes, en millions.", "People, in millions."),
            "fig-people",
            height=45.0,
        )

    def _people_table(self) -> Table:
        head = TableRow(
            (
                TableCell((self.p("Groupe", "Group"),), "col"),
                TableCell((self.p("Femmes", "Women"),), "col", align="right"),
                TableCell((self.p("Hommes", "Men"),), "col", align="center"),
            )
        )
        body = tuple(
            TableRow(
                (
                    TableCell((Paragraph(run(name)),), "row"),
                    TableCell((Paragraph(run(f"{number}{NNBSP}234")),), align="right"),
                    TableCell((Paragraph(run(str(number))),), align="center"),
                )
            )
            for number, name in enumerate(("Kayes", "Gao", "Mopti"), 1)
        )
        caption = self.t("Personnes par groupe", "People by group")
        summary = self.say("Personnes par groupe et par sexe", "People by group and sex")
        return Table((0.5, 0.25, 0.25), (head,), body, caption=caption, id="tab-people", summary=summary)

    @property
    def follow_up(self) -> Section:
        heads = (
            self.p("N°", "No."),
            self.p("Constat", "Finding"),
            self.p("Action", "Action point"),
            self.p("Échéance", "Due"),
            self.p("État et avancement", "Status and progress"),
        )
        rows: list[TableRow] = []
        for theme in (1, 2):
            title = TableCell((self.p(f"Thème {theme} Épidémies", f"Theme {theme} Epidemics"),), "rowgroup", 5)
            quarter = TableCell((self.p("T3", "Q3"),), "row")
            news = TableCell((self.p("Trois réunions ont eu lieu.", "Three meetings were held."),), span=4)
            rows += [
                TableRow((title,), "theme", f"T{theme}"),
                self._recommendation(2 * theme - 1, "completed", 100),
                self._recommendation(2 * theme, "overdue", 60),
                TableRow((quarter, news), "update"),
            ]
        table = Table(
            (0.06, 0.24, 0.26, 0.14, 0.3),
            (TableRow(tuple(TableCell((head,), "col") for head in heads)),),
            tuple(rows),
            caption=self.t("Les recommandations et leur suivi", "Recommendations and their follow-up"),
            id="tab-follow-up",
        )
        heading = Heading(2, self.t("Recommandations", "Recommendations"), "follow-up", "2")
        return Section("landscape", (heading, table, self._history()))

    def _recommendation(self, number: int, mark: str, percent: int) -> TableRow:
        action = ItemList(
            (
                self.item("Relancer les réunions", "Revive meetings"),
                Item((*self.t("Partager l’outil, voir ", "Share the tool, see "), Link("R1", "#R1"))),
            )
        )
        due = (
            Paragraph(run("31 mai 2025", "struck")),
            Paragraph(run("31 oct. 2025", "strong")),
            Paragraph(self.t("révisée une fois", "revised once", "small")),
        )
        standing = (
            Paragraph((self.status(mark), *run(" "), *run(self.percent(percent), "strong"))),
            Paragraph((ProgressBar(percent, mark),)),
            self.p("Trois réunions tenues.", "Three meetings held."),
            self.p("Aucune mise à jour.", "No update.", "empty"),
        )
        finding = self.p("Les partenaires agissent séparément.", "Partners act separately.")
        cells = (
            TableCell((Paragraph(run(str(number))),), "row"),
            TableCell((finding,)),
            TableCell((action,)),
            TableCell(due),
            TableCell(standing),
        )
        return TableRow(cells, id=f"R{number}")

    def _history(self) -> Table:
        marks = ("not_started", "in_progress", "completed")
        head = tuple(TableCell((Paragraph(run(text)),), "col") for text in ("Code", "T1", "T2", "T3"))
        cells = (TableCell((Paragraph(run(STATUSES[mark][0])),), mark=mark) for mark in marks)
        row = TableRow((TableCell((Paragraph(run("R1")),), "row"), *cells))
        return Table((0.4, 0.2, 0.2, 0.2), (TableRow(head),), (row,), summary=self.say("Historique", "History"))

    @property
    def annex(self) -> Section:
        return Section(
            "portrait",
            (
                Heading(2, self.t("Annexe", "Annex"), "annex", self.say("Annexe A", "Annex A")),
                self.p("Rien à signaler.", "Nothing to report.", "empty"),
                self._history(),
                self.p("Un paragraphe après un tableau.", "A paragraph after a table."),
            ),
        )
