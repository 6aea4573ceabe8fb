"""Somebody takes a chat away, or wants to be forgotten: at once, everywhere, and only if meant."""

import json

import pytest
from sqlalchemy import text

from bot.intake.envelopes import telegram_update
from bot.intake.zalo_envelopes import zalo_bot_parsed
from content.attachments import File
from content.channels import TELEGRAM, ZALO_BOT
from handlers.privacy import Erase
from handlers.screens import Screen, letter_to
from storage import inbox, made_files, outbox, people
from storage.outbox import Priority
from tests.chat import Chat, Town
from tests.handlers.linking import at, code_of
from tests.handlers.reporting import reporting


async def _count(town: Town, what: str) -> int:
    async with town.database.engine.connect() as connection:
        rows = await connection.execute(text(f"SELECT count(*) FROM {what}"))
        return int(rows.scalar_one())


def _tap(town: Town, chat: Chat, data: str) -> bytes:
    user = {"id": int(chat.id), "is_bot": False, "first_name": "Hoa"}
    message = {"message_id": 1, "date": 1, "chat": {"id": int(chat.id), "type": "private"}}
    tap = {"id": "7", "chat_instance": "x", "data": data, "from": user, "message": message}
    return json.dumps({"update_id": 10**8, "callback_query": tap}).encode()


def _typed(town: Town, chat: Chat, words: str) -> bytes:
    message = {
        "from": {"id": chat.id, "display_name": "Hoa", "is_bot": False},
        "chat": {"id": chat.id, "chat_type": "PRIVATE"},
        "text": words,
        "message_id": "abc123",
        "date": int(town.now.timestamp() * 1000) + 5000,
    }
    return json.dumps({"event_name": "message.text.received", "message": message}).encode()


async def test_a_figure_typed_while_the_other_chat_erases_all_stays_nowhere(both: Town) -> None:
    """Both arrive together, and one worker takes them in one transaction."""
    hoa = await reporting(both)
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says("/baocao")
    tap, typed = _tap(both, hoa, Erase().pack()), _typed(both, zalo, "12/15")
    arrivals = [telegram_update(json.loads(tap), tap), zalo_bot_parsed(json.loads(typed), typed)]
    async with both.database.connect_to_write() as connection:
        await inbox.journal(connection, arrivals, both.now)
    await both.settle()
    hoa.sees("Tôi đã xóa tên")
    assert not any("Tôi ghi" in message.text for message in zalo.messages)
    assert await _count(both, "draft") == 0
    assert await _count(both, "conversation WHERE state LIKE 'Report%'") == 0


@pytest.mark.parametrize("word", ["DUNG", "dung", "dung a"])
async def test_dung_without_its_marks_links_nothing(both: Town, word: str) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(f"LK {await code_of(hoa)}")
    await zalo.says(word)
    zalo.sees("có thể là “đúng”", "dừng")
    await zalo.says("đúng")
    zalo.sees("Tôi đã hỏi lại")
    await hoa.says(word)
    hoa.sees("có thể là “đúng”")
    assert (await at(both, hoa)).id != (await at(both, zalo)).id
    await hoa.says("Đúng ạ")
    hoa.sees("Đã liên kết với Zalo")


async def test_dung_without_its_marks_unlinks_nothing(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = await hoa.on(ZALO_BOT)
    await hoa.says("Bỏ liên kết Zalo")
    await hoa.says("DUNG")
    hoa.sees("có thể là “đúng”")
    assert (await at(both, hoa)).id == (await at(both, zalo)).id
    await hoa.says("dừng")
    hoa.sees("Tin nhắc vẫn được gửi")
    assert (await at(both, hoa)).id == (await at(both, zalo)).id
    await hoa.says("Bỏ liên kết Zalo")
    await hoa.says("đúng")
    assert (await at(both, hoa)).id != (await at(both, zalo)).id


async def _holds_a_reminder(town: Town, chat: Chat) -> None:
    """One waits for the quota, as it may for days."""
    async with town.database.write() as session:
        me = await people.find(session, chat.channel, chat.id)
        assert me
        letter = letter_to(
            me.address, Screen("BXDD quá hạn"), priority=Priority.REMINDER, is_urgent=True
        )
        await outbox.add(session, [letter], town.now)
        connection = await session.connection()
        await connection.execute(text("UPDATE outbox SET ready_at = 9e12 WHERE priority > 0"))


async def _quota_is_there(town: Town) -> None:
    async with town.database.write() as session:
        await (await session.connection()).execute(text("UPDATE outbox SET ready_at = 0"))
    await town.settle()


async def test_a_lost_phone_gets_no_reminder_that_waited(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = await hoa.on(ZALO_BOT)
    await _holds_a_reminder(both, zalo)
    async with both.database.write() as session:
        me = await people.find(session, TELEGRAM, hoa.id)
        there = await people.find(session, ZALO_BOT, zalo.id)
        assert me
        assert there
        await people.part(session, me, there.address.id, both.now)
    await _quota_is_there(both)
    assert not any("quá hạn" in message.text for message in zalo.messages)
    hoa.sees("BXDD quá hạn")


async def test_who_is_forgotten_leaves_no_file_and_no_screen(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = await hoa.on(ZALO_BOT)
    there = await at(both, zalo)
    async with both.database.write() as session:
        await made_files.add(session, there.address.id, File("ds.pdf", b"x"), both.now)
    await zalo.says("/riengtu")
    assert await _count(both, "menu WHERE text LIKE '%Nguyễn Thị Hoa%'") > 0
    await hoa.says("/xoa")
    await hoa.picks("Xóa")
    assert await _count(both, "made_file") == 0
    assert await _count(both, "menu WHERE text LIKE '%Nguyễn Thị Hoa%'") == 0


async def _cannot_be_reached(town: Town, chat: Chat) -> None:
    async with town.database.write() as session:
        me = await people.find(session, chat.channel, chat.id)
        assert me
        await people.mark_unreachable(session, me.address.id)


async def test_who_was_reached_in_another_app_hears_nothing_twice(both: Town) -> None:
    hoa = await reporting(both)
    await hoa.says("/huy")
    zalo = await hoa.on(ZALO_BOT)
    await _cannot_be_reached(both, zalo)
    await zalo.says("cảm ơn")
    assert not any("không nhắn được" in message.text for message in zalo.messages)


async def test_who_comes_back_with_a_code_hears_what_was_withheld(both: Town) -> None:
    hoa = await reporting(both)
    await hoa.says("/huy")
    code = await code_of(hoa.other_phone(ZALO_BOT))
    await _cannot_be_reached(both, hoa)
    await hoa.says(code)
    hoa.sees("Tình hình đến hôm nay", "Của mình")


async def test_answers_that_look_like_codes_are_no_guesses(both: Town) -> None:
    hoa = await reporting(both)
    for last in "CFHJKM":
        await hoa.says(f"K7M X2Q 4P{last}")
    assert await _count(both, "invite_guess") == 0
