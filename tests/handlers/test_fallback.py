"""Never silence: whatever is said or tapped, wherever a person stands, in each language."""

import pytest

from tests.chat import Chat, Town

NEARLY_EMPTY = [".", "?", "…", "\u200b", "🙂", "!!!", "\u200b\u200b \u200b", "\u202e", "0" * 4000]
OLD_BUTTONS = ["gone:1", "rep:", "ov", "ov:::x", "lang:fr", "", ":", "x" * 64, "invu:king:"]
UNREADABLE: list[dict[str, object]] = [
    {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9,
                 "height": 9, "is_animated": False, "is_video": False}},
    {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]},
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    {"location": {"latitude": 11.8, "longitude": 106.9}},
    {"contact": {"phone_number": "0900000000", "first_name": "Lan"}},
    {"document": {"file_id": "d", "file_unique_id": "d"}},
]  # fmt: skip
# Every place of these conversations where a person may stand, and the words that lead there.
PLACES = {
    "newcomer": ["/start"],
    "menu": ["/menu"],
    "help": ["/help"],
    "language": ["/language"],
    "privacy": ["/privacy"],
    "erasing": ["/delete"],
    "reports": ["/report"],
    "overdue": ["/overdue"],
    "invites": ["/invite"],
    "stopped": ["/cancel"],
    "naming": ["/privacy", "Đổi tên|Change the name"],
}
LOST = {"vi": "chưa hiểu", "en": "did not understand"}
OLD = {"vi": "Màn hình này đã cũ", "en": "That screen is old"}


async def standing_at(town: Town, place: str, language: str) -> Chat:
    """Somebody who may do everything these conversations offer, brought to a place."""
    if place == "newcomer":
        chat = town.stranger()
        if language == "en":
            await chat.says("/language")
            await chat.picks("English")
    else:
        chat = await town.office(language=language)
    for step in PLACES[place]:
        if "|" in step:
            await chat.picks(step.split("|")[language == "en"])
        else:
            await chat.says(step)
    return chat


def trace(chat: Chat) -> list[tuple[str, str, bool]]:
    """What changes when an answer comes: a new message, or another text in an old one."""
    return [(str(message.id), message.text, chat.has_edited(message)) for message in chat.messages]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("place", PLACES)
async def test_nearly_empty_text_is_answered_everywhere(
    town: Town, place: str, language: str
) -> None:
    chat = await standing_at(town, place, language)
    for text in NEARLY_EMPTY:
        before = trace(chat)
        await chat.says(text)
        assert trace(chat) != before, text


@pytest.mark.only_on_telegram("what a button carries is forged")
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("place", PLACES)
async def test_an_old_or_unknown_button_is_answered_everywhere(
    town: Town, place: str, language: str
) -> None:
    chat = await standing_at(town, place, language)
    for data in OLD_BUTTONS:
        before = len(chat.messages)
        await chat.forges(data)
        assert len(chat.messages) == before + 1, data
        chat.sees(OLD[language])
        assert OLD[language] in chat.toast
        assert chat.options()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("word", ["/huy", "/cancel"])
async def test_stopping_is_answered_everywhere(
    town: Town, place: str, language: str, word: str
) -> None:
    chat = await standing_at(town, place, language)
    before = len(chat.messages)
    await chat.says(word)
    assert len(chat.messages) == before + 1
    await chat.says("…")
    welcome = {"vi": "Tôi đồng ý", "en": "I agree"}[language]
    assert LOST[language] in chat.text or welcome in chat.options()


@pytest.mark.parametrize("content", UNREADABLE)
async def test_pictures_and_the_like_get_a_kind_answer(
    town: Town, content: dict[str, object]
) -> None:
    lan = await town.citizen()
    await lan.sends(content)
    lan.sees("Tôi chỉ đọc được chữ")
    assert lan.options()


@pytest.mark.only_on_telegram("pictures come as an album")
async def test_an_album_gets_one_answer(town: Town) -> None:
    lan = await town.citizen()
    picture = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}
    for _ in range(4):
        lan.phone.sends({"photo": [picture], "media_group_id": "13"})
    await town.settle()
    assert len(lan.messages) == 1


@pytest.mark.only_on_telegram("the platform reports changes of the chat")
async def test_what_nobody_sent_is_not_answered(town: Town) -> None:
    lan = await town.citizen()
    await lan.sends({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    assert lan.messages == []


async def test_a_lost_citizen_is_not_promised_what_does_not_exist(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("cho tôi hỏi mấy giờ có nước lại")
    lan.sees("chưa hiểu", "chưa kiểm tra được tin lừa đảo", "liên hệ trực tiếp với phường")
    assert lan.options() == ["Học kỹ năng số", "Trợ giúp", "Menu"]


async def test_a_lost_member_of_the_office_gets_the_three_likely_buttons(town: Town) -> None:
    minh = await town.office()
    await minh.says("ờ thì thế nhé")
    assert minh.options() == ["Đơn vị nào quá hạn?", "Mời người tham gia", "Menu"]


async def test_an_unknown_command_is_answered(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/khongco")
    lan.sees("chưa hiểu")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_an_old_screen_keeps_what_stands_on_it(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/riengtu")
    first = lan.text
    await lan.forges("gone:1")
    assert lan.messages[0].text == first


async def test_a_kind_word_is_returned(town: Town) -> None:
    mai, minh = await town.leader(), await town.office()
    await mai.says("cảm ơn")
    mai.sees("Dạ, không có gì.")
    for words in ("👍", "vâng"):
        await minh.says(words)
        minh.sees("Dạ.")
        assert "chưa hiểu" not in minh.text


async def test_who_asks_what_there_is_to_do_gets_the_help(town: Town) -> None:
    an = await town.community_team()
    await an.says("tôi làm gì được")
    an.sees("/menu", "/riengtu")
