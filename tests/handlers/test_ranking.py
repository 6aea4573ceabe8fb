"""Neighbourhoods learn together: only who wants is counted, and named only if they want that."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from storage import people
from storage.learning import learners, progress, ranking
from tests.chat import Chat, Town
from tests.handlers.learning import citizen_at, rewrite, small_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def neighbours(town: Town, code: str, many: int, name: str | None = None) -> None:
    """So many others who take part and have finished a lesson each."""
    for number in range(many):
        chat = await town.citizen(f"{code} {number}")
        async with town.database.write() as session:
            person = await people.recognise(session, chat.channel, chat.id, now=town.now)
            learner = await learners.add(session, person.id, name, town.now)
            await ranking.choose(
                session, person.id, neighbourhood=code, is_ranked=True, shows_name=bool(name)
            )
            await progress.record_answer(
                session, learner, "6.1", "aaaaaa", is_right=True, keys=["aaaaaa"], now=town.now
            )


async def lives_in(town: Town, name: str) -> Chat:
    lan = await citizen_at(town)
    await lan.says("xếp hạng")
    lan.sees("Bà con ở khu phố nào?")
    await lan.picks(name)
    return lan


async def test_nothing_is_counted_before_a_yes(town: Town) -> None:
    await neighbours(town, "kp1", 3)
    lan = await lives_in(town, "Khu phố 1")
    lan.sees("Khu phố cùng học, tháng 12/2026", "1. Khu phố 1: 3 bài (3 người học)")
    lan.sees("Bà con chưa tham gia", "1. một người học: 1 bài")
    assert lan.options() == ["Tham gia", "Đổi khu phố", "Trang học"]
    await lan.picks("Tham gia")
    lan.sees("3 bài (4 người học)", "Bà con đang tham gia, không hiện tên.")
    await lan.picks("Thôi tham gia")
    lan.sees("3 bài (3 người học)", "Bà con chưa tham gia")


async def test_few_people_have_no_number(town: Town) -> None:
    await neighbours(town, "kp1", 2)
    lan = await lives_in(town, "Khu phố 1")
    lan.sees("Chưa đủ 3 người tham gia nên không nêu số: Khu phố 1.")
    assert "một người học" not in lan.text


async def test_a_name_is_shown_only_to_neighbours_and_only_if_wished(town: Town) -> None:
    await neighbours(town, "kp1", 3, name="Bà Tư")
    lan = await lives_in(town, "Khu phố 1")
    lan.sees("1. Bà Tư: 1 bài")
    await lan.picks("Đổi khu phố")
    await lan.picks("Khu phố 2")
    assert "Bà Tư" not in lan.words
    lan.sees("Khu phố của bà con: Khu phố 2")


async def test_whoever_shows_their_name_may_hide_it_again(town: Town) -> None:
    await neighbours(town, "kp1", 3)
    lan = await lives_in(town, "Khu phố 1")
    await lan.says("tham gia")
    await lan.says("cho hiện tên")
    lan.sees("có hiện tên người học")
    assert "Đặt tên người học" in lan.options()
    await lan.says("ẩn tên")
    lan.sees("không hiện tên.")
    await lan.picks("Cho hiện tên")
    await lan.picks("Thôi tham gia")
    await lan.picks("Tham gia")
    lan.sees("không hiện tên.")


async def test_who_shows_names_reads_whose_they_are(town: Town) -> None:
    """A phone is often a family's, and one of them says yes."""
    lan = await lives_in(town, "Khu phố 1")
    await lan.picks("Tham gia")
    async with town.database.write() as session:
        person = await people.recognise(session, lan.channel, lan.id, now=town.now)
        (own,) = await learners.of(session, person.id)
        await learners.rename(session, person.id, own.id, "Bà Lan")
        await learners.add(session, person.id, "Bé <Na>", town.now)
    await lan.picks("Cho hiện tên")
    lan.sees("Khu phố mình thấy các tên: Bà Lan, Bé <Na>.")


async def test_without_a_list_of_the_ward_there_is_no_door(town: Town, shelf: Shelf) -> None:
    lan = await citizen_at(town, "Thêm")
    assert "Khu phố cùng học" in lan.options()
    old = "    - {code: kp1, name: Khu phố 1}\n    - {code: kp2, name: Khu phố 2}\n"
    rewrite(shelf, "settings.yaml", "value:\n" + old, "value: []\n")
    await lan.says("HOC")
    await lan.picks("Thêm")
    assert "Khu phố cùng học" not in lan.options()
    await lan.says("xếp hạng")
    lan.sees("Phường chưa ghi danh sách khu phố.")


async def test_a_neighbourhood_that_is_no_more_is_asked_for_again(
    town: Town, shelf: Shelf
) -> None:
    lan = await lives_in(town, "Khu phố 2")
    rewrite(shelf, "settings.yaml", "code: kp2", "code: kp9")
    await lan.says("xếp hạng")
    lan.sees("Bà con ở khu phố nào?")


async def test_what_is_kept_of_it_stands_on_the_page_of_my_data(town: Town) -> None:
    lan = await lives_in(town, "Khu phố 1")
    await lan.says("/riengtu")
    lan.sees("Khu phố: Khu phố 1; không tham gia xếp hạng")


async def test_a_stranger_agrees_first(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.picks("Thêm")
    await lan.picks("Khu phố cùng học")
    lan.sees("Tôi là máy")
    await lan.picks("Tôi đồng ý")
    lan.sees("Bà con ở khu phố nào?")


async def test_the_ranking_is_read_in_english(town: Town) -> None:
    ann = await citizen_at(town, language="en")
    await ann.says("ranking")
    await ann.picks("Khu phố 1")
    ann.sees("Neighbourhoods learning together", "You do not take part")
