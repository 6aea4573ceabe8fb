"""Words in drawings: measured, set into lines, never beyond their room and never harmful."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.drawing import palette
from content.drawing.letters import Font, showable, width
from content.drawing.lines import Room, fitted
from content.drawing.png import to_png
from content.drawing.shapes import picture, words

ROOM = Room(700, 200, 80, 60)
HOSTILE = [
    "<script>alert(1)</script>", "]]>&amp;&#x0;", "\u202etxt.exe", "a\x00b\x1bc\ud800", "😀" * 90,
    "שלום", "中文名字", "W" * 300, "e" + "\u0301" * 50, "\n\n", "", "'\" onload='x'",
]  # fmt: skip


def test_widths_are_those_of_the_font() -> None:
    """As its table has them, of 1000 parts: a capital A 769 wide, a space 230."""
    assert width("A", 1000) == pytest.approx(769, rel=0.02)
    assert width(" ", 1000) == pytest.approx(230, rel=0.02)
    assert width("Điện thoại", 60) > width("Điện thoại", 60, Font.REGULAR)


@pytest.mark.parametrize("font", Font)
def test_every_vietnamese_letter_is_there(font: Font) -> None:
    vowels = "aăâeêioôơuưy"
    marks = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    letters = [vowel + mark for vowel in vowels for mark in marks]
    for letter in [*letters, "đ", *(letter.upper() for letter in letters), "Đ"]:
        assert showable(letter, font)
    for sign in "“”…·–—:;,.!?()/&<>@0123456789":
        assert showable(sign, font) == sign


def test_letters_of_stieng_names_are_shown_from_their_parts() -> None:
    assert showable("Krŏ Mĭ Sĕ") == "Kro\u0306 Mi\u0306 Se\u0306"


def test_what_the_font_has_not_is_left_out() -> None:
    assert showable("Lê 🌸 Hoa") == "Lê Hoa"
    assert showable("😀 שלום 中文") == ""


def test_short_words_are_large_and_on_one_line() -> None:
    assert fitted("Sức khỏe", ROOM).texts == ("Sức khỏe",)
    assert fitted("Sức khỏe", ROOM).size == ROOM.largest


def test_lines_are_of_about_the_same_width() -> None:
    lines = fitted("Không chắc thì không chia sẻ.", ROOM)
    widths = [width(text, lines.size) for text in lines.texts]
    assert len(lines.texts) == 2
    assert min(widths) > max(widths) / 2


def test_words_that_belong_together_stay_on_one_line() -> None:
    room = Room(500, 300, 80, 60, ("ngân hàng",))
    lines = fitted("Đừng giấu: gọi ngân hàng.", room).texts
    assert any("ngân hàng" in line for line in lines)


def test_what_is_too_long_ends_with_an_ellipsis() -> None:
    lines = fitted("rất " * 100, ROOM)
    assert lines.texts[-1].endswith("…")
    assert lines.size == ROOM.smallest


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200) | st.text("WĐmạiil ", max_size=200))
def test_words_never_leave_their_room(text: str) -> None:
    lines = fitted(text, ROOM)
    assert lines.width <= ROOM.width
    assert lines.height <= ROOM.height


@pytest.mark.parametrize("text", HOSTILE)
def test_a_drawing_is_whole_whatever_somebody_wrote(text: str) -> None:
    svg = picture(800, 200, words(text, 400, 100, ROOM, palette.INK))
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags == {"svg", "text"}
    assert to_png(svg).startswith(b"\x89PNG\r\n\x1a\n")


def test_a_picture_is_as_wide_as_it_says_or_as_asked() -> None:
    svg = picture(800, 200)
    assert to_png(svg)[16:24] == (800).to_bytes(4) + (200).to_bytes(4)
    assert to_png(svg, width=320)[16:24] == (320).to_bytes(4) + (80).to_bytes(4)


def test_the_words_are_really_drawn_with_our_fonts() -> None:
    """Without its font a text leaves no trace."""
    empty = to_png(picture(800, 200))
    for font in Font:
        drawn = to_png(picture(800, 200, words("Tiếng Việt", 400, 100, ROOM, "#000", font=font)))
        assert len(drawn) > 2 * len(empty)


@pytest.mark.parametrize(
    ("words_in", "ground"),
    [
        (palette.WHITE, palette.TEAL), (palette.WHITE, palette.BRICK),
        (palette.WHITE, palette.INK), (palette.INK, palette.SUN), (palette.INK, palette.PAPER),
        (palette.INK, palette.WHITE), (palette.TEAL, palette.PAPER),
        (palette.TEAL, palette.WHITE), (palette.BRICK, palette.PAPER),
        (palette.BRICK, palette.WHITE), (palette.WHITE, palette.GREY),
    ],
)  # fmt: skip
def test_words_stand_out_from_their_ground(words_in: str, ground: str) -> None:
    """4.5 to 1 is what WCAG 2.2 asks for at level AA."""
    light, dark = sorted((_brightness(words_in), _brightness(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
