"""Where there are no buttons a number is typed, and does what it says only where it is certain
which list it was typed under. Else the list is shown once more."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlmodel import select

from bot.intake.zalo_envelopes import zalo_bot
from bot.intake.zalo_oa_envelope import zalo_oa
from bot.sandbox.faults import DROPPED_AFTER
from bot.sandbox.zalo_oa.server import CONSULT
from content.channels import ZALO_BOT, ZALO_OA
from content.roles import Role
from handlers.menu import OpenHelp, OpenLanguage, OpenMenu
from handlers.screens import Option, Screen, column, letter_to
from storage import inbox, outbox, people
from storage.inbox import Arrival
from storage.models import Extension
from tests.chat import Chat, Town, open_town
from tests.handlers.extending import ask, loses_role, prepare
from tests.platforms import typed_for

HELP = "Tôi giúp được những việc này"
UNCLEAR = "Chưa rõ lựa chọn vừa rồi thuộc tin nào"


@pytest_asyncio.fixture(params=[ZALO_BOT, ZALO_OA])
async def zalo(sqlite_database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    async with open_town(sqlite_database_url, channel=request.param) as opened:
        yield opened


@pytest_asyncio.fixture
async def account(sqlite_database_url: str) -> AsyncIterator[Town]:
    """The Official Account tells what a message quotes, and repeats what it could not tell."""
    async with open_town(sqlite_database_url, channel=ZALO_OA) as opened:
        yield opened


@pytest_asyncio.fixture
async def with_buttons(
    sqlite_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    monkeypatch.setenv("ZALO_OA_BUTTONS", "true")
    async with open_town(sqlite_database_url, channel=ZALO_OA) as opened:
        yield opened


async def reminded(zalo: Town) -> tuple[Chat, Chat, Chat]:
    """The office, and two units that may ask it for more time."""
    chats = (
        await zalo.office(),
        await zalo.focal_point("TTPVHCC", name="Hoa"),
        await zalo.focal_point("BXDD", name="Bình"),
    )
    await zalo.tick("2026-12-07 06:00")
    for chat in chats:
        await chat.says("/menu")  # an Official Account may write for seven days after that
    await zalo.tick("2026-12-10 06:00")
    await zalo.tick("2026-12-10 08:00")
    return chats


async def granted(zalo: Town) -> list[bool | None]:
    """What was answered to each request, in the order they were made."""
    async with zalo.database.read() as session:
        rows = await session.exec(select(Extension).order_by(Extension.id))  # type: ignore[arg-type]
        return [row.granted for row in rows.all()]


async def send(zalo: Town, chat: Chat, screen: Screen) -> None:
    """As an answer of ours."""
    async with zalo.database.write() as session:
        person = await people.recognise(session, chat.channel, chat.phone.id, now=zalo.now)
        await outbox.add(session, [letter_to(person.address, screen)], zalo.now)
    await zalo.settle()


def lose_answer(zalo: Town, chat: Chat) -> None:
    """The next message to this phone arrives, and nobody tells us so."""
    if zalo.platform.channel == ZALO_BOT:
        zalo.server.fail_next("sendMessage", DROPPED_AFTER, chat_id=chat.phone.id)
    else:
        zalo.server.fail_next(CONSULT, DROPPED_AFTER, user_id=chat.phone.id)


def tell_late(zalo: Town, chat: Chat, text: str, written_at: int) -> None:
    """As the Official Account repeats it later: with the moment at which it was written."""
    message = {"msg_id": "told-late", "text": text}
    event = {"sender": {"id": chat.phone.id}, "recipient": {"id": zalo.server.world.oa_id}}
    zalo.server.tell("user_send_text", event | {"message": message}, at=written_at)
    zalo.said[zalo.platform.channel] += 1


def type_at_once(zalo: Town, chat: Chat, text: str) -> None:
    """Without waiting until all is quiet: a letter in doubt rests for half a minute."""
    chat.phone.says(text)
    zalo.said[zalo.platform.channel] += 1


async def test_a_number_is_asked_about_while_nobody_knows_what_stands_last(zalo: Town) -> None:
    office, hoa, _ = await reminded(zalo)
    await prepare(hoa)
    await office.says("/menu")
    office.sees("1. Đơn vị nào quá hạn?")
    lose_answer(zalo, office)
    type_at_once(zalo, hoa, typed_for("Gửi", [m.text for m in hoa.messages]))
    await office.phone.sees("Lý do: chờ số liệu")
    type_at_once(zalo, office, "1")
    again = await office.phone.sees(UNCLEAR)
    assert "Anh/chị muốn làm gì?" in again.text
    assert "1. Đơn vị nào quá hạn?" in again.text
    type_at_once(zalo, office, "1")
    await office.phone.sees(lambda m: "quá hạn" in m.text and UNCLEAR not in m.text)
    assert await granted(zalo) == [None]


async def test_a_yes_is_asked_about_while_nobody_knows_which_request_stands_last(
    zalo: Town,
) -> None:
    office, hoa, binh = await reminded(zalo)
    await ask(hoa)
    await prepare(binh)
    lose_answer(zalo, office)
    type_at_once(zalo, binh, typed_for("Gửi", [m.text for m in binh.messages]))
    await office.phone.sees("Người đề nghị: Bình")
    type_at_once(zalo, office, "đồng ý")
    await office.phone.sees("Cho đến thứ Hai, 21/12/2026?")
    assert await granted(zalo) == [None, None]


async def test_a_number_told_late_is_asked_about(account: Town) -> None:
    office = await account.office()
    await office.says("/menu")
    written_at = account.server.world.now()
    account.clock.move_to(account.now + timedelta(minutes=20))
    await office.says("/help")
    office.sees("6. Menu")
    tell_late(account, office, "6", written_at)  # "6. Trợ giúp" of the list before
    await account.settle()
    assert office.text.startswith(UNCLEAR)
    office.sees(HELP, "6. Menu")
    await office.says("6")
    office.sees("Anh/chị muốn làm gì?", "6. Trợ giúp")


async def test_a_number_told_late_picks_what_it_means_in_every_list(account: Town) -> None:
    an = await account.office()
    await an.says("/menu")
    written_at = account.server.world.now()
    account.clock.move_to(account.now + timedelta(minutes=20))
    await an.says("/help")
    an.sees("2. Mời người tham gia")
    tell_late(account, an, "2", written_at)
    await account.settle()
    an.sees("Anh/chị mời vào vai trò nào?")


async def test_a_yes_told_late_answers_no_request_that_came_later(account: Town) -> None:
    office, hoa, binh = await reminded(account)
    await ask(hoa)
    written_at = account.server.world.now()
    account.clock.move_to(account.now + timedelta(minutes=20))
    await ask(binh)
    tell_late(account, office, "đồng ý", written_at)
    await account.settle()
    assert await granted(account) == [None, None]


async def test_a_number_never_answers_a_request(zalo: Town) -> None:
    office, hoa, _ = await reminded(zalo)
    await ask(hoa)
    office.sees("Có thể gõ: đồng ý · từ chối")
    await office.says("1")
    assert await granted(zalo) == [None]


async def test_a_number_under_a_request_that_came_in_shows_the_list_again(zalo: Town) -> None:
    office, hoa, _ = await reminded(zalo)
    await prepare(hoa)
    await office.says("/moi")
    office.sees("Anh/chị mời vào vai trò nào?", "1. ")
    roles = office.options()
    await hoa.picks("Gửi")
    office.sees("Có thể gõ: đồng ý · từ chối")
    await office.says("1")
    office.sees(UNCLEAR, "Anh/chị mời vào vai trò nào?")
    assert office.options() == roles
    await office.says("1")
    assert UNCLEAR not in office.text
    assert "Anh/chị mời vào vai trò nào?" not in office.text
    assert await granted(zalo) == [None]


async def test_a_number_of_no_list_is_not_understood(zalo: Town) -> None:
    office, hoa, _ = await reminded(zalo)
    await ask(hoa)
    await office.says("77")
    office.sees("Xin lỗi, tôi chưa hiểu")
    assert UNCLEAR not in office.text


async def test_a_request_is_answered_in_words_on_whatever_screen_it_stands(zalo: Town) -> None:
    office, hoa, _ = await reminded(zalo)
    await ask(hoa)
    for words in ("đề nghị gia hạn", "đồng ý đến 17/12", "đồng ý đến 20/12"):
        await office.says(words)
        office.sees("Người đề nghị", "Có thể gõ: đồng ý · từ chối")
        assert "1. Đồng ý" not in office.text
    await office.says("đồng ý đến 18/12")
    office.sees("1. Cho đến thứ Sáu, 18/12/2026")  # a question of ours has numbers
    await office.says("không")
    office.sees("Tôi chưa gửi trả lời nào", "Có thể gõ: đồng ý · từ chối")
    assert await granted(zalo) == [None]


async def test_words_answer_the_request_that_stands_last(zalo: Town) -> None:
    office, hoa, _ = await reminded(zalo)
    await ask(hoa, "18/12")
    await office.says("dong y")
    assert await granted(zalo) == [True]
    hoa.sees("đồng ý gia hạn")


async def test_a_yes_under_a_request_that_is_answered_tells_what_became_of_it(
    zalo: Town,
) -> None:
    office, hoa, _ = await reminded(zalo)
    other = await zalo.office(name="Lý Hải")
    await other.says("/menu")
    await ask(hoa, "18/12")
    await office.says("đồng ý")
    await other.says("từ chối")
    other.sees("đã được trả lời: đồng ý đến thứ Sáu, 18/12/2026")
    assert await granted(zalo) == [True]


async def test_the_number_of_a_list_meets_a_request_that_comes_in(zalo: Town) -> None:
    office, _, binh = await reminded(zalo)
    await prepare(binh)
    await office.says("đơn vị nào trễ hạn báo cáo")
    await binh.picks("Gửi")
    await office.says("1")
    assert await granted(zalo) == [None]


async def test_a_figure_stays_a_figure_when_an_answer_comes_in_between(zalo: Town) -> None:
    office, hoa, _ = await reminded(zalo)
    await ask(hoa, "18/12")
    await zalo.tick("2026-12-15 08:00")
    await hoa.says("báo cáo ngay")
    hoa.sees("Bước 1/")
    await office.says("đồng ý")
    hoa.sees("đồng ý gia hạn")
    await hoa.says("2")
    hoa.sees("Bước 1/", "2")


async def test_a_quote_answers_what_it_quotes(account: Town) -> None:
    office, hoa, binh = await reminded(account)
    await ask(hoa, "18/12")
    of_hoa = office.messages[-1]
    await ask(binh, "18/12")
    await office.says("đồng ý", of_hoa)
    assert await granted(account) == [True, None]


async def test_a_number_under_a_quote_picks_from_what_is_quoted(account: Town) -> None:
    an = await account.citizen()
    await an.says("/menu")
    menu = an.messages[-1]
    an.sees("3. Dữ liệu của tôi")
    await an.says("/riengtu")
    await an.says("3", menu)
    an.sees("Những gì tôi đang lưu")
    await an.says("/ngonngu")
    await an.says("2", menu)
    an.sees(HELP)


async def test_a_number_under_a_quote_of_long_ago_is_asked_about(account: Town) -> None:
    an = await account.citizen()
    await an.says("/menu")
    menu = an.messages[-1]
    for _ in range(10):
        await an.says("/help")
    await an.says("2", menu)
    an.sees(UNCLEAR, HELP)


async def test_pages_are_turned_by_number(zalo: Town) -> None:
    an = await zalo.citizen()
    await an.says("/menu")
    doors = [*(Option(f"Mục {n}", OpenMenu()) for n in range(1, 9)), Option("Hỏi", OpenHelp())]
    await send(zalo, an, Screen("Mục nào?", column(*doors, Option("Tiếng", OpenLanguage()))))
    assert an.text.splitlines()[-1] == "9. Xem tiếp"
    await an.says("9")
    assert an.text == "Còn các lựa chọn sau:\n\n1. Hỏi\n2. Tiếng\n0. Quay lại"
    await an.says("0")
    assert an.text.splitlines()[2] == "1. Mục 1"
    await an.says("9")
    await an.says("1")
    an.sees(HELP)


async def test_a_message_without_options_closes_the_list_before(zalo: Town) -> None:
    an = await zalo.citizen()
    await an.says("/menu")
    an.sees("1. Học kỹ năng số")
    await an.says("cảm ơn")
    await an.says("2")
    assert HELP not in an.text


async def test_what_a_tap_would_say_in_passing_is_said_in_words(zalo: Town) -> None:
    office = await zalo.office()
    await office.says("/menu")
    await loses_role(zalo, office, Role.STANDING_OFFICE)
    await office.says("1")
    office.sees("phần này dành cho cơ quan thường trực")
    assert "không thuộc vai trò" not in office.text  # the same, twice


async def test_a_button_answers_the_message_it_stands_under(with_buttons: Town) -> None:
    account = with_buttons
    an = await account.citizen()
    await an.says("/menu")
    old = an.messages[-1]
    await an.says("/ngonngu")
    an.phone.taps("Trợ giúp", old)
    account.said[ZALO_OA] += 1
    await account.settle()
    an.sees(HELP)


async def test_who_unfollowed_before_they_wrote_is_reached(account: Town) -> None:
    an = await account.citizen()
    left_at = account.server.world.now()
    account.clock.move_to(account.now + timedelta(minutes=30))
    await an.says("/menu")
    follower = {"oa_id": account.server.world.oa_id, "follower": {"id": an.phone.id}}
    account.server.tell("unfollow", follower, at=left_at)
    account.said[ZALO_OA] += 1
    await account.settle()
    async with account.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT is_reachable FROM address")
        assert [bool(row[0]) for row in rows] == [True]


async def test_a_text_without_end_holds_nobody_up(zalo: Town) -> None:
    an, lan = await zalo.citizen(), await zalo.citizen("Lan")
    await an.says("/menu")
    async with asyncio.timeout(5):
        await an.says("a" + "!" * 20_000 + "a")
        await lan.says("/menu")
    lan.sees("1. Học kỹ năng số")


async def test_who_wrote_what_cannot_be_handled_reads_an_apology(zalo: Town) -> None:
    an = await zalo.citizen()
    await an.says("/menu")
    arrival: Arrival | None
    if an.channel == ZALO_BOT:
        party = {"id": an.phone.id}
        message = {"message_id": "x", "from": party, "chat": party, "text": "chào"}
        event = {"event_name": "message.text.received", "message": message}
        arrival = zalo_bot(json.dumps(event).encode())
    else:
        told = {"sender": {"id": an.phone.id}, "message": {"msg_id": "x", "text": "chào"}}
        event = {"event_name": "user_send_text", "timestamp": "1790000000123", **told}
        arrival = zalo_oa(json.dumps(event).encode())
    assert arrival is not None
    async with zalo.database.connect_to_write() as connection:
        await inbox.journal(connection, [arrival], zalo.now)
        await connection.exec_driver_sql(  # each try ended with the process
            f"UPDATE inbox SET attempts = {inbox.MOST_ATTEMPTS} WHERE state = 'pending'"
        )
    zalo.app.work_waits.ring()
    await zalo.settle()
    an.sees("Xin lỗi, tôi gặp trục trặc", "Có thể gõ: menu")
