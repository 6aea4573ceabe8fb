"""What was learned is asked again: one question a day, answered with nhớ or chưa nhớ."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from handlers.citizen.buttons import RateCard, ShowCard
from storage import people
from storage.learning import cards, learners
from tests.chat import Chat, Town
from tests.handlers.learning import FIRST, SECOND, citizen_at, finishes, rewrite, small_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def learned(town: Town) -> Chat:
    """The safety lesson is finished on the first of December."""
    lan = await citizen_at(town, "Bài hôm nay")
    await finishes(lan, FIRST)
    return lan


async def reviews(town: Town, chat: Chat) -> int:
    """How often the card of the safety lesson was rated."""
    async with town.database.read() as session:
        person = await people.find(session, chat.channel, chat.id)
        assert person
        learner = await learners.current(session, person.id)
        assert learner
        lesson = town.app.shelf.now.library.path[0]
        card = await cards.of_lesson(session, learner.id, lesson)
        return card.reviews if card else -1


async def test_two_days_later_the_lesson_is_asked(town: Town) -> None:
    lan = await learned(town)
    await lan.says("ôn tập")
    lan.sees("Bây giờ chưa có câu nào cần ôn", "03/12/2026")
    await town.tick("2026-12-03 09:00")
    await lan.says("HOC")
    await lan.picks("Thêm")
    await lan.picks("Ôn tập")
    lan.sees("Bà con còn nhớ không?", FIRST, "Em gửi nhầm mã sang máy cô")
    await lan.picks("Xem đáp án")
    lan.sees("Đáp án: Không đọc, xóa tin", "Không có chuyện gửi nhầm mã.")
    await lan.picks("Nhớ")
    lan.sees("Bà con nhớ tốt lắm!")


async def test_a_name_is_filled_in_wherever_the_question_is_asked(
    town: Town, shelf: Shelf
) -> None:
    rewrite(shelf, "vi/6.1-otp.md", "Một người nhắn", "Một người phường {ward} nhắn")
    rewrite(shelf, "vi/6.1-otp.md", "Không đọc, xóa tin", "Hỏi phường {ward}")
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    lan.sees("phường Phước Bình nhắn")
    for door in ("Hỏi phường Phước Bình", "Câu tiếp", "Sai", "Câu tiếp", "Thật"):
        await lan.picks(door)
    await town.tick("2026-12-03 09:00")
    await lan.says("ôn tập")
    lan.sees("Một người phường Phước Bình nhắn")
    await lan.picks("Xem đáp án")
    lan.sees("Một người phường Phước Bình nhắn", "Đáp án: Hỏi phường Phước Bình")


@pytest.mark.parametrize(("said", "kind"), [("nhớ", "nhớ tốt lắm"), ("chưa nhớ", "Không sao")])
async def test_it_may_all_be_typed(town: Town, said: str, kind: str) -> None:
    lan = await learned(town)
    await town.tick("2026-12-03 09:00")
    for words in ("ôn tập", "xem đáp án", said):
        await lan.says(words)
    lan.sees(kind)
    assert await reviews(town, lan) == 1


async def test_what_was_forgotten_is_asked_soon_and_may_be_read_again(town: Town) -> None:
    lan = await learned(town)
    await town.tick("2026-12-03 09:00")
    await lan.says("ôn tập")
    await lan.picks("Xem đáp án")
    await lan.picks("Chưa nhớ")
    lan.sees("Không sao", "04/12/2026")
    await lan.picks("Đọc lại bài")
    lan.sees("mã dùng một lần")


async def test_another_question_is_asked_each_time(town: Town) -> None:
    lan = await learned(town)
    asked = []
    for day in ("2026-12-03", "2026-12-30"):
        await town.tick(f"{day} 09:00")
        await lan.says("ôn tập")
        asked.append(lan.text)
        await lan.picks("Xem đáp án")
        await lan.picks("Nhớ")
    assert "Em gửi nhầm mã" in asked[0]
    assert "nhân viên ngân hàng thật" in asked[1]


async def test_one_card_a_day_is_enough(town: Town) -> None:
    lan = await learned(town)
    await lan.says("bài hôm nay")
    await lan.picks("Bài tiếp theo")
    await finishes(lan, SECOND)
    await town.tick("2026-12-03 09:00")
    await lan.says("ôn tập")
    lan.sees(FIRST)  # safety first
    await lan.picks("Xem đáp án")
    await lan.picks("Nhớ")
    await lan.says("ôn tập")
    lan.sees("mỗi ngày một câu là đủ", "04/12/2026")
    await town.tick("2026-12-04 09:00")
    await lan.says("ôn tập")
    lan.sees(SECOND)


async def test_a_card_that_was_put_aside_is_asked_again_the_same_day(town: Town) -> None:
    lan = await learned(town)
    await town.tick("2026-12-03 09:00")
    await lan.says("ôn tập")
    await lan.says("HOC")
    await lan.says("ôn tập")
    lan.sees("Em gửi nhầm mã sang máy cô")


async def test_a_second_tap_changes_nothing(town: Town) -> None:
    lan = await learned(town)
    await town.tick("2026-12-03 09:00")
    await lan.says("ôn tập")
    await lan.picks("Xem đáp án")
    await lan.picks("Nhớ")
    learner, lesson = await _whose(town, lan)
    again = RateCard(learner=learner, lesson=lesson, reviews=0, remembered=False)
    await lan.forges(again.pack()) if lan.has_buttons else await lan.says("chưa nhớ")
    assert await reviews(town, lan) == 1


@pytest.mark.only_on_telegram
async def test_nobody_sees_or_rates_the_cards_of_another_phone(town: Town) -> None:
    lan, an = await learned(town), await town.citizen("Anh An")
    await an.says("HOC")
    learner, lesson = await _whose(town, lan)
    key = town.app.shelf.now.library.lessons[lesson].items[0].key
    await an.forges(ShowCard(learner=learner, lesson=lesson, key=key).pack())
    an.sees("Câu này không còn hỏi nữa")
    await an.forges(RateCard(learner=learner, lesson=lesson, reviews=0, remembered=True).pack())
    an.sees("Câu này không còn hỏi nữa")
    assert await reviews(town, lan) == 0


async def test_who_has_learned_nothing_hears_how_it_begins(town: Town) -> None:
    lan = await citizen_at(town, "Thêm", "Ôn tập")
    lan.sees("Chưa có gì để ôn", "học xong một bài")


async def test_the_card_that_came_by_itself_is_answered_like_any_other(town: Town) -> None:
    lan = await learned(town)
    for words in ("nhận bài mỗi ngày", "mỗi ngày", "19h"):
        await lan.says(words)
    await town.tick("2026-12-03 19:00")
    await lan.says("xem đáp án")
    lan.sees("Đáp án: Không đọc, xóa tin")
    await lan.says("nhớ")
    assert await reviews(town, lan) == 1


async def _whose(town: Town, chat: Chat) -> tuple[int, str]:
    async with town.database.read() as session:
        person = await people.find(session, chat.channel, chat.id)
        assert person
        learner = await learners.current(session, person.id)
        assert learner
    return learner.id, town.app.shelf.now.library.path[0]


async def test_right_without_marks_answers_a_card_and_stops_nothing(town: Town) -> None:
    lan = await learned(town)
    await town.tick("2026-12-03 09:00")
    for words in ("ôn tập", "xem đáp án", "nhớ"):
        await lan.says(words)
    await town.tick("2026-12-30 09:00")
    await lan.says("ôn tập")
    await lan.says("dung")
    lan.sees("Đáp án: Sai", "gõ DUNG bằng chữ in hoa")
    await lan.says("chưa nhớ")
    assert await reviews(town, lan) == 2
    await lan.says("DUNG")
    lan.sees("Đã dừng")


async def test_whoever_types_the_answer_to_a_card_compares(town: Town) -> None:
    lan = await learned(town)
    await town.tick("2026-12-03 09:00")
    await lan.says("ôn tập")
    await lan.says("khong doc, xoa di")
    lan.sees("Đáp án: Không đọc, xóa tin", "Bà con có nhớ không?")
