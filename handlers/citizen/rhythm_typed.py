"""When lessons come by themselves, in words: "7 giờ tối", "chiều chủ nhật", "hằng ngày"."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message

from content import rhythms
from content.rhythm_words import Wish, has_minutes, wish
from handlers.citizen.buttons import ChooseHour, ChooseRhythm, ChooseWeekday, OpenRhythm
from handlers.citizen.doors import open_door, show, with_consent
from handlers.citizen.rhythm import (
    choose_hour,
    choose_rhythm,
    choose_weekday,
    may_come,
    open_rhythm,
    settle,
)
from handlers.citizen.rhythm_screens import whole_hours
from handlers.turn import OnTurn, Turn

router = Router(name="learning_rhythm_typed")


class Wishes(Filter):
    """Words about when, as the answer to one of the questions above."""

    async def __call__(
        self, message: Message, turn: Turn, quoted: str | None
    ) -> bool | dict[str, object]:
        text = (message.text or "").strip(" .")
        said = wish(text)
        here = await open_door(turn, quoted) if said else None
        if not isinstance(here, OpenRhythm | ChooseRhythm | ChooseWeekday | ChooseHour):
            return False
        if text.isdecimal() and not _asks_hour(here):
            return (
                {"said": Wish(rhythms.WEEKLY, int(text) - 2), "here": here}
                if _is_day(text, here)
                else False
            )
        return {"said": said, "here": here}


def _asks_hour(here: object) -> bool:
    is_daily = isinstance(here, ChooseRhythm) and here.rhythm == rhythms.DAILY
    return is_daily or isinstance(here, ChooseWeekday)


def _is_day(text: str, here: object) -> bool:
    """ "2" is Monday: days are called by their numbers."""
    asks_day = isinstance(here, ChooseRhythm) and here.rhythm == rhythms.WEEKLY
    return asks_day and text in ("2", "3", "4", "5", "6", "7")


@router.message(StateFilter(None), OnTurn(), Wishes())
async def take_wish(message: Message, said: Wish, here: object, turn: Turn) -> None:
    """Typed: as much of it as was said is taken, and the rest is asked."""
    rhythm, weekday = _so_far(said, here)
    if rhythm == rhythms.OFF:
        await choose_rhythm(message, ChooseRhythm(rhythm=rhythms.OFF), turn)
    elif rhythm is None:
        await open_rhythm(message, turn)
    elif rhythm == rhythms.WEEKLY and weekday is None:
        await choose_rhythm(message, ChooseRhythm(rhythm=rhythm), turn)
    elif said.hour is None:
        await _ask_hour(message, rhythm, weekday, turn)
    else:
        await _take_hour(message, ChooseHour(
            rhythm=rhythm, weekday=weekday or 0, hour=said.hour
        ), turn)  # fmt: skip


def _so_far(said: Wish, here: object) -> tuple[str | None, int | None]:
    """With what was chosen before. An hour alone, where nothing was, is one of every day."""
    rhythm, weekday = said.rhythm, said.weekday
    if rhythm is None and isinstance(here, ChooseRhythm | ChooseHour):
        rhythm = here.rhythm
    if rhythm is None and isinstance(here, ChooseWeekday):
        rhythm = rhythms.WEEKLY
    if rhythm is None and isinstance(here, OpenRhythm) and said.hour is not None:
        rhythm = rhythms.DAILY
    is_weekly = rhythm == rhythms.WEEKLY
    known = isinstance(here, ChooseWeekday) or (
        isinstance(here, ChooseHour) and here.rhythm == rhythms.WEEKLY
    )
    if is_weekly and weekday is None and known:
        weekday = here.weekday  # type: ignore[attr-defined]
    return rhythm, weekday


async def _ask_hour(message: Message, rhythm: str, weekday: int | None, turn: Turn) -> None:
    if rhythm == rhythms.WEEKLY and weekday is not None:
        await choose_weekday(message, ChooseWeekday(weekday=weekday), turn)
    else:
        await choose_rhythm(message, ChooseRhythm(rhythm=rhythm), turn)


async def _take_hour(message: Message, door: ChooseHour, turn: Turn) -> None:
    if not may_come(turn, door.hour) or not has_minutes(message.text or ""):
        await choose_hour(message, door, turn)
    elif await with_consent(turn, door):
        show(turn, await settle(turn, door, whole_hours()), door)
