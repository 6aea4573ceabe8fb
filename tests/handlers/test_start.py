"""Coming in: the welcome is true and short, and nothing is agreed without a yes."""

import pytest
from sqlmodel import select

from handlers.welcome import CONSENT_VERSION
from storage.models import AddressRow, PersonRow
from tests.chat import Chat, Town


async def person_row(town: Town, chat: Chat) -> PersonRow:
    async with town.database.read() as session:
        rows = await session.exec(
            select(PersonRow).join(AddressRow).where(AddressRow.external_id == str(chat.phone.id))
        )
        return rows.one()


async def test_a_newcomer_reads_who_this_is_in_three_lines_and_two_buttons(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    assert len(lan.text.split("\n\n")) == 3
    assert lan.options() == ["Tôi đồng ý", "Tôi không đồng ý"]
    lan.sees("máy", "Điều 11 Luật Trí tuệ nhân tạo 134/2025/QH15", "phường Phước Bình")
    lan.sees("chỉ lưu", "/huy", "/xoa", "/riengtu", "/language")


async def test_nothing_is_agreed_before_a_yes(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    row = await person_row(town, lan)
    assert (row.consented_at, row.consent_version, row.name) == (None, None, None)


async def test_a_yes_is_recorded_with_its_version_and_time(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    await lan.picks("Tôi đồng ý")
    row = await person_row(town, lan)
    assert (row.consented_at, row.consent_version) == (town.now, CONSENT_VERSION)
    lan.sees("đã ghi nhận anh/chị đồng ý")


@pytest.mark.parametrize(
    "words", ["đồng ý", "toi dong y", "Có", "ok", "Vâng.", "dạ tôi đồng ý ạ", "Dạ có", "được nhé"]
)
async def test_a_yes_may_be_typed(town: Town, words: str) -> None:
    lan = town.stranger()
    await lan.says("/start")
    await lan.says(words)
    assert (await person_row(town, lan)).consented_at is not None


@pytest.mark.parametrize(
    "words", ["không", "khong dong y", "Từ chối", "dạ không ạ", "tôi không đồng ý"]
)
async def test_a_no_may_be_typed_and_nothing_is_noted(town: Town, words: str) -> None:
    lan = town.stranger()
    await lan.says("/start")
    await lan.says(words)
    lan.sees("không ghi thêm gì")
    assert (await person_row(town, lan)).consented_at is None


async def test_something_else_than_yes_or_no_gets_the_question_in_short(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    welcome = lan.text
    for words in ("phường mình ở đâu?", "alo"):
        await lan.says(words)
        assert len(lan.text) < len(welcome) / 1.5
        lan.sees("Trợ Lý Số của phường Phước Bình, là máy", "gõ đồng ý hay không")
        assert lan.options() == ["Tôi đồng ý", "Tôi không đồng ý", "Đọc lại toàn bộ"]
    await lan.says("đồng ý")
    assert (await person_row(town, lan)).consented_at is not None


@pytest.mark.parametrize("way", ["tapped", "typed"])
async def test_the_whole_welcome_can_be_read_again(town: Town, way: str) -> None:
    lan = town.stranger()
    await lan.says("/start")
    welcome = lan.text
    await lan.says("alo")
    await (lan.picks("Đọc lại toàn bộ") if way == "tapped" else lan.says("đọc lại"))
    assert lan.text == welcome
    await lan.says("không")
    lan.sees("không ghi thêm gì")


async def test_whoever_has_agreed_and_taps_read_again_gets_the_menu(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    await lan.says("alo")
    question = lan.messages[-1]
    await lan.says("đồng ý")
    await lan.picks("Đọc lại toàn bộ", question)
    lan.sees("máy trả lời tự động")


async def test_a_picture_instead_of_an_answer_gets_the_question(town: Town) -> None:
    lan = town.stranger()
    photo = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]}
    await lan.sends(photo)
    lan.sees("Điều 11")  # the first word to a stranger tells who this is, whatever came
    await lan.sends(photo)
    lan.sees("Tôi chỉ đọc được chữ", "gõ đồng ý hay không")


async def test_a_yes_tapped_twice_is_one_yes(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    welcome = lan.messages[-1]
    lan.phone.taps("Tôi đồng ý", welcome)
    await lan.picks("Tôi đồng ý", welcome)
    lan.sees("mã mời")
    assert len(lan.messages) == 1


async def test_an_old_no_does_not_take_a_yes_back(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/menu")
    await lan.forges("no")
    lan.sees("đã đồng ý trước đây", "/xoa")
    assert (await person_row(town, lan)).consented_at is not None


async def test_whoever_is_known_gets_the_menu_and_hears_again_that_it_is_a_machine(
    town: Town,
) -> None:
    lan = await town.citizen()
    await lan.says("/start")
    lan.sees("máy trả lời tự động")
    assert "Trợ giúp" in lan.options()


async def test_the_first_words_of_a_stranger_get_the_welcome_too(town: Town) -> None:
    lan = town.stranger()
    await lan.says("alo phường ơi")
    assert lan.options() == ["Tôi đồng ý", "Tôi không đồng ý"]


async def test_start_in_the_middle_of_something_says_what_was_dropped(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    await hoa.says("/start")
    hoa.sees("giữ nguyên tên")


async def test_the_welcome_is_complete_in_english(town: Town) -> None:
    ann = town.stranger("Ann")
    await ann.says("/language")
    await ann.picks("English")
    await ann.says("/start")
    ann.sees("machine", "134/2025/QH15", "/cancel", "/delete")
    assert ann.options() == ["I agree", "I do not agree"]
