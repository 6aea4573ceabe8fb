"""What people write is shown safely, measured as the platform does, and cut between letters."""

import html
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from content.text import clean, one_line, plain, quote, split, utf16_length, visible_length

FAMILY = "👨‍👩‍👧‍👦"
TRICKS = ["<", ">", "&", "\u202e", "\u2066", "\u0301", "\x00", "\ud800", "\u200d", "ا", FAMILY]
HOSTILE = st.lists(st.one_of(st.characters(), st.sampled_from(TRICKS))).map("".join)
LETTERS = st.sampled_from(["a", "ộ", " ", "\n", "👍", "e\u0301", "&", "<", FAMILY])
MARKUP = st.lists(
    st.one_of(
        st.lists(LETTERS).map("".join).map(quote),
        st.sampled_from(
            ["<b>", "</b>", "<i>", "</i>", '<a href="https://x.vn/?a=1&amp;b=2">', "</a>", "&amp;"]
        ),
    ),
    max_size=60,
).map("".join)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("Phước Bình", "Phước Bình"),
        (unicodedata.normalize("NFD", "Phước Bình"), "Phước Bình"),
        ("a\x00b\x1bc", "abc"),
        ("a\ud800b", "ab"),
        ("dòng 1\r\ndòng 2\rdòng 3\u2028dòng 4", "dòng 1\ndòng 2\ndòng 3\ndòng 4"),
        ("ai\u202egnp.exe", "aignp.exe"),
        ("\u2067chữ\u2069 \u200b\ufeff", "chữ "),
        ("z" + "\u0300" * 50, "z" + "\u0300" * 3),
        ("ộ" + "\u0301" * 50, "ộ" + "\u0301" * 3),
        (f"nhà {FAMILY}", f"nhà {FAMILY}"),
        ("a" + "\u200d" * 90 + "b", "a\u200db"),
        ("a\tb", "a b"),
        ("\ufdd0\uffffx", "x"),
    ],
)
def test_clean(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@given(HOSTILE)
def test_clean_text_is_clean_for_good(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


def test_one_line_cannot_pretend_to_be_two() -> None:
    assert one_line(" Nguyễn\n\nVăn \r\n A ") == "Nguyễn Văn A"


def test_quote_escapes_our_tags() -> None:
    assert quote('<b>"A" & B</b>') == '&lt;b&gt;"A" &amp; B&lt;/b&gt;'


def test_quote_isolates_text_that_runs_from_right_to_left() -> None:
    assert quote("مرحبا") == "\u2068مرحبا\u2069"


@pytest.mark.parametrize(
    ("written", "limit", "shown"),
    [
        ("ngắn", 10, "ngắn"),
        ("dài quá đi thôi", 8, "dài quá…"),
        ("👍👍👍", 5, "👍👍…"),
        ("👍👍👍", 4, "👍…"),
        (f"a{FAMILY}b", 5, "a…"),
        ("a&b&c", 4, "a&amp;b…"),
    ],
)
def test_quote_cuts_between_letters(written: str, limit: int, shown: str) -> None:
    assert quote(written, limit) == shown


@given(HOSTILE, st.integers(min_value=4, max_value=50))
def test_quoted_text_keeps_to_its_limit_and_has_no_tags(text: str, limit: int) -> None:
    shown = quote(text, limit)
    assert visible_length(shown) <= limit
    assert not {"<", ">"} & set(shown)


@pytest.mark.parametrize(
    ("shown", "length"),
    [("<b>ộ</b>", 1), ("&lt;&amp;", 2), ("👍", 2), (f"<i>{FAMILY}</i>", 11), ("", 0)],
)
def test_visible_length_counts_what_the_platform_counts(shown: str, length: int) -> None:
    assert visible_length(shown) == length


def test_plain_keeps_the_words_alone() -> None:
    assert plain('<b>A &amp; B</b> <a href="x">ở đây</a> 1 &lt; 2') == "A & B ở đây 1 < 2"


def test_split_leaves_a_short_message_as_it_is() -> None:
    assert split("<b>ngắn</b>") == ["<b>ngắn</b>"]


def test_split_reopens_tags_and_prefers_the_end_of_a_word() -> None:
    assert split("<b>một <i>hai ba</i></b> bốn", 9) == [
        "<b>một <i>hai</i></b>",
        "<b><i>ba</i></b> bốn",
    ]


def test_split_prefers_a_paragraph_to_a_line_to_a_word() -> None:
    assert split("aaa bbbb\n\nccc\nddd eee", 15) == ["aaa bbbb", "ccc\nddd eee"]


def test_split_keeps_the_address_of_a_link() -> None:
    parts = split('<a href="https://x.vn">aaaa bbbb</a>', 5)
    assert parts == ['<a href="https://x.vn">aaaa</a>', '<a href="https://x.vn">bbbb</a>']


def test_split_cuts_a_letter_longer_than_a_message_rather_than_never_ending() -> None:
    parts = split("e" + "\u0301" * 30, 10)
    assert all(visible_length(part) <= 10 for part in parts)


@given(MARKUP, st.integers(min_value=12, max_value=40))
def test_split_loses_nothing_and_every_part_stands_alone(markup: str, limit: int) -> None:
    parts = split(markup, limit)
    assert _letters("".join(plain(part) for part in parts)) == _letters(plain(markup))
    assert all(visible_length(part) <= limit for part in parts)
    if len(parts) > 1:
        assert all(_is_balanced(part) for part in parts)


def _letters(text: str) -> list[str]:
    return [letter for letter in regex.findall(r"\X", text) if not letter.isspace()]


def _is_balanced(markup: str) -> bool:
    open_tags: list[str] = []
    for closes, name in regex.findall(r"<(/?)(\w+)[^>]*>", markup):
        if not closes:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    bare = regex.sub(r"<[^>]*>", "", markup)
    return not open_tags and html.escape(html.unescape(bare), quote=False) == bare


@given(st.text())
def test_utf16_length_is_that_of_the_encoding(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
