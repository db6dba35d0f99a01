"""A place for the fonts of a PDF that knows none of the machine's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from weasyprint.text.fonts import FontConfiguration

_NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>/dev/null</cachedir></fontconfig>
"""
_NAMED_BY = "FONTCONFIG_FILE"


def without_fonts() -> FontConfiguration:
    """A configuration that holds no font until a style sheet adds some.

    With the machine's fonts in it, an emoji would be drawn by one of those, whatever family the style sheet names.
    """
    before = os.environ.get(_NAMED_BY)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        path = Path(folder) / "fonts.conf"
        path.write_text(_NO_FONTS, encoding="utf-8")
        os.environ[_NAMED_BY] = str(path)  # read once, as a configuration is made
        try:
            return FontConfiguration()
        finally:
            del os.environ[_NAMED_BY]
            if before is not None:
                os.environ[_NAMED_BY] = before
