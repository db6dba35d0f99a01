"""From an edition to one semantic HTML page, through the team's templates. The only place that imports jinja2."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from reportgen.document import captions, prose, words
from reportgen.document.chart_plan import ChartPlan, tick_of
from reportgen.document.chart_values import CHARTS
from reportgen.document.charts import draw, to_json
from reportgen.document.edition import Edition
from reportgen.document.emphasis import plain
from reportgen.document.page_fit import is_short
from reportgen.document.running_text import edited
from reportgen.problem_kinds import problem
from reportgen.problems import Place, Problem, ProblemsFound
from reportgen.rounding import half_up

_REFERENCE = re.compile("\ue000([a-z0-9-]+)\ue001")
_CONTENTS = "\ue002"
_CAPTIONS = "\ue003"


def render(edition: Edition, template_folders: Sequence[Path], look: ChartLook) -> str:
    """The page of one edition.

    Raises ProblemsFound: ``template-*`` with the template's name and line when a template is at fault, and in a final
    report ``figure-not-yet-known`` for what an earlier quarter cannot print.
    """
    if not edition.draft and (unknown := prose.not_yet_known(edition)):
        raise ProblemsFound(unknown)
    environment = _environment(edition, template_folders, look)
    try:
        page = environment.get_template("report.html.j2").render()
    except jinja2.TemplateSyntaxError as error:
        raise ProblemsFound([_at_fault("template-syntax", str(error.name), error.lineno, error)]) from error
    except jinja2.TemplateNotFound as error:
        raise ProblemsFound([_at_fault("template-missing", str(error.name), 0, error)]) from error
    except (jinja2.TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as error:
        name, line = _last_template_frame(error)
        if not name:
            raise
        raise ProblemsFound([_at_fault("template-failed", name, line, error)]) from error
    page, listed = captions.anchored(page)
    page = page.replace(_CONTENTS, _contents(edition)).replace(_CAPTIONS, captions.section(edition, listed))
    return edited(_with_references(page, edition), edition)


class ChartLook:
    """How charts are drawn: colours by name, font, and the width of the text in millimetres."""

    def __init__(self, colours: dict[str, str], font: str, text_width: float) -> None:
        self.colours, self.font, self.text_width = colours, font, text_width


def _environment(edition: Edition, folders: Sequence[Path], look: ChartLook) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    environment.globals.update(
        _=edition.translate,
        ngettext=edition.translate_many,
        edition=edition,
        report=edition.report,
        now=edition.now,
        f=edition.formats,
        heading=_heading(edition),
        contents=lambda: Markup(_CONTENTS),  # noqa: S704 - a constant
        lists_of_captions=lambda: Markup(_CAPTIONS),  # noqa: S704 - a constant
        number_of=lambda anchor: Markup('<a href="#{0}">\ue000{0}\ue001</a>').format(anchor),
        page_of=lambda anchor: Markup('<a class="page" href="#{}"></a>').format(anchor),
        chart=_chart(edition, look),
        caption=_caption(edition),
        passages=edition.now.passages,
        mark_sign=words.mark_sign,
        mark_word=lambda mark: words.mark_word(edition, mark),
        urgency_word=lambda urgency: words.urgency_word(edition, urgency),
        passage_lines=lambda passage: prose.passage_lines(edition, passage),
        cited_lines=partial(prose.cited_lines, edition),
        cited=partial(prose.cited, edition),
        figure_of=lambda code: prose.figure_of(edition, code, edition.now.quarter),
        figure_value=lambda figure: prose.figure_value(edition, figure),
        difference_of=lambda state: prose.difference_of(edition, state),
        source_of=lambda figure: prose.source_of(edition, figure),
        anchor_of=lambda code: _anchor_of(edition, code),
        is_short=lambda subtheme: is_short(edition, subtheme),
        plain=plain,
    )
    environment.filters.update(
        t=edition.text,
        needed=edition.needed,
        lines=edition.lines,
        quoting=edition.quoting,
        verbatim=edition.verbatim,
        day=edition.day,
        flaw=edition.flaw,
        as_of=edition.as_of,
        bare=edition.bare,
        half_up=half_up,
    )
    return environment


def _anchor_of(edition: Edition, code: str) -> str:
    """Where an item stands in the report: its own row, or the heading of the general objective."""
    general = {objective.code for objective in edition.report.objectives if objective.general}
    return "general-objective" if code in general else code


def _heading(edition: Edition) -> Callable[..., Markup]:
    def heading(level: int, title: Markup, anchor: str, numbered: bool = True) -> Markup:
        number = edition.numbering.heading(level, title, anchor, numbered)
        label = Markup('<span class="number">{}</span> ').format(number) if number else Markup("")
        return Markup('<h{0} id="{1}">{2}{3}</h{0}>').format(level, anchor, label, title)

    return heading


def _caption(edition: Edition) -> Callable[[str], Markup]:
    def caption(kind: str) -> Markup:
        number = edition.formats.number(edition.numbering.caption(kind))
        label = (
            edition.translate("Figure {n}.", n=number)
            if kind == "figure"
            else edition.translate("Table {n}.", n=number)
        )
        return Markup('<span class="label">{}</span> ').format(label)

    return caption


def _chart(edition: Edition, look: ChartLook) -> Callable[..., Markup]:
    def chart(name: str, *, height: float = 55, width: float = 1.0) -> Markup:
        """The figure of a chart, or nothing where its data are missing."""
        plan = CHARTS[name](edition)
        if plan is None:
            return Markup("")
        label = _caption(edition)("figure")
        return _figure(plan, name, label, _drawn(edition, plan, look, height, width), height, width)

    return chart


def _drawn(edition: Edition, plan: ChartPlan, look: ChartLook, height: float, width: float) -> Markup:
    svg = draw(
        plan.data,
        plain(plan.alt),
        look.colours,
        width=look.text_width * width,
        height=height,
        font=look.font,
        tick=tick_of(edition, plan.data),
    )
    return Markup(svg)  # noqa: S704 - drawn by us; charts.draw escapes its texts


def _figure(plan: ChartPlan, name: str, label: Markup, svg: Markup, height: float, width: float) -> Markup:
    return Markup(
        '<figure class="chart" id="figure-{name}" data-chart="{data}" data-title="{title}" data-alt="{alt}"'
        ' data-height="{height}" data-width="{width}"><p class="chart-title">{title}</p>{svg}'
        "<figcaption>{label}{caption}</figcaption></figure>"
    ).format(
        name=name.replace("_", "-"),
        data=to_json(plan.data),
        title=plain(plan.title),
        alt=plain(plan.alt),
        height=height,
        width=width,
        svg=svg,
        label=label,
        caption=plan.caption,
    )


def _contents(edition: Edition) -> Markup:
    """The entries of the table of contents: bare text in links, as PDF/UA wants it (ISO 14289-1, 7.18.5)."""
    entries = [
        Markup('<li class="level-{}"><span class="number">{}</span> <a href="#{}">{}</a></li>').format(
            level - 1, number, anchor, plain(title)
        )
        for level, number, anchor, title in edition.numbering.headings
        if level <= 3
    ]
    return Markup('<nav class="contents"><ol>{}</ol></nav>').format(Markup("").join(entries))


def _with_references(page: str, edition: Edition) -> str:
    """Fill in the numbers of sections that templates named before they were numbered."""
    numbers = {anchor: number for _, number, anchor, _ in edition.numbering.headings}
    if unknown := {found[1] for found in _REFERENCE.finditer(page)} - numbers.keys():
        missing = LookupError(f"number_of: no heading has the id {', '.join(sorted(unknown))}")
        raise ProblemsFound([_at_fault("template-failed", "report.html.j2", 0, missing)])
    return _REFERENCE.sub(lambda found: str(escape(numbers[found[1]])), page)


def _at_fault(code: str, template: str, line: int, error: Exception) -> Problem:
    return problem(code, Place(template, cell=str(line) if line else ""), detail=str(error))


def _last_template_frame(error: BaseException) -> tuple[str, int]:
    """Where in a template it went wrong: the last frame that lies in one (a StrictUndefined ends in markupsafe)."""
    found, trace = ("", 0), error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith(".j2"):
            found = (Path(code.co_filename).name, trace.tb_lineno)
        trace = trace.tb_next
    return found
