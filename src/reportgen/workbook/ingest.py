"""From raw cells to a Report, with every problem at once.

A BLOCKING problem stops everything, an ERROR stops a final report, a WARNING or a NOTICE stops nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.problems import Problem, ProblemsFound, Severity, in_both, in_order
from reportgen.report.model import Cell, Report
from reportgen.report.sharing import shared
from reportgen.workbook import limited, parts
from reportgen.workbook.attachments import attachment
from reportgen.workbook.checks import check_report
from reportgen.workbook.codes import planned_quarters, read_codes_of
from reportgen.workbook.context import Context, words_by_list
from reportgen.workbook.findings import Findings
from reportgen.workbook.raw import RawSheet, RawWorkbook
from reportgen.workbook.schema import LANGUAGES, load_schema
from reportgen.workbook.settings import languages_of, read_settings, setting_rows
from reportgen.workbook.sheets import declared_forms, find_sheets
from reportgen.workbook.tables import Table, find_table
from reportgen.workbook.translations import check_translations
from reportgen.workbook.untouched import without_untouched


@dataclass(frozen=True, slots=True)
class Ingested:
    """A report, and what was found on the way, worst first. None of the problems is BLOCKING.

    ``public``: those that are found without the internal rows too, and so can quote nothing of them.
    """

    report: Report
    problems: tuple[Problem, ...]
    public: tuple[Problem, ...]


def read_cells(path: Path) -> RawWorkbook:
    """The cells of the sheets that are declared, read in a process of its own.

    Raises ProblemsFound when the file cannot be read as a workbook, or not within the limits of time and memory.
    """
    return limited.read_limited(path, declared_forms(load_schema()))


def read_report(path: Path, cells: RawWorkbook | None = None) -> Ingested:
    """Read a workbook for a draft or a final report; the caller decides on its ERRORs. ``cells``: if read already.

    A missing translation is an empty Text at its cell, an unreadable value an Entry of None with what was typed.
    Raises ProblemsFound with all problems when one of them is BLOCKING.
    """
    return interpret(cells or read_cells(path), path.parent)


def interpret(raw: RawWorkbook, folder: Path) -> Ingested:
    """Like :func:`read_report`, from raw cells; files named in the annexes are looked for in ``folder``."""
    findings = Findings(raw.file)
    tables, context = _prepare(raw, folder, findings)
    report = _report(raw.file, tables, context)
    report = without_untouched(report, findings)
    check_translations(report, findings, folder)  # this, like all before it, tells of a row what the row says
    public = Findings(raw.file, [*findings.problems])
    titles = {key: table.title for key, table in tables.items()}
    check_report(report, findings, titles)
    if len(findings.problems) > len(public.problems):
        check_report(shared(report), public, titles)
    problems = in_order(findings.problems)
    if any(problem.severity is Severity.BLOCKING for problem in problems):
        raise ProblemsFound(problems)
    return Ingested(report, problems, in_both(problems, public.problems))


def _prepare(raw: RawWorkbook, folder: Path, findings: Findings) -> tuple[dict[str, Table], Context]:
    """The tables by sheet, and what their rows need to know of one another."""
    schema = load_schema()
    sheets = find_sheets(raw, schema, findings)
    context = Context(schema, words_by_list(), findings, LANGUAGES, folder)
    context = replace(context, languages=_languages(sheets.get("settings"), context))
    tables: dict[str, Table] = {}
    for sheet in schema.sheets:
        if sheet.key in sheets:
            table = find_table(sheet, sheets[sheet.key], context.languages, findings)
            if table is not None:
                tables[sheet.key] = table
    context = replace(context, codes=read_codes_of(tables, context), quarters=planned_quarters(tables, context))
    return tables, context


def _languages(settings: RawSheet | None, context: Context) -> tuple[str, ...]:
    """The languages of the report, which say what columns every sheet must have. Problems are told later."""
    unheard = replace(context, findings=Findings(context.findings.file))
    declared = context.schema.sheet("settings")
    table = find_table(declared, settings, LANGUAGES, unheard.findings) if settings else None
    return languages_of(setting_rows(table, unheard))


def _report(file: str, tables: Mapping[str, Table], context: Context) -> Report:
    settings_table = tables.get("settings")
    rows = setting_rows(settings_table, context)
    languages_of(rows)
    fallback = settings_table.cell("setting", settings_table.heading_row) if settings_table else Cell("", "")
    get = tables.get
    return Report(
        file=file,
        settings=read_settings(rows, context, fallback),
        quarters=tuple(
            sorted(parts.parts(get("quarters"), context, parts.quarter_plan), key=lambda plan: plan.quarter)
        ),
        narrative=parts.ordered_parts(get("narrative"), context, parts.passage, lambda passage: passage.section),
        objectives=parts.parts(get("objectives"), context, parts.objective),
        results=parts.parts(get("results"), context, parts.result),
        attention_points=parts.parts(get("attention_points"), context, parts.attention_point),
        themes=parts.parts(get("themes"), context, parts.theme),
        subthemes=parts.parts(get("subthemes"), context, parts.subtheme),
        theme_items=parts.ordered_parts(
            get("theme_items"), context, parts.theme_item, lambda item: (item.subtheme, item.kind)
        ),
        recommendations=parts.parts(get("recommendations"), context, parts.recommendation),
        updates=parts.parts(get("updates"), context, parts.update),
        figures=parts.parts(get("figures"), context, parts.figure),
        partners=parts.parts(get("partners"), context, parts.partner),
        participants=parts.parts(get("participants"), context, parts.participant_group),
        annexes=parts.parts(get("annexes"), context, attachment),
        acronyms=parts.parts(get("acronyms"), context, parts.acronym),
        errata=parts.parts(get("errata"), context, parts.erratum),
    )
