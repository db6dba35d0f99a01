from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.workbook.addresses import LONGEST, link_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org", "https://example.org"),
        (" HTTP://Example.org/A ", "http://Example.org/A"),
        ("https://example.org:8080/a?b=c#d", "https://example.org:8080/a?b=c#d"),
        ('https://example.org/a b/"q"?x=<1>\'', "https://example.org/a%20b/%22q%22?x=%3C1%3E'"),
        ("https://example.org/é?q=日本", "https://example.org/%C3%A9?q=%E6%97%A5%E6%9C%AC"),
        ("https://exämple.org/", "https://xn--exmple-cua.org/"),
        ("https://example.org/100%/%20#a#b", "https://example.org/100%25/%20#a%23b"),
        ("mailto:team@example.org", "mailto:team@example.org"),
        ("MAILTO:team@example.org?subject=Deux jours", "mailto:team@example.org?subject=Deux%20jours"),
    ],
)
def test_web_and_mail_addresses_are_kept_as_uris(typed, address):
    assert link_address(typed) == address
    assert link_address(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///C:/a.docx", "ftp://example.org",
        "report.docx", "../report.docx", "#Sheet!A1", "vbscript:x", "https:example.org", "https://", "https:///a",
        "https://user:pass@example.org/", "https://x@example.org/", "https://intranet/a", "https://[::1]/",
        "https://a b.org/", "https://example.org\\@x.org/", "https://example.org/\x00", "https://example.org/\u202ex",
        "https://example.org/\ud800", "https://" + "é" * 80 + ".org/", "mailto:", "mailto:nobody", "mailto:a@b",
        "https://example.org/" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_a_reader_cannot_follow_is_not(typed):
    assert link_address(typed) == ""


@given(st.text())
def test_whatever_is_kept_is_plain_ascii_of_a_length_that_excel_takes(rest):
    for start in ("https://example.org/", "https://", "mailto:a@example.org?", "mailto:", ""):
        address = link_address(start + rest)
        assert address.isascii()
        assert address.startswith(("https://", "http://", "mailto:")) or not address
        assert not set(address) & set(' "<>\\^`{|}\x7f')
        assert len(address) <= LONGEST
