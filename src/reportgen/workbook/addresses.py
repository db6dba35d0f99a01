"""Addresses behind cells: which are good for a reader, and in what form they are good for every program."""

from __future__ import annotations

import re
from urllib.parse import quote

LONGEST = 2079
"""Characters of an address that Excel accepts behind a cell."""

_WEB = re.compile(r"(https?)://([^/?#]+)(.*)", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9_-]+)+(?::\d{1,5})?", re.ASCII)
_MAIL = re.compile(r"mailto:([^@?]+@[^@?.]+(?:\.[^@?.]+)+(?:\?.*)?)", re.IGNORECASE)
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_KEPT = "%/:=&?~+!$,;'@()*"


def link_address(typed: str) -> str:
    """The address as a URI (RFC 3986), spaces and foreign letters encoded; "" for one that readers cannot follow.

    Web and e-mail addresses alone are good for readers: a file or a place in the workbook is not there for them.
    """
    typed, address = typed.strip(), ""
    if not typed.isprintable():
        return ""
    if web := _WEB.fullmatch(typed):
        host = _host(web[2])
        address = f"{web[1].lower()}://{host}{_encoded(web[3])}" if host else ""
    elif mail := _MAIL.fullmatch(typed):
        address = f"mailto:{_encoded(mail[1])}"
    return address if len(address) <= LONGEST else ""


def _host(typed: str) -> str:
    """The host with its port, in ASCII; "" where it holds anything else, such as a user's name."""
    try:
        host = typed if typed.isascii() else typed.encode("idna").decode()
    except UnicodeError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def _encoded(rest: str) -> str:
    before, mark, fragment = _STRAY_PERCENT.sub("%25", rest).partition("#")
    return quote(before, safe=_KEPT) + mark + quote(fragment, safe=_KEPT)
