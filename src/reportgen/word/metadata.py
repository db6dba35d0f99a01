"""The parts that say what the file is: properties, settings, fonts and the theme's colours for Word's own menus."""

from __future__ import annotations

from reportgen.document.blocks import Document
from reportgen.theme import Theme
from reportgen.word.formats import plain, twips
from reportgen.word.markup import Xml, element, root, text, val
from reportgen.word.notes import separators_of_settings

PROGRAM = "reportgen"
_WORD_2013 = "http://schemas.microsoft.com/office/word"
_COMPATIBLE = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
}


def core_properties(document: Document) -> Xml:
    """``docProps/core.xml``: the team as author, the day of issue as the day it was made."""
    moment = f"{document.issued}T00:00:00Z"
    return root(
        "cp:coreProperties",
        "cp dc dcterms xsi",
        None,
        element("dc:title", None, text(document.title)),
        element("dc:subject", None, text(document.subject)),
        element("dc:creator", None, text(document.author)),
        element("cp:keywords", None, text(document.keywords)),
        element("cp:lastModifiedBy", None, text(document.author)),
        element("dcterms:created", {"xsi:type": "dcterms:W3CDTF"}, text(moment)),
        element("dcterms:modified", {"xsi:type": "dcterms:W3CDTF"}, text(moment)),
        element("cp:category", None, text(document.category)),
        element("dc:language", None, text(document.language)),
    )


def application_properties(document: Document) -> Xml:
    """``docProps/app.xml``: no machine, no person."""
    namespace = {"xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"}
    program, company = element("Application", None, text(PROGRAM)), element("Company", None, text(document.author))
    return element("Properties", namespace, program, company)


def settings(language: str) -> Xml:
    """``w:settings``: the mode of Word 2013 and later; nothing that makes Word ask or compute on opening."""
    french = language.startswith("fr")
    compatible = [
        element("w:compatSetting", {"w:name": name, "w:uri": _WORD_2013, "w:val": value})
        for name, value in _COMPATIBLE.items()
    ]
    colours = {
        "bg1": "light1",
        "t1": "dark1",
        "bg2": "light2",
        "t2": "dark2",
        **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
        "hyperlink": "hyperlink",
        "followedHyperlink": "followedHyperlink",
    }
    return root(
        "w:settings",
        "w",
        None,
        element("w:zoom", {"w:percent": 100}),
        val("w:defaultTabStop", twips(12.5)),
        val("w:autoHyphenation", 0),
        val("w:characterSpacingControl", "doNotCompress"),
        separators_of_settings(),
        element("w:compat", None, *compatible),
        element("w:themeFontLang", {"w:val": language}),
        element("w:clrSchemeMapping", {f"w:{key}": value for key, value in colours.items()}),
        val("w:decimalSymbol", "," if french else "."),
        val("w:listSeparator", ";" if french else ","),
    )


def font_table(theme: Theme) -> Xml:
    font = element(
        "w:font",
        {"w:name": theme.font.word},
        val("w:charset", "00"),
        val("w:family", "swiss"),
        val("w:pitch", "variable"),
    )
    return root("w:fonts", "w", None, font)


def office_theme(theme: Theme) -> Xml:
    """``a:theme``: the colours and the font of the report, for what a reader adds in Word."""
    colour, status = theme.colour, theme.status
    scheme = {
        "dk1": colour.body,
        "lt1": "#FFFFFF",
        "dk2": colour.primary,
        "lt2": colour.tint,
        "accent1": colour.primary,
        "accent2": colour.band,
        "accent3": status["completed"].colour,
        "accent4": status["overdue"].colour,
        "accent5": status["on_hold"].colour,
        "accent6": status["no_longer_relevant"].colour,
        "hlink": colour.primary,
        "folHlink": colour.primary,
    }
    colours = [element(f"a:{name}", None, element("a:srgbClr", {"val": plain(c)})) for name, c in scheme.items()]
    faces = [element(f"a:{script}", {"typeface": face}) for script, face in _faces(theme)]
    fill = element("a:solidFill", None, element("a:schemeClr", {"val": "phClr"}))
    line = element("a:ln", {"w": 6350}, fill)
    effect = element("a:effectStyle", None, element("a:effectLst"))
    elements = element(
        "a:themeElements",
        None,
        element("a:clrScheme", {"name": "Report"}, *colours),
        element(
            "a:fontScheme", {"name": "Report"}, *(element(f"a:{use}Font", None, *faces) for use in ("major", "minor"))
        ),
        element(
            "a:fmtScheme",
            {"name": "Report"},
            element("a:fillStyleLst", None, fill, fill, fill),
            element("a:lnStyleLst", None, line, line, line),
            element("a:effectStyleLst", None, effect, effect, effect),
            element("a:bgFillStyleLst", None, fill, fill, fill),
        ),
    )
    return root("a:theme", "a", {"name": "Report"}, elements)


def _faces(theme: Theme) -> list[tuple[str, str]]:
    return [("latin", theme.font.word), ("ea", ""), ("cs", "")]
