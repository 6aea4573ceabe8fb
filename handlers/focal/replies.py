"""A focal point answers a reminder in plain words: as a reply to it, or simply typing next."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.about_sent import about_sent
from content.figures import NoActivity
from content.replies import (
    LONGEST_REPLY,
    ExtensionWanted,
    Figures,
    NothingToReport,
    NotUnderstood,
    Reading,
    Working,
    understand,
)
from content.small_talk import Asked, asked_of, courtesy_of
from content.text import clean
from handlers.filters import PlainText
from handlers.focal import extension_flow
from handlers.focal.about_sent import answer_about_sent
from handlers.focal.extension_screens import not_yours_screen
from handlers.focal.owed import by_urgency, is_open, is_served_by, mine
from handlers.focal.reply_screens import (
    PickReport,
    answer_text,
    explanation_screen,
    not_understood_text,
    unread_piece_text,
    which_screen,
)
from handlers.focal.report_opening import open_report
from handlers.focal.working import note_working, nothing_owed_screen
from handlers.phrases import courtesy_text
from handlers.turn import OnTurn, Turn
from storage import obligations, reminders, replies
from storage.models import Obligation
from storage.people import Person

router = Router(name="replies")  # before the dialogs: a reply says itself what it is about
typed_router = Router(name="typed_replies")  # after them, before the fallback

_SPOKEN_OF = ("digest:", "obligations:")
_SAID = "said"  # what waits for "which report?"


class ToReminder(Filter):
    """A reply to a message of ours that spoke of reports."""

    async def __call__(
        self, message: Message, session: AsyncSession, person: Person, quoted: str | None
    ) -> bool | dict[str, list[Obligation]]:
        if quoted is None or (message.text or "").startswith("/"):
            return False
        subject = await replies.subject_of(session, person.address, quoted)
        if subject is None or not subject.startswith(_SPOKEN_OF):
            return False
        return {"spoken_of": await _spoken_of(session, person, subject)}


class ServesUnits(Filter):
    """The person reports for a unit, whether anything is owed or not."""

    async def __call__(self, message: Message, person: Person) -> bool:
        return bool(person.units)


class OwesReports(Filter):
    """The person has reports to hand in."""

    async def __call__(
        self, _message: Message, session: AsyncSession, person: Person
    ) -> bool | dict[str, list[Obligation]]:
        owed = await obligations.owed_by(session, person.units) if person.units else []
        return {"owed": owed} if owed else False


@router.message(ToReminder(), OnTurn())
async def reply_to_reminder(message: Message, spoken_of: list[Obligation], turn: Turn) -> None:
    """The person replies to a reminder. An open dialog is left; its draft stays."""
    await turn.state.clear()
    text = message.text or message.caption or ""
    if about := about_sent(text):
        await answer_about_sent(turn, about, spoken_of)
    else:
        await answer(turn, text, [o for o in spoken_of if is_open(o)])


@typed_router.message(StateFilter(None), PlainText(), OwesReports(), OnTurn())
async def type_reply(message: Message, owed: list[Obligation], turn: Turn) -> None:
    """The person owes reports and types something; most likely it is about them."""
    await answer(turn, message.text or "", owed)


@typed_router.message(StateFilter(None), PlainText(), ServesUnits(), OnTurn())
async def type_owing_nothing(message: Message, turn: Turn) -> None:
    """All is sent, and the person types what would have answered a reminder."""
    text = message.text or ""
    is_of_reports = asked_of(text) in (Asked.DUE, Asked.WHAT)
    if isinstance(understand(text, turn.today), NotUnderstood) and not is_of_reports:
        raise SkipHandler
    await answer(turn, text, ())


async def answer(turn: Turn, text: str, owed: Sequence[Obligation]) -> None:
    """Do what the words say, or ask which report they are about, or explain. Never silence."""
    text = clean(text)
    owed = sorted(owed, key=by_urgency)
    said = understand(text, turn.today)
    if not owed:
        typed = text if isinstance(said, Figures) else None
        turn.reply.show(await nothing_owed_screen(turn, typed))
    elif isinstance(said, Working):
        await note_working(turn, owed)
    elif isinstance(said, NotUnderstood):
        _explain(turn, text, owed, said.piece)
    elif len(owed) == 1:
        await _act(turn, said, text, owed[0])
    else:
        await turn.state.set_data({_SAID: text[:LONGEST_REPLY]})
        turn.reply.show(which_screen(turn.plan, owed, turn.today))


def _explain(turn: Turn, text: str, owed: Sequence[Obligation], piece: str | None) -> None:
    courtesy, asked = courtesy_of(text), asked_of(text)
    if courtesy:
        first = courtesy_text(courtesy)
    elif asked:
        first = answer_text(turn.plan, owed, turn.today, asked)
    else:
        first = unread_piece_text(piece) if piece else not_understood_text()
    turn.reply.show(explanation_screen(turn.plan, owed, turn.today, first))


@router.callback_query(PickReport.filter(), OnTurn())
async def pick_report(_query: CallbackQuery, callback_data: PickReport, turn: Turn) -> None:
    """The person says which report their words were about."""
    obligation = await mine(turn.session, turn.person, callback_data.obligation)
    if obligation is None:
        turn.reply.show(not_yours_screen())
        return
    text = (await turn.state.get_data()).get(_SAID, "")
    await turn.state.clear()
    await _act(turn, understand(text, turn.today), text, obligation)


async def _act(turn: Turn, said: Reading, text: str, obligation: Obligation) -> None:
    match said:
        case ExtensionWanted(until=until, reason=reason):
            await extension_flow.begin(turn, obligation, until=until, reason=reason)
        case Figures():
            await open_report(turn, obligation.id, said=text)
        case NothingToReport():
            await open_report(turn, obligation.id, [NoActivity()])
        case _:
            await open_report(turn, obligation.id)


async def _spoken_of(session: AsyncSession, person: Person, subject: str) -> list[Obligation]:
    """The reports that a message of ours spoke of, as far as they are theirs."""
    kind, _, ids = subject.partition(":")
    if kind == "digest":
        found = await reminders.obligations_of_digest(session, int(ids))
    else:
        found = await obligations.some(session, [int(id_) for id_ in ids.split(",")])
    return [o for o in found if is_served_by(o, person)]
