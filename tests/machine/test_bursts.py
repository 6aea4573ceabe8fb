"""People type faster than the assistant answers: each message is one step, in its order."""

from collections.abc import Sequence

from tests.chat import Chat, Town, open_town
from tests.handlers.reporting import reporting

_FORWARDED = [
    "12/40", "đúng", "Tốt.", "Thiếu giảng viên.", "Mở thêm lớp.", "gửi", "12", "40", "/menu",
    "cảm ơn", "12/40", "đúng", "hủy", "NOP", "1.234", "không có", "bỏ qua", "/huy", "/help", "alo",
]  # fmt: skip


async def _one_by_one(chat: Chat, _town: Town, texts: Sequence[str]) -> None:
    for text in texts:
        await chat.says(text)


async def _at_once(chat: Chat, town: Town, texts: Sequence[str]) -> None:
    for text in texts:
        chat.phone.says(text)
    await town.settle()


def _screen(chat: Chat) -> list[str]:
    return [message.text for message in chat.messages]


async def test_20_messages_within_a_second_are_20_steps(
    sqlite_database_url: str, postgres_database_url: str
) -> None:
    screens = []
    for url, speak in ((sqlite_database_url, _one_by_one), (postgres_database_url, _at_once)):
        async with open_town(url) as town:
            hoa = await reporting(town)
            await speak(hoa, town, _FORWARDED)
            screens.append(_screen(hoa))
    assert screens[0] == screens[1]
    assert len(screens[0]) > len(_FORWARDED) / 2


async def test_a_tap_and_a_text_at_once_are_heard_one_after_the_other(
    sqlite_database_url: str, postgres_database_url: str
) -> None:
    screens = []
    for url in (sqlite_database_url, postgres_database_url):
        async with open_town(url) as town:
            hoa = await reporting(town)
            await hoa.says("12/40")
            hoa.phone.taps("Đúng")
            if url == sqlite_database_url:
                await town.settle()
            hoa.phone.says("Tốt.")
            await town.settle()
            screens.append(_screen(hoa))
    assert screens[0] == screens[1]


async def test_a_button_tapped_ten_times_at_once_does_its_work_once(
    sqlite_database_url: str,
) -> None:
    async with open_town(sqlite_database_url) as town:
        hoa = await reporting(town)
        await _one_by_one(hoa, town, ["12/40", "đúng", "bỏ qua", "bỏ qua", "bỏ qua"])
        for _ in range(10):
            hoa.phone.taps("Gửi")
        await town.settle()
        async with town.database.engine.connect() as connection:
            sent = await connection.exec_driver_sql("SELECT count(*) FROM submission")
            assert sent.scalar_one() == 1
