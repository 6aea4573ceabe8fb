"""Somebody whom no message reached writes again: what was withheld meanwhile comes first."""

from datetime import date

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject
from sqlmodel.ext.asyncio.session import AsyncSession

from content.roles import Role
from content.words import gettext as _
from handlers.focal.digest import digest_screen
from handlers.focal.mails import steps_until
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from storage import digests, extensions, obligations, people
from storage.people import Person

router = Router(name="coming_back")

_MOST_IN_SUBJECT = 15


class CameBack(Filter):
    """They were out of reach until this very message, in every app they have."""

    async def __call__(
        self, _event: TelegramObject, person: Person, session: AsyncSession
    ) -> bool:
        is_reminded = person.has(Role.FOCAL_POINT) and person.has_consented
        if not is_reminded or person.address.is_reachable:
            return False
        chats = await people.chats_of(session, person.id) if person.is_linked else ()
        return not any(chat.is_reachable for chat in chats if chat.id != person.address.id)


@router.message(CameBack(), OnTurn())
@router.callback_query(CameBack(), OnTurn())
async def say_what_was_withheld(_event: Message | CallbackQuery, turn: Turn) -> None:
    """As things stand now: what was sent in or put off meanwhile is not spoken of. Then the
    message is answered as ever, so that what it asks for stands last."""
    owed = await obligations.owed_by(turn.session, turn.person.units)
    steps = steps_until(turn.plan, {o.due for o in owed}, turn.today)
    owed = [obligation for obligation in owed if steps[obligation.due]]
    if owed:
        ids = [obligation.id for obligation in owed]
        noted = await digests.noted(turn.session, ids)
        mine = {id_: noted.get((id_, turn.person.id), ()) for id_ in ids}
        requests = await extensions.waiting_of(turn.session, {o.unit_code for o in owed})
        waiting: dict[int, date] = {r.obligation.id: r.extension.until for r in requests}
        screen = digest_screen(turn.plan, owed, turn.today, mine, waiting)
        text = _("I could not write to you here for a while. As it stands today:")
        subject = f"obligations:{','.join(map(str, ids[:_MOST_IN_SUBJECT]))}"
        turn.reply.send(Screen(f"{text}\n\n{screen.text}", screen.options, screen.offer), subject)
    raise SkipHandler
