from __future__ import annotations

import pytest

from pages import the_theme
from reportgen.document.chart_canvas import contrast
from reportgen.watermark import COLOUR, in_lines


def test_a_long_mark_stands_on_two_lines():
    assert in_lines("Données d'exemple") == ["Données d'exemple"]
    assert in_lines("Draft with example data") == ["Draft with", "example data"]
    assert in_lines("Provisoire, avec données d'exemple") == ["Provisoire, avec", "données d'exemple"]
    assert in_lines("x" * 50) == ["x" * 50]


@pytest.mark.parametrize("name", ["primary", "quiet", "body"])
def test_what_is_written_on_the_mark_can_be_read(name):
    assert contrast(the_theme().named(name), COLOUR) >= 4.5
