"""The look of the workbooks that we write: cell formats, named once."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

PRIMARY, ACCENT, RULE, TINT, MISSING = "#005392", "#0077B8", "#C3CCD3", "#EEF5FA", "#FFF3C4"
"""The colours of templates/theme.toml: a workbook is written where no template is at hand."""

DEFAULT = {"font_name": "Arial", "font_size": 10}
DATE = "dd/mm/yyyy"


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        wrapped = {"text_wrap": True, "valign": "top"}
        head = {**wrapped, "bold": True, "font_color": "#FFFFFF", "border": 1, "border_color": RULE}
        self.heading = book.add_format({**head, "bg_color": PRIMARY})
        self.optional = book.add_format({**head, "bg_color": ACCENT})
        self.title = book.add_format({**wrapped, "bold": True, "font_size": 14, "font_color": PRIMARY})
        self.label = book.add_format({**wrapped, "bold": True, "font_color": PRIMARY})
        self.link = book.add_format({**wrapped, "underline": 1, "font_color": ACCENT})
        self.wrapped = book.add_format(wrapped)
        self.unused = book.add_format({"bg_color": TINT})
        self.rule = book.add_format({"bottom": 1, "bottom_color": RULE})
        self.missing = book.add_format({"bg_color": MISSING})
        self.cell = self.wrapped
        self.code = book.add_format({**wrapped, "num_format": "@"})
        self.date = book.add_format({**wrapped, "num_format": DATE, "align": "left"})
        self.percent = book.add_format({**wrapped, "num_format": "0%", "align": "center"})
        self.part_percent = book.add_format({**wrapped, "num_format": "0.0##%", "align": "center"})
        self.emphasis = {
            (bold, italic): book.add_format({"bold": bold, "italic": italic})
            for bold, italic in ((True, False), (False, True), (True, True))
        }
        self.by_kind = {
            "code": self.code,
            "quarter": self.code,
            "period": self.code,
            "date": self.date,
            "percent": self.percent,
        }
