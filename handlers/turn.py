"""What a conversation rests on at one update, gathered once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import TelegramObject
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.library import Library
from content.words import LOCAL_ZONE
from handlers.screens import Reply
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, when, and what an answer is written with."""

    reply: Reply
    state: FSMContext
    session: AsyncSession
    person: Person
    plan: Plan
    now: datetime
    library: Library
    channels: Collection[str] = ()  # those that are configured
    public_origin: str | None = None  # where our own pages are found, if they are

    @property
    def today(self) -> date:
        return self.now.astimezone(LOCAL_ZONE).date()


class OnTurn(Filter):
    """Lets every update through, with its `turn`."""

    async def __call__(
        self,
        _event: TelegramObject,
        reply: Reply,
        state: FSMContext,
        session: AsyncSession,
        person: Person,
        plan: Plan,
        now: datetime,
        library: Library,
        channels: Collection[str],
        public_origin: str | None = None,
    ) -> dict[str, Turn]:
        turn = Turn(
            reply, state, session, person, plan, now, library, channels, public_origin
        )  # fmt: skip
        return {"turn": turn}
