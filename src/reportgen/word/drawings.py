"""Charts and pictures inside a line of text, each with its title, alternative text and caption."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from PIL import Image

from reportgen.document.blocks import Chart, Picture
from reportgen.problems import ContractBroken
from reportgen.word.chart import chart_part
from reportgen.word.fields import run, words
from reportgen.word.formats import emu
from reportgen.word.ledger import Ledger
from reportgen.word.markup import NAMESPACES, NOTHING, Xml, element, join
from reportgen.word.paragraphs import caption, paragraph

_COLUMN = 0.6  # a narrower chart stands in a column of the PDF; Word has one column, and draws it across
_TALLEST = 120.0  # millimetres of a picture
_PREPARED = "photo:"
_DOTS = 150  # to the inch, of a picture that does not fill the width
_FORMATS = {"PNG": ("png", CT.PNG), "JPEG": ("jpg", CT.JPEG)}


def chart(block: Chart, ledger: Ledger, width: float) -> Xml:
    """A native chart, its finding as title above and its caption below; ``width`` of the text in millimetres."""
    number = ledger.count_drawing()
    part = chart_part(block.data, ledger.theme, ledger.package, number, ledger.document)
    reference = element("c:chart", {"xmlns:c": NAMESPACES["c"], "r:id": ledger.body.relate_to(part, RT.CHART)})
    share = 1.0 if block.width < _COLUMN else min(block.width, 1.0)
    size = (emu(width * share), emu(block.height))
    drawing = _inline(number, size, block.alt, NAMESPACES["c"], element("wp:cNvGraphicFramePr"), reference)
    return join(
        paragraph("Chart Title", run(words(block.title))) if block.title else NOTHING,
        _figure(drawing, block, ledger),
    )


def picture(block: Picture, ledger: Ledger, width: float) -> Xml:
    """A photo, as wide as the text at most."""
    data = _data(block.file, ledger)
    with Image.open(BytesIO(data)) as image:
        across, down = image.size
        kind = image.format or ""
    if kind not in _FORMATS:
        raise ContractBroken(f"a picture of the format {kind or 'unknown'}")
    extension, content_type = _FORMATS[kind]
    scale = min(width / across, _TALLEST / down, 25.4 / _DOTS)
    size = (emu(across * scale), emu(down * scale))
    number = ledger.count_drawing()
    part = ledger.package.part(f"/word/media/image{number}.{extension}", content_type, data)
    shown = ledger.body.relate_to(part, RT.IMAGE)
    locks = element("wp:cNvGraphicFramePr", None, element("a:graphicFrameLocks", {"noChangeAspect": 1}))
    drawing = _inline(number, size, block.alt, NAMESPACES["pic"], locks, _picture(number, shown, size))
    return _figure(drawing, block, ledger)


def _data(file: str, ledger: Ledger) -> bytes:
    name = file.removeprefix(_PREPARED)
    if name == file:
        return Path(file).read_bytes()
    if name not in ledger.photos:
        raise ContractBroken(f"no photo is called {name!r}")
    return ledger.photos[name]


def _figure(drawing: Xml, block: Chart | Picture, ledger: Ledger) -> Xml:
    if block.caption:
        below = caption("figure", block.caption, block.id, ledger)
        return join(paragraph("Figure", run(drawing)), below)
    return paragraph("Figure Alone", ledger.anchors.around(block.id, run(drawing)))


def _inline(number: int, size: tuple[int, int], alt: str, kind: str, locks: Xml, graphic: Xml) -> Xml:
    return element(
        "w:drawing",
        None,
        element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            element("wp:extent", {"cx": size[0], "cy": size[1]}),
            element("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
            element("wp:docPr", {"id": number, "name": f"Figure {number}", "descr": alt}),
            locks,
            element("a:graphic", None, element("a:graphicData", {"uri": kind}, graphic)),
        ),
    )


def _picture(number: int, shown: str, size: tuple[int, int]) -> Xml:
    return element(
        "pic:pic",
        None,
        element(
            "pic:nvPicPr",
            None,
            element("pic:cNvPr", {"id": number, "name": f"Figure {number}"}),
            element("pic:cNvPicPr"),
        ),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": shown}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element(
                "a:xfrm",
                None,
                element("a:off", {"x": 0, "y": 0}),
                element("a:ext", {"cx": size[0], "cy": size[1]}),
            ),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
