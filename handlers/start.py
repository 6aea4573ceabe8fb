"""The welcome: who runs this, that it is a machine, what it keeps, how to stop; yes or no."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from content.catalogue import Plan
from content.small_talk import courtesy_of
from content.words import gettext as _
from handlers.citizen import doors
from handlers.dialogs import put_down
from handlers.filters import (
    Command,
    InviteCode,
    InviteLink,
    MistypedCode,
    PlainText,
    Says,
    StartWithCode,
)
from handlers.joining import join, mistyped_screen
from handlers.menu import likely, menu_screen
from handlers.office.invites import WishesToInvite
from handlers.screens import Reply, Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import (
    CONSENT_VERSION,
    Agree,
    Decline,
    ReadAgain,
    Welcome,
    ask_consent,
    greeting,
    is_invited,
    question_screen,
    urgent_matters,
)
from storage import people
from storage.people import Person

router = Router(name="start")
asking_router = Router(name="asking_consent")


@router.message(MistypedCode(), ~WishesToInvite())
async def ask_code_again(_message: Message, person: Person, reply: Reply) -> None:
    """A letter is missing or wrong. That is no guess, so it is not held against anybody."""
    reply.send(mistyped_screen(person))


@router.message(InviteCode(), OnTurn())
@router.message(StartWithCode(), OnTurn())
@router.message(InviteLink(), StateFilter(None, Welcome.answering), OnTurn())
async def open_invite(event: Message, invite: str, turn: Turn) -> None:
    """An invite was opened or pasted: consent comes first, then the role."""
    if turn.person.has_consented:
        await join(turn, invite, event.from_user)
    else:
        await ask_consent(turn.state, turn.reply, turn.plan, invite)


@router.message(Command("start", "batdau"), OnTurn())
@router.message(Says("start", "bắt đầu"), StateFilter(None), OnTurn())
async def come_in(_message: Message, turn: Turn) -> None:
    """Someone comes in: the welcome for the new, the menu for the known."""
    if not turn.person.has_consented:
        invite = await _waiting_invite(turn.state)
        await ask_consent(turn.state, turn.reply, turn.plan, invite)
        return
    dropped = await put_down(turn.state)
    turn.reply.renews_commands = True
    notice = "\n\n".join(filter(None, (dropped, greeting(turn.plan))))
    turn.reply.show(menu_screen(turn.person, turn.channels, notice))


@router.callback_query(Agree.filter(), OnTurn())
@router.message(
    StateFilter(Welcome.answering),
    Says(
        "đồng ý",
        "có đồng ý",
        "có",
        "vâng",
        "dạ",
        "ừ",
        "được",
        "nhất trí",
        "ok",
        "oke",
        "okay",
        "yes",
        "agree",
        "i agree",
    ),
    OnTurn(),
)
async def agree(event: Message | CallbackQuery, turn: Turn) -> None:
    """A yes: it is recorded, and an invite that waited for it is taken up."""
    if turn.person.has_consented:  # the button was tapped twice
        turn.reply.show(menu_screen(turn.person, turn.channels))
        return
    data = await turn.state.get_data()
    has_asked, then = data.get("has_asked", False), doors.unpacked(data.get("then", ""))
    invite = await _waiting_invite(turn.state)
    await people.record_consent(turn.session, turn.person.id, CONSENT_VERSION, turn.now)
    person = replace(turn.person, has_consented=True)
    if invite:
        await join(replace(turn, person=person), invite, event.from_user)
    elif then:
        turn.reply.toast = _("Thank you. I have noted that you agree.")
        await doors.walk(event, then, replace(turn, person=person))
    else:
        notice = [_("Thank you. I have noted that you agree.")]
        if has_asked:  # nobody's first words are left lying
            notice.append(_("What you wrote before, I cannot answer yet."))
            notice.append(urgent_matters())
        turn.reply.show(menu_screen(person, turn.channels, "\n\n".join(notice)))


@router.callback_query(Decline.filter())
@router.message(
    StateFilter(Welcome.answering),
    Says("không", "không đồng ý", "ko", "ko đồng ý", "từ chối", "no", "i do not agree"),
)
async def decline(
    _event: Message | CallbackQuery, person: Person, state: FSMContext, reply: Reply
) -> None:
    """A no is as good as a yes: nothing is recorded."""
    if person.has_consented:  # an old welcome: taking a yes back is a step of its own
        notice = _("You agreed earlier. To take that back, type /delete.")
        reply.show(Screen(notice, likely(person)))
        return
    await _waiting_invite(state)
    text = _(
        "All right. I note nothing about you, and you hold no role here. "
        "An invite stays good until it runs out. Learning is open to you all the same: type "
        "/learn. If you change your mind, type /start."
    )
    reply.show(Screen(text))


@router.message(
    StateFilter(Welcome.answering),
    Says("đọc lại", "đọc lại toàn bộ", "read it all again"),
    OnTurn(),
)
@router.callback_query(ReadAgain.filter(), OnTurn())
async def read_again(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The person wants to read the whole welcome once more; the invite goes on waiting."""
    if turn.person.has_consented:
        turn.reply.show(menu_screen(turn.person, turn.channels, greeting(turn.plan)))
    else:
        invite = await _waiting_invite(turn.state)
        await ask_consent(turn.state, turn.reply, turn.plan, invite)


@asking_router.message(StateFilter(Welcome.answering), PlainText())
async def ask_again(message: Message, state: FSMContext, reply: Reply, plan: Plan) -> None:
    """Something else than yes or no: the question stands, without all that was read before."""
    invited, text = await is_invited(state), message.text or ""
    if invited or courtesy_of(text):
        reply.send(question_screen(plan, is_invited=invited))
        return
    await state.update_data(has_asked=True)
    reply.send(question_screen(plan, urgent_matters()))


async def _waiting_invite(state: FSMContext) -> str:
    """The invite that waited for an answer; the waiting is over."""
    if await state.get_state() != Welcome.answering.state:
        return ""
    invite = (await state.get_data()).get("invite", "")
    await state.clear()
    return str(invite)
