"""What the welcome names may be typed before any yes, in capitals or small letters."""

import pytest

from tests.chat import Town

NAMED = {
    "RIENGTU": "Những gì tôi đang lưu",
    "riengtu": "Những gì tôi đang lưu",
    "riêng tư": "Những gì tôi đang lưu",
    "PRIVACY": "Những gì tôi đang lưu",
    "XOA": "Rút lại đồng ý và xóa dữ liệu?",
    "xoa": "Rút lại đồng ý và xóa dữ liệu?",
    "LANGUAGE": "Which language shall I speak?",
    "Language": "Which language shall I speak?",
    "ngonngu": "Which language shall I speak?",
    "MENU": "thì menu mới mở",
    "menu": "thì menu mới mở",
}


@pytest.mark.parametrize("word", NAMED)
async def test_a_word_the_welcome_names_works_before_the_yes(town: Town, word: str) -> None:
    lan = town.stranger()
    await lan.says("BATDAU")
    await lan.says(word)
    lan.sees(NAMED[word])
    assert "Việc gấp" not in lan.text
    await lan.says("BATDAU")
    await lan.says("đồng ý")
    lan.sees("Tôi đã ghi nhận sự đồng ý")


async def test_the_question_still_stands_after_looking(town: Town) -> None:
    lan = town.stranger()
    await lan.says("BATDAU")
    await lan.says("RIENGTU")
    await lan.says("đồng ý")
    lan.sees("Tôi đã ghi nhận sự đồng ý")


async def test_the_menu_says_what_comes_first(town: Town) -> None:
    ann = town.stranger("Ann", language="en")
    await ann.says("LANGUAGE")
    await ann.picks("English")
    await ann.says("/start")
    await ann.says("MENU")
    ann.sees("The menu opens once you have agreed")
    assert ann.options()[:2] == ["I agree", "I do not agree"]


async def test_a_neighbour_reads_only_what_concerns_neighbours(town: Town) -> None:
    lan = await town.citizen()
    for words in ("NOP", "RIENGTU", "XOA", "menu"):
        await lan.says(words)
        for said in ("anh/chị", "nội dung đã báo cáo", "báo cáo làm dở", "báo cáo đã nộp"):
            assert said not in lan.text.lower(), (words, said)
