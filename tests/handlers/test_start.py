"""Coming in: the welcome is true and short, and nothing is agreed without a yes."""

import pytest
from sqlmodel import select

from content.folding import fold
from handlers.welcome import CONSENT_VERSION
from storage.models import AddressRow, PersonRow
from tests.chat import Chat, Town, folded


async def person_row(town: Town, chat: Chat) -> PersonRow:
    async with town.database.read() as session:
        rows = await session.exec(
            select(PersonRow).join(AddressRow).where(AddressRow.external_id == str(chat.phone.id))
        )
        return rows.one()


async def test_a_newcomer_reads_who_this_is_in_three_lines_and_two_buttons(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    assert len(lan.words.split("\n\n")) == 3
    assert lan.options() == ["Tôi đồng ý", "Tôi không đồng ý"]
    lan.sees("Tôi là máy, không phải người.", "phường Phước Bình", "phụ trách")
    lan.sees("Tôi chỉ nhớ", "/huy", "/xoa", "/riengtu", "/language")


async def test_a_neighbour_is_spoken_to_in_words_of_every_day(town: Town) -> None:
    """The law that asks for it all is named where somebody asks to see it all."""
    lan = town.stranger()
    await lan.says("/start")
    lan.sees("Bà con có đồng ý không?")
    for said in ("anh/chị", "luật", "điều 11", "mã cuộc trò chuyện", "nhật ký", "thao tác"):
        assert fold(said) not in folded(lan.text), said
    await lan.says("phường mình ở đâu?")
    assert "anh/chị" not in lan.text.lower()
    await lan.picks("Tôi đồng ý")
    assert "anh/chị" not in lan.text.lower()
    for words in ("/riengtu", "/menu", "cho hỏi thủ tục căn cước"):
        await lan.says(words)
        assert "anh/chị" not in lan.text.lower(), words
    await lan.says("/riengtu")
    lan.sees("Điều 11 Luật Trí tuệ nhân tạo 134/2025/QH15")


async def test_whoever_is_invited_is_spoken_to_as_staff(town: Town) -> None:
    hoa = town.stranger("Hoa")
    await hoa.says("/start " + "x" * 22)
    hoa.sees(
        "Anh/chị được mời nhận một vai trò", "báo cáo anh/chị gửi", "Anh/chị có đồng ý không?"
    )
    assert "bà con" not in hoa.text.lower()
    await hoa.says("cái này là gì")
    hoa.sees("xin hỏi anh/chị")
    assert "công an" not in hoa.text


async def test_a_call_for_help_is_sent_to_the_police_before_and_after_the_yes(town: Town) -> None:
    lan = town.stranger()
    await lan.says("con tôi bị lừa đảo qua mạng")
    lan.sees("Dừng chuyển tiền", "báo ngay công an phường", "Tôi là máy, không phải người.")
    await lan.says("cứu tôi với")
    lan.sees("báo ngay công an phường", "gõ đồng ý hay không")
    await lan.says("đồng ý")
    lan.sees("Điều bà con vừa nhắn, hiện tôi chưa giúp được", "báo ngay công an phường")
    await lan.says("con tôi bị lừa đảo qua mạng")
    lan.sees("báo ngay công an phường")
    assert not any(sign.isdigit() for sign in lan.words)  # no number of ours is made up


@pytest.mark.parametrize("words", ["/start", "chào em", "alo"])
async def test_nobody_is_sent_to_the_police_for_a_greeting(town: Town, words: str) -> None:
    lan = town.stranger()
    await lan.says(words)
    assert "công an" not in lan.text
    await lan.says("vâng ạ")
    assert "vừa nhắn" not in lan.text


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
    lan.sees("Tôi đã ghi nhận sự đồng ý")


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
        assert len(lan.text) < len(welcome)
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


@pytest.mark.only_on_telegram("a button of an older message is tapped")
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
    lan.sees(
        "Tôi là máy, không phải người"
    )  # the first word to a stranger tells who this is, whatever came
    await lan.sends(photo)
    lan.sees("Tôi chỉ đọc được chữ", "gõ đồng ý hay không")


@pytest.mark.only_on_telegram("a button of an older message is tapped")
async def test_a_yes_tapped_twice_is_one_yes(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    welcome = lan.messages[-1]
    lan.phone.taps("Tôi đồng ý", welcome)
    await lan.picks("Tôi đồng ý", welcome)
    lan.sees("mã mời")
    assert len(lan.messages) == 1


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_an_old_no_does_not_take_a_yes_back(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/menu")
    await lan.forges("no")
    lan.sees("sự đồng ý trước đây", "/xoa")
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
    ann.sees("machine, not a person", "/cancel", "/delete")
    assert ann.options() == ["I agree", "I do not agree"]
