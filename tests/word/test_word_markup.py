from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.word.markup import clean, element, part, root, text, val


def test_elements_nest_and_escape():
    made = element("w:t", {"w:val": 'a "b" <c> & d'}, text("<x> & y"))
    assert made == '<w:t w:val="a &quot;b&quot; &lt;c&gt; &amp; d">&lt;x&gt; &amp; y</w:t>'
    assert val("w:b", 1) == '<w:b w:val="1"/>'


def test_a_root_declares_its_namespaces():
    tree = etree.fromstring(part(root("w:styles", "w r", {"w:x": 1}, val("w:b", 1))))
    assert set(tree.nsmap) == {"w", "r"}


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_makes_well_formed_xml_and_comes_back(value: str):
    tree = etree.fromstring(part(root("w:p", "w", {"w:val": value}, text(value))))
    kept = clean(value).translate({9: " ", 10: " ", 13: " "})
    assert (tree.text or "") == kept
    assert next(iter(tree.attrib.values())) == kept


def test_no_break_spaces_stay_and_control_characters_go():
    assert text("1\u202f234\u00a0%\x00\x0b\x1f\ufffe") == "1\u202f234\u00a0%"
