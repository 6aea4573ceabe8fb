"""A lesson costs nobody anything, and comes when its reader wished, on a day off as well."""

from datetime import timedelta

from bot.clock import StoppedClock
from bot.config import Settings
from content.message_quota import Limits
from storage.database import Database
from storage.outbox import Priority
from tests.machine.paid_account import PAID, account
from tests.storage.ward import at

UNLIMITED = Limits()


async def test_a_lesson_that_would_be_paid_for_is_given_up(database: Database) -> None:
    async with account(database, UNLIMITED) as ward:
        paid, free = await ward.person(), await ward.person(silent_for=timedelta(hours=1))
        for phone in (paid, free):
            await ward.tell(phone, "Bài hôm nay", Priority.BULK)
            await ward.tell(phone, "Nhắc nộp báo cáo", Priority.REMINDER)
        await ward.works()
        assert [message.text for message in paid.received] == ["Nhắc nộp báo cáo"]
        assert [message.text for message in free.received] == ["Nhắc nộp báo cáo", "Bài hôm nay"]
        rows = await ward.look("SELECT state, error FROM outbox WHERE state = 'failed'")
        assert [tuple(row) for row in rows] == [("failed", "too dear for a lesson")]


async def test_a_lesson_takes_no_room_from_reminders(database: Database) -> None:
    async with account(database, Limits(a_day=10, counts=PAID, kept_for_answers=1)) as ward:
        for _ in range(3):
            await ward.tell(await ward.person(), "Bài hôm nay", Priority.BULK)
        await ward.works()
        assert await ward.look("SELECT 1 FROM outbox WHERE state = 'pending'") == []
        assert await ward.look("SELECT 1 FROM channel WHERE spent_today > 0") == []


async def test_lessons_and_duties_have_hours_of_their_own(database_url: str) -> None:
    """Evenings and Saturdays are for lessons, nights for nobody."""
    app = _app(database_url)
    spoken = {
        moment: [
            name
            for name, priority in (("duty", Priority.REMINDER), ("lesson", Priority.BULK))
            if app._may_speak(at(moment), priority)
        ]
        for moment in (
            "2026-12-01 09:00", "2026-12-01 12:00", "2026-12-01 19:00", "2026-12-01 22:00",
            "2026-12-05 09:00",
        )
    }  # fmt: skip
    await app.database.close()
    assert list(spoken.values()) == [["duty", "lesson"], ["lesson"], ["lesson"], [], ["lesson"]]


def _app(database_url: str):  # type: ignore[no-untyped-def]
    from bot.app import App

    settings = Settings(
        _env_file=None, database_url=database_url, telegram_token="1:test-token-opens-nothing"
    )
    return App(settings, StoppedClock(at("2026-12-01 09:00")))
