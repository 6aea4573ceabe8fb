"""Options without buttons: how they are listed, and what a typed answer picks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.menus import Menu, Offer, bare

_REMINDER = Menu((("Báo cáo ngay", "report"), ("✏️ Xem lời mời", "invites"), ("Đang làm", "work")))
_WORDS = Menu((("Ban XDĐ", "one"), ("Hủy", "stop")), Offer.WORDS)
_LONG = Menu(
    tuple((f"Đơn vị {n}", f"unit:{n}") for n in range(1, 21)), more="Xem tiếp", back="Quay lại"
)


@pytest.mark.parametrize(
    "typed",
    ["2", " 2. ", "02", "số 2", "so 2", "(2)", "2)", "chọn 2", "chọn số 2", "Xem lời mời",
     "xem loi moi", "XEM LỜI MỜI.", "２", "2️⃣", "2 ạ", "số 2 nhé", "Em chọn số 2 ạ", "#2", "[2]"],
)  # fmt: skip
def test_a_number_or_a_label_picks(typed: str) -> None:
    assert _REMINDER.pick(typed) == "invites"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "4",
        "0",
        "9",
        "22",
        "2,5",
        "2/3",
        "1 2",
        "gia hạn",
        "-2",
        "2%",
        "…",
        "số",
        ".2",
        ",2",
        "٢",
        "1/2",
        "2" * 300,
    ],
)
def test_anything_else_is_left_to_the_conversation(typed: str) -> None:
    assert _REMINDER.pick(typed) is None


@pytest.mark.parametrize("typed", ["1", "2", "số 1"])
def test_where_a_figure_is_awaited_a_number_is_a_figure(typed: str) -> None:
    assert _WORDS.pick(typed) is None
    assert _WORDS.pick("ban xdd") == "one"


@pytest.mark.parametrize("typed", ["Hủy", "huy", "đồng ý", "Gửi", "dừng"])
def test_words_of_the_dialogs_are_left_to_them(typed: str) -> None:
    menu = Menu(tuple((label, label) for label in ("Hủy", "Đồng ý", "Gửi", "Đúng")))
    assert menu.pick(typed) is None


def test_two_options_with_the_same_label_are_not_guessed_between() -> None:
    assert Menu((("Xem", "a"), ("Xem", "b"))).pick("xem") is None


def test_a_long_list_is_turned_page_by_page() -> None:
    assert _LONG.lines().splitlines()[-1] == "9. Xem tiếp"
    second = _LONG.at(8)
    assert second.lines().splitlines()[0] == "1. Đơn vị 9"
    assert second.lines().splitlines()[-2:] == ["9. Xem tiếp", "0. Quay lại"]
    assert second.pick("1") == "unit:9"
    assert second.pick("0") == "page:0"
    assert second.pick("9") == "page:16"
    assert _LONG.at(16).lines().splitlines()[-1] == "0. Quay lại"


def test_nine_options_need_no_second_page() -> None:
    nine = Menu(tuple((str(n), str(n)) for n in range(9)))
    assert len(nine.lines().splitlines()) == 9
    assert nine.pick("9") == "8"


def test_a_long_text_is_read_in_no_time() -> None:
    assert _REMINDER.pick("a" + "!" * 1_000_000 + "a") is None
    assert _REMINDER.pick("số " * 300_000 + "2") is None
    assert bare("!" * 100_000 + "a" + "!" * 100_000) == "a"


def test_what_weighs_the_words_itself_is_never_picked_from() -> None:
    request = Menu((("Đồng ý", "yes"), ("Từ chối", "no")), Offer.SPEECH)
    assert request.lines() == "đồng ý · từ chối"
    assert {request.pick(typed) for typed in ("1", "đồng ý", "từ chối")} == {None}


@given(st.integers(), st.integers(1, 40))
def test_no_forged_page_is_empty(start: int, many: int) -> None:
    menu = Menu(tuple((f"x{n}", f"d{n}") for n in range(many))).at(start)
    assert menu.items()


@given(st.text())
def test_no_text_breaks_picking(text: str) -> None:
    assert _LONG.pick(text) in {None, *(item.data for item in _LONG.items())}


def test_a_menu_comes_back_from_storage_as_it_was() -> None:
    assert Menu.unpack(_LONG.at(8).pack()) == _LONG.at(8)
