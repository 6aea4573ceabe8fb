"""What one screen becomes on each channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.channels import CHANNELS, TELEGRAM, ZALO_BOT, ZALO_OA, capabilities
from content.menus import Menu
from content.messages import Packed, merged, messages_of
from content.text import plain, quote, utf16_length

_ROWS = [[["Có", "y"], ["Không", "n"]], [["Trợ giúp", "help"]]]


def _screen(text: str, **facts: object) -> Packed:
    return {"text": text, "language": "vi", "options": _ROWS, **facts}


def test_telegram_gets_the_screen_as_it_is() -> None:
    assert messages_of("telegram", _screen("<b>Chào</b>")) == [_screen("<b>Chào</b>")]


def test_zalo_gets_plain_words_and_numbers() -> None:
    (message,) = messages_of("zalo_bot", _screen("<b>Chào</b> &lt;bác&gt;"))
    assert message["text"] == "Chào <bác>\n\n1. Có\n2. Không\n3. Trợ giúp"
    assert Menu.unpack(message["menu"]).pick("2") == "n"


def test_a_screen_that_awaits_figures_offers_words() -> None:
    words = {"or_type": "Có thể gõ:"}
    (message,) = messages_of("zalo_oa", _screen("Tử số?", offer="words", words=words))
    assert message["text"] == "Tử số?\n\nCó thể gõ: có · không · trợ giúp"


def test_without_options_the_menu_before_is_closed() -> None:
    (message,) = messages_of("zalo_bot", {"text": "Đã nhận", "language": "vi"})
    assert message["menu"] is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_can_be_chosen_stands_under_the_last_of_several(channel: str) -> None:
    first, *_, last = messages_of(channel, _screen("Báo cáo dài. " * 900))
    assert "options" not in first
    assert not first.get("menu")
    assert last.get("options") or last["menu"]


@pytest.mark.parametrize("length", range(1840, 1901, 4))
def test_a_menu_that_does_not_fit_is_a_message_of_its_own(length: int) -> None:
    messages = messages_of("zalo_bot", _screen("a" * length))
    under = "1. Có\n2. Không\n3. Trợ giúp"
    fits = length + len("\n\n" + under) <= capabilities("zalo_bot").longest
    texts = ["a" * length + "\n\n" + under] if fits else ["a" * length, under]
    assert [message["text"] for message in messages] == texts
    assert [bool(message.get("menu")) for message in messages] == [False] * (not fits) + [True]


def test_of_several_notices_in_one_the_most_careful_offer_holds() -> None:
    one, two = (_screen(text, offer=offer) for text, offer in (("a", "words"), ("b", "speech")))
    for screens in ([one, two], [two, one]):
        whole = merged("zalo_bot", screens)
        assert whole is not None
        assert whole["offer"] == "speech"


@given(st.text(max_size=6000), st.sampled_from(CHANNELS))
def test_no_message_is_too_long_or_empty(text: str, channel: str) -> None:
    messages = messages_of(channel, _screen(f"<b>{quote(text)}</b>."))
    for message in messages:
        assert 0 < utf16_length(plain(message["text"])) <= capabilities(channel).longest


def test_what_the_text_numbers_itself_is_not_said_again() -> None:
    text = "Quá hạn:\n1. <b>Trạm Y tế</b> – 2 ngày\n2. <b>UBND</b> – 1 ngày"
    options = [[["1. Trạm Y tế", "a"], ["2. UBND", "b"]], [["3. Ẩn", "d"], ["Lọc", "c"]]]
    words = {"or_type": "Có thể gõ:"}
    packed = {"text": text, "language": "vi", "options": options, "offer": "words", "words": words}
    (message,) = messages_of(ZALO_BOT, packed)
    assert message["text"].endswith("\n\nCó thể gõ: 1–2 · 3. Ẩn · lọc")


def test_a_link_behind_words_is_said_where_words_cannot_be_one() -> None:
    packed = {"text": '<a href="https://a.gov.vn/x">Xem &amp; tải</a>', "language": "vi"}
    (message,) = messages_of(ZALO_BOT, packed)
    assert message["text"] == "Xem & tải (https://a.gov.vn/x)"
    assert messages_of(TELEGRAM, packed)[0]["text"] == packed["text"]


def test_options_without_end_are_cut_into_messages() -> None:
    options = [[[f"Đơn vị có tên rất dài số {n} " + "dài " * 20, f"u:{n}"]] for n in range(40)]
    words = {"or_type": "Có thể gõ:"}
    packed = {
        "text": "Ai?",
        "language": "vi",
        "options": options,
        "offer": "words",
        "words": words,
    }
    found = messages_of(ZALO_OA, packed)
    assert all(utf16_length(one["text"]) <= 1900 for one in found)
    assert len(found[-1]["menu"]["options"]) == 40


def test_what_shows_a_file_stays_a_message_of_its_own() -> None:
    plain_one = {"text": "một", "language": "vi"}
    picture = {"ref": "made:1", "kind": "picture", "alt": "bảng"}
    assert merged("zalo_bot", [plain_one, plain_one])
    assert merged("zalo_bot", [plain_one, {**plain_one, "attachment": picture}]) is None
