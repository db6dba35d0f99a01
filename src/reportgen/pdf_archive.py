"""What makes the engine's PDF/A-3a a PDF/UA-1 as well, and the files that travel in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf

# ISO 14289-1, clause 5: the identifier of PDF/UA. PDF/A knows the property only if its schema is described beside it
# (ISO 19005-3, 6.6.2.3), in the same rdf:RDF.
_PDF_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_LANGUAGE = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
"""
_END = b"</rdf:RDF>"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that travels in the PDF. ``relationship`` is that of ISO 19005-3, 6.8: "Source" or "Data"."""

    name: str
    data: bytes
    media_type: str
    description: str
    relationship: str


def declare(pdf: pikepdf.Pdf) -> None:
    """Say in the metadata that the file is PDF/UA-1 too, and which language it speaks."""
    metadata = pdf.Root.Metadata
    head, end, tail = metadata.read_bytes().rpartition(_END)
    language = _LANGUAGE.format(escape(str(pdf.Root.Lang)))
    metadata.write(head + (_PDF_UA + language).encode() + end + tail)


def attach(pdf: pikepdf.Pdf, files: Sequence[Attached]) -> None:
    """Put files into the PDF, dated as the report is: a date of today would change the bytes."""
    if not files:
        return
    day = _moment(str(pdf.docinfo.get("/ModDate", "")))
    specs = []
    for file in files:
        spec = pikepdf.AttachedFileSpec(
            pdf,
            file.data,
            description=file.description,
            filename=file.name,
            mime_type=file.media_type,
            creation_date=day,
            mod_date=day,
        )
        spec.obj.AFRelationship = pikepdf.Name(f"/{file.relationship}")
        pdf.attachments[file.name] = spec
        specs.append(spec.obj)
    pdf.Root.AF = pikepdf.Array(specs)


def _moment(date: str) -> str:
    """A PDF date with its hour, which readers of attachments expect: ``D:20251015`` gives ``D:20251015000000Z``."""
    day = re.match(r"D:(\d{8})", date)
    return f"D:{day[1] if day else '20000101'}000000Z"
