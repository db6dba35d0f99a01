"""What French puts before and after its signs."""

from __future__ import annotations

import re

_UNTIED = re.compile(r"(?<!\u00a0)[:»%](?=[ ,.)]|$)|(?<!\u202f)[;!?](?=[ )]|$)|«(?!\u00a0)")


def untied(text: str) -> list[str]:
    """The signs of a French text that could be parted from their word, with what stands around them."""
    return [text[max(0, found.start() - 15) : found.end() + 5] for found in _UNTIED.finditer(text)]
