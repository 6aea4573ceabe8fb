"""What is kept about a person, shown to them; consent withdrawn and their data erased."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.channel_names import channel_name
from content.text import quote
from content.words import gettext as _
from handlers.channels import reminded_in
from handlers.citizen.kept import kept_of_learning
from handlers.filters import Command, Says, Under
from handlers.linking.parting import leave_all
from handlers.menu import OpenLinking, OpenMenu, OpenPrivacy, menu_screen, to_menu
from handlers.naming import OpenName
from handlers.office.departure import tell_office
from handlers.roles import grant_name
from handlers.screens import Option, Reply, Screen, column, letter_to
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage import drafts, learning, links, made_files, people, withdrawal
from storage.learning import learners
from storage.people import Address, Person

router = Router(name="privacy")

_ERASING = "erasing"  # of the question whether it is really wished


class AskErase(CallbackData, prefix="erase"):
    pass


class Erase(CallbackData, prefix="erasey"):
    pass


@router.message(
    Command("riengtu", "privacy", "dulieucuatoi", "mydata"),
    OnTurn(),
)
@router.message(
    Says("riêng tư", "riengtu", "dữ liệu của tôi", "privacy", "my data"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@router.callback_query(OpenPrivacy.filter(), OnTurn())
async def open_privacy(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The person asks what is kept about them."""
    chats = await people.chats_of(turn.session, turn.person.id)
    turn.reply.show(privacy_screen(turn, chats, await kept_of_learning(turn)))


@router.message(Command("xoa", "delete"))
@router.message(
    Says("xóa", "xóa dữ liệu", "delete", "erase my data"), StateFilter(None, Welcome.answering)
)
@router.callback_query(AskErase.filter())
async def ask_erase(
    _event: Message | CallbackQuery,
    person: Person,
    reply: Reply,
    plan: Plan,
    session: AsyncSession,
) -> None:
    """The person wants their data gone: what that means, before it is done."""
    lines = [_("<b>Withdraw consent and erase my data?</b>")]
    if person.is_staff:
        lines.append(_("You will no longer be: %(roles)s.") % {"roles": roles_held(person, plan)})
        lines.append(_("Your name, your consent and your unfinished reports are erased."))
    else:
        lines.append(_("Your consent and what I remember of you are erased."))
    if await learners.of(session, person.id):
        lines.append(_("What was learned here is erased: learners, progress, certificates."))
    if person.is_linked:
        lines.append(_("It is erased in all linked apps, and they are unlinked."))
    if person.is_staff:
        lines.append(_("Reports that were handed in belong to the unit and stay."))
    yes, no = Option(_("Erase my data"), Erase()), Option(_("Keep everything"), OpenMenu())
    reply.show(Screen("\n".join(lines), column(yes, no)), _ERASING)


@router.message(
    Under(_ERASING, "không", "không xóa", "khoan", "giữ lại", "no", "keep it"), OnTurn()
)
async def keep_everything(_message: Message, turn: Turn) -> None:
    """The person would rather not."""
    turn.reply.show(menu_screen(turn.person, turn.channels))


@router.callback_query(Erase.filter(), OnTurn())
async def erase(_query: CallbackQuery, turn: Turn) -> None:
    """The person is sure."""
    await turn.state.clear()
    await _forget(turn.session, turn.person, turn.now)  # while all their chats are still theirs
    for chat in await leave_all(turn):
        turn.reply.letters.append(letter_to(chat, erased_screen()))
    await tell_office(turn, turn.person.units)
    turn.reply.renews_commands = True
    turn.reply.show(Screen(_done(turn.person)))


def _done(person: Person) -> str:
    if not person.is_staff:
        return _(
            "Done. What I remembered of you is erased and your consent is withdrawn. To start "
            "again, type /start."
        )
    return _(
        "Done. Your name, roles and unfinished reports are erased and your consent is withdrawn. "
        "No more reminders will come. To start again, type /start."
    )


def erased_screen() -> Screen:
    """For the other chats of somebody who wants to be forgotten."""
    text = _(
        "As was wished in another linked app, all that I remember is erased here as well, and "
        "nothing comes unasked any more. To start again, type /start."
    )
    return Screen(text)


async def _forget(session: AsyncSession, person: Person, now: datetime) -> None:
    await drafts.discard_by(session, person.id)
    await learning.forget(session, person.id)
    await made_files.discard_of(session, person.id)
    chats = await people.chats_of(session, person.id)
    await withdrawal.forget_screens(session, [chat.id for chat in chats])
    for held in person.grants:
        await people.revoke(
            session,
            person.id,
            held.role,
            unit_code=held.unit_code,
            area_code=held.area_code,
            now=now,
        )
    await links.forget(session, person.id, now)
    await people.set_name(session, person.id, None)
    await people.withdraw_consent(session, person.id, now)


def privacy_screen(turn: Turn, chats: Sequence[Address], learning: Sequence[str]) -> Screen:
    """Everything that is kept, with its present value."""
    person = turn.person
    lines = [
        _("<b>What I keep about you</b>"),
        *_chats(turn, chats),
        _("• Language: %(language)s") % {"language": _language_name(person)},
        _("• Name: %(name)s") % {"name": quote(person.name or _("no name kept"))},
        _("• Role: %(roles)s") % {"roles": roles_held(person, turn.plan)},
        _("• Consent: you have agreed")
        if person.has_consented
        else _("• Consent: you have not agreed"),
        *learning,
        _("• What you report, and a log of who did what and when (not your messages)")
        if person.is_staff
        else _("• A log of what you did here and when (not your messages)"),
        "",
        _(
            "So that nothing is lost on the way, your messages are held for a few days and mine "
            "for about two months. I do not ask for identity numbers or photos of papers; please "
            "do not send any."
        ),
        _("I am a machine: Law 134/2025/QH15 on artificial intelligence, Article 11."),
    ]
    options = [Option(_("Erase my data"), AskErase()), to_menu()]
    if person.is_staff:
        options.insert(0, Option(_("Change the name shown"), OpenName()))
    if person.is_linked:
        options.insert(0, Option(_("Linked apps"), OpenLinking()))
    return Screen("\n".join(lines), column(*options))


def _chats(turn: Turn, chats: Sequence[Address]) -> list[str]:
    """Each app with its number, and where reminders go if there is more than one."""
    if len(chats) == 1:
        number = quote(turn.person.address.external_id)
        return [_("• Chat number: <code>%(number)s</code>") % {"number": number}]
    lines = [
        _("• Chat number in %(app)s: <code>%(number)s</code>")
        % {
            "app": channel_name(chat.channel, turn.channels),
            "number": quote(chat.external_id),
        }
        for chat in chats
    ]
    goes_to = reminded_in(turn, chats)
    crosses = _("another app may step in") if turn.person.may_cross else _("no other app")
    lines.append(_("• Reminders: in %(app)s (%(crosses)s)") % {"app": goes_to, "crosses": crosses})
    return lines


def roles_held(person: Person, plan: Plan) -> str:
    held = [quote(grant_name(grant, plan)) for grant in person.grants]
    return "; ".join(held) or _("no role held")


def _language_name(person: Person) -> str:
    return "English" if person.language == "en" else "Tiếng Việt"
