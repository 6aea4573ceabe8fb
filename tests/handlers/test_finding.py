"""A lesson is found in one's own words, asked for or not; those who work here are let work."""

import pytest

from handlers.citizen.buttons import OpenFound
from tests.chat import Town
from tests.handlers.reporting import AFTER_CUTOFF


async def test_a_citizen_finds_a_lesson_however_they_type(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("tim ma otp la gi")
    lan.sees("Có phải bà con tìm bài này?")
    assert lan.options()[0] == "Bài 6.3 · OTP là chữ ký của mình"
    assert lan.options()[-1] == "Menu"
    await lan.picks("OTP là chữ ký của mình")
    lan.sees("mã dùng một lần")
    await lan.says("tìm chuyeern nhaamf tieenf")
    await lan.says("bài 4.4")
    lan.sees("Máy cảnh báo thì dừng")


async def test_words_nobody_understood_may_be_meant_for_a_lesson(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("sao chuyen khoan phai quet mat")
    lan.sees("Có phải bà con tìm bài này?")
    await lan.says("1")
    lan.sees("Bài 4.3")


async def test_a_label_that_is_typed_opens_what_was_found(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("tìm otp")
    await lan.says("otp la chu ky cua minh")
    lan.sees("Bài 6.3")


async def test_what_is_near_nothing_gets_short_help_and_a_way_to_learn(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("hôm nay trời mưa quá")
    lan.sees("chưa hiểu", "tìm mã OTP")
    assert "Có phải" not in lan.text


async def test_a_search_for_nothing_says_how_it_is_done(town: Town) -> None:
    lan = await town.citizen()
    for text in ("tìm", "tim bai", "Tìm kiếm: ", "tìm ???"):
        await lan.says(text)
        lan.sees("Muốn tìm bài học")
    await lan.says("tìm qwrtzp")
    lan.sees("chưa thấy bài nào về việc đó", "Muốn tìm bài học")


async def test_what_is_far_from_all_lessons_is_said_to_be(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("tìm hôm nay trời mưa quá")
    lan.sees("chưa thấy bài nói đúng việc đó")


async def test_somebody_cheated_gets_the_first_steps_and_no_list(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("tôi bị lừa mất tiền")
    lan.sees("số in ở mặt sau thẻ")
    assert "Có phải bà con tìm" not in lan.text


async def test_a_strangers_question_leads_to_its_lesson_after_the_yes(town: Town) -> None:
    lan = town.stranger()
    await lan.says("ma otp la gi vay")
    lan.sees("Tôi là máy")
    await lan.picks("Tôi đồng ý")
    lan.sees("Có phải bà con tìm bài này?")
    await lan.picks("OTP là chữ ký")
    lan.sees("Bài 6.3")


async def test_a_stranger_may_search_without_agreeing_to_anything(town: Town) -> None:
    lan = town.stranger()
    await lan.says("tìm mã otp")
    await lan.picks("OTP là chữ ký")
    lan.sees("mã dùng một lần")


async def test_talk_of_work_stays_talk_of_work(town: Town) -> None:
    tuyet = await town.focal_point("TYT")
    for text in ("anh gọi lại em nhé", "số liệu của tổ 5 em nhập ở đâu"):
        await tuyet.says(text)
        assert "Có phải bà con tìm" not in tuyet.text


async def test_a_figure_in_an_open_report_is_no_search(town: Town) -> None:
    await town.tick(AFTER_CUTOFF)
    tuyet = await town.focal_point("TYT")
    await tuyet.says("/baocao")
    await tuyet.picks("Khám chữa bệnh") if "Khám" in str(tuyet.options()) else None
    await tuyet.says("tìm 12")
    assert "Có phải bà con tìm" not in tuyet.text


async def test_an_old_list_offers_only_what_is_still_there(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("tìm otp")
    if lan.has_buttons:
        await lan.forges(OpenFound(first="99.9", second="6.3", third=None, is_near=True).pack())
        assert lan.options() == ["Bài 6.3 · OTP là chữ ký của mình", "Menu"]


async def test_english_readers_find_lessons_too(town: Town) -> None:
    ann = await town.citizen("Ann", language="en")
    await ann.says("find the one-time code")
    ann.sees("Is it this lesson you are looking for?")
    await ann.picks("A one-time code" if "A one-time" in str(ann.options()) else "Lesson 6.3")
    ann.sees("6.3")


async def test_after_the_word_for_it_anything_typed_is_looked_for(town: Town) -> None:
    lan = town.stranger()
    await lan.says("tìm")
    await lan.says("giả làm công an")
    lan.sees("tìm bài này")
    assert any("Giả công an" in label for label in lan.options())


@pytest.mark.parametrize("typed", ["lua dao goi dien cong an", "cong an goi dien"])
async def test_the_police_on_the_phone_leads_to_the_lesson_about_them(
    town: Town, typed: str
) -> None:
    lan = await town.citizen()
    await lan.says(typed)
    assert any("Giả công an" in label for label in lan.options())


@pytest.mark.parametrize("typed", ["tim tôi đau quá", "tim dau qua goi cap cuu"])
async def test_whose_heart_hurts_looks_for_no_lesson(town: Town, typed: str) -> None:
    lan = await town.citizen()
    await lan.says(typed)
    assert "Việc gấp" in lan.text
    assert "tìm bài này" not in lan.text
