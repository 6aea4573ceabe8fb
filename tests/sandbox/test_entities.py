"""HTML as the platform reads it. The complaints are the platform's own words."""

from contextlib import suppress
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, parse_html
from bot.sandbox.errors import ApiError

GOOD: list[tuple[str, str, list[Entity]]] = [
    ("không thẻ", "không thẻ", []),
    ("&lt;&gt;&amp;&quot;&#7871;&#x1EBF", '<>&"ếế', []),
    ("&nbsp; &copy; & &; &#0; &#x110000;", "&nbsp; &copy; & &; &#0; &#x110000;", []),
    ("<B>x</b>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
    ("a<b></b>c", "ac", []),
    ("<i>a</>", "a", [{"type": "italic", "offset": 0, "length": 1}]),
    (
        '<a href="https://phuocbinh.vn/x?a=1&amp;b=2">đây</a>',
        "đây",
        [{"type": "text_link", "offset": 0, "length": 3, "url": "https://phuocbinh.vn/x?a=1&b=2"}],
    ),
    ('<a href="khong phai lien ket">chữ</a>', "chữ", []),
    (
        '<pre><code class="language-python">x</code></pre>',
        "x",
        [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
    ),
    ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
    (
        "<blockquote expandable>x</blockquote>",
        "x",
        [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
    ),
    ("👨‍👩‍👧<b>x</b>", "👨‍👩‍👧x", [{"type": "bold", "offset": 8, "length": 1}]),
    ("&#xd83d;&#xde00;", "😀", []),
]

BAD = [
    ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
    ("ế<br>", 'Unsupported start tag "br" at byte offset 3'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ("&#xd83d;", "Text contains invalid Unicode characters after decoding HTML entities"),
]


@pytest.mark.parametrize(("source", "text", "entities"), GOOD, ids=[case[0] for case in GOOD])
def test_html_is_read(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(("source", "complaint"), BAD, ids=[case[0] for case in BAD])
def test_wrong_html_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    words = refusal.value.description.removeprefix("Bad Request: can't parse entities: ")
    assert words.startswith(complaint)


_TAGS = st.sampled_from(["b", "i", "u", "s", "code"])
_PLAIN = st.text(st.characters(exclude_characters="<>&\0", exclude_categories=["Cs"]))
_HTML = st.recursive(
    _PLAIN,
    lambda inner: st.tuples(_TAGS, st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
)


@given(_HTML)
def test_visible_text_is_what_any_browser_shows(source: str) -> None:
    chunks: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            chunks.append(data)

    reader = Reader()
    reader.feed(source)
    reader.close()
    assert parse_html(source)[0] == "".join(chunks)


@given(st.text(st.sampled_from("<>/&;#xab= \"'\0\nế😀"), max_size=40))
def test_any_text_is_read_or_refused(source: str) -> None:
    with suppress(ApiError):
        text, entities = parse_html(source)
        length = len(text.encode("utf-16-le")) // 2
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= length for e in entities)
