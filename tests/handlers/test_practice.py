"""The game "real or fake?": judged kindly, told why, and scored on both kinds."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from tests.chat import Chat, Town
from tests.handlers.learning import citizen_at, rewrite, small_shelf

# By a part of each message of the small library: whether it is genuine.
MESSAGES = {
    "gửi nhầm mã 6 số": False,
    "482913": True,
    "chu-to[.]top": False,
    "họp khu phố": True,
}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


def is_genuine(chat: Chat) -> bool:
    return next(kind for part, kind in MESSAGES.items() if part in chat.text)


async def judges(chat: Chat, *, right: bool = True) -> bool:
    """Says what it is, or the contrary; returns what it is."""
    kind = is_genuine(chat)
    await chat.picks("Thật" if kind is right else "Giả")
    return kind


async def test_a_message_is_judged_and_told_why(town: Town) -> None:
    lan = await citizen_at(town, "Thật hay giả?")
    lan.sees("Một nửa là tin thật", "Tôi viết [.] thay dấu chấm để không ai bấm nhầm.")
    lan.sees("(tôi đặt ra để tập):")
    assert lan.options() == ["Thật", "Giả"]
    kind = await judges(lan)
    lan.sees(
        "✅ Bà con tinh mắt: tin này là thật" if kind else "✅ Bà con tinh mắt: tin này là giả"
    )
    assert ("Ngoài đời vẫn nên kiểm tra" in lan.text) is kind
    assert lan.options() == ["Tin tiếp", "Bài học về việc này", "Trang học"]
    await lan.picks("Bài học về việc này")
    lan.sees("Hôm nay:")


async def test_who_is_wrong_hears_it_kindly_and_never_that_something_is_safe(town: Town) -> None:
    lan = await citizen_at(town, "Thật hay giả?")
    for _ in range(4):
        await judges(lan, right=False)
        lan.sees("❌ Chưa đúng: tin này là")
        assert "an toàn" not in lan.text
        await lan.picks("Tin tiếp")


async def test_both_scores_are_told_after_ten(town: Town) -> None:
    lan = await citizen_at(town, "Thật hay giả?")
    for number in range(10):
        await judges(lan, right=number > 0)
        if number < 9:
            assert "Mười tin vừa rồi" not in lan.text
            await lan.picks("Tin tiếp")
    said = [text for text in ("nhận ra 4/5 tin giả; không nghi oan 5/5 tin thật",
                              "nhận ra 5/5 tin giả; không nghi oan 4/5 tin thật")
            if text in lan.text]  # fmt: skip
    assert said
    await lan.picks("Tin tiếp")
    assert "Một nửa là tin thật" not in lan.text


@pytest.mark.parametrize(("real", "fake"), [("thật", "giả"), ("that", "gia"), ("1", "2")])
async def test_what_is_typed_counts_as_well(town: Town, real: str, fake: str) -> None:
    lan = await citizen_at(town)
    await lan.says("thật hay giả")
    await lan.says(real if is_genuine(lan) else fake)
    lan.sees("✅")
    await lan.says("tiếp")
    assert lan.options() == ["Thật", "Giả"]


async def test_one_plays_without_having_agreed_and_nothing_is_kept(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.picks("Thật hay giả?")
    first = lan.text
    await judges(lan)
    await lan.picks("Tin tiếp")
    assert lan.text != first
    assert "Một nửa là tin thật" not in lan.text
    await lan.says("HOC")
    await lan.picks("Thật hay giả?")
    lan.sees("Một nửa là tin thật")


async def test_the_rules_are_not_explained_twice_to_whom_i_know(town: Town) -> None:
    lan = await citizen_at(town, "Thật hay giả?")
    await judges(lan)
    await lan.says("HOC")
    await lan.picks("Thật hay giả?")
    assert "Một nửa là tin thật" not in lan.text


async def test_a_message_that_was_taken_out_makes_way_for_another(
    town: Town, shelf: Shelf
) -> None:
    lan = await citizen_at(town, "Thật hay giả?")
    shown = next(part for part in MESSAGES if part in lan.text)
    name = {"gửi nhầm mã 6 số": "otp-gui-nham", "482913": "otp-that",
            "chu-to[.]top": "ung-dung-la", "họp khu phố": "hop-khu-pho"}[shown]  # fmt: skip
    rewrite(shelf, "vi/practice/6.yaml", f"id: {name}", f"id: {name}-moi")
    await lan.picks("Thật")
    assert lan.options() == ["Thật", "Giả"]


async def test_the_game_is_explained_in_english(town: Town) -> None:
    ann = await citizen_at(town, "Real or fake?", language="en")
    ann.sees("Half of them are real", "The messages are in Vietnamese")
    await ann.says("real" if is_genuine(ann) else "fake")
    ann.sees("You saw it")
