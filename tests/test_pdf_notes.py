"""A note stands at the foot of the page that calls it, wherever the paragraphs of that page break."""

from __future__ import annotations

import pytest

from made_files import page_texts
from test_pdf import html, printed

CALLED = '<p>Called here<span class="footnote">Said at the foot.</span> and no more.</p>'
LATER = "<p>" + "Some words of a paragraph. " * 30 + '<span class="footnote">Said later.</span></p>'


@pytest.mark.parametrize("height", range(208, 216))
def test_a_note_stays_on_the_page_of_its_call(height):
    made = printed(html(f'{CALLED}<p style="height: {height}mm">Filling</p>{LATER}'))
    first, second = page_texts(made.data)[:2]
    assert "Called here" in first
    assert "Said at the foot." in first
    assert "Said later." in second
