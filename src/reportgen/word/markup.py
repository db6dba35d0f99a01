"""XML as text that is well-formed by construction: only :func:`element` and :func:`text` make ``Xml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NewType

Xml = NewType("Xml", str)
NOTHING = Xml("")

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}

# What XML 1.0 (2.2, Char) does not allow, and the controls that it only discourages.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\n": " ", "\r": " "})


def clean(value: str) -> str:
    """The text without the characters that XML cannot carry."""
    return _FORBIDDEN.sub("", value)


def text(value: str) -> Xml:
    """Text, escaped; tabs and line ends, which Word would not show as such, become spaces."""
    return Xml(clean(value).translate(_ESCAPES))


def element(name: str, attributes: Mapping[str, object] | None = None, /, *content: Xml) -> Xml:
    """An element with its attributes, in the order given, and its content."""
    opening = name + "".join(f' {key}="{text(str(value))}"' for key, value in (attributes or {}).items())
    inside = "".join(content)
    return Xml(f"<{opening}>{inside}</{name}>" if inside else f"<{opening}/>")


def val(name: str, value: object) -> Xml:
    """The most common element of WordprocessingML: one value, in ``w:val``."""
    return element(name, {"w:val": value})


def join(*content: Xml) -> Xml:
    return Xml("".join(content))


def root(name: str, prefixes: str, attributes: Mapping[str, object] | None = None, /, *content: Xml) -> Xml:
    """The root element of a part; ``prefixes`` names its namespaces, such as ``"w r"``."""
    declared = {f"xmlns:{prefix}": NAMESPACES[prefix] for prefix in prefixes.split()}
    return element(name, {**declared, **(attributes or {})}, *content)


def part(content: Xml) -> bytes:
    """The bytes of a part whose root element is given."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()
